"""What is written is folded into the database while the server runs."""

import shutil
import sqlite3
from contextlib import closing

from mesomap.storage.wal import fold_in_what_can_be
from tests.cast import doctor, fresh_storage


def practices_in_a_bare_copy(path, copy):
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy)) as db:
        found = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'practice'").fetchone()
        return db.execute("SELECT count(*) FROM practice").fetchone()[0] if found[0] else 0


def test_a_copy_of_the_file_alone_has_what_was_folded_in(tmp_path):
    storage = fresh_storage(tmp_path)
    try:
        doctor(storage)
        path = tmp_path / "mesomap.db"
        assert practices_in_a_bare_copy(path, tmp_path / "before.db") == 0
        fold_in_what_can_be(path)
        assert practices_in_a_bare_copy(path, tmp_path / "after.db") == 1
    finally:
        storage.close()


def test_what_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "mesomap.db"
    path.write_bytes(b"no database" * 100)
    fold_in_what_can_be(path)
    assert path.read_bytes() == b"no database" * 100
    fold_in_what_can_be(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
