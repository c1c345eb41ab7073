"""A look at SQLite's write-ahead file, before SQLite reads it.

SQLite takes what is whole up to the first frame that is not, and silently leaves out the rest. A
frame that ends a transaction behind that place was once written, and acknowledged. The form is
told in https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

HEADER_BYTES, FRAME_BYTES = 32, 24
MAGIC = {0x377F0682: "little", 0x377F0683: "big"}

_Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wal:
    """`frames` are whole; `lost` transactions end behind the first frame that is not.

    Without a readable `header` nothing of the file counts.
    """

    header: bool
    frames: int
    lost: int


def look(path: Path) -> Wal | None:
    """Look at a write-ahead file; None where there is none, or an empty one. Raises OSError."""
    try:
        with path.open("rb") as file:
            return _look(file)
    except FileNotFoundError:
        return None


def _look(file: BinaryIO) -> Wal | None:
    head = file.read(HEADER_BYTES)
    if not head:
        return None
    magic, _version, page_bytes = struct.unpack(">3I", head[:12].ljust(12, b"\0"))
    order = MAGIC.get(magic)
    if order is None or len(head) < HEADER_BYTES:
        return Wal(header=False, frames=0, lost=0)
    sums = _sum(head[:24], (0, 0), order)
    if sums != struct.unpack(">2I", head[24:32]):
        return Wal(header=False, frames=0, lost=0)
    return _frames(file, page_bytes, head[16:24], sums, order)


def _frames(file: BinaryIO, page_bytes: int, salt: bytes, sums: _Sums, order: str) -> Wal:
    frames = lost = 0
    whole = True
    while frame := file.read(FRAME_BYTES + page_bytes):
        if len(frame) < FRAME_BYTES:
            break
        whole = whole and len(frame) == FRAME_BYTES + page_bytes and frame[8:16] == salt
        if whole:
            sums = _sum(frame[FRAME_BYTES:], _sum(frame[:8], sums, order), order)
            whole = sums == struct.unpack(">2I", frame[16:24])
        frames += whole
        lost += not whole and frame[8:16] == salt and frame[4:8] != b"\0\0\0\0"
    return Wal(header=True, frames=frames, lost=lost)


def _sum(data: bytes, sums: _Sums, order: str) -> _Sums:
    words = array("I", data)
    if order != sys.byteorder:
        words.byteswap()
    first, second = sums
    pairs = iter(words)
    for one, two in zip(pairs, pairs, strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
