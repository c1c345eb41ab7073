"""Whether a file is up to date, as the light parent of the server sees it."""

import sqlite3

import pytest

from mesomap.storage.schema import migrations
from mesomap.storage.versions import NAMES, is_current
from tests.cast import fresh_storage

ROW = "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES (?, ?, '2026')"


def test_the_names_are_those_of_the_migrations():
    assert tuple(m.name for m in migrations._migrations) == NAMES


def test_a_file_is_current_once_it_was_migrated(tmp_path):
    path = tmp_path / "a folder?#%20" / "mesomap.db"
    path.parent.mkdir()
    assert not is_current(path)
    assert not path.exists(), "asking makes nothing"
    fresh_storage(path.parent).close()
    assert is_current(path)


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("DELETE FROM _sqlite_migrations WHERE name = ?", [NAMES[-1]]),
        (ROW, ["mesomap", "m999_newer"]),
        ("DROP TABLE _sqlite_migrations", []),
    ],
)
def test_an_older_and_a_newer_file_are_not(tmp_path, sql, values):
    fresh_storage(tmp_path).close()
    with sqlite3.connect(tmp_path / "mesomap.db") as db:
        db.execute(sql, values)
    assert not is_current(tmp_path / "mesomap.db")


def test_what_is_no_database_is_not(tmp_path):
    (tmp_path / "mesomap.db").write_bytes(b"nothing of the kind" * 100)
    assert not is_current(tmp_path / "mesomap.db")
