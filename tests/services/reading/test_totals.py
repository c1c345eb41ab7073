"""Totals: what is planned and what was done, counted on the session's own body."""

import numpy as np
import pytest

from mesomap.body import area, zones
from mesomap.body.anchors import from_view
from mesomap.domain.depths import COUNTING_RADIUS_MM, Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.errors import NotFound
from mesomap.services.measuring.living import measured
from mesomap.services.measuring.workload import (
    PAIRED_REGIONS,
    position_changes,
    regions_of,
    work_of,
)
from mesomap.services.reading import totals
from mesomap.services.record import sessions
from tests.cast import Tablet, doctor, face_of, new_id


def points(tablet, keys, depth="IDP", **fields):
    return [
        tablet.point(f"{depth}-{k}-{i}", face_of(k), depth=depth, **fields)
        for i, k in enumerate(keys)
    ]


def of(doc, session):
    return totals.of(doc.seat, session.id)


def test_an_empty_session_has_empty_totals(doc, session):
    found = of(doc, session)
    plan = found["plan"]
    assert (plan["points"], plan["treated_cm2"], plan["volume_ml"]) == (0, 0, None)
    assert plan["minutes"] == {"low": 0, "mid": 0, "high": 0}
    assert plan["bsa_cm2"] > 15_000
    assert found["last_seq"] == session.last_seq


def test_the_plan_is_measured_on_the_sessions_body_with_its_radii(doc, session, tablet):
    doc.send(session.id, *points(tablet, ["lumbar_paravertebral.L", "knee_patellar.R"]))
    plan = of(doc, session)["plan"]
    now = sessions.load(doc.seat, session.id)
    expected = area.measure(now.body, now.planned_marks(), radii_mm=COUNTING_RADIUS_MM)
    assert plan["treated_cm2"] == round(expected.treated_mm2 / 100, 2)
    assert plan["points"] == 2
    assert plan["points_by_depth"] == {"IDP": 2}
    assert plan["by_depth_cm2"] == {"IDP": plan["treated_cm2"]}
    assert sum(plan["by_zone_cm2"].values()) == pytest.approx(plan["treated_cm2"], abs=0.05)
    assert sorted(plan["regions"]) == [["knee", "right"], ["lumbar_back", "median"]]


def test_what_was_done_differs_from_the_plan_by_what_was_left_out_and_added(doc, session, tablet):
    doc.send(
        session.id,
        *points(tablet, ["lumbar_paravertebral.L", "lumbar_paravertebral.R"]),
        tablet.event("plan.agreed", {"informed": True, "estimate_id": None}),
        tablet.event("marks.done", {"as_planned": True}),
        tablet.event("marks.done", {"mark_ids": ["IDP-lumbar_paravertebral.R-1"], "done": False}),
        tablet.event("mark.planned", {
            "mark": {"id": "late", "kind": "point", "anchors": [[face_of("knee_patellar.L"), 0.3, 0.3]],
                     "depth": "IHD"}, "phase": "end"}),
    )  # fmt: skip
    found = of(doc, session)
    assert found["plan"]["points_by_depth"] == {"IDP": 2}
    assert found["done"]["points_by_depth"] == {"IDP": 1, "IHD": 1}
    assert ["knee", "left"] in found["done"]["regions"]
    assert ["knee", "left"] not in found["plan"]["regions"]


def test_volume_is_prepared_for_the_plan_and_prepared_minus_left_once_done(doc, session, tablet):
    syringe = {"key": "A", "dry": False, "products": [], "volume_ml": 3.0, "needle_mm": 4,
               "device": "manual"}  # fmt: skip
    doc.send(session.id, tablet.event("syringe.prepared", {"syringe": syringe}))
    found = of(doc, session)
    assert (found["plan"]["volume_ml"], found["done"]["volume_ml"]) == (3.0, None)
    doc.send(session.id, tablet.event("syringe.emptied", {"key": "A", "left_ml": 0.75}))
    assert of(doc, session)["done"]["volume_ml"] == 2.25


def test_totals_are_counted_once_for_each_state(doc, session, tablet, monkeypatch):
    doc.send(session.id, *points(tablet, ["lumbar_paravertebral.L"]))
    calls = []
    monkeypatch.setattr(totals, "measured", lambda *a: calls.append(1) or measured(*a))
    first = of(doc, session)
    count = len(calls)
    assert count >= 1
    assert of(doc, session) == first
    assert len(calls) == count
    doc.send(session.id, *points(tablet, ["knee_patellar.L"], depth="IHD"))
    assert of(doc, session) != first
    assert len(calls) > count


def test_another_practice_has_no_such_session(doc, session, tmp_path):
    other = doctor(doc.storage, "Cabinet d’en face")
    with pytest.raises(NotFound):
        totals.of(other.seat, session.id)
    with pytest.raises(NotFound):
        totals.of(doc.seat, new_id())


def mark(key, depth=Depth.IDP, name=None, **fields):
    return Mark(name or key, Kind.POINT, (depth,), ((face_of(key), 0.3, 0.3),), **fields)


def counted(session, marks):
    return work_of(session, marks, measured(session, marks, "plan"))


def regions(session, *marks):
    return regions_of(marks, counted(session, marks).areas)


def test_the_regions_of_limbs_count_on_each_side_and_the_trunk_once(session):
    assert regions(session, mark("knee_patellar.L"), mark("knee_patellar.R")) == (
        ("knee", "left"), ("knee", "right"),
    )  # fmt: skip
    back = regions(session, mark("lumbar_paravertebral.L"), mark("lumbar_paravertebral.R"))
    assert back == (("lumbar_back", "median"),)


