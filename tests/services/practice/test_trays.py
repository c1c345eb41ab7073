"""The tray of the day: confirmed once, for one day of one practice; never copied by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from mesomap.errors import Conflict, Malformed, Refused
from mesomap.services.practice import settings, trays
from tests.cast import NOW, Tablet, doctor

LOT = {"name": "Lidocaïne", "lot": "L1", "expiry": "2027-06", "presentation": "50 mg/5 mL"}


def confirm(doc, *lots, now=NOW):
    return trays.change(doc.seat, {"confirm": list(lots)}, now)


def test_a_lot_is_confirmed_for_the_day_by_whom_and_when(doc):
    assert trays.today(doc.seat, NOW)["lots"] == []
    confirm(doc, LOT)
    found = trays.today(doc.seat, NOW)
    assert found["day"] == "2026-11-21"
    assert found["lots"] == [LOT | {"at": "2026-11-21T20:47:54.123Z", "by": doc.user_id}]
    assert found["before"] is None


def test_two_lots_of_one_product_stand_and_one_lot_stands_once(doc):
    confirm(doc, LOT)
    confirm(doc, LOT | {"lot": "L2"}, LOT | {"expiry": "2027-07", "corrects": True})
    lots = trays.today(doc.seat, NOW)["lots"]
    assert [(lot["lot"], lot["expiry"]) for lot in lots] == [("L2", "2027-06"), ("L1", "2027-07")]


def numbers(doc, now=NOW):
    return [(lot["lot"], lot["expiry"]) for lot in trays.today(doc.seat, now)["lots"]]


@pytest.mark.parametrize("typed", ["ab-123", "AB 123", "AB123", " Ab‑123 "])
def test_one_lot_is_one_however_it_is_typed_and_is_shown_as_first_typed(doc, typed):
    confirm(doc, LOT | {"lot": "AB-123"})
    confirm(doc, LOT | {"lot": typed})
    assert numbers(doc) == [("AB-123", "2027-06")]
    trays.change(doc.seat, {"withdraw": [LOT | {"lot": typed}]}, NOW)
    assert numbers(doc) == []


def test_what_is_known_of_a_lot_is_not_lost_by_leaving_it_out(doc):
    confirm(doc, LOT)
    confirm(doc, {"name": "lidocaine", "lot": "l1"})
    assert numbers(doc) == [("L1", "2027-06")]
    assert trays.today(doc.seat, NOW)["lots"][0]["presentation"] == "50 mg/5 mL"
    later = NOW + timedelta(days=3)
    confirm(doc, {"name": "Lidocaïne", "lot": "L-1"}, now=later)
    assert numbers(doc, later) == [("L1", "2027-06")]


def used(doc, **product):
    session = doc.session()
    syringe = {"key": "A", "products": [{"name": "Lidocaïne"} | product]}
    doc.send(session.id, Tablet(session.id).event("syringe.prepared", {"syringe": syringe}))


def test_a_lot_that_is_known_as_expired_is_refused_without_its_date_too(doc):
    used(doc, lot="K-9", expiry="2026-06", expired_confirmed=True)
    with pytest.raises(Refused, match="périmé depuis le 30/06/2026"):
        confirm(doc, {"name": "Lidocaïne", "lot": "k9"})
    assert numbers(doc) == []
    confirm(doc, {"name": "Piroxicam", "lot": "k9"})
    assert numbers(doc) == [("k9", None)]


def test_another_date_of_a_lot_asks_and_is_taken_when_the_box_says_so(doc):
    used(doc, lot="K9", expiry="2027-06")
    with pytest.raises(Conflict, match="noté jusqu’au 06/2027, reçu : 07/2027"):
        confirm(doc, LOT | {"lot": "k 9", "expiry": "07/2027"})
    assert numbers(doc) == []
    confirm(doc, LOT | {"lot": "k 9", "expiry": "30/06/2027"})
    confirm(doc, LOT | {"lot": "k 9", "expiry": "07/2027", "corrects": True})
    assert numbers(doc) == [("K9", "2027-07")]


def test_the_tablet_is_told_the_dates_of_lots_that_were_used(doc):
    used(doc, lot="K9", expiry="2027-06")
    used(doc, lot="k-9", expiry="2027-06")
    used(doc, lot="OLD")
    confirm(doc, LOT)
    used(doc, lot="L1", expiry="2027-06")
    known = trays.today(doc.seat, NOW)["known"]
    assert [(lot["name"], lot["lot"], lot["expiry"]) for lot in known] == [
        ("Lidocaïne", "k-9", "2027-06")
    ]


def test_the_next_day_is_empty_and_shows_the_tray_before(doc):
    confirm(doc, LOT)
    later = trays.today(doc.seat, NOW + timedelta(days=3))
    assert later["lots"] == []
    assert later["before"]["day"] == "2026-11-21"
    assert [lot["lot"] for lot in later["before"]["lots"]] == ["L1"]


def test_a_day_is_the_practices_own(doc):
    settings.put(doc.seat, "practice", {"time_zone": "Pacific/Noumea"}, NOW)
    assert trays.today(doc.seat, NOW)["day"] == "2026-11-22"
    before_midnight = datetime(2026, 11, 22, 12, 59, tzinfo=UTC)
    assert trays.today(doc.seat, before_midnight)["day"] == "2026-11-22"
    after = before_midnight + timedelta(minutes=1)
    assert trays.today(doc.seat, after)["day"] == "2026-11-23"


def test_a_lot_that_comes_late_goes_on_the_tray_of_its_day(doc):
    later = NOW + timedelta(days=2)
    confirm(doc, LOT | {"lot": "L3"}, now=later)
    found = trays.change(doc.seat, {"confirm": [LOT], "day": "2026-11-21"}, later)
    assert [lot["lot"] for lot in found["lots"]] == ["L3"]
    assert found["before"]["day"] == "2026-11-21"
    assert [lot["lot"] for lot in found["before"]["lots"]] == ["L1"]


def test_a_tablet_whose_clock_is_ahead_means_today(doc):
    found = trays.change(doc.seat, {"confirm": [LOT], "day": "2026-12-24"}, NOW)
    assert found["day"] == "2026-11-21"
    assert [lot["lot"] for lot in found["lots"]] == ["L1"]


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-10-20", "31 jours"), ("21/11/2026", "2026-11-21"), (7, "2026-11-21"), ("", "2026-11")],
)
def test_a_day_that_is_none_or_long_past_is_refused(doc, day, words):
    with pytest.raises((Refused, Malformed), match=words):
        trays.change(doc.seat, {"confirm": [LOT], "day": day}, NOW)
    assert trays.today(doc.seat, NOW)["lots"] == []


def test_a_lot_is_taken_off(doc):
    confirm(doc, LOT)
    found = trays.change(doc.seat, {"withdraw": [{"name": "lidocaine", "lot": " L1 "}]}, NOW)
    assert found["lots"] == []


def test_every_version_is_logged(doc):
    confirm(doc, LOT)
    confirm(doc, LOT | {"lot": "L2"})
    trays.change(doc.seat, {"confirm": []}, NOW)
    with doc.storage.reading() as r:
        found = r.changes(doc.practice_id, "tray", "2026-11-21")
    assert [row["version"] for row in found] == [1, 2]
    assert found[0]["author_id"] == doc.user_id


def test_practices_do_not_see_each_others_trays(doc):
    confirm(doc, LOT)
    assert trays.today(doctor(doc.storage).seat, NOW)["lots"] == []


@pytest.mark.parametrize(
    ("lot", "words"),
    [
        (LOT | {"expiry": "2026-10"}, "périmé depuis le 31/10/2026"),
        (LOT | {"lot": "  "}, "un produit et un numéro"),
        (LOT | {"lot": "\u200b"}, "un produit et un numéro"),
        (LOT | {"lot": " - "}, "un produit et un numéro"),
        (LOT | {"name": "\u2060"}, "un produit et un numéro"),
        (LOT | {"name": None}, "un produit et un numéro"),
        (LOT | {"name": "Kenacort"}, "aucun mélange"),
        (LOT | {"expiry": "bientôt"}, "2027-06"),
        (LOT | {"expiry": "06/07"}, "06/2007 ou 07/2006"),
        (LOT | {"expiry": 202706}, "06/2027"),
        (LOT | {"lot": "(01)03400930000120(17)270600(10)AB1"}, "numéro de lot seul, AB1"),
        (LOT | {"lot": "010340093000012010AB12321X"}, "le numéro de lot seul"),
        (LOT | {"expiry": "(01)03400930000120(10)AB1"}, "la péremption seule"),
        (LOT | {"lot": "x" * 201}, "200 caractères"),
        (LOT | {"presentation": 5}, "200 caractères"),
    ],
)
def test_what_cannot_be_on_a_tray_is_refused_and_the_rest_stays(doc, lot, words):
    confirm(doc, LOT)
    with pytest.raises((Refused, Malformed), match=words):
        confirm(doc, LOT | {"lot": "L9"}, lot)
    assert [row["lot"] for row in trays.today(doc.seat, NOW)["lots"]] == ["L1"]


@pytest.mark.parametrize(
    "value", [None, [], {"confirm": {}}, {"confirm": [3]}, {"confirm": [LOT] * 101}]
)
def test_what_is_no_tray_is_malformed(doc, value):
    with pytest.raises(Malformed):
        trays.change(doc.seat, value, NOW)
