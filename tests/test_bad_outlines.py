"""Outlines and drawings that cannot be, at the door and over HTTP: a sentence, and nothing lost.

And those that look odd but are what a hand may draw (across the midline, five thousand corners,
round a limb and back): kept, and measured.
"""

# ruff: noqa: F811  fixtures share their names with the tests' arguments

import numpy as np
import pytest

from mesomap.body.anchors import from_view, to_view
from tests.cast import Tablet
from tests.test_bad_input import (  # noqa: F401  fixtures of the door, used here too
    FR,
    _templates_compiled_once,
    app,
    built,
    changed,
    clear,
    doc,
    file,
    lang,
    me,
    migrated,
    send,
)

LUMBAR_UV = (-60.0, -1050.0)


@pytest.fixture
def session_id(doc):
    return doc.session().id


@pytest.fixture
def tablet(session_id):
    return Tablet(session_id)


def anchors(view, uv):
    found = from_view("F", view, np.array(uv, dtype=float))
    assert all(found)
    return [list(a) for a in found]


def ring(view, middle, radius_mm, corners):
    turn = np.linspace(0.0, 2.0 * np.pi, corners, endpoint=False)
    return anchors(view, np.array(middle) + radius_mm * np.stack([np.cos(turn), np.sin(turn)], 1))


def patch(view="back", figure="F", **fields):
    mark = {"id": "x", "kind": "patch", "depth": "IDS", "view": view, "figure": figure}
    return {**mark, **fields}


def planned(tablet, mark):
    return tablet.event("mark.planned", {"mark": mark})


def bow_tie():
    u, v = LUMBAR_UV
    return anchors("back", [(u, v), (u + 40, v + 40), (u + 40, v), (u, v + 40)])


def flat():
    u, v = LUMBAR_UV
    return anchors("back", [(u, v), (u + 20, v), (u + 40, v)])


CANNOT_BE = {
    "crosses itself": (patch(anchors=bow_tie()), ("se croise", "crosses itself")),
    "of zero area": (patch(anchors=flat()), ("n’entoure aucune surface", "encloses no area")),
    "a stroke of a mile": (
        {
            "id": "x",
            "kind": "stroke",
            "depth": "IED",
            "view": "back",
            "figure": "F",
            "anchors": anchors("back", [(-80.0, -1050.0), (80.0, -1050.0)]) * 400,
        },
        ("trop long", "too long"),
    ),
    "on no view": (patch(view="knee-above.L", anchors=bow_tie()), ("Vue inconnue", "Unknown view")),
    "on a close-up that this figure has not": (
        patch(view="lower-back", figure="F-obese", anchors=bow_tie()),
        ("n’est dessiné que pour", "is drawn only for"),
    ),
    "on no figure": (patch(figure="F99", anchors=bow_tie()), ("Figure inconnue", "Unknown figure")),
    "of zones that are no version": (
        {"id": "x", "kind": "zone", "zone": "gluteal.L", "depth": "IDS", "zones": "new"},
        ("version des zones", "version of the zones"),
    ),
}


@pytest.mark.parametrize(("mark", "words"), CANNOT_BE.values(), ids=CANNOT_BE.keys())
def test_an_outline_that_cannot_be(me, session_id, tablet, file, lang, mark, words):
    """Refused by name; the good marks sent with it are kept."""
    before = file()
    (answer,) = send(me, session_id, planned(tablet, mark)).json["answers"]
    assert answer["status"] == "refused"
    clear(answer["sentence"], words, lang)
    assert changed(before, file()) == set()

    sent = send(me, session_id, tablet.point("a"), planned(tablet, mark), tablet.point("b", 4100))
    assert [a["status"] for a in sent.json["answers"]] == ["stored", "refused", "stored"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"anchors": bow_tie()}, ("se croise", "crosses itself")),
        ({"anchors": flat()}, ("n’entoure aucune surface", "encloses no area")),
        ({"view": "knee-above.L"}, ("Vue inconnue", "Unknown view")),
        ({"view": "lower-back", "figure": "F-obese"}, ("n’est dessiné que", "is drawn only")),
    ],
    ids=["crossing itself", "into no area", "to no view", "to a close-up of no figure"],
)
def test_an_outline_is_not_moved_to_where_it_cannot_be(me, session_id, tablet, lang, where, words):
    good = patch(anchors=ring("back", LUMBAR_UV, 30.0, 12))
    assert send(me, session_id, planned(tablet, good)).json["answers"][0]["status"] == "stored"
    area = treated_cm2(me, session_id)
    moved = {"mark_id": "x", "anchors": good["anchors"], "view": "back", "figure": "F"} | where
    (answer,) = send(me, session_id, tablet.event("mark.moved", moved)).json["answers"]
    assert answer["status"] == "refused"
    clear(answer["sentence"], words, lang)
    assert treated_cm2(me, session_id) == area


