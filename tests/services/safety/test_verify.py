"""Everything that can be changed in the file, and what `verify` says of it."""

import os
import sqlite3
from contextlib import closing

import pytest

from mesomap import instance
from mesomap.domain.events import Event
from mesomap.instance import notes
from mesomap.services.practice import accounts
from mesomap.services.record import projections
from mesomap.services.safety import verify
from mesomap.storage import ends
from mesomap.storage.canonical import GENESIS, event_hash
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from tests.cast import AT, new_id
from tests.furnished import EVENTS, copied, furnish, tamper


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("furnished") / "instance"
    furnish(folder)
    return folder


@pytest.fixture
def folder(original, tmp_path):
    return copied(original, tmp_path / "instance")


def look(folder, *heads):
    return verify.verify(folder, heads, lambda _step, _done: None)


def found(folder, *heads):
    """What was found, and each sentence filled in."""
    report = look(folder, *heads)
    said = [finding.template.format(**finding.values) for finding in report.findings]
    assert all(said)
    return [finding.what for finding in report.findings], said


def test_a_whole_record_has_no_finding_and_says_what_it_cannot_know(folder):
    report = look(folder)
    assert report.findings == ()
    assert [practice.events for practice in report.practices] == [EVENTS]
    assert len(report.unknown) == 6


def test_what_a_newer_version_opened_is_no_fault_and_is_said(folder):
    storage = open_storage(instance.database(folder))
    opened = Event(new_id(), "server", 1, new_id(), "session.opened", 2, {"x": 1}, None, AT)
    with storage.writing() as w:
        practice_id = accounts.practices_of(w)[0].practice_id
        w.append(practice_id, new_id(), AT, [opened])
    storage.close()
    report = look(folder)
    assert report.findings == ()
    (said, values) = report.unknown[0]
    assert "1 séance" in said.format(**values)


def test_nothing_is_changed_by_looking(folder):
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    look(folder)
    after = {p: p.read_bytes() for p in before}
    assert after == before


