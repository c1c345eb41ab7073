"""Laws that the treated skin of real bodies obeys, whatever the marks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import accuracy
from mesomap.body import atlas, patient
from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.body.zones import ZONES
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.errors import OutsideModel, Refused
from tests.body import people
from tests.share import many

slowly = settings(max_examples=25, deadline=None, derandomize=True)
seeds = st.integers(0, 10_000)
radii = st.floats(2.0, 30.0)


def points(seed, count, radius):
    rng = np.random.default_rng(seed)
    return [
        Mark(str(i), Kind.POINT, (Depth.IDP,), (a,), radius_mm=radius)
        for i, a in enumerate(people.random_points(rng, count))
    ]


def patch_at(middle, radius, ident="o", view="back"):
    return Mark(
        ident,
        Kind.PATCH,
        (Depth.IDS,),
        people.outline_around(middle, radius, view),
        view=view,
        figure="F",
    )


def test_the_zones_add_up_to_the_body():
    body = people.woman()
    every = measure(body, [Mark(key, Kind.ZONE, (Depth.IDS,), zone=key) for key in ZONES])
    whole = body.skin.area_mm2.sum()
    assert every.treated_mm2 == pytest.approx(whole, rel=1e-3)
    assert sum(every.by_zone_mm2.values()) == pytest.approx(whole, rel=1e-3)
    armpits = (body.skin.area_mm2 - body.standing.area_mm2).sum()  # folded on the standing body
    assert every.bsa_mm2 == pytest.approx(whole - armpits, rel=1e-12)


def test_a_whole_zone_is_the_zone():
    body = people.woman()
    for key in list(ZONES)[::15]:
        found = measure(body, [Mark("z", Kind.ZONE, (Depth.IDS,), zone=key)])
        assert list(found.by_zone_mm2) == [key]
        number = body.atlas.zone_keys.index(key)
        whole = body.skin.area_mm2[body.atlas.zone_of_face == number].sum()
        assert found.treated_mm2 == pytest.approx(whole, rel=1e-12)
        assert found.region_mm2 >= found.treated_mm2


@slowly
@given(seeds, st.integers(1, 9), radii)
def test_union_lies_between_the_largest_and_the_sum(seed, count, radius):
    found = measure(people.woman(), points(seed, count, radius))
    alone = list(found.by_mark_mm2.values())
    assert max(alone) - 1e-6 <= found.treated_mm2 <= sum(alone) + 1e-6
    assert sum(found.by_zone_mm2.values()) == pytest.approx(found.treated_mm2, rel=1e-9)
    assert found.region_mm2 >= found.treated_mm2


@slowly
@given(seeds, st.integers(2, 9), radii)
def test_one_more_mark_never_treats_less(seed, count, radius):
    marks = points(seed, count, radius)
    before = measure(people.woman(), marks[:-1]).treated_mm2
    assert measure(people.woman(), marks).treated_mm2 >= before - 1e-6


@slowly
@given(seeds, st.randoms(use_true_random=False))
def test_order_does_not_matter(seed, random):
    marks = points(seed, 7, 12.0) + people.lumbar_marks()
    shuffled = random.sample(marks, len(marks))
    one, other = measure(people.woman(), marks), measure(people.woman(), shuffled)
    assert other.treated_mm2 == pytest.approx(one.treated_mm2, rel=1e-9)
    assert other.region_mm2 == pytest.approx(one.region_mm2, rel=1e-9)
    for key, size in one.by_zone_mm2.items():
        assert other.by_zone_mm2[key] == pytest.approx(size, rel=1e-6)


@slowly
@given(seeds, st.integers(1, 6), st.floats(2.0, 15.0))
def test_mirrored_points_treat_as_much(seed, count, radius):
    """The other side of the same body; shapes are alike to a few hundredths of a millimetre."""
    marks = points(seed, count, radius)
    across = [
        Mark(m.id, m.kind, m.depths, tuple(map(people.mirrored, m.anchors)), radius_mm=m.radius_mm)
        for m in marks
    ]
    body = people.woman()
    assert measure(body, across).treated_mm2 == pytest.approx(
        measure(body, marks).treated_mm2, rel=0.01
    )


@pytest.mark.parametrize(
    ("view", "other", "middle"),
    [
        ("back", "back", (60.0, -1000.0)),
        ("front", "front", (-90.0, -700.0)),
        ("left", "right", (10.0, -900.0)),
    ],
)
def test_mirrored_outlines_treat_as_much(view, other, middle):
    one = patch_at(middle, 40.0, view=view)
    across = Mark(
        "m",
        Kind.PATCH,
        (Depth.IDS,),
        tuple(map(people.mirrored, one.anchors)),
        view=other,
        figure="F",
    )
    body = people.woman()
    found, reflected = measure(body, [one]), measure(body, [across])
    assert reflected.treated_mm2 == pytest.approx(found.treated_mm2, rel=0.005)
    flip = str.maketrans("LR", "RL")
    for key, size in found.by_zone_mm2.items():
        if size > 100:
            assert reflected.by_zone_mm2[key[:-2] + key[-2:].translate(flip)] == pytest.approx(
                size, rel=0.02
            )


def test_points_and_outlines_agree_on_a_disc():
    """A point's ball and an outline drawn along its rim cover the same skin of a flat back."""
    body = people.woman()
    (middle,) = from_view("F", "back", np.array([(0.0, -1080.0)]))
    both = measure(
        body,
        [
            Mark("p", Kind.POINT, (Depth.IDP,), (middle,), radius_mm=12.0),
            patch_at((0.0, -1080.0), 4.0),
        ],
    )
    alone = measure(body, [Mark("p", Kind.POINT, (Depth.IDP,), (middle,), radius_mm=12.0)])
    assert both.treated_mm2 == pytest.approx(alone.treated_mm2, rel=1e-3)


