"""What the shipped fonts can show: a character that none has would abort a document.

The fonts' own tables are read (cmap formats 4 and 12), so that nothing has to be kept in
step by hand. What cannot be shown becomes □, and the reader sees that something is there.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
MISSING = "□"

#: Characters that are left out, as they draw nothing: variation selectors, direction marks…
_DROPPED = frozenset({0xFE0E, 0xFE0F, 0xFEFF, 0x00AD, 0x200B, 0x200E, 0x200F, 0x2060})
_SPACES = {0x202F: "\u00a0", 0x2009: "\u00a0", 0x0009: " ", 0x000A: " ", 0x000D: " "}
_MARKS = ("Mn", "Me", "Mc", "Cf")
_NEVER = ("Cc", "Cs", "Co", "Cn")

#: In the order in which `templates/page.typ` asks for them.
_FAMILIES = ("SourceSans3", "NotoNaskhArabic", "NotoSansHebrew", "NotoEmoji")


def _tables(data: bytes) -> dict[bytes, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    rows = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in rows}


def _format_4(data: bytes, at: int) -> set[int]:
    twice = struct.unpack_from(">H", data, at + 6)[0]
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + twice)
    return {c for a, b in zip(starts, ends, strict=True) for c in range(a, b + 1) if b != 0xFFFF}


def _format_12(data: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">I", data, at + 12)[0]
    rows = (struct.unpack_from(">III", data, at + 16 + 12 * i) for i in range(count))
    return {c for a, b, _ in rows for c in range(a, b + 1)}


_READERS = {4: _format_4, 12: _format_12}


def characters_of(font: Path) -> frozenset[int]:
    """Code points that a TrueType font maps to a glyph."""
    data = font.read_bytes()
    cmap = _tables(data)[b"cmap"]
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * i)[2]
        reader = _READERS.get(struct.unpack_from(">H", data, at)[0])
        found |= reader(data, at) if reader else set()
    return frozenset(found)


@lru_cache(maxsize=1)
def _repertoires() -> tuple[frozenset[int], ...]:
    """Code points that every style of a family shows, family by family."""
    return tuple(
        frozenset.intersection(*map(characters_of, sorted(FONT_FOLDER.glob(f"{family}-*.ttf"))))
        for family in _FAMILIES
    )


def family_of(character: str) -> int | None:
    """Which family, by its place in the order, shows a character; None where none does."""
    code = ord(character)
    if unicodedata.category(character) in _NEVER:
        return None
    return next((i for i, known in enumerate(_repertoires()) if code in known), None)


def clean(text: str) -> str:
    r"""Give `text` with nothing in it that the fonts cannot show.

    A mark is kept where the family of the letter before it has it: typst looks for one font
    for both.

    >>> clean("Zoé\u0007 \u4e2d")
    'Zoé □'
    """
    shown: list[str] = []
    family: int | None = 0
    for character in unicodedata.normalize("NFC", text):
        code = ord(character)
        category = unicodedata.category(character)
        if code in _DROPPED or (category == "Cc" and code not in _SPACES):
            continue
        if category in _MARKS:
            keep = family is not None and code in _repertoires()[family]
            shown.append(character if keep else "")
            continue
        plain = _SPACES.get(code, character)
        family = family_of(plain)
        shown.append(MISSING if family is None else plain)
    return "".join(shown)