ONE_OPEN = "(SELECT session_id FROM session WHERE state <> 'signed')"
TAMPERED = [
    ("chain", "UPDATE event SET kind = 'note.written' WHERE kind = 'session.signed'"),
    ("chain", "UPDATE event_body SET body = replace(body, 'IDP', 'IHD') WHERE body LIKE '%IDP%'"),
    ("erased", "DELETE FROM event_body WHERE seq = 4"),
    ("projection", "UPDATE session SET treatment_date = '2020-01-01' WHERE state = 'signed'"),
    ("projection", "UPDATE session SET signed_at = NULL"),
    ("projection", "UPDATE session SET opened_at = '2020-01-01T00:00:00.000Z'"),
    ("projection", "UPDATE mark SET depth = 'IHD' WHERE mark_id = 'a'"),
    ("projection", "UPDATE mark SET done = 0 WHERE mark_id = 'a'"),
    ("projection", "DELETE FROM mark WHERE mark_id = 'c'"),
    ("projection", "UPDATE syringe SET volume_ml = 3"),
    ("projection", "UPDATE syringe_product SET lot = 'ZZ9'"),
    ("projection", "DELETE FROM syringe_product"),
    ("projection", "UPDATE nogo SET lifted = 1"),
    ("projection", "DELETE FROM nogo"),
    ("projection", f"DELETE FROM session WHERE session_id = {ONE_OPEN}"),
    ("projection", "DELETE FROM event WHERE kind = 'session.opened' AND session_id = " + ONE_OPEN),
    ("projection", "DELETE FROM term WHERE place = 'family'"),
    ("projection", "UPDATE term SET term = 'autre' WHERE place = 'given'"),
    ("projection", "UPDATE patient SET sort_key = 'zz'"),
    ("area", "UPDATE area SET treated_mm2 = treated_mm2 + 1 WHERE signed IS NOT NULL"),
    ("area", "UPDATE area SET by_zone_mm2 = '{}' WHERE signed IS NOT NULL"),
    ("area", "UPDATE area SET signed = '[1]' WHERE signed IS NOT NULL"),
    ("row", "UPDATE patient SET family_name = 'Autre'"),
    ("row", "UPDATE patient SET allergies = 'aucune'"),
    ("row", "UPDATE patient SET age_band_years = 40"),
    ("row", "UPDATE patient SET weight_kg = NULL"),
    ("row", "UPDATE patient SET version = 2"),
    ("row", "UPDATE course SET planned_sessions = 9"),
    ("row", "UPDATE setting SET value = '{\"telephone\": \"1\"}' WHERE key = 'practice'"),
    ("row", "DELETE FROM setting WHERE key = 'tariff'"),
    ("row", ("UPDATE change_log SET changes = replace(changes, '00 01', '00 02') "
            "WHERE subject = 'setting' AND subject_id = 'practice' AND version = 2")),
    ("log", ("UPDATE change_log SET changes = replace(changes, '00 00\\\"}\", ', '00 09\\\"}\", ') "
            "WHERE subject = 'setting' AND subject_id = 'practice' AND version = 2")),
    ("log", "DELETE FROM change_log WHERE subject_id = 'practice' AND version = 1"),
    ("row", "UPDATE patient SET birth_date = 'spring'"),
    ("log", "UPDATE change_log SET changes = substr(changes, 2) WHERE n = 2"),
    ("log", "UPDATE change_log SET changes = '{\"family_name\": 1}' WHERE n = 2"),
    ("row", "DELETE FROM change_log WHERE subject = 'patient'"),
    ("estimate", ("UPDATE estimate SET ordinal = 2, number = 'D-2026-0002', "
                 "body = replace(body, '0001', '0002')")),
    ("estimate", "UPDATE estimate SET number = 'D-2026-0007'"),
    ("estimate", ("UPDATE estimate SET body = replace(body, '\"total_cents\":6000', "
                 "'\"total_cents\":7000')")),
    ("estimate", ("UPDATE estimate SET body = replace(body, '\"amount_cents\":6000', "
                 "'\"amount_cents\":50')")),
    ("estimate", "UPDATE estimate SET body = replace(body, '\"vat_cents\":0', '\"vat_cents\":1')"),
    ("estimate", "UPDATE estimate SET body = '{}'"),
    ("estimate", "UPDATE estimate SET body = '[]'"),
    ("estimate", "UPDATE estimate SET issued_at = '2020-01-01T00:00:00.000Z'"),
    ("estimate", "UPDATE estimate SET body = replace(body, 'ANLB003', 'ANLB004')"),
    ("estimate", "UPDATE estimate SET author_id = 'somebody'"),
    ("estimate", "UPDATE estimate SET estimate_id = 'another'"),
    ("estimate", "DELETE FROM estimate"),
    ("log", "UPDATE change_log SET author_id = 'somebody' WHERE n = 2"),
    ("log", "UPDATE change_log SET at = '2020-01-01T00:00:00.000Z' WHERE n = 2"),
    ("log", "DELETE FROM seal WHERE subject = 'change_log' AND subject_id = '2'"),
    ("digest", "UPDATE quarantine SET reason = 'no reason'"),
    ("digest", "UPDATE quarantine SET author_id = 'somebody'"),
    ("digest", "UPDATE offer SET made_at = '2020-01-01T00:00:00.000Z'"),
    ("projection", "UPDATE syringe_product SET lot_key = 'zz9'"),
    ("digest", "UPDATE quarantine SET raw = replace(raw, 'unknown.kind', 'mark.planned')"),
    ("digest", "UPDATE offer SET body = replace(body, '6000', '1')"),
    ("digest", "UPDATE quarantine SET n = 2"),
    ("schema", "DELETE FROM _sqlite_migrations WHERE name = 'm012_terms'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "sql"), TAMPERED, ids=[f"{w}-{n}" for n, (w, _) in enumerate(TAMPERED)]
)
def test_what_was_changed_in_the_file_is_found(folder, what, sql):
    tamper(folder, sql)
    kinds, said = found(folder)
    assert what in kinds, said


def test_a_row_that_went_with_its_log_leaves_a_hole(folder):
    of_tariff = "WHERE {} = 'tariff'"
    tamper(folder, "DELETE FROM setting " + of_tariff.format("key"),
           "DELETE FROM change_log " + of_tariff.format("subject_id"))  # fmt: skip
    kinds, said = found(folder)
    assert kinds == ["log", "log"], "a hole, and a seal of nothing"
    assert " 1 " in said[0]


def test_a_row_that_points_nowhere_is_found(folder):
    tamper(folder, "UPDATE mark SET session_id = 'nowhere' WHERE mark_id = 'c'")
    assert "key" in found(folder)[0]


def test_many_findings_of_a_kind_are_counted(folder):
    rows = ", ".join(f"((SELECT practice_id FROM practice), 'd{n:02}', '[]', 1)" for n in range(25))
    tamper(folder, f"INSERT INTO tray(practice_id, day, lots, version) VALUES {rows}")
    kinds, said = found(folder)
    assert len(kinds) == 21
    assert " 5 " in said[-1]


# ------------------------------------------------------------ the tail


def close(folder):
    ends.note(folder, AT)


def head(folder):
    [practice] = look(folder).practices
    return practice.head


LAST = [
    f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM event)"
    for table in ("event_body", "event")
]


def cut(folder):
    """Cut the last event off and make the tables anew: a record that holds together."""
    tamper(folder, *LAST)
    rebuilt(folder)