def treated_cm2(me, session_id):
    answer = me.get(f"/api/sessions/{session_id}/totals")
    assert answer.status_code == 200
    return answer.json["plan"]["treated_cm2"]


def stored(me, session_id, tablet, mark):
    (answer,) = send(me, session_id, planned(tablet, mark)).json["answers"]
    assert answer["status"] == "stored", answer
    return treated_cm2(me, session_id)


def test_an_outline_across_the_midline_is_as_large_as_its_halves(me, session_id, tablet):
    across = stored(me, session_id, tablet, patch(anchors=ring("back", (0.0, -1050.0), 40.0, 60)))
    by_zone = me.get(f"/api/sessions/{session_id}/totals").json["plan"]["by_zone_cm2"]
    left = sum(cm2 for key, cm2 in by_zone.items() if key.endswith(".L"))
    right = sum(cm2 for key, cm2 in by_zone.items() if key.endswith(".R"))
    assert left == pytest.approx(right, rel=0.05)
    assert left > 10.0
    assert across == pytest.approx(sum(by_zone.values()), abs=0.05)


def test_an_outline_of_five_thousand_corners_is_that_of_fifty(me, session_id, tablet):
    few = stored(me, session_id, tablet, patch(anchors=ring("back", LUMBAR_UV, 30.0, 50)))
    fine = patch(id="y", anchors=ring("back", LUMBAR_UV, 30.0, 5000))
    assert stored(me, session_id, tablet, fine) == pytest.approx(few, rel=0.01)


def test_an_outline_round_a_limb_and_back_is_what_its_view_sees(me, session_id, tablet, lang):
    """Anchors go round the thigh; on the front they make a ring that crosses itself or none."""
    wide = np.linspace(60.0, 130.0, 8)
    ahead = anchors("front", [(u, -700.0) for u in wide])
    behind = anchors("back", [(-u, -700.0) for u in wide])
    low = anchors("back", [(-u, -660.0) for u in wide])
    (answer,) = send(
        me, session_id, planned(tablet, patch(view="front", anchors=[*ahead, *behind[::-1], *low]))
    ).json["answers"]
    if answer["status"] == "refused":
        clear(answer["sentence"], ("contour", "utline"), lang)
    else:
        assert np.isfinite(treated_cm2(me, session_id))
    seen = to_view("F", "front", [tuple(a) for a in ahead])[1]
    assert seen.all()


def test_a_body_that_cannot_be_modelled_is_refused_and_the_nearest_is_offered(
    me,
    session_id,
    tablet,
    file,
    lang,
):
    before = file()
    body = {"sex": "F", "age_years": 41, "height_cm": 165, "weight_kg": 190}
    sent = tablet.event(
        "body.corrected", {"body": body, "figure": "F-obese", "body_estimated": False}
    )
    (answer,) = send(me, session_id, sent).json["answers"]
    assert answer["status"] == "refused"
    clear(answer["sentence"], ("modélisé", "modelled"), lang)
    assert changed(before, file()) == set()
    near = me.get(f"/sessions/{session_id}/bodies.json?height_cm=165&weight_kg=190")
    assert near.status_code == 200
    assert near.json["body_nearest"] is True
    assert near.json["body"]["weight_kg"] < 190
    assert near.json["figure"] == "F-obese"
