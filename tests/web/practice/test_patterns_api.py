"""The practice's own patterns, as the tablet asks for them."""

import pytest

from tests.cast import face_of
from tests.web.record.test_session_page import boot_of

POINT = {"kind": "point", "anchors": [[face_of("lumbar_lateral.L"), 0.25, 0.5]], "depth": "IDP"}


def save(me, **fields):
    value = {"do": "save", "id": "p", "name": "Lombes", "marks": [POINT]} | fields
    return me.post("/api/patterns", json=value)


def test_patterns_are_kept_renamed_and_put_away_and_every_session_has_them(me, doc):
    assert [p["name"] for p in save(me).json["patterns"]] == ["Lombes"]
    renamed = me.post("/api/patterns", json={"do": "rename", "id": "p", "name": "Reins"})
    assert me.get("/api/patterns").json == renamed.json
    boot = boot_of(me.get(f"/sessions/{doc.session().id}").text)
    assert boot["patterns"] == renamed.json["patterns"]
    assert me.post("/api/patterns", json={"do": "remove", "id": "p"}).json["patterns"] == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "x" * 500}, 422),
        ({"marks": []}, 422),
        ({"marks": [POINT] * 10_000}, 413),
        ({"marks": [POINT | {"syringe": "Z"}]}, 422),
        ({"marks": [POINT | {"anchors": [[10**7, 0.2, 0.2]]}]}, 422),
        ({"marks": [4]}, 400),
        ({"do": "paste"}, 400),
        ({"do": "rename", "id": "nobody"}, 404),
    ],
)
def test_what_is_no_pattern_is_told(me, fields, status):
    answer = save(me, **fields)
    assert answer.status_code == status
    assert len(answer.json["error"]["sentence"]) > 20
    assert me.get("/api/patterns").json == {"patterns": []}


def test_a_list_is_no_request(me):
    assert me.post("/api/patterns", json=[]).status_code == 400
