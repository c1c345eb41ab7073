"""Areas that are kept up mark by mark are those that measuring anew would give."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from mesomap.body import area
from mesomap.body.anchors import from_view
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.errors import Refused
from mesomap.services.measuring import living
from mesomap.services.measuring.living import measured
from tests.body.people import outline_around
from tests.cast import doctor, fresh_storage
from tests.share import many

DEPTHS = ((Depth.IED,), (Depth.IDS,), (Depth.IDP,), (Depth.IDS, Depth.IDP))


@pytest.fixture
def session(tmp_path):
    storage = fresh_storage(tmp_path)
    living.forget()
    yield doctor(storage).session()
    storage.close()


def anew(session, marks):
    radii = {Depth(name): mm for name, mm in session.radii_mm.items()}
    return area.measure(
        session.body, marks, radii_mm=radii, stroke_width_mm=session.stroke_width_mm,
        body_estimated=session.body_estimated,
    )  # fmt: skip


def close(found, wanted):
    """Within 0.05 %; measured, it is much nearer."""
    for name in ("treated_mm2", "region_mm2", "bsa_mm2"):
        assert getattr(found, name) == pytest.approx(getattr(wanted, name), rel=5e-4), name
    assert (found.uncertainty_pct or 0) == pytest.approx(wanted.uncertainty_pct or 0, abs=0.11)
    for name in ("by_zone_mm2", "by_depth_mm2", "by_mark_mm2"):
        one, two = dict(getattr(found, name)), dict(getattr(wanted, name))
        assert one == pytest.approx(two, rel=5e-4, abs=1e-6), name
    assert [str(w) for w in found.warnings] == [str(w) for w in wanted.warnings]


def random_mark(rng, name):
    """Any mark of a session on back and armpit, often near others."""
    depths = DEPTHS[rng.integers(len(DEPTHS))]
    kind = rng.choice(["point"] * 6 + ["patch", "stroke", "zone"])
    if kind == "zone":
        key = str(rng.choice(["sacroiliac.L", "gluteal.R", "axillary.L", "lumbar_paravertebral.L"]))
        return Mark(name, Kind.ZONE, depths, zone=key)
    view = "armpit.L" if rng.random() < 0.2 else "back"
    middle = (0.0, -1310.0) if view == "armpit.L" else (0.0, -1020.0)
    at = middle + rng.uniform(-1, 1, 2) * ((25, 25) if view == "armpit.L" else (90, 120))
    if kind == "point":
        (anchor,) = from_view("F", view, at[None])
        return Mark(name, Kind.POINT, depths, (anchor,))
    anchors = outline_around(tuple(at), rng.uniform(10, 25), view=view)
    drawn = {"view": view, "figure": "F"}
    if kind == "stroke":
        return Mark(name, Kind.STROKE, depths, anchors[:6], **drawn)
    return Mark(name, Kind.PATCH, depths, anchors, **drawn)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(many(3, 1)))
def test_whatever_comes_and_goes_it_is_as_if_measured_anew(session, seed):
    rng = np.random.default_rng(seed)
    marks = {}
    for step in range(14):
        for name in rng.choice(sorted(marks), min(len(marks), rng.integers(3)), replace=False):
            del marks[str(name)]
        come = 30 if step == 0 else int(rng.integers(1, 4))
        more = [random_mark(rng, f"{step}-{i}") for i in range(come)]
        if marks and rng.random() < 0.5:  # one is moved
            more.append(replace(random_mark(rng, "m"), id=str(rng.choice(sorted(marks)))))
        marks |= {mark.id: mark for mark in more}
        every = tuple(marks.values())
        close(measured(session, every, "plan"), anew(session, every))
    close(measured(session, (), "plan"), anew(session, ()))


def test_a_mark_more_is_not_measured_with_all_the_others(session, monkeypatch):
    rng = np.random.default_rng(5)
    marks = [random_mark(rng, str(i)) for i in range(40)]
    measured(session, marks[:-1], "plan")
    monkeypatch.setattr(living, "Live", None)
    close(measured(session, marks, "plan"), anew(session, marks))


def test_plan_and_what_was_done_do_not_chase_each_other_away(session, monkeypatch):
    rng = np.random.default_rng(6)
    marks = [random_mark(rng, str(i)) for i in range(30)]
    plan, done = measured(session, marks, "plan"), measured(session, marks[:10], "done")
    monkeypatch.setattr(living, "Live", None)
    close(measured(session, marks, "plan"), plan)
    close(measured(session, marks[:10], "done"), done)


@pytest.mark.parametrize(
    "change",
    [{"stroke_width_mm": 9.0}, {"radii_mm": {"IED": 2.0, "IDS": 4.0, "IDP": 7.0, "IHD": 7.0}}],
)
def test_what_was_corrected_counts_at_once(session, change):
    rng = np.random.default_rng(7)
    marks = [random_mark(rng, str(i)) for i in range(20)]
    before = measured(session, marks, "plan")
    corrected = replace(session, **change)
    close(measured(corrected, marks, "plan"), anew(corrected, marks))
    heavier = replace(session, body=replace(session.body, weight_kg=session.body.weight_kg + 9))
    close(measured(heavier, marks, "plan"), anew(heavier, marks))
    close(measured(session, marks, "plan"), before)


def test_a_mark_that_is_refused_spoils_nothing(session):
    rng = np.random.default_rng(8)
    marks = [random_mark(rng, str(i)) for i in range(20)]
    wanted = measured(session, marks, "plan")
    line = tuple(
        from_view("F", "back", np.array([(0.0, -1000.0), (9.0, -1000.0), (18.0, -1000.0)]))
    )
    flat = Mark("flat", Kind.PATCH, (Depth.IDS,), line, view="back", figure="F")
    for _ in range(2):
        with pytest.raises(Refused):
            measured(session, [*marks[3:], flat], "plan")
    close(measured(session, marks, "plan"), wanted)


def test_little_is_kept_and_all_of_it_is_given_up(session):
    for i in range(9):
        measured(replace(session, id=str(i)), [], "plan")
    assert len(living._lives) == living.KEPT
    living.forget()
    assert not living._lives


def test_threads_may_ask_at_once(session):
    rng = np.random.default_rng(9)
    marks = [random_mark(rng, str(i)) for i in range(24)]
    wanted = {n: anew(session, marks[:n]) for n in range(16, 24)}
    found = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: measured(session, marks[:n], "plan")}))
        for n in wanted
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n, areas in wanted.items():
        close(found[n], areas)
