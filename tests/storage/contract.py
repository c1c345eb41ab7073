"""What every storage must do. An engine is held to it by a subclass with a `make` of its own:

    class TestSqlite(Contract):
        def make(self, folder): ...   # a fresh, migrated storage; called again: the same data

`make` is called once for each storage that a test opens, with the test's own folder.
"""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from mesomap.domain.events import Event
from mesomap.errors import NotFound

P, Q, AUTHOR = "practice-p", "practice-q", "doctor"
AT = "2026-11-21T20:47:54.123Z"
NOW = datetime(2026, 11, 21, 20, 47, 54, tzinfo=UTC)


def event(number, *, session="s1", device="tablet", **fields):
    body = fields.pop("body", {"text": f"é {number}", "x": 1e-7})
    made = Event(
        id=f"{session}-{device}-{number}", device_id=device, device_seq=number, session_id=session,
        kind="note.written", v=1, body=body, gesture_id=None, at=AT, elapsed_ms=1.5,
    )  # fmt: skip
    return replace(made, **fields)


def patient(practice, patient_id, family="Exemple", given="Alix", **fields):
    return {
        "practice_id": practice, "patient_id": patient_id, "family_name": family,
        "given_name": given, "birth_date": None, "sex": "F", "height_cm": None, "weight_kg": None,
        "allergies": "", "treatments": "", "notes": "", "age_band_years": None, "created_at": AT,
    } | fields  # fmt: skip


def session_row(session_id, patient_id="pat", **fields):
    return {
        "session_id": session_id, "patient_id": patient_id, "course_id": None, "number": 1,
        "treatment_date": "2026-11-21", "state": "planning", "points": 0, "marks": 0,
        "opened_at": AT, "signed_at": None, "last_seq": 1,
    } | fields  # fmt: skip


def whose(reader, beginning):
    return {term["patient_id"] for term in reader.patient_terms(P, beginning)}


