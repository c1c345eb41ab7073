"""The page of the day's tray: lots looked at, taken off, and those of before, one by one."""

import re
from datetime import timedelta

import pytest

from mesomap.services.practice import trays
from mesomap.web.common.context import now
from tests.web.conftest import errors_beside_fields, form_of

LOT = {"name": "Lidocaïne", "lot": "L1", "expiry": "2099-06", "presentation": ""}


def lots(doc):
    return [lot["lot"] for lot in trays.today(doc.seat, now())["lots"]]


def test_a_lot_is_confirmed_and_taken_off(me, doc):
    answer = me.fill("/tray", "tray-new", **LOT, do="confirm")
    assert answer.status_code == 303
    assert lots(doc) == ["L1"]
    assert "1 lot vérifié" in me.get("/patients").text
    page = me.get("/tray").text
    assert "jusqu’à 06/2099" in page
    me.fill("/tray", "tray-withdraw", do="withdraw")
    assert lots(doc) == []
    assert "à vérifier" in me.get("/patients").text


def test_the_tray_before_is_confirmed_lot_by_lot(me, doc):
    before = now() - timedelta(days=2)
    two = [LOT, LOT | {"lot": "L2"}]
    trays.change(doc.seat, {"confirm": two}, before)
    assert lots(doc) == []
    me.fill("/tray", "tray-confirm", do="confirm")
    assert lots(doc) == ["L1"]
    me.fill("/tray", "tray-confirm", do="confirm")
    assert lots(doc) == ["L1", "L2"]
    assert 'data-form="tray-confirm"' not in me.get("/tray").text


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"lot": ""}, "lot"), ({"name": " "}, "name"), ({"expiry": "2001-01"}, "expiry")],
)
def test_what_cannot_be_on_a_tray_comes_back_with_what_was_typed(me, doc, changes, field):
    answer = me.fill("/tray", "tray-new", **(LOT | changes), do="confirm")
    assert answer.status_code == 422
    assert field in errors_beside_fields(answer.text)
    assert "Lidocaïne" in answer.text or "name" in changes
    assert lots(doc) == []


def test_an_expiry_is_typed_as_the_box_prints_it(me, doc):
    me.fill("/tray", "tray-new", **(LOT | {"expiry": "EXP 06/99", "lot": "L7"}), do="confirm")
    assert lots(doc) == []
    me.fill("/tray", "tray-new", **(LOT | {"expiry": "JUN 2030", "lot": "L7"}), do="confirm")
    [lot] = trays.today(doc.seat, now())["lots"]
    assert lot["expiry"] == "2030-06"


def test_a_lot_that_was_refused_with_its_date_is_refused_without_it(me, doc):
    refused = me.fill("/tray", "tray-new", **(LOT | {"expiry": "06/2020"}), do="confirm")
    action, form = form_of(refused.text, "tray-new")
    again = me.post(action, form | {"expiry": "", "lot": "l-1", "do": "confirm"})
    assert again.status_code == 422
    assert "périmé depuis" in again.text
    assert lots(doc) == []
    other = me.post(action, form | {"expiry": "", "lot": "L2", "do": "confirm"})
    assert (other.status_code, lots(doc)) == (303, ["L2"])


def test_another_date_asks_and_the_box_has_the_last_word(me, doc):
    me.fill("/tray", "tray-new", **LOT, do="confirm")
    asked = me.fill("/tray", "tray-new", **(LOT | {"expiry": "07/2099"}), do="confirm")
    assert asked.status_code == 409
    assert "La boîte porte 07/2099" in asked.text
    action, form = form_of(asked.text, "tray-new")
    assert me.post(action, form | {"do": "corrects"}).status_code == 303
    assert [lot["expiry"] for lot in trays.today(doc.seat, now())["lots"]] == ["2099-07"]


def test_no_length_is_asked_of_a_field_that_has_none(me):
    """A month, a number or a date has no `maxlength` in HTML."""
    for path in ("/tray", "/patients/new", "/settings/tariff", "/setup"):
        for field in re.findall(r"<input[^>]*>", me.get(path).text):
            assert not re.search(r'type="(month|number|date)"', field) or "maxlength" not in field
