"""What a migration does to the rows that are there."""

from sqlite_utils import Database

from mesomap.storage.schema import migrations
from tests.cast import AT, new_id


def test_names_that_were_stored_before_are_found_without_their_umlauts(tmp_path):
    db = Database(tmp_path / "mesomap.db")
    migrations.apply(db, stop_before="m018_spellings")
    practice_id, patient_id = new_id(), new_id()
    db.execute("INSERT INTO practice VALUES (?, 'Cabinet', ?)", [practice_id, AT])
    db.execute(
        "INSERT INTO patient(practice_id, patient_id, family_name, given_name, sex, allergies, "
        "treatments, notes, created_at, version) VALUES (?, ?, 'Mueller', '', 'F', '', '', '', ?, 1)",
        [practice_id, patient_id, AT],
    )
    term = [practice_id, "patient", "mueller", patient_id, "family"]
    db.execute("INSERT INTO term VALUES (?, ?, ?, ?, ?)", term)
    migrations.apply(db)
    found = db.query("SELECT term, place FROM term ORDER BY term")
    assert [(row["term"], row["place"]) for row in found] == [
        ("mueller", "family"), ("muller", "family")
    ]  # fmt: skip


def test_lots_that_were_stored_with_points_are_found_without_them(tmp_path):
    db = Database(tmp_path / "mesomap.db")
    migrations.apply(db, stop_before="m019_lots")
    db.execute("PRAGMA foreign_keys = OFF")
    db["syringe_product"].insert({
        "practice_id": "p", "session_id": "s", "key": "A", "n": 0, "name": "Lidocaïne",
        "lot": "AB.123", "lot_key": "ab.123",
    })  # fmt: skip
    migrations.apply(db)
    assert [row["lot_key"] for row in db["syringe_product"].rows] == ["ab123"]
