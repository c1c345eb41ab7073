"""How long the record takes: one event more, totals after it, the page of a long session.

    python -m bench.record [--marks N] [--small]

Milliseconds, the least of several runs, of the services and pages themselves (no network); beside
each what the same costs when nothing is known yet (`anew`), measured in the same run, so that a
busy machine stretches both. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itsdangerous import URLSafeTimedSerializer

from mesomap.app import create_app
from mesomap.body import area, atlas
from mesomap.domain.fold import fold
from mesomap.services.reading import totals
from mesomap.services.record import projections, sessions, sync
from mesomap.web.common.store import STORAGE
from tests.cast import NOW, Doctor, Tablet, cookie_of, doctor

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

#: Where the marks are spread: where points are laid for pain of the back and the legs.
REGIONS = ("lumbar", "thoracic", "gluteal", "thigh")


def least_ms(act: Callable[[], object], before: Callable[[], object], times: int) -> float:
    """Least time of `act`, each time after `before`, which is not counted."""
    taken = []
    for _ in range(times):
        before()
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return round(min(taken), 1)


class Bench:
    """A session of some marks, and a tablet that goes on marking."""

    def __init__(self, folder: Path, marks: int) -> None:
        self.app = create_app({"INSTANCE": folder})
        storage = self.app.extensions[STORAGE]
        storage.migrate()
        self.doc: Doctor = doctor(storage)
        self.dice = random.Random(0)
        keys = [any(r in key for r in REGIONS) for key in atlas.load().zone_keys]
        self.faces = [f for f, zone in enumerate(atlas.load().zone_of_face) if keys[zone]]
        self.session_id = self.doc.session().id
        self.tablet = Tablet(self.session_id)
        self.count = 0
        for start in range(0, marks, 500):
            self.send(min(500, marks - start))

    def send(self, count: int = 1) -> None:
        events = []
        for _ in range(count):
            self.count += 1
            events.append(self.tablet.point(f"m{self.count}", self.dice.choice(self.faces)))
        sync.receive(self.doc.seat, self.session_id, events, NOW)

    def anew(self) -> None:
        """Fold and project as if nothing were known; what every event once cost."""
        with self.doc.storage.writing() as w:
            projections.project(w, self.doc.practice_id, self.session_id)

    def fold(self) -> None:
        fold(sessions.events(self.doc.seat, self.session_id))

    def measure(self) -> None:
        """Measure the marks as they stand; what the totals cannot do without."""
        session = sessions.load(self.doc.seat, self.session_id)
        area.measure(session.body, session.planned_marks())

    def client(self) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as session:
            session.update(cookie_of(self.doc.storage, self.doc.user_id), csrf_token="token")
        token = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps("token")
        client.environ_base["HTTP_X_CSRFTOKEN"] = token
        return client

    def page(self) -> Callable[[], object]:
        client = self.client()
        return lambda: client.get(f"/sessions/{self.session_id}")

    def tap(self) -> Callable[[], object]:
        """One point as the page sends it: with what it knows, and what came since in the answer."""
        client, url, last = self.client(), f"/api/sessions/{self.session_id}/events", {}

        def send() -> None:
            self.count += 1
            event = self.tablet.point(f"m{self.count}", self.dice.choice(self.faces))
            asked = {"after": last.get("seq", 0), "head": last.get("head"), "seen": "none"}
            answer = client.post(url, json={"events": [event], **asked}).json
            last.update(seq=answer["answers"][0]["seq"], head=answer["head"])

        return send


def run(marks: int, times: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), marks)
        of = lambda: totals.of(bench.doc.seat, bench.session_id)  # noqa: E731
        found = {
            "marks": marks,
            "one_event_ms": least_ms(bench.send, lambda: None, times),
            "tap_ms": least_ms(bench.tap(), lambda: None, times),
            "anew_ms": least_ms(bench.anew, lambda: None, times),
            "load_ms": least_ms(
                lambda: sessions.load(bench.doc.seat, bench.session_id), lambda: None, times
            ),
            "fold_anew_ms": least_ms(bench.fold, lambda: None, times),
            "totals_after_one_event_ms": least_ms(of, bench.send, times),
            "measure_alone_ms": least_ms(bench.measure, bench.send, times),
            "page_ms": least_ms(bench.page(), lambda: None, times),
        }
        bench.doc.storage.close()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--marks", type=int, default=2000)
    options.add_argument("--small", action="store_true", help="50 marks, few runs (for CI)")
    chosen = options.parse_args()
    print(json.dumps(run(50, 5) if chosen.small else run(chosen.marks, 10)))


if __name__ == "__main__":
    main()
