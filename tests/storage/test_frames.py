"""The write-ahead file: what is whole, and what was written and cannot be read any more."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from mesomap.storage import frames

FRAME = frames.FRAME_BYTES + 4096


@pytest.fixture
def path(tmp_path):
    """A write-ahead file of nine transactions, as a server that was killed leaves it."""
    source = tmp_path / "live.db"
    with closing(sqlite3.connect(source, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t(x)")
        for n in range(8):
            db.execute("INSERT INTO t VALUES (?)", [n])
        shutil.copy(f"{source}-wal", tmp_path / "left.db-wal")
    return tmp_path / "left.db-wal"


def count_of(path):
    return (path.stat().st_size - frames.HEADER_BYTES) // FRAME


def change(path, at, content=b"\xff"):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def test_a_whole_file_has_all_its_count_of(path):
    assert count_of(path) > 8
    assert frames.look(path) == frames.Wal(header=True, frames=count_of(path), lost=0)


@pytest.mark.parametrize("nth", [0, 3, -1])
@pytest.mark.parametrize("offset", [frames.FRAME_BYTES + 100, 16])
def test_what_ends_behind_a_damage_is_lost(path, nth, offset):
    count = count_of(path)
    nth %= count
    change(path, frames.HEADER_BYTES + nth * FRAME + offset)
    found = frames.look(path)
    assert (found.header, found.frames) == (True, nth)
    assert 0 < found.lost <= count - nth


def test_a_salt_that_was_changed_hides_its_own_frame_alone(path):
    change(path, frames.HEADER_BYTES + 8)
    found = frames.look(path)
    assert found.frames == 0
    assert found.lost > 0


def test_a_damaged_beginning_is_told(path):
    change(path, 5)
    assert frames.look(path) == frames.Wal(header=False, frames=0, lost=0)


def test_frames_of_an_earlier_round_are_no_loss(path):
    """After a checkpoint SQLite writes from the beginning again; the rest is old."""
    later = bytearray(path.read_bytes())
    first_old = frames.HEADER_BYTES + 2 * FRAME
    for at in range(first_old, len(later), FRAME):
        later[at + 8 : at + 16] = b"earlier!"
    path.write_bytes(later)
    assert frames.look(path) == frames.Wal(header=True, frames=2, lost=0)


def test_a_transaction_that_was_never_ended_is_no_loss(path):
    """A crash leaves frames without an end, here with a page that was not written whole."""
    at = path.stat().st_size - FRAME
    change(path, at + 4, b"\0\0\0\0")
    assert frames.look(path).lost == 0


@pytest.mark.parametrize("content", [None, b""])
def test_no_file_or_an_empty_one_is_nothing(path, content):
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert frames.look(path) is None


def test_a_cut_header_is_told(path):
    path.write_bytes(path.read_bytes()[:20])
    assert frames.look(path).header is False