class Contract:
    """Tests of a storage; see the docstring of this file."""

    def make(self, folder):
        raise NotImplementedError

    @pytest.fixture
    def open_again(self, tmp_path):
        opened = []

        def open_again():
            opened.append(self.make(tmp_path))
            return opened[-1]

        yield open_again
        for storage in opened:
            storage.close()

    @pytest.fixture
    def storage(self, open_again):
        """Two practices, each with one patient."""
        storage = open_again()
        with storage.writing() as w:
            for practice in (P, Q):
                w.add_practice({"practice_id": practice, "name": practice, "created_at": AT})
                w.add("patient", patient(practice, "pat"), AUTHOR, AT)
        return storage

    # -------------------------------------------------------------- transactions

    def test_migrating_again_changes_nothing(self, storage):
        assert storage.pending() == []
        assert storage.migrate() == []

    def test_a_transaction_that_fails_leaves_nothing(self, storage):
        def fail_halfway():
            with storage.writing() as w:
                w.append(P, AUTHOR, AT, [event(1)])
                w.add("patient", patient(P, "other"), AUTHOR, AT)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail_halfway()
        with storage.reading() as r:
            assert r.events(P, "s1") == []
            assert r.patient(P, "other") is None
            assert r.last_event(P) is None

    def test_what_was_committed_is_there_when_opened_again(self, storage, open_again):
        with storage.writing() as w:
            w.append(P, AUTHOR, AT, [event(1)])
        with open_again().reading() as r:
            assert [e.id for e in r.events(P, "s1")] == ["s1-tablet-1"]

    def test_a_reader_sees_one_picture(self, storage, open_again):
        with storage.reading() as r:
            assert r.events(P, "s1") == []
            with open_again().writing() as w:
                w.append(P, AUTHOR, AT, [event(1)])
            assert r.events(P, "s1") == []
        with storage.reading() as r:
            assert len(r.events(P, "s1")) == 1

    # -------------------------------------------------------------- events

    def test_events_come_back_as_they_went_with_what_the_server_adds(self, storage):
        sent = [
            event(1),
            event(2, body={"Z": 1, "a": [True, None, "🙂"]}),
            event(3, elapsed_ms=None),
        ]
        with storage.writing() as w:
            w.append(P, AUTHOR, AT, sent)
        with storage.reading() as r:
            got = r.events(P, "s1")
        server = {"received_at": AT, "author_id": AUTHOR}
        assert got == [replace(e, seq=n, **server) for n, e in enumerate(sent, 1)]

    def test_seq_counts_without_gaps_over_all_sessions_of_a_practice(self, storage):
        with storage.writing() as w:
            first = w.append(P, AUTHOR, AT, [event(1), event(1, session="s2")])
            other = w.append(Q, AUTHOR, AT, [event(1)])
            second = w.append(P, AUTHOR, AT, [event(2)])
        assert [x.seq for x in first + second] == [1, 2, 3]
        assert [x.seq for x in other] == [1]

    def test_events_after_a_seq(self, storage):
        with storage.writing() as w:
            w.append(P, AUTHOR, AT, [event(1), event(1, session="s2"), event(2)])
        with storage.reading() as r:
            assert [e.seq for e in r.events(P, "s1", after=1)] == [3]
            assert r.events(P, "s1", after=3) == []

    def test_replaying_is_idempotent(self, storage):
        sent = [event(n) for n in range(1, 4)]
        with storage.writing() as w:
            first = w.append(P, AUTHOR, AT, sent)
        with storage.writing() as w:
            again = w.append(P, "someone else", AT, [*sent, event(4)])
        assert [x.status for x in first] == ["stored"] * 3
        assert [(x.status, x.seq) for x in again] == [("replayed", n) for n in (1, 2, 3)] + [
            ("stored", 4)
        ]

    def test_the_same_event_twice_in_one_transaction_is_stored_once(self, storage):
        with storage.writing() as w:
            done = w.append(P, AUTHOR, AT, [event(1), event(1)])
        assert [x.status for x in done] == ["stored", "replayed"]

    @pytest.mark.parametrize(
        "changed",
        [
            {"body": {"text": "autre"}}, {"kind": "addendum.written"}, {"session_id": "s2"},
            {"device_id": "phone"}, {"device_seq": 9}, {"v": 2}, {"gesture_id": "g"},
        ],
        ids=lambda c: next(iter(c)),
    )  # fmt: skip
    def test_the_same_id_for_something_else_is_told_and_not_written(self, storage, changed):
        with storage.writing() as w:
            w.append(P, AUTHOR, AT, [event(1)])
            done = w.append(P, AUTHOR, AT, [replace(event(1), **changed), event(2)])
        assert [x.status for x in done] == ["other", "stored"]
        with storage.reading() as r:
            assert [e.body["text"] for e in r.events(P, "s1")] == ["é 1", "é 2"]

    def test_a_clock_that_reads_otherwise_the_second_time_is_the_same_event(self, storage):
        with storage.writing() as w:
            w.append(P, AUTHOR, AT, [event(1)])
            done = w.append(P, AUTHOR, AT, [event(1, elapsed_ms=99)])
        assert done[0].status == "replayed"

    def test_practices_do_not_see_each_other(self, storage):
        with storage.writing() as w:
            w.append(P, AUTHOR, AT, [event(1)])
            w.add("course", course("c1"), AUTHOR, AT)
            w.project(P, session_row("s1"), [], [])
            w.add_estimate(P, "e1", "s1", "D", 2026, body, NOW)
        with storage.reading() as r:
            assert r.events(Q, "s1") == []
            assert r.session(Q, "s1") is None
            assert r.sessions(Q) == []
            assert r.course(Q, "c1") is None
            assert r.courses(Q, "pat") == []
            assert r.estimate(Q, "e1") is None
            assert r.estimates(Q, session_id="s1") == []
            assert r.changes(Q, "course", "c1") == []
            assert [t["patient_id"] for t in r.patient_terms(Q, "exempl")] == ["pat", "pat"]
            assert r.ranked_patients(Q, {"of P alone": 0}, 9) == []

    def test_writers_of_many_threads_make_one_chain(self, storage):
        failures = []

        def work(name):
            try:
                for number in range(1, 41, 2):
                    with storage.writing() as w:
                        w.append(
                            P, AUTHOR, AT, [event(n, device=name) for n in (number, number + 1)]
                        )
            except Exception as error:  # noqa: BLE001  shown by the assertion
                failures.append(error)

        threads = [threading.Thread(target=work, args=(f"d{n}",)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        with storage.reading() as r:
            rows = list(r.chain(P))
        assert [row["seq"] for row in rows] == list(range(1, 241))
        assert all(a["hash"] == b["prev_hash"] for a, b in pairwise(rows))

    def test_writers_of_two_connections_wait_for_each_other(self, storage, open_again):
        other = open_again()
        started = threading.Event()

        def wait_and_write():
            started.set()
            with other.writing() as w:
                w.append(P, AUTHOR, AT, [event(2)])

        thread = threading.Thread(target=wait_and_write)
        with storage.writing() as w:
            thread.start()
            started.wait()
            w.append(P, AUTHOR, AT, [event(1)])
        thread.join()
        with storage.reading() as r:
            assert [e.device_seq for e in r.events(P, "s1")] == [1, 2]

    # -------------------------------------------------------------- quarantine

    def test_what_is_put_aside_is_kept_once(self, storage):
        with storage.writing() as w:
            for _ in range(2):
                w.put_aside(P, "s1", AUTHOR, AT, "x", "unknown-form", '{"kind":"mark.glowed"}')
            w.put_aside(P, "s1", AUTHOR, AT, "x", "other-body", '{"kind":"note.written"}')
        with storage.reading() as r:
            kept = r.quarantined(P, "s1")
            assert r.quarantined(Q, "s1") == []
        assert [(k["reason"], k["raw"]["kind"]) for k in kept] == [
            ("unknown-form", "mark.glowed"), ("other-body", "note.written")
        ]  # fmt: skip

    # -------------------------------------------------------------- versioned rows

    def test_changes_are_logged_with_who_when_and_what(self, storage):
        key = {"practice_id": P, "patient_id": "pat"}
        with storage.writing() as w:
            version = w.change(
                "patient", key, {"given_name": "Zoé", "weight_kg": 61.5}, "nurse", AT
            )
        with storage.reading() as r:
            row, log = r.patient(P, "pat"), r.changes(P, "patient", "pat")
        assert (version, row["version"], row["given_name"]) == (2, 2, "Zoé")
        assert [entry["version"] for entry in log] == [1, 2]
        assert log[1]["changes"] == {"given_name": ["Alix", "Zoé"], "weight_kg": [None, 61.5]}
        assert (log[1]["author_id"], log[1]["at"]) == ("nurse", AT)

    # -------------------------------------------------------------- search

    def test_trays_are_by_day_and_practice_and_the_one_before_is_found(self, storage):
        with storage.writing() as w:
            for practice, day in ((P, "2026-11-20"), (P, "2026-11-21"), (Q, "2026-11-22")):
                row = {"practice_id": practice, "day": day, "lots": '[{"lot": "L1"}]'}
                w.add("tray", row, AUTHOR, AT)
            key = {"practice_id": P, "day": "2026-11-21"}
            assert w.change("tray", key, {"lots": "[]"}, AUTHOR, AT) == 2
        with storage.reading() as r:
            assert r.tray(P, "2026-11-21")["lots"] == []
            assert r.tray(P, "2026-11-22") is None
            assert r.tray_before(P, "2026-11-21")["lots"] == [{"lot": "L1"}]
            assert r.tray_before(P, "2026-11-23")["day"] == "2026-11-21"
            assert r.tray_before(P, "2026-11-20") is None
            assert len(r.changes(P, "tray", "2026-11-21")) == 2

    def test_mixes_are_of_one_practice_and_logged(self, storage):
        row = {"practice_id": P, "mix_id": "m", "name": "Cou", "recipe": "{}", "removed": 0}
        with storage.writing() as w:
            w.add("mix", row, AUTHOR, AT)
            w.change("mix", {"practice_id": P, "mix_id": "m"}, {"removed": 1}, AUTHOR, AT)
        with storage.reading() as r:
            assert r.mixes(P) == [row | {"recipe": {}, "removed": 1, "version": 2}]
            assert r.mixes(Q) == []
            assert [c["changes"] for c in r.changes(P, "mix", "m")][1] == {"removed": [0, 1]}

    def test_terms_are_found_by_their_beginning(self, storage):
        with storage.writing() as w:
            w.add("patient", patient(P, "dupre", "Dupré", "Émile"), AUTHOR, AT)
            w.add("patient", patient(P, "dupond", "Dupond", birth_date="1985-04-12"), AUTHOR, AT)
            w.add("patient", patient(P, "arabic", "محمد", "سلمى"), AUTHOR, AT)
            w.add("patient", patient(Q, "elsewhere", "Dupuis"), AUTHOR, AT)
        with storage.reading() as r:
            assert whose(r, "du") == {"dupre", "dupond"}
            assert whose(r, "dupre") == {"dupre"}
            assert whose(r, "y1985") == {"dupond"}
            assert whose(r, "محم") == {"arabic"}
            assert whose(r, "upr") == whose(r, "Du") == whose(r, "%") == whose(r, "\x00") == set()
            found = {(t["term"], t["place"]) for t in r.patient_terms(P, "emile")}
            assert found == {("emile", "given"), ("emiledupre", "whole")}

    def test_terms_follow_changes_and_so_does_the_order(self, storage):
        with storage.writing() as w:
            key = {"practice_id": P, "patient_id": "pat"}
            w.change("patient", key, {"family_name": "Nouveau"}, AUTHOR, AT)
        with storage.reading() as r:
            assert whose(r, "nouv") == {"pat"}
            assert {t["place"] for t in r.patient_terms(P, "exemple")} == set()
            assert r.patient(P, "pat")["sort_key"] == "nouveau alix"
            assert "sort_key" not in r.changes(P, "patient", "pat")[-1]["changes"]

    def test_terms_can_be_made_anew(self, storage):
        with storage.writing() as w:
            before = w.patient_terms(P, "")
            w.index_people(P)
            assert w.patient_terms(P, "") == before
            assert before

    def test_terms_of_a_length_are_those_of_names(self, storage):
        with storage.reading() as r:
            terms = {(t["patient_id"], t["term"]) for t in r.all_terms(P, 4, 7)}
            assert terms == {("pat", "exemple"), ("pat", "alix")}
            assert {t["term"] for t in r.all_terms(P, 5, 7)} == {"exemple"}

    def test_rows_come_by_rank_then_who_was_here_last_then_name(self, storage):
        with storage.writing() as w:
            for name, family in (("old", "A"), ("new", "Z"), ("e", "Écart"), ("f", "Faux")):
                w.add("patient", patient(P, name, family), AUTHOR, AT)
            w.project(P, session_row("s1", "old", treatment_date="2024-01-01"), [], [])
            w.project(P, session_row("s2", "new", treatment_date="2026-12-01"), [], [])
        ranks = {"old": 1, "new": 1, "e": 1, "f": 1, "pat": 0, "nobody": 0}
        with storage.reading() as r:
            found = [row["patient_id"] for row in r.ranked_patients(P, ranks, 9)]
            assert found == ["pat", "new", "e", "f", "old"]
            part = [row["patient_id"] for row in r.ranked_patients(P, ranks, 2, 1)]
            assert part == ["new", "e"]
            assert r.ranked_patients(P, ranks, 9)[1]["last_session_date"] == "2026-12-01"
            assert [row["patient_id"] for row in r.recent_patients(P, 1)] == ["new"]
            assert [row["patient_id"] for row in r.recent_patients(P, 9, 4)] == ["old"]
            assert (r.count_patients(P), r.count_patients(Q)) == (5, 1)

    # -------------------------------------------------------------- projections

    def test_projecting_again_replaces(self, storage):
        mark = {
            "position": 0, "mark_id": "m", "kind": "point", "depth": "IDP", "zone": "knee.L",
            "syringe": "A", "phase": "plan", "removed": 0, "done": None,
        }  # fmt: skip
        lot = {"name": "Lidocaïne", "lot": "L1", "expiry": "2027-06", "volume_ml": 2.0}
        syringe = {
            "key": "A", "dry": 0, "volume_ml": 4.0, "left_ml": None, "needle_mm": 4.0,
            "device": None, "products": [lot],
        }  # fmt: skip
        with storage.writing() as w:
            w.project(P, session_row("s1"), [mark, mark | {"position": 1}], [syringe])
            w.project(P, session_row("s1", state="signed"), [mark | {"done": 1}], [syringe])
        with storage.reading() as r:
            assert r.session(P, "s1")["state"] == "signed"
            assert r.marks(P, "s1") == [mark | {"practice_id": P, "session_id": "s1", "done": 1}]
            assert [row["name"] for row in r.syringes(P, "s1")[0]["products"]] == ["Lidocaïne"]
            for typed in ("L1", "l-1", "L 1"):
                assert [row["session_id"] for row in r.lots(P, typed)] == ["s1"]
            assert r.lots(P, "L12") == []
            assert r.lots(Q, "L1") == []
            dated = r.dated_lots(P, "2000-01-01")
            assert [(row["lot"], row["expiry"]) for row in dated] == [("L1", "2027-06")]
            assert r.dated_lots(P, "2100-01-01") == []
            assert r.dated_lots(Q, "2000-01-01") == []

    def test_projecting_some_marks_leaves_the_others(self, storage):
        mark = {
            "position": 0, "mark_id": "m", "kind": "point", "depth": "IDP", "zone": None,
            "syringe": None, "phase": "plan", "removed": 0, "done": None,
        }  # fmt: skip
        others = [mark | {"position": 1, "removed": 1}, mark | {"position": 2}]
        with storage.writing() as w:
            w.project(P, session_row("s1"), [mark, mark | {"position": 1}], [])
            w.project(P, session_row("s1"), others, [], every_mark=False)
        with storage.reading() as r:
            place = {"practice_id": P, "session_id": "s1"}
            assert r.marks(P, "s1") == [row | place for row in (mark, *others)]

    def test_skin_to_leave_alone_is_known_by_patient(self, storage):
        mole = {"nogo_id": "n", "seq": 2, "lifted": 0, "body": {"id": "n", "kind": "mole"}}
        with storage.writing() as w:
            w.project(P, session_row("s1"), [], [], nogo=[mole])
            w.project(P, session_row("s1"), [], [], nogo=[mole])
            w.project(P, session_row("s2"), [], [], nogo=[mole | {"seq": 5, "lifted": 1}])
            w.project(P, session_row("s1"), [], [])
        with storage.reading() as r:
            rows = r.nogo(P, "pat")
            assert [(row["session_id"], row["lifted"]) for row in rows] == [("s1", 0), ("s2", 1)]
            assert rows[0]["body"] == {"id": "n", "kind": "mole"}
            assert r.nogo(Q, "pat") == []
        with storage.writing() as w:
            w.forget_projections(P)
            assert w.nogo(P, "pat") == []

    def test_patterns_are_rows_of_a_practice_and_their_changes_are_logged(self, storage):
        row = {
            "practice_id": P, "pattern_id": "p", "name": "Dos", "marks": '[{"depth": "IDP"}]',
            "removed": 0, "created_at": AT,
        }  # fmt: skip
        with storage.writing() as w:
            w.add("pattern", row, AUTHOR, AT)
            key = {"practice_id": P, "pattern_id": "p"}
            assert w.change("pattern", key, {"removed": 1}, AUTHOR, AT) == 2
        with storage.reading() as r:
            [found] = r.patterns(P)
            assert (found["marks"], found["removed"], found["version"]) == (
                [{"depth": "IDP"}],
                1,
                2,
            )
            assert [c["version"] for c in r.changes(P, "pattern", "p")] == [1, 2]
            assert r.patterns(Q) == []

    def test_a_reader_says_whether_what_it_sees_can_be_undone(self, storage):
        with storage.reading() as r:
            assert r.settled
        with storage.writing() as w:
            assert not w.settled
            with storage.reading() as r:
                assert not r.settled

    def test_forgetting_touches_one_practice_and_no_event(self, storage):
        area = {
            "last_seq": 1, "treated_mm2": 314.0, "region_mm2": 400.0, "bsa_mm2": 1.7e6,
            "by_zone_mm2": {"knee.L": 314.0}, "by_depth_mm2": {"IDP": 314.0},
        }  # fmt: skip
        with storage.writing() as w:
            for practice in (P, Q):
                w.append(practice, AUTHOR, AT, [event(1, kind="session.opened")])
                w.project(practice, session_row("s1"), [], [])
                w.project_area(practice, "s1", area)
            w.forget_projections(P)
        with storage.reading() as r:
            assert r.session(P, "s1") is None
            assert r.area(P, "s1") is None
            assert r.area(Q, "s1")["by_zone_mm2"] == {"knee.L": 314.0}
            assert r.opened(P) == ["s1"]

    def test_sessions_come_newest_treatment_date_first_then_id(self, storage):
        with storage.writing() as w:
            for name, day in (("s1", "2026-11-20"), ("s3", "2026-11-21"), ("s2", "2026-11-21")):
                w.project(P, session_row(name, treatment_date=day), [], [])
        with storage.reading() as r:
            assert [row["session_id"] for row in r.sessions(P, patient_id="pat")] == [
                "s3",
                "s2",
                "s1",
            ]
            today = r.sessions(P, treatment_date="2026-11-21")
            assert [row["session_id"] for row in today] == ["s3", "s2"]
            assert r.sessions(P, patient_id="nobody") == []

    def test_sessions_of_records_that_are_one_are_numbered_by_day_outside_of_courses(self, storage):
        rows = {
            "s1": {"treatment_date": "2026-11-20", "number": 4},
            "s2": {"treatment_date": "2026-11-21", "patient_id": "other"},
            "s3": {"treatment_date": "2026-11-19", "course_id": "c"},
            "s0": {"treatment_date": "2026-11-22"},
        }
        owned = {
            "practice_id": P, "course_id": "c", "patient_id": "pat", "title": "Dos",
            "planned_sessions": 3, "created_at": AT,
        }  # fmt: skip
        with storage.writing() as w:
            w.add("patient", patient(P, "other"), AUTHOR, AT)
            w.add("course", owned, AUTHOR, AT)
            for name, fields in rows.items():
                w.project(P, session_row(name, **fields), [], [])
            key = {"practice_id": P, "patient_id": "other"}
            w.change("patient", key, {"merged_into": "pat"}, AUTHOR, AT)
        with storage.reading() as r:
            found = {row["session_id"]: row for row in r.sessions(P, patient_id="pat")}
            assert {name: row["number"] for name, row in found.items()} == {
                "s1": 1, "s2": 2, "s0": 3, "s3": 1,
            }  # fmt: skip
            assert found["s1"]["own_number"] == 4
            assert r.session(P, "s2")["number"] == 2

    def test_what_is_unsigned_and_what_is_owed_is_told_by_practice(self, storage):
        rows = {
            "open": {"done": 0, "treatment_date": "2026-11-20"},
            "older": {"done": None, "treatment_date": "2026-11-01"},
            "signed": {"done": 1, "signed_at": AT},
            "measured": {"done": 1, "signed_at": AT, "measured_seq": 4},
        }
        with storage.writing() as w:
            for name, fields in rows.items():
                w.project(P, session_row(name, **fields), [], [])
        with storage.reading() as r:
            assert [row["session_id"] for row in r.unsigned(P)] == ["open", "older"]
            assert r.behind(P) == ["older", "signed"]
            assert r.unsigned(Q) == r.behind(Q) == []

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
                w.put_aside(P, "s1", AUTHOR, AT, f"e{n}", "unknown-form", f"[{n}]")
                w.add_offer({"practice_id": P, "offer_id": f"o{n}", "body": "{}", "made_at": AT})
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


def issue(storage, practice_id, estimate_id, series="D", year=2026, made=None):
    with storage.writing() as w:
        return w.add_estimate(
            practice_id, estimate_id, "s1", series, year, made or body, NOW, author_id=AUTHOR
        )


def body(number):
    return {"number": number, "total_cents": 4500}


def course(course_id):
    return {
        "practice_id": P, "course_id": course_id, "patient_id": "pat", "title": "Lombalgie",
        "planned_sessions": 5, "created_at": AT,
    }  # fmt: skip