def test_every_paired_region_exists_and_has_two_sides():
    by_region = {}
    for zone in zones.ZONES.values():
        by_region.setdefault(zone.region, set()).add(zone.side)
    assert set(by_region) >= PAIRED_REGIONS
    assert all(by_region[region] == {"left", "right"} for region in PAIRED_REGIONS)


def test_a_whole_zone_counts_its_region_and_a_grazed_one_does_not(session):
    whole = Mark("z", Kind.ZONE, (Depth.IDS,), zone="lumbar_paravertebral.L")
    assert regions(session, whole) == (("lumbar_back", "median"),)


@pytest.mark.parametrize(
    ("keys", "changes"),
    [
        ([], 0), (["lumbar_paravertebral.L"], 0), (["knee_patellar.L"], 0),
        (["lumbar_paravertebral.L", "knee_patellar.L"], 1),
        (["lumbar_paravertebral.L", "knee_patellar.L", "knee_popliteal.L"], 1),
        (["lumbar_paravertebral.L", "hip_trochanter.L"], 0),
    ],
)  # fmt: skip
def test_the_patient_turns_over_where_both_sides_are_treated(keys, changes):
    assert position_changes("F", [mark(k) for k in keys]) == changes


def seconds(session, *marks):
    return {line.key: line.seconds for line in counted(session, marks).duration.lines}


def test_duration_follows_points_surfaces_and_the_syringes_device(doc, session, tablet):
    a, b = mark("lumbar_paravertebral.L", Depth.IHD), mark("lumbar_paravertebral.R")
    found = seconds(session, a, b)
    assert (found["ihd"], found["idp"], found["antisepsis"]) == (4, 2, 60)
    field = Mark("f", Kind.ZONE, (Depth.IDS,), zone="lumbar_paravertebral.L", syringe="B")
    by_hand = seconds(session, field)
    cm2 = counted(session, (field,)).areas.treated_mm2 / 100
    assert by_hand["ids_manual"] == pytest.approx(2.1 * cm2)
    syringe = {"key": "B", "dry": False, "products": [], "volume_ml": 3.0, "needle_mm": 4,
               "device": "injector"}  # fmt: skip
    doc.send(session.id, tablet.event("syringe.prepared", {"syringe": syringe}))
    by_injector = seconds(sessions.load(doc.seat, session.id), field)
    assert by_injector["ids_injector"] == pytest.approx(1.25 * cm2)
    assert "ids_manual" not in by_injector


def test_a_zone_filled_point_by_point_counts_as_many_points_as_its_spacing_makes(session):
    field = Mark("f", Kind.ZONE, (Depth.IDP,), zone="lumbar_paravertebral.L")
    mm2 = counted(session, (field,)).areas.treated_mm2
    assert seconds(session, field)["idp"] == pytest.approx(2 * mm2 / session.spacing_mm["IDP"] ** 2)


def test_technique_mixte_counts_the_skin_once_and_the_work_twice(session):
    both = Mark("f", Kind.ZONE, (Depth.IDS, Depth.IDP), zone="lumbar_paravertebral.L")
    work = counted(session, (both,))
    assert work.areas.by_depth_mm2["IDS"] == pytest.approx(work.areas.treated_mm2)
    assert {"ids_manual", "idp"} <= {line.key for line in work.duration.lines}


def test_warnings_are_sentences_in_the_readers_language(doc, session, tablet):
    """An outline on skin turned away by more than 70° is warned of."""
    corners = from_view("F", "front", np.array(GRAZING, dtype=float))
    outline = {"id": "o", "kind": "patch", "anchors": [list(a) for a in corners], "view": "front",
               "figure": "F", "depth": "IDS"}  # fmt: skip
    answers = doc.send(session.id, tablet.event("mark.planned", {"mark": outline, "phase": "plan"}))
    assert answers[0].status == "stored"
    found = totals.of(doc.seat, session.id, lambda text: f"⟦{text}⟧")
    warnings = found["plan"]["warnings"]
    assert [w["mark_id"] for w in warnings] == ["o"]
    assert warnings[0]["sentence"].startswith("⟦")


def edge_of_the_body(v):
    """The outermost u of the right flank at a height of the front view."""
    row = [u for u in np.arange(-260.0, 0.0, 1.0) if from_view("F", "front", np.array([[u, v]]))[0]]
    return min(row)


V = -720.0  # the thigh: no arm beside it
U = edge_of_the_body(V)
GRAZING = [(U + 3, V - 40), (U + 14, V - 40), (U + 14, V + 40), (U + 3, V + 40)]


def test_zones_are_named_the_largest_first(doc):
    session = doc.session()
    tablet = Tablet(session.id)
    small = tablet.point("small", face_of("deltoid_anterior.L"))
    large = {"id": "large", "kind": "zone", "zone": "gluteal.R", "depth": "IDS"}
    doc.send(session.id, small, tablet.event("mark.planned", {"mark": large, "phase": "plan"}))
    assert of(doc, session)["plan"]["zones"] == ["gluteal.R", "deltoid_anterior.L"]


def test_finer_zones_make_no_session_dearer(doc, session, tablet):
    """Interspinous, crest and fascia points count with the lower back that they lie in."""
    keys = ["lumbar_interspinous", "lumbar_paravertebral.L", "iliac_crest.L", "iliac_crest.R"]
    doc.send(session.id, *points(tablet, keys))
    assert of(doc, session)["plan"]["regions"] == [["lumbar_back", "median"]]