def test_a_mixed_depth_counts_once_in_all_and_once_for_each():
    mixed = Mark(
        "m",
        Kind.PATCH,
        (Depth.IDS, Depth.IDP),
        people.outline_around((0.0, -1000.0), 30.0),
        view="back",
        figure="F",
    )
    found = measure(people.woman(), [mixed])
    assert dict(found.by_depth_mm2) == pytest.approx(
        {"IDS": found.treated_mm2, "IDP": found.treated_mm2}
    )
    two = measure(people.woman(), [mixed, patch_at((20.0, -1000.0), 30.0)])
    assert two.by_depth_mm2["IDP"] == pytest.approx(found.treated_mm2)
    assert two.by_depth_mm2["IDS"] == pytest.approx(two.treated_mm2)


@pytest.mark.parametrize(("depth", "radius"), [("IDP", 10.0), ("IHD", 10.0), ("IDS", 5.0)])
def test_a_point_without_a_radius_takes_that_of_its_depth(depth, radius):
    (place,) = from_view("F", "back", np.array([(0.0, -1080.0)]))
    plain = Mark("p", Kind.POINT, (Depth(depth),), (place,))
    sized = Mark("p", Kind.POINT, (Depth(depth),), (place,), radius_mm=radius)
    body = people.woman()
    assert measure(body, [plain]).treated_mm2 == measure(body, [sized]).treated_mm2
    wider = measure(body, [plain], radii_mm=dict.fromkeys(Depth, 2 * radius))
    assert wider.treated_mm2 == pytest.approx(4 * np.pi * radius**2, rel=0.03)


def test_the_figure_changes_where_edges_lie_and_not_whose_skin_it_is():
    """The same anchors on the other figure: straight edges move a little, the skin hardly."""
    body = people.woman()
    anchors = people.outline_around((0.0, -1000.0), 50.0, corners=40)
    areas = [
        measure(
            body, [Mark("o", Kind.PATCH, (Depth.IDS,), anchors, view="back", figure=f)]
        ).treated_mm2
        for f in ("F", "M")
    ]
    assert areas[1] == pytest.approx(areas[0], rel=0.02)


