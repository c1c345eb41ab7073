"""Folds are looked for only where one may be: looking everywhere would find the same skin."""

import numpy as np
import pytest

from mesomap.body import hubs, strays
from mesomap.body.area import measure
from mesomap.body.patient import body_for
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique

BODIES = {
    "woman": Physique("F", 41.0, 165.0, 62.0),
    "man": Physique("M", 52.0, 178.0, 84.0),
    "obese woman": Physique("F", 45.0, 162.0, 98.0),
}
#: A skin in folds to begin at; None is anywhere.
BEGINNINGS = (
    "toes_dorsal.R", "fingers_palmar.L", "perioral.L", "axillary.L", "gluteal_fold.R", "pectoral.L",
    "auricle.R", None, None,
)  # fmt: skip


def sessions(body, seed):
    """Points within a finger's, a hand's or an arm's breadth of a place."""
    rng = np.random.default_rng(seed)
    middle = body.vertices[body.atlas.faces].mean(axis=1)
    for zone in BEGINNINGS:
        first = rng.choice(body.atlas.zone_faces(zone, None) if zone else len(middle))
        apart = np.linalg.norm(middle - middle[first], axis=1)
        for count, breadth in ((5, 20.0), (20, 80.0), (60, 600.0)):
            faces = rng.choice(np.flatnonzero(apart < breadth), count)
            yield (
                zone,
                [
                    Mark(
                        str(i), Kind.POINT, (Depth.IDP,), ((int(f), 0.2, 0.3),), radius_mm=float(r)
                    )
                    for i, (f, r) in enumerate(
                        zip(faces, rng.uniform(2.0, 20.0, count), strict=True)
                    )
                ],
            )


def asked_everywhere(monkeypatch):
    """Every patch of skin has its ways looked at, whatever it looks like."""
    monkeypatch.setattr(hubs, "FOLD_COSINE", 2.0)
    monkeypatch.setattr(strays, "TURNED_COSINE", 2.0)
    monkeypatch.setattr(strays, "LOOKING_BACK", -np.inf)


@pytest.mark.parametrize("who", BODIES)
def test_looking_everywhere_finds_no_other_skin(who, monkeypatch):
    body = body_for(BODIES[who])
    some = list(sessions(body, 11))
    found = [measure(body, marks) for _, marks in some]
    asked_everywhere(monkeypatch)
    for (zone, marks), areas in zip(some, found, strict=True):
        again = measure(body, marks)
        # One disc in an armpit with raised arms keeps 22 mm² beyond a shallow fold (π r² is in between).
        assert areas.treated_mm2 == pytest.approx(again.treated_mm2, rel=1e-9, abs=25.0), zone
        assert areas.region_mm2 == pytest.approx(again.region_mm2, rel=1e-9, abs=25.0), zone
        # One disc on the ear's edge keeps a sliver of 0.7 mm² that lies over the edge.
        by_mark = [areas.by_mark_mm2[m.id] - again.by_mark_mm2[m.id] for m in marks]
        assert sorted(map(abs, by_mark))[-2] < 1.0, zone
        assert max(map(abs, by_mark)) < 25.0, zone
        assert areas.by_zone_mm2 == pytest.approx(again.by_zone_mm2, rel=1e-9, abs=25.0), zone


def test_the_sessions_have_folds_in_them(monkeypatch):
    """Looked for nowhere, folds would make these areas larger."""
    body = body_for(BODIES["woman"])
    some = [marks for _, marks in sessions(body, 11)]
    found = [measure(body, marks) for marks in some]
    monkeypatch.setattr(strays, "LONGEST_WAY", np.inf)
    without = [measure(body, marks) for marks in some]
    assert sum(b.treated_mm2 > a.treated_mm2 + 1.0 for a, b in zip(found, without, strict=True)) > 2
    assert sum(b.region_mm2 > a.region_mm2 + 1.0 for a, b in zip(found, without, strict=True)) > 2
