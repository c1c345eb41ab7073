"""Marks that no whole view shows well are drawn on a close-up, on whichever figure the session has."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from mesomap.body.anchors import to_view
from mesomap.body.atlas import load
from mesomap.body.views import close_ups, view_of
from mesomap.domain.depths import Depth
from mesomap.domain.marks import VIEWS, Kind, Mark
from mesomap.drawing import Drawn, maps, session_svg, thumbnail
from mesomap.drawing import base as bases
from mesomap.drawing.places import places, views_of
from mesomap.errors import Refused

SOLE = "foot-sole.L"


def on_the_sole():
    """A point in the middle of the left sole."""
    skin, view = load(), view_of(SOLE)
    spots = skin.figures["F"][skin.faces].mean(axis=1)
    u0, v0, width, height = view.boxes["F"]
    down = -np.cross(view.toward, view.right)
    uv = np.stack([spots @ np.array(view.right), spots @ down], axis=1)
    off = np.linalg.norm(uv - [u0 + width / 2, v0 + height / 2], axis=1)
    anchors = [(int(face), 1 / 3, 1 / 3) for face in np.argsort(off)[:60]]
    seen = to_view("F", SOLE, anchors)[1]
    return Mark("sole", Kind.POINT, (Depth.IDP,), (anchors[int(np.flatnonzero(seen)[0])],))


def test_a_sole_asks_for_its_close_up():
    (view,) = views_of("F", [on_the_sole()])
    assert not view_of(view).is_whole
    assert len(places("F", view, [on_the_sole()])) == 1
    assert all(places("F", whole, [on_the_sole()]) == [] for whole in VIEWS)


@pytest.mark.parametrize("figure", ["F", "M-obese", "F10-strong", "M14"])
def test_every_figure_borrows_the_adults_close_ups(figure):
    mark = on_the_sole()
    (drawn,) = maps([Drawn(mark)], figure)
    assert 'data-mark="sole"' in drawn["svg"]
    assert drawn["name"] == view_of(drawn["view"]).names["fr"]
    assert "<path" in thumbnail([Drawn(mark)], figure)


def test_the_letters_of_the_sides_stand_where_both_sides_are_drawn():
    def letters(view):
        root = ET.fromstring(session_svg([], "F", view))
        return [e.text for e in root.iter() if e.tag.endswith("text")]

    assert letters("face") == ["D", "G"]
    assert letters("lower-back") == ["G", "D"]
    assert letters(SOLE) == []


def test_a_drawing_that_is_missing_or_torn_is_a_silhouette_with_its_marks(tmp_path, monkeypatch):
    """The file is really not there: the marks stand where they stood."""
    whole = places("F", "back", [Mark("p", Kind.POINT, (Depth.IDP,), ((19178, 0.2, 0.3),))])
    bases.base.cache_clear()
    monkeypatch.setattr(bases, "resource_dir", lambda _: tmp_path)
    (tmp_path / "svg").mkdir()
    (tmp_path / "svg/F-front.svg").write_text("<svg", encoding="utf-8")
    try:
        for view in ("back", "front"):
            root = ET.fromstring(session_svg([Drawn(p.mark) for p in whole], "F", view))
            assert [e for e in root.iter() if e.get("class") == "skin"]
        drawn = session_svg([Drawn(p.mark) for p in whole], "F", "back")
        assert 'data-mark="p"' in drawn
    finally:
        bases.base.cache_clear()


def test_a_view_that_does_not_exist_is_refused_with_a_sentence():
    with pytest.raises(Refused) as caught:
        places("F", "knee-above.L", [])
    assert "Vue inconnue" in str(caught.value)


def test_every_close_up_has_its_mirror_image():
    for view in close_ups():
        other = view_of(view.mirror)
        assert other.mirror == view.key
        assert np.allclose(np.array(other.toward) * [-1, 1, 1], view.toward)
        for figure, (u0, _, width, _) in view.boxes.items():
            assert other.boxes[figure][0] == pytest.approx(-(u0 + width))
