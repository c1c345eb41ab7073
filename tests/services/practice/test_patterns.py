"""The doctor's own patterns: kept, named, put away; and what is no pattern."""

import pytest

from mesomap.errors import Conflict, Malformed, NotFound, Refused, TooLarge
from mesomap.services.practice import patterns
from tests.cast import NOW, doctor, face_of, new_id


def point(**fields):
    place = [[face_of("lumbar_lateral.L"), 0.25, 0.5]]
    return {"id": "x", "kind": "point", "anchors": place, "depth": "IDP"} | fields


def patch(**fields):
    faces = [face_of("lumbar_lateral.L", nth) for nth in (0, 5, 17)]
    corners = [[face, 0.25, 0.5] for face in faces]
    outline = {"kind": "patch", "anchors": corners, "depth": "IDS", "view": "back", "figure": "F"}
    return outline | fields


def save(doc, name="Lombalgie", marks=None, pattern_id=None):
    marks = [point(), patch()] if marks is None else marks
    return patterns.save(doc.seat, pattern_id or new_id(), name, marks, NOW)


def test_a_pattern_is_kept_without_ids_renamed_and_put_away(doc):
    [kept] = save(doc, "  Lombalgie   basse ")
    assert kept["name"] == "Lombalgie basse"
    assert [(m["kind"], "id" in m) for m in kept["marks"]] == [("point", False), ("patch", False)]
    [named] = patterns.rename(doc.seat, kept["id"], "Lombes", NOW)
    assert named == kept | {"name": "Lombes"}
    assert patterns.of_practice(doc.seat) == [named]
    assert patterns.remove(doc.seat, kept["id"], NOW) == []
    with doc.storage.reading() as r:
        changes = r.changes(doc.practice_id, "pattern", kept["id"])
    assert [c["version"] for c in changes] == [1, 2, 3]
    with pytest.raises(NotFound):
        patterns.rename(doc.seat, kept["id"], "Dos", NOW)


def test_the_same_again_is_once_and_a_name_is_taken_once(doc):
    save(doc, pattern_id="p")
    assert len(save(doc, pattern_id="p")) == 1
    with pytest.raises(Conflict):
        save(doc, "LOMBALGIE")
    other = doctor(doc.storage, "Cabinet du Lac")
    assert patterns.of_practice(other.seat) == []
    with pytest.raises(NotFound):
        patterns.remove(other.seat, "p", NOW)


@pytest.mark.parametrize(
    ("error", "marks"),
    [
        (Refused, []),
        (Refused, "x"),
        (Malformed, [3]),
        (TooLarge, "many"),
        (Refused, [{"anchors": [[10**7, 0.2, 0.2]]}]),
        (Refused, [{"anchors": [[-1, 0.2, 0.2]]}]),
        (Refused, [{"syringe": "Z"}]),
        (Refused, [{"depth": "XYZ"}]),
        (Refused, [{"kind": "zone", "zone": "moon", "anchors": []}]),
        (Refused, [{"kind": "patch", "view": "nowhere"}]),
        (Refused, ["no figure"]),
        (Refused, ["crossed"]),
    ],
)
def test_what_is_no_pattern_is_told_and_nothing_is_kept(doc, error, marks):
    if marks == "many":
        marks = [{}] * 10_000
    if isinstance(marks, list):
        marks = [point(**m) if isinstance(m, dict) else m for m in marks]
    if marks == ["no figure"]:
        marks = [patch(figure=None)]
    if marks == ["crossed"]:
        low, high = "lumbar_lateral", "thoracolumbar_paravertebral"
        eight = [face_of(f"{zone}.{side}") for zone in (low, high) for side in "LR"]
        marks = [patch(anchors=[[face, 0.3, 0.3] for face in eight])]
    with pytest.raises(error) as refused:
        save(doc, marks=marks)
    assert len(refused.value.template) > 15
    assert patterns.of_practice(doc.seat) == []


@pytest.mark.parametrize("name", ["", "   ", None, 7, "x" * 81, "x" * 500])
def test_a_pattern_has_a_name(doc, name):
    with pytest.raises(Refused):
        save(doc, name)
    [kept] = save(doc)
    with pytest.raises(Refused):
        patterns.rename(doc.seat, kept["id"], name, NOW)


@pytest.mark.parametrize("pattern_id", ["", None, 7, "x" * 65])
def test_a_pattern_has_an_id(doc, pattern_id):
    with pytest.raises(Malformed):
        patterns.save(doc.seat, pattern_id, "Dos", [point()], NOW)


def test_there_is_an_end_to_how_many_are_kept(doc, monkeypatch):
    monkeypatch.setattr(patterns, "MOST_PATTERNS", 2)
    save(doc, "un")
    save(doc, "deux")
    with pytest.raises(Refused, match="schémas"):
        save(doc, "trois")
    monkeypatch.setattr(patterns, "MOST_PATTERNS", 60)
    monkeypatch.setattr(patterns, "MOST_CHARACTERS", 500)
    with pytest.raises(Refused):
        save(doc, "quatre")
