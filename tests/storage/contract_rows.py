"""What every storage must do with versioned rows, and with what is found and derived."""

from tests.storage.rows import (
    AT,
    AUTHOR,
    P,
    Q,
    event,
    patient,
    session_row,
    whose,
)  # fmt: skip


class Rows:
    """Versioned rows, search, projections; a part of `Contract`."""

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
                row = {"practice_id": practice, "day": day, "lots": [{"lot": "L1"}]}
                w.add("tray", row, AUTHOR, AT)
            key = {"practice_id": P, "day": "2026-11-21"}
            assert w.change("tray", key, {"lots": []}, AUTHOR, AT) == 2
        with storage.reading() as r:
            assert r.tray(P, "2026-11-21")["lots"] == []
            assert r.tray(P, "2026-11-22") is None
            assert r.tray_before(P, "2026-11-21")["lots"] == [{"lot": "L1"}]
            assert r.tray_before(P, "2026-11-23")["day"] == "2026-11-21"
            assert r.tray_before(P, "2026-11-20") is None
            assert len(r.changes(P, "tray", "2026-11-21")) == 2

    def test_mixes_are_of_one_practice_and_logged(self, storage):
        row = {"practice_id": P, "mix_id": "m", "name": "Cou", "recipe": {}, "removed": 0}
        with storage.writing() as w:
            w.add("mix", row, AUTHOR, AT)
            w.change("mix", {"practice_id": P, "mix_id": "m"}, {"removed": 1}, AUTHOR, AT)
        with storage.reading() as r:
            assert r.mixes(P) == [row | {"removed": 1, "version": 2}]
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
            "practice_id": P, "pattern_id": "p", "name": "Dos", "marks": [{"depth": "IDP"}],
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