def test_side_views_look_through_the_arm():
    """An outline on the flank counts no arm, though the arm hangs before it."""
    flank = measure(people.woman(), [patch_at((-40.0, -1080.0), 30.0, view="left")])
    limb = {
        key
        for key, part in zip(atlas.load().zone_of_face, atlas.load().part_of_face, strict=True)
        if part
    }
    names = {atlas.load().zone_keys[i] for i in limb}
    assert not names & set(flank.by_zone_mm2)
    arm = from_view(
        "F", "left", np.array([(-10, -1280), (15, -1280), (15, -1250), (-10, -1250.0)]), limb=True
    )
    on_arm = Mark("a", Kind.PATCH, (Depth.IDS,), tuple(arm), view="left", figure="F")
    assert set(measure(people.woman(), [on_arm]).by_zone_mm2) <= names


def test_a_slanting_outline_is_warned_about_and_offered_a_better_view():
    body = people.woman()
    edge = from_view(
        "F", "front", np.array([(108, -1120), (129, -1120), (129, -1060), (108, -1060.0)])
    )
    slanting = Mark("o", Kind.PATCH, (Depth.IDS,), tuple(edge), view="front", figure="F")
    (warning,) = measure(body, [slanting]).warnings
    assert (warning.code, warning.mark_id, warning.values["better_view"]) == (
        "grazing",
        "o",
        "left",
    )
    assert "profil gauche" in str(warning)
    assert measure(body, [patch_at((0.0, -1050.0), 40.0)]).warnings == ()


def test_an_outline_on_hidden_skin_counts_nothing_and_says_so():
    hidden = Mark(
        "o",
        Kind.PATCH,
        (Depth.IDS,),
        people.outline_around((0.0, -1050.0), 30.0),
        view="front",
        figure="F",
    )
    found = measure(people.woman(), [hidden])
    assert (found.treated_mm2, found.warnings[0].code) == (0.0, "nothing-seen")


def crossed():
    a = people.outline_around((0.0, -1000.0), 40.0, corners=4)
    return Mark("o", Kind.PATCH, (Depth.IDS,), (a[0], a[2], a[1], a[3]), view="back", figure="F")


def flat():
    a = people.outline_around((0.0, -1000.0), 40.0, corners=4)
    return Mark("o", Kind.PATCH, (Depth.IDS,), (a[0], a[0], a[2]), view="back", figure="F")


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        (crossed(), "croise"),
        (flat(), "aucune surface"),
        (Mark("p", Kind.POINT, (Depth.IDP,), ((24724, 0.2, 0.2),)), "24723"),
        (Mark("p", Kind.POINT, (Depth.IDP,), ((-1, 0.2, 0.2),)), "n’existe pas"),
        (Mark("z", Kind.ZONE, (Depth.IDP,), zone="knee"), "Zone inconnue"),
        (Mark("o", Kind.PATCH, (Depth.IDP,), crossed().anchors, view="above"), "Vue inconnue"),
        (
            Mark("o", Kind.PATCH, (Depth.IDP,), crossed().anchors, view="back", figure="X"),
            "Figure inconnue",
        ),
    ],
    ids=["crossed", "flat", "face", "negative", "zone", "view", "figure"],
)
def test_impossible_marks_are_refused_in_words(mark, word):
    with pytest.raises(Refused, match=word):
        measure(people.woman(), [mark])


def test_a_body_outside_the_model_is_refused_with_the_range():
    with pytest.raises(OutsideModel, match="145 et 198 cm"):
        measure(people.WOMAN.__class__("F", 41.0, 400.0, 62.0), [])


def test_the_same_question_gets_the_same_answer():
    """To the last bit, with a body made anew."""
    one = measure(people.woman(), people.lumbar_marks())
    patient.body_for.cache_clear()
    assert measure(people.woman(), people.lumbar_marks()) == one


@pytest.mark.proof
@pytest.mark.parametrize(
    ("kind", "cases", "median_pct"),
    [("disc", many(60, 12), 0.5), ("outline", many(30, 6), 1.0)],
)
def test_against_dense_sampling(kind, cases, median_pct):
    """`python -m bench.accuracy --seed N --cases N` asks for more."""
    found = accuracy.summary(accuracy.errors(kind, 1, cases))
    assert found["median_pct"] <= median_pct
    assert found["p95_pct"] <= 5 * median_pct
