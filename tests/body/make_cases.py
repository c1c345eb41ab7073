"""Write `tests/cases/area/*.json`: cases, and the figures they gave when they were looked at.

    python -m tests.body.make_cases

Python and JavaScript read the same files. Run it only after a change that is meant to change
figures, and say in the changelog by how much they changed.
"""

import json
from pathlib import Path

import numpy as np

from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.body.case import areas_to_json, read_case, zones_of_case
from mesomap.domain.marks import mark_to_json
from mesomap.domain.physique import physique_to_json
from tests.body import people

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "area"


def rounded(anchors):
    return [[f, round(b1, 6), round(b2, 6)] for f, b1, b2 in anchors]


def places(view, uv, figure="F", *, limb=False):
    found = from_view(figure, view, np.asarray(uv, dtype=float), limb=limb)
    assert None not in found
    return rounded(found)


def point(ident, anchor, depth="IDP", **more):
    return {"id": ident, "kind": "point", "anchors": [anchor], "depth": depth, **more}


def drawn(ident, kind, view, uv, depth, figure="F", **more):
    limb = more.pop("limb", False)
    return {
        "id": ident,
        "kind": kind,
        "anchors": places(view, uv, figure, limb=limb),
        "view": view,
        "figure": figure,
        "depth": depth,
        **more,
    }


def ring(middle, radius, corners=16):
    angle = np.arange(corners) * 2 * np.pi / corners
    return np.array(middle) + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def grid(view, middle, spacing, count, **more):
    steps = (np.arange(count) - (count - 1) / 2) * spacing
    uv = [(middle[0] + x, middle[1] + y) for y in steps for x in steps]
    return [point(f"p{i}", a, **more) for i, a in enumerate(places(view, uv))]


CASES = {
    "one_point": (people.WOMAN, [point("p", places("back", [(30, -1020)])[0])]),
    "points_that_overlap": (people.WOMAN, grid("back", (0, -1020), 14.0, 4)),
    "points_in_a_field": (people.MAN, grid("back", (0, -1030), 28.0, 5)),
    "points_far_apart": (people.WOMAN, grid("front", (0, -1040), 70.0, 3, depth="IHD")),
    "radius_of_its_own": (people.WOMAN, grid("front", (90, -700), 12.0, 3, radius_mm=4.5)),
    "outline_on_the_back": (
        people.WOMAN,
        [drawn("o", "patch", "back", ring((0, -1030), 60), "IDS")],
    ),
    "outline_on_the_other_figure": (
        people.WOMAN,
        [drawn("o", "patch", "back", ring((40, -1100), 45), "IDS", "M")],
    ),
    "outline_on_the_flank_at_a_slant": (
        people.MAN,
        [
            drawn(
                "o",
                "patch",
                "front",
                [(100, -1110), (129, -1110), (129, -1060), (100, -1060)],
                "IDS",
            )
        ],
    ),
    "outline_on_the_arm_in_a_side_view": (
        people.WOMAN,
        [
            drawn(
                "o",
                "patch",
                "left",
                [(-30, -1250), (0, -1250), (0, -1180), (-30, -1180)],
                "IDS",
                limb=True,
            )
        ],
    ),
    "outline_on_the_flank_in_a_side_view": (
        people.WOMAN,
        [drawn("o", "patch", "left", ring((-40, -1080), 30), "IDS")],
    ),
    "outline_below_the_chin": (
        people.MAN,
        [drawn("o", "patch", "front", ring((0, -1400), 40, 12), "IDS", "M")],
    ),
    "technique_mixte": (
        people.WOMAN,
        [
            drawn("o", "patch", "back", ring((0, -1020), 50), ["IDS", "IDP"]),
            *grid("back", (0, -1020), 20.0, 3),
        ],
    ),
    "strokes": (
        people.WOMAN,
        [
            drawn(f"s{i}", "stroke", "back", [(-70, y), (0, y + 6), (70, y)], "IED", width_mm=5)
            for i, y in enumerate((-1060, -1052, -1030))
        ],
    ),
    "zones": (
        people.MAN,
        [
            {"id": "z", "kind": "zone", "zone": "gluteal.L", "depth": "IDS"},
            {"id": "y", "kind": "zone", "zone": "sacroiliac.L", "depth": "IDP"},
        ],
    ),
    "everything_at_once": (
        people.WOMAN,
        [
            mark_to_json(mark) | ({"anchors": rounded(mark.anchors)} if mark.anchors else {})
            for mark in people.lumbar_marks()
        ],
    ),
    "armpit_outline_in_its_close_up": (
        people.WOMAN,
        [drawn("o", "patch", "armpit.L", ring((0, -1320), 35, 24), "IDS")],
    ),
    "armpit_strokes_and_points": (
        people.MAN,
        [
            drawn("s", "stroke", "armpit.R", [(-20, -1560), (-30, -1450), (45, -1350)], "IED", "M"),
            *(
                point(f"p{i}", a, "IDS", radius_mm=12.0)
                for i, a in enumerate(
                    places("armpit.R", [(-30, -1560), (-30, -1440), (10, -1400)], "M")
                )
            ),
        ],
    ),
    "armpit_zone_and_what_lies_in_it": (
        people.WOMAN,
        [
            {"id": "z", "kind": "zone", "zone": "axillary.L", "depth": "IDS"},
            drawn("o", "patch", "armpit.L", ring((-10, -1290), 40, 12), ["IDS", "IDP"]),
            drawn("w", "patch", "front", ring((140, -1225), 25, 12), "IDP"),
            *(
                point(f"p{i}", a)
                for i, a in enumerate(places("front", [(110, -1270), (135, -1225), (145, -1210)]))
            ),
        ],
    ),
    "nothing": (people.WOMAN, []),
}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (physique, marks) in CASES.items():
        case = {"mesh": "1", "body": physique_to_json(physique), "marks": marks}
        areas = areas_to_json(measure(*read_case(case), zones_version=zones_of_case(case)))
        text = json.dumps({"case": case, "areas": areas}, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
