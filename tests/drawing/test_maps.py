"""The drawings themselves: same bytes, light, named, coloured for their theme."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely

from mesomap.body.anchors import from_view
from mesomap.domain.depths import LEVELS, Depth
from mesomap.domain.marks import VIEWS, Kind, Mark
from mesomap.drawing import Drawn, legend, maps, pairs, session_svg, thumbnail
from mesomap.drawing.base import base, silhouette
from mesomap.drawing.session_map import LEAST_MM, crop_box, describe
from mesomap.drawing.signs import hatching, number

BACK_V = -1050.0
#: Figures of each kind; all sixteen have the same faces and the same form of drawing.
SOME = ("F", "M-obese", "M10-strong", "F14")


def grid(*, depth=Depth.IDP, columns=4, rows=3, figure="F", u0=-60.0):
    spots = [(u0 + 20 * i, BACK_V + 20 * j) for i in range(columns) for j in range(rows)]
    found = from_view(figure, "back", np.array(spots))
    return [
        Drawn(Mark(f"{depth}-{i}", Kind.POINT, (depth,), (a,))) for i, a in enumerate(found) if a
    ]


def field(view="back", depth=Depth.IDS, name="field"):
    corners = np.array([(-50, -1120), (50, -1120), (50, -1000), (-50, -1000)], dtype=float)
    anchors = tuple(from_view("F", view, corners))
    return Drawn(Mark(name, Kind.PATCH, (depth,), anchors, view=view, figure="F"))


def line(depth=Depth.IED):
    spots = np.array([(-40 + 8 * i, -1200 + 3 * (i % 2)) for i in range(11)], dtype=float)
    anchors = tuple(from_view("F", "back", spots))
    return Drawn(Mark("line", Kind.STROKE, (depth,), anchors, view="back", figure="F"))


EVERYTHING = [*grid(), *grid(depth=Depth.IHD, u0=30.0, columns=2), field(), line()]


def rings_of(data):
    """Corners of each closed line of path data, as this package writes it."""
    rings = (re.findall(r"(-?[\d.]+) (-?[\d.]+)", ring) for ring in data.split("M")[1:])
    return [[(float(u), float(v)) for u, v in ring] for ring in rings]


def parsed(svg):
    return ET.fromstring(svg)


def marks_in(svg):
    return [e for e in parsed(svg).iter() if e.get("class") == "mark"]


@pytest.mark.parametrize("figure", SOME)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("theme", ["web", "paper"])
def test_the_same_marks_give_the_same_bytes_in_every_view(figure, view, theme):
    one = session_svg(grid(figure=figure), figure, view, theme=theme)
    assert one == session_svg(grid(figure=figure), figure, view, theme=theme)
    assert parsed(one).get("viewBox")
    assert ("var(" in one) is (theme == "web")


def test_a_view_shows_its_marks_and_no_others():
    assert len(marks_in(session_svg(EVERYTHING, "F", "back"))) == len(EVERYTHING)
    assert marks_in(session_svg(EVERYTHING, "F", "front")) == []


def test_each_mark_says_its_id_depth_state_and_name():
    found = marks_in(session_svg([*grid(columns=1, rows=1), field()], "F", "back"))
    assert {e.get("data-depth") for e in found} == {"IDP", "IDS"}
    assert {e.get("data-state") for e in found} == {"planned"}
    titles = [e.findtext("{http://www.w3.org/2000/svg}title") for e in found]
    assert any("Nappage" in t for t in titles)
    assert any("Point par point" in t for t in titles)


def test_a_mark_that_was_left_out_is_pale():
    one = grid(columns=1, rows=1)[0].mark
    pale = marks_in(session_svg([Drawn(one, "left-out")], "F", "back"))[0]
    assert float(pale.get("opacity")) < 0.5
    assert marks_in(session_svg([Drawn(one, "done")], "F", "back"))[0].get("opacity") is None


def test_paper_has_literal_colours_and_the_web_variables():
    paper = session_svg(EVERYTHING, "F", "back", theme="paper")
    assert "var(" not in paper
    assert LEVELS[Depth.IDP].colour in paper
    web = session_svg(EVERYTHING, "F", "back")
    assert f"var(--depth-idp,{LEVELS[Depth.IDP].colour})" in web
    for svg in (paper, web):
        assert "<style" not in svg
        assert " style=" not in svg


def test_the_description_says_what_lies_where_and_on_which_side():
    svg = session_svg(EVERYTHING, "F", "back")
    label = parsed(svg).get("aria-label")
    assert label.startswith("Dos.")
    assert re.search(r"(gauche|droite?) : Point par point, \d", label)
    assert parsed(svg).findtext("{http://www.w3.org/2000/svg}desc")
    assert describe([], "fr", str) == "Aucune marque."


@pytest.mark.parametrize(
    ("view", "letters"), [("front", ["D", "G"]), ("back", ["G", "D"]), ("left", [])]
)
def test_sides_are_the_patients(view, letters):
    """On the back the patient's left is at the left of the drawing; on the front at its right."""
    group = next(e for e in parsed(session_svg([], "F", view)).iter() if e.get("class") == "sides")
    texts = sorted(group, key=lambda e: float(e.get("x")))
    assert [t.text for t in texts] == letters


