"""SQLite held to the contract, and what is SQLite's own."""

import sqlite3

import pytest
from sqlite_utils import Database

from mesomap.errors import Conflict
from mesomap.storage.schema import APPEND_ONLY, migrations
from mesomap.storage.sqlite import open_storage
from tests.storage.contract import Contract
from tests.storage.rows import AT, AUTHOR, NOW, P, body, event, patient, session_row


class TestSqlite(Contract):
    def make(self, folder):
        storage = open_storage(folder / "mesomap.db")
        storage.migrate()
        return storage


@pytest.fixture
def path(tmp_path):
    """A database with one row in every table that is only ever added to."""
    path = tmp_path / "mesomap.db"
    storage = open_storage(path)
    storage.migrate()
    with storage.writing() as w:
        w.add_practice({"practice_id": P, "name": P, "created_at": AT})
        w.add("patient", patient(P, "pat"), AUTHOR, AT)
        w.append(P, AUTHOR, AT, [event(1)])
        w.put_aside(P, "s1", AUTHOR, AT, "x", "unknown-form", {})
        w.project(P, session_row("s1"), [], [])
        w.add_estimate(P, "e1", "s1", "D", 2026, body, NOW)
    storage.close()
    return path


@pytest.fixture
def raw(path):
    """A connection of plain `sqlite3`, without our code."""
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


@pytest.mark.parametrize("table", [*APPEND_ONLY, "patient"])
def test_what_was_written_cannot_be_deleted(raw, table):
    assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|kept"):
        raw.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_cannot_be_changed(raw, table):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(f"UPDATE {table} SET practice_id = practice_id")


def test_every_table_is_strict_and_every_key_begins_with_the_practice(raw):
    tables = raw.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
    ).fetchall()
    assert len(tables) > 18
    for name, strict in tables:
        assert strict == 1, name
        firsts = {
            raw.execute(
                "SELECT name FROM pragma_index_info(?) WHERE seqno = 0", [index]
            ).fetchone()[0]
            for index, unique in raw.execute(
                'SELECT name, "unique" FROM pragma_index_list(?)', [name]
            )
            if unique
        }
        # An account and a sign-in are looked up before it is known which practice they belong to.
        assert firsts - {"email", "user_id", "token_digest"} == {"practice_id"}, name


def test_pragmas_of_every_connection(path):
    storage = open_storage(path)
    db = storage._db()
    assert db.journal_mode == "wal"
    settings = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")
    }
    storage.close()
    assert settings == {"synchronous": 2, "foreign_keys": 1}


def test_a_database_of_a_newer_version_is_left_alone(path, raw):
    raw.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('mesomap', 'm999_later', 'x')"
    )
    raw.commit()
    with pytest.raises(Conflict, match="m999_later"):
        open_storage(path)


def test_a_file_that_is_no_database_is_told_so(tmp_path):
    path = tmp_path / "mesomap.db"
    path.write_text(
        "This is a letter and not a database, and it is long enough to be read as one." * 20
    )
    with pytest.raises(Conflict, match=r"mesomap\.db"):
        open_storage(path)
    assert path.read_text().startswith("This is a letter")


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path, monkeypatch):
    def half_done(db):
        db.execute("CREATE TABLE half(x INTEGER) STRICT")
        db.execute("CREATE TABLE event(x INTEGER) STRICT")

    step = type(migrations)._Migration("m998_half", half_done)
    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations, step])
    storage = open_storage(tmp_path / "mesomap.db")
    with pytest.raises(sqlite3.OperationalError, match="event already exists"):
        storage.migrate()
    assert storage._db().table_names() == []
    assert "m001_records" in storage.pending()
    storage.close()


def test_a_tap_among_many_marks_writes_one_mark(path):
    mark = {
        "mark_id": "m", "kind": "point", "depth": "IDP", "zone": None, "syringe": None,
        "phase": "plan", "removed": 0, "done": None,
    }  # fmt: skip
    marks = [mark | {"position": n} for n in range(300)]
    storage = open_storage(path)
    with storage.writing() as w:
        w.project(P, session_row("s1"), marks[:-1], [])
        before = w._db.conn.total_changes
        w.project(P, session_row("s1"), marks, [])
        assert w._db.conn.total_changes - before == 2  # the session's row, and the mark's
    storage.close()


def test_a_transaction_is_passed_on_and_never_nested(path):
    storage = open_storage(path)
    with pytest.raises(AssertionError), storage.writing(), storage.writing():
        pass
    storage.close()


#: A patient as the release before the terms kept them, in a row of its table.
OLD_PATIENT = (
    "INSERT INTO patient(practice_id, patient_id, family_name, given_name, birth_date, sex, "
    "allergies, treatments, notes, created_at, version) "
    "VALUES ('p', ?, ?, ?, ?, 'F', '', '', '', '2026-01-01T00:00:00.000Z', 1)"
)


def test_patients_of_the_release_before_are_found_after_migrating(tmp_path):
    path = tmp_path / "mesomap.db"
    old = migrated_up_to(path, "m010_patterns")
    old.execute("INSERT INTO practice VALUES ('p', 'p', '2026')")
    old.execute(OLD_PATIENT, ["a", "Lebœuf-Écart", "Zoé", "1985-04-12"])
    old.execute(OLD_PATIENT, ["b", "", "", None])
    old.close()
    storage = open_storage(path)
    storage.migrate()
    with storage.reading() as r:
        for beginning in ("leboeuf", "leboeufecart", "ecart", "zoe", "y1985", "d1204"):
            assert [t["patient_id"] for t in r.patient_terms("p", beginning)][:1] == ["a"], (
                beginning
            )
        assert r.patient("p", "a")["sort_key"] == "leboeufecart zoe"
        assert r.patient("p", "b")["sort_key"] == ""
    storage.close()


def migrated_up_to(path, name):
    """A database as a release left it whose last migration has that name."""
    db = Database(sqlite3.connect(path, isolation_level=None), strict=True)
    migrations.apply(db, stop_before=following(name))
    return db


def following(name):
    names = [step.name for step in migrations._migrations]
    return names[names.index(name) + 1]