def rebuilt(folder):
    storage = open_storage(instance.database(folder))
    for practice in accounts.practices(storage):
        projections.rebuild(Seat(storage, practice.practice_id))
    storage.close()


def test_a_cut_tail_is_found_where_the_server_noted_its_end(folder):
    cut(folder)
    assert found(folder)[0] == [], "nothing knew better"


@pytest.mark.parametrize("who", ["stop", "backup", "tablet", "given"])
def test_a_cut_tail_is_found_by_whatever_knew_more(folder, who):
    known = head(folder)
    practice_id = look(folder).practices[0].practice_id
    if who == "stop":
        close(folder)
    elif who == "backup":
        note = {"made_at": AT, "heads": {practice_id: known}}
        notes.write(folder, notes.BACKUP, note)
    elif who == "tablet":
        notes.keep_heads(folder, "tablet", {practice_id: known}, AT)
    assert found(folder, known)[0] == []
    cut(folder)
    kinds, [said] = found(folder, *([known] if who == "given" else []))
    assert kinds == ["tail"]
    assert (known if who == "given" else str(EVENTS)) in said


def test_a_chain_written_anew_is_found_by_its_noted_end(folder):
    close(folder)

    with closing(sqlite3.connect(instance.database(folder))) as db:
        db.row_factory = sqlite3.Row
        rows, prev = [], GENESIS
        for row in db.execute("SELECT * FROM event ORDER BY seq"):
            fields = dict(row) | {"author_id": "somebody"}
            rows.append((fields["seq"], prev, here := event_hash(prev, fields)))
            prev = here
    tamper(folder, "UPDATE event SET author_id = 'somebody'", *[
        f"UPDATE event SET prev_hash = x'{p.hex()}', hash = x'{h.hex()}' WHERE seq = {n}"
        for n, p, h in rows
    ])  # fmt: skip
    assert found(folder)[0] == ["tail"]
    close(folder)
    assert found(folder)[0] == ["tail"], "ending the server does not cover it up"


def test_what_is_noted_later_does_not_hide_what_was_cut(folder):
    close(folder)
    cut(folder)
    close(folder)
    kinds, [said] = found(folder)
    assert kinds == ["tail"]
    assert str(EVENTS) in said


# ------------------------------------------------------------ the file


def damage(path, at, count=64):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * count)


def test_a_page_that_was_damaged_is_found(folder):
    path = instance.database(folder)
    pages = path.stat().st_size // 4096
    for page in range(2, pages, 7):
        damage(path, page * 4096)
    assert "page" in found(folder)[0]


def test_a_file_that_was_cut_is_found(folder):
    path = instance.database(folder)
    os.truncate(path, path.stat().st_size // 2)
    assert set(found(folder)[0]) <= {"page", "file"}
    assert found(folder)[0]


@pytest.mark.parametrize("content", [b"", b"A letter, and no database. " * 300])
def test_what_is_no_database_is_told_so(folder, content):
    instance.database(folder).write_bytes(content)
    assert found(folder)[0] == ["file"]


def test_no_file_at_all_is_told_and_none_is_made(folder):
    instance.database(folder).unlink()
    assert found(folder)[0] == ["file"]
    assert not instance.database(folder).exists()


def test_an_older_form_is_looked_at_as_far_as_it_goes(folder):
    tamper(folder, "DELETE FROM _sqlite_migrations WHERE name = 'm019_lots'",
           "UPDATE patient SET family_name = 'Autre'")  # fmt: skip
    report = look(folder)
    assert report.findings == ()
    assert "m019_lots" in report.unknown[0][1]["names"]
    tamper(folder, "UPDATE event SET kind = 'x' WHERE seq = 3")
    assert [f.what for f in look(folder).findings] == ["chain"]


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("DROP TRIGGER event_no_update", "trigger event_no_update"),
        ("DROP INDEX event_of_session", "index event_of_session"),
        ("CREATE TABLE other(x)", "table other"),
    ],
)
def test_a_table_an_index_or_a_trigger_that_is_gone_or_is_not_ours_is_found(folder, sql, name):
    with closing(sqlite3.connect(instance.database(folder))) as db, db:
        db.execute(sql)
    kinds, said = found(folder)
    assert kinds == ["schema"], said
    assert name in said[0]


@pytest.mark.parametrize("key", [None, b"", b"\n", b"\xff" * 64, b"short"])
def test_a_key_that_is_gone_empty_or_torn_is_found(folder, key):
    if key is None:
        (folder / instance.SECRET).unlink()
    else:
        (folder / instance.SECRET).write_bytes(key)
    kinds, said = found(folder)
    assert kinds == ["secret"]
    assert instance.SECRET in said[0]
