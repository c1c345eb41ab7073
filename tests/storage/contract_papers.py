"""What every storage must do with estimates, sign-ins and accounts."""

import pytest

from mesomap.errors import NotFound
from tests.storage.rows import (
    AT,
    AUTHOR,
    NOW,
    P,
    Q,
    body,
    issue,
    patient,
    session_row,
)  # fmt: skip


class Papers:
    """Estimates, sign-ins, accounts, reading all; a part of `Contract`."""

    # -------------------------------------------------------------- estimates

    def test_numbers_have_no_gaps_by_practice_series_and_year(self, storage):
        with storage.writing() as w:
            for practice in (P, Q):
                w.project(practice, session_row("s1"), [], [])
        made = [
            issue(storage, P, "e1"), issue(storage, P, "e2"), issue(storage, P, "n1", "N"),
            issue(storage, P, "e3", year=2027), issue(storage, Q, "e1"), issue(storage, P, "e4"),
        ]  # fmt: skip
        assert [row["number"] for row in made] == [
            "D-2026-0001", "D-2026-0002", "N-2026-0001", "D-2027-0001", "D-2026-0001", "D-2026-0003",
        ]  # fmt: skip
        assert storage.get_estimate(P, "e2")["body"] == {
            "number": "D-2026-0002",
            "total_cents": 4500,
        }
        assert storage.get_estimate(P, "e2")["patient_id"] == "pat"
        assert [row["estimate_id"] for row in storage.estimates_of(Q, patient_id="pat")] == ["e1"]

    def test_issuing_twice_is_issuing_once(self, storage):
        with storage.writing() as w:
            w.project(P, session_row("s1"), [], [])
        first = issue(storage, P, "e1")
        again = issue(storage, P, "e1", made=lambda number: {"other": number})
        assert first == again == storage.get_estimate(P, "e1")

    def test_an_estimate_that_cannot_be_made_uses_no_number(self, storage):
        with storage.writing() as w:
            w.project(P, session_row("s1"), [], [])
        with pytest.raises(ZeroDivisionError):
            issue(storage, P, "e1", made=lambda _number: {"x": 1 / 0})
        assert issue(storage, P, "e2")["ordinal"] == 1

    def test_the_last_number_of_a_series_is_found(self, storage):
        with storage.writing() as w:
            w.project(P, session_row("s1"), [], [])
            assert w.last_estimate(P, "D") is None
        for estimate_id, year in (("e1", 2027), ("e2", 2026), ("e3", 2026)):
            issue(storage, P, estimate_id, year=year)
        with storage.reading() as r:
            assert r.last_estimate(P, "D")["number"] == "D-2027-0001"
            assert r.last_estimate(P, "D", 2026)["number"] == "D-2026-0002"
            assert r.last_estimate(P, "D", 2026)["body"]["number"] == "D-2026-0002"
            assert r.last_estimate(P, "N") is r.last_estimate(Q, "D") is None

    def test_an_estimate_of_another_practices_session_is_refused(self, storage):
        with storage.writing() as w:
            w.project(P, session_row("s1"), [], [])
        with pytest.raises(NotFound):
            issue(storage, Q, "e1")
        with pytest.raises(NotFound):
            storage.get_estimate(Q, "e1")

    def test_a_sign_in_is_found_by_its_token_changed_and_ended_once(self, storage):
        row = {
            "practice_id": P, "sign_in_id": "s", "user_id": AUTHOR, "token_digest": b"digest",
            "device": "iPad", "address": "192.168.1.30", "created_at": AT, "seen_at": AT,
            "ends_at": AT, "locked": 0, "tries": 0, "ended_at": None,
        }  # fmt: skip
        account = {
            "practice_id": P, "user_id": AUTHOR, "doctor_name": "Dr Exemple", "created_at": AT,
            "email": "dr@exemple.test", "password_hash": "hash",
        }  # fmt: skip
        with storage.writing() as w:
            w.add_account(account)
            w.add_sign_in(row)
            w.set_pin_hash(P, AUTHOR, "hash of a PIN")
            assert w.change_sign_in(P, "s", {"tries": 2})
            assert not w.change_sign_in(Q, "s", {"tries": 3})
        with storage.reading() as r:
            found = r.sign_in(b"digest")
            assert (found["tries"], found["pin_hash"]) == (2, "hash of a PIN")
            assert r.sign_in(b"other") is None
            assert [s["sign_in_id"] for s in r.sign_ins(P)] == ["s"]
            assert r.sign_ins(Q) == []
        with storage.writing() as w:
            assert w.change_sign_in(P, "s", {"ended_at": AT})
            assert not w.change_sign_in(P, "s", {"locked": 1}), "ended is ended"
            assert w.sign_ins(P) == []
            w.forget_sign_ins(P, "2026-11-21T00:00:00.000Z")
            assert w.sign_in(b"digest") is not None
            w.forget_sign_ins(P, "2026-11-22T00:00:00.000Z")
            assert w.sign_in(b"digest") is None

    def test_sign_ins_of_a_practice_or_a_user_end_together_but_one(self, storage):
        account = {
            "practice_id": P, "doctor_name": "Dr", "created_at": AT, "password_hash": "hash",
        }  # fmt: skip
        row = {
            "practice_id": P, "device": "iPad", "address": "127.0.0.1", "created_at": AT,
            "seen_at": AT, "ends_at": AT, "locked": 0, "tries": 0, "ended_at": None,
        }  # fmt: skip
        with storage.writing() as w:
            for user in ("one", "two"):
                w.add_account(account | {"user_id": user, "email": f"{user}@exemple.test"})
            for n, user in enumerate(("one", "one", "two")):
                w.add_sign_in(
                    row | {"sign_in_id": f"s{n}", "user_id": user, "token_digest": bytes([n])}
                )
            assert w.end_sign_ins(Q, AT) == 0
            assert w.end_sign_ins(P, AT, user_id="one", but="s1") == 1
            assert {s["sign_in_id"] for s in w.sign_ins(P)} == {"s1", "s2"}
            assert w.end_sign_ins(P, AT) == 2
            assert w.sign_ins(P) == []

    def test_accounts_of_a_practice_are_listed_and_changed_there_alone(self, storage):
        account = {"created_at": AT, "doctor_name": "Dr", "password_hash": "hash"}
        with storage.writing() as w:
            for practice, user in ((P, "one"), (P, "two"), (Q, "three")):
                w.add_account(account | {
                    "practice_id": practice, "user_id": user, "email": f"{user}@exemple.test",
                })  # fmt: skip
            assert w.change_account(P, "two", {"stopped_at": AT, "stopped_by": "one"})
            assert not w.change_account(P, "three", {"password_hash": "other"})
        with storage.reading() as r:
            found = [(row["user_id"], row["stopped_at"]) for row in r.accounts(P)]
            assert found == [("one", None), ("two", AT)]
            assert r.account("three")["password_hash"] == "hash"

    def test_everything_of_a_practice_can_be_read_in_order(self, storage):
        with storage.writing() as w:
            w.add("patient", patient(P, "pat2", notes="Note"), AUTHOR, AT)
            w.change("patient", {"practice_id": P, "patient_id": "pat2"}, {"notes": ""}, AUTHOR, AT)
            w.project(P, session_row("s1"), [], [])
            for n in (2, 1):
                w.put_aside(P, "s1", AUTHOR, AT, f"e{n}", "unknown-form", [n])
                w.add_offer({"practice_id": P, "offer_id": f"o{n}", "body": {}, "made_at": AT})
            for n in (1, 2):
                w.add_estimate(P, f"e{n}", "s1", "D", 2026, body, NOW)
        with storage.reading() as r:
            logged = [row for row in r.change_log(P) if row["subject_id"] == "pat2"]
            assert [(row["version"], row["changes"]["notes"]) for row in logged] == [
                (1, [None, "Note"]), (2, ["Note", ""]),
            ]  # fmt: skip
            assert r.versioned("patient", P, "pat2")["notes"] == ""
            assert r.versioned("patient", Q, "pat2") is None
            assert all(r.without_log(table, P) == [] for table in r.versioned_tables())
            assert r.defaults("patient")["age_band_years"] is None
            assert r.session_ids(P) == ["s1"]
            assert [row["ordinal"] for row in r.every_estimate(P)] == [1, 2]
            assert [row["event_id"] for row in r.every_quarantined(P)] == ["e2", "e1"]
            assert [*r.unsealed(P), *r.unsealed(Q)] == []
            assert [row["offer_id"] for row in r.offers(P)] == ["o1", "o2"]
            assert [row["subject_id"] for row in r.change_log(Q)] == ["pat"]
            nothing = [r.every_estimate(Q), r.every_quarantined(Q), r.offers(Q)]
            assert [list(rows) for rows in nothing] == [[], [], []]
