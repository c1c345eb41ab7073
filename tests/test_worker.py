"""The worker: what it holds, and what it gives up when that is too much."""

from mmap import mmap

import pytest

from bench.memory import LIMIT_MB, run
from mesomap.body.hubs import hubs_of
from mesomap.body.patient import body_for
from mesomap.domain.physique import Physique
from mesomap.worker import FOLD_S, MOST_RESIDENT_MB, Housekeeper, resident_mb
from tests.share import many

SOMEONE = Physique("F", 40, 165, 60)


@pytest.mark.proof
def test_the_server_stays_small_after_pages_and_papers_over_eight_connections():
    """Parent and worker together, pages that they share counted twice."""
    one_in = many(1, 5)
    found = run(rounds=1, connections=8, one_in=one_in)
    assert set(found["statuses"]) == {"200"}
    assert found["requests"] > 100 / one_in
    assert found["parent_rss_mb"] > 5
    assert found["worker_rss_mb"] > 50
    assert found["rss_mb"] < LIMIT_MB, found


def test_bodies_are_kept_until_memory_is_short():
    trimmed = []
    body_for.cache_clear()
    body = body_for(SOMEONE)
    Housekeeper(lambda: trimmed.append(1), lambda: MOST_RESIDENT_MB - 1).tidy()
    assert body_for(SOMEONE) is body
    hubs = hubs_of(body.skin)
    assert len(trimmed) == 1
    Housekeeper(lambda: trimmed.append(1), lambda: MOST_RESIDENT_MB + 1).tidy()
    assert body_for(SOMEONE) is not body
    assert hubs_of(body.skin) is not hubs
    assert len(trimmed) == 3, "what was forgotten is given back at once"


def test_what_was_written_is_folded_in_once_a_minute_and_only_if_something_was():
    folded = []
    house = Housekeeper(lambda: None, lambda: 0.0, lambda: folded.append(1))
    house.fold(0.0)
    house.owe(10.0)
    house.owe(50.0)
    house.fold(10.0 + FOLD_S - 1)
    assert folded == []
    house.fold(10.0 + FOLD_S)
    house.fold(10.0 + 2 * FOLD_S)
    assert folded == [1]


def test_the_memory_of_this_process_is_known():
    """Pages of their own: after many tests the heap has room for 50 MB without growing."""
    before = resident_mb()
    with mmap(-1, 50_000_000) as held:
        for _ in range(50):
            held.write(b"x" * 1_000_000)
        assert 40 < resident_mb() - before < 60
