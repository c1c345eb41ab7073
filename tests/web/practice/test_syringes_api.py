"""The tray of the day and the mixes, as the tablet asks for them."""

import pytest

LOT = {"name": "Lidocaïne", "lot": "L1", "expiry": "2099-06", "presentation": None}
RECIPE = {"products": [{"name": "Lidocaïne", "volume_ml": 2}], "volume_ml": 2}


def test_a_tray_is_confirmed_and_read(me):
    assert me.get("/api/tray").json["lots"] == []
    answer = me.post("/api/tray", json={"confirm": [LOT]})
    assert answer.status_code == 200
    [lot] = me.get("/api/tray").json["lots"]
    assert {key: lot[key] for key in LOT} == LOT


@pytest.mark.parametrize(
    ("value", "status"),
    [({"confirm": [LOT | {"expiry": "2001-01"}]}, 422), ({"confirm": 3}, 400), ([], 400)],
)
def test_what_is_no_tray_is_told(me, value, status):
    answer = me.post("/api/tray", json=value)
    assert answer.status_code == status
    assert len(answer.json["error"]["sentence"]) > 20


def test_mixes_are_kept_renamed_and_put_away(me):
    first = me.post("/api/mixes", json={"do": "save", "id": "m", "name": "Cou", "recipe": RECIPE})
    assert [mix["name"] for mix in first.json["mixes"]] == ["Cou"]
    renamed = me.post("/api/mixes", json={"do": "rename", "id": "m", "name": "Nuque"})
    assert [mix["name"] for mix in renamed.json["mixes"]] == ["Nuque"]
    assert me.get("/api/mixes").json == renamed.json
    assert me.post("/api/mixes", json={"do": "remove", "id": "m"}).json["mixes"] == []


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ({"do": "save", "id": "m", "name": "", "recipe": RECIPE}, 422),
        ({"do": "rename", "id": "nobody", "name": "x"}, 404),
        ({"do": "burn"}, 400),
        ("x", 400),
    ],
)
def test_what_is_no_mix_is_told(me, value, status):
    answer = me.post("/api/mixes", json=value)
    assert answer.status_code == status
    assert len(answer.json["error"]["sentence"]) > 20


def test_nobody_signed_in_sees_nothing(visitor):
    visitor.get("/sign-in")
    for path in ("/api/tray", "/api/mixes"):
        assert visitor.get(path).status_code in {302, 401}
        assert visitor.post(path, json={}).status_code in {302, 401}
