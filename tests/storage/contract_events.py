"""What every storage must do with events and with what it puts aside."""

import threading
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.storage.rows import (
    AT,
    AUTHOR,
    NOW,
    P,
    Q,
    body,
    course,
    event,
    patient,
    session_row,
)  # fmt: skip


class Events:
    """Transactions, events, quarantine; a part of `Contract`."""

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
                w.put_aside(P, "s1", AUTHOR, AT, "x", "unknown-form", {"kind": "mark.glowed"})
            w.put_aside(P, "s1", AUTHOR, AT, "x", "other-body", {"kind": "note.written"})
        with storage.reading() as r:
            kept = r.quarantined(P, "s1")
            assert r.quarantined(Q, "s1") == []
        assert [(k["reason"], k["raw"]["kind"]) for k in kept] == [
            ("unknown-form", "mark.glowed"), ("other-body", "note.written")
        ]  # fmt: skip