def test_the_letters_of_the_sides_agree_with_the_zones():
    point = grid(columns=1, rows=1, u0=-60.0)
    label = parsed(session_svg(point, "F", "back")).get("aria-label")
    assert "gauche" in label  # u = -60, at the left of the back: where the letter G stands


def test_a_crop_holds_every_mark_and_stays_on_the_view():
    whole = base("F", "back", "web").box
    u, v, width, height = map(float, parsed(session_svg(EVERYTHING, "F", "back", crop=True))
                              .get("viewBox").split(","))  # fmt: skip
    assert LEAST_MM * 0.9 <= height < whole[3]
    assert u >= whole[0] - 0.1
    assert v >= whole[1] - 0.1
    assert u + width <= whole[0] + whole[2] + 0.1
    assert u < -60
    assert u + width > 60
    assert v < -1200
    assert v + height > -1000


def test_without_marks_the_whole_body_is_shown():
    whole = base("F", "back", "web").box
    assert crop_box([], whole) == whole


def test_technique_mixte_draws_both_signs():
    a = grid(columns=1, rows=1)[0].mark
    both = Mark("mix", Kind.POINT, (Depth.IDS, Depth.IDP), a.anchors)
    svg = session_svg([Drawn(both)], "F", "back", theme="paper")
    assert all(LEVELS[d].colour in svg for d in both.depths)
    assert marks_in(svg)[0].get("data-depth") == "IDS IDP"


def test_depths_differ_by_more_than_colour():
    shapes = set()
    for depth in Depth:
        group = marks_in(session_svg(grid(depth=depth, columns=1, rows=1), "F", "back"))[0]
        sign = group[-1]
        shapes.add((sign.tag, sign.get("fill") == "none", sign.get("d", "").count("L"),
                    "paper" in (sign.get("fill") or "")))  # fmt: skip
    assert len(shapes) == 4
    assert (
        len({s.letter for s in LEVELS.values()}) == len({s.hatch_deg for s in LEVELS.values()}) == 4
    )


def test_a_thumbnail_is_light_even_with_two_thousand_points():
    rng = np.random.default_rng(3)
    spots = np.column_stack([rng.uniform(-120, 120, 2000), rng.uniform(-1350, -950, 2000)])
    anchors = [a for a in from_view("F", "back", spots) if a]
    many = [Drawn(Mark(f"m{i}", Kind.POINT, (Depth.IDP,), (a,))) for i, a in enumerate(anchors)]
    svg = thumbnail(many, "F")
    assert len(svg.encode()) < 15_000
    assert parsed(svg).get("data-view") == "back"
    assert len(thumbnail(EVERYTHING, "F").encode()) < 6_000
    assert thumbnail(EVERYTHING, "F") == thumbnail(EVERYTHING, "F")


def test_a_thumbnail_for_a_list_shows_what_is_round_the_marks():
    mark = EVERYTHING[0]
    box, whole = (
        [float(x) for x in re.search(r'viewBox="([^"]+)"', thumbnail([mark], "F", close=close))[1].split(",")]
        for close in (True, False)
    )  # fmt: skip
    assert box[2] == box[3] < whole[3] / 2
    assert whole[0] <= box[0]
    assert whole[1] <= box[1]
    assert box[0] + box[2] <= whole[0] + whole[2] + 0.1
    assert box[1] + box[3] <= whole[1] + whole[3] + 0.1
    assert "viewBox" in thumbnail([], "F", close=True)


def test_a_thumbnail_of_nothing_is_a_body():
    svg = thumbnail([], "M")
    assert parsed(svg).get("data-view") == "front"
    assert "Aucune marque" in parsed(svg).get("aria-label")


@pytest.mark.parametrize("figure", SOME)
@pytest.mark.parametrize("view", VIEWS)
def test_a_silhouette_is_the_body_and_not_its_box(figure, view):
    rings = [shapely.Polygon(np.array(ring)) for ring in rings_of(silhouette(figure, view))]
    u, v, width, height = base(figure, view, "web").box
    low_u, low_v, high_u, high_v = shapely.union_all(rings).bounds
    assert sum(len(r.exterior.coords) for r in rings) < 500
    assert high_v - low_v > 0.9 * height
    assert (low_u > u - 1, low_v > v - 1, high_u < u + width + 1, high_v < v + height + 1) == (
        True,
    ) * 4
    rng = np.random.default_rng(11)
    spots = rng.uniform((u, v), (u + width, v + height), (600, 2))
    on_skin = np.array([a is not None for a in from_view(figure, view, spots)])
    filled = shapely.contains_xy(rings[0], spots)
    assert np.mean(on_skin != filled) < 0.07  # a bounding box would differ at a third


def test_the_maps_of_a_session_are_the_views_it_asks_for():
    found = maps(EVERYTHING, "F", crop=True)
    assert [m["view"] for m in found] == ["back"]
    assert found[0]["name"] == "Dos"
    assert found[0]["alt"].startswith("Dos. ")
    assert [m["view"] for m in maps([], "F")] == ["front"]


def test_the_words_of_a_map_are_of_what_it_shows():
    front = from_view("F", "front", np.array([[0.0, -1100.0]]))[0]
    both = [*grid(), Drawn(Mark("front", Kind.POINT, (Depth.IHD,), (front,)))]
    found = {m["view"]: m["alt"] for m in maps(both, "F")}
    assert set(found) == {"back", "front"}
    assert "Hypodermique" in found["front"]
    assert "Point par point" not in found["front"]
    assert "Hypodermique" not in found["back"]


def test_two_sessions_are_compared_on_the_same_part_of_the_same_view():
    earlier, later = (grid(), "F"), (grid(columns=2), "F")
    rows = pairs(earlier, later)
    assert [row[0] for row in rows] == ["back"]
    boxes = {parsed(svg).get("viewBox") for svg in rows[0][2:]}
    assert len(boxes) == 1
    assert len(marks_in(rows[0][2])) == 12
    assert len(marks_in(rows[0][3])) == 6


def test_the_legend_lists_what_was_used_shallow_to_deep():
    assert [row["depth"] for row in legend([d.mark for d in EVERYTHING])] == [
        "IED", "IDS", "IDP", "IHD",
    ]  # fmt: skip


def test_every_text_of_a_drawing_goes_through_the_translator():
    said = []
    session_svg(EVERYTHING, "F", "back", translate=lambda text: said.append(text) or f"⟦{text}⟧")
    assert {"Dos", "D", "G", "N", "É", "Nappage", "Point par point"} <= set(said)


@pytest.mark.parametrize(
    ("value", "text"), [(1.04, "1"), (-0.01, "0"), (2.25, "2.2"), (-3.19, "-3.2")]
)
def test_lengths_are_written_with_one_decimal_at_most(value, text):
    assert number(value) == text


def test_hatching_stays_inside():
    shape = shapely.box(0, 0, 30, 20)
    ends = re.findall(r"(-?[\d.]+) (-?[\d.]+)", hatching(shape, 45.0, 5.0))
    assert len(ends) >= 8
    assert all(-0.06 <= float(u) <= 30.06 and -0.06 <= float(v) <= 20.06 for u, v in ends)


def test_skin_to_leave_alone_is_hatched_below_the_marks_and_is_no_mark():
    mole = Mark("n", Kind.POINT, (Depth.IDP,), field().mark.anchors[:1], radius_mm=5)
    scar = Mark("s", Kind.PATCH, (Depth.IDP,), field().mark.anchors, "back", "F")
    svg = session_svg(grid(), "F", "back", theme="paper", avoid=[mole, scar])
    kinds = [e.get("class") for e in parsed(svg).iter() if e.get("class") in {"avoid", "marks"}]
    assert kinds == ["avoid", "avoid", "marks"]
    assert len(marks_in(svg)) == len(grid())
    assert "Peau à éviter" in svg
    assert svg == session_svg(grid(), "F", "back", theme="paper", avoid=[mole, scar])
    assert session_svg(grid(), "F", "front", avoid=[mole, scar]).count('class="avoid"') == 0
    [shown] = maps(grid(), "F", avoid=[scar])
    assert 'class="avoid"' in shown["svg"]
