"""Syringes, lots and amounts, held to the cases that JavaScript reads too."""

import json
import unicodedata
from dataclasses import asdict
from pathlib import Path

import pytest

from mesomap.domain.allergies import concern, pieces
from mesomap.domain.amounts import amounts, strength
from mesomap.domain.box_code import box_code
from mesomap.domain.expiry import expiry_of, printed, read_expiry
from mesomap.domain.lots import is_expired, one_lot
from mesomap.domain.refused import refused_as_injected
from mesomap.domain.syringe_door import check_syringe
from mesomap.domain.syringes import syringe_from_json, volumes
from mesomap.errors import MesoMapError, Refused

FOLDER = Path(__file__).parents[1] / "cases/syringes"


def cases(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


@pytest.mark.parametrize("case", cases("door"), ids=lambda c: c["about"])
def test_the_door_refuses_what_cannot_be(case):
    if case["fault"] is None:
        check_syringe(case["syringe"])
        return
    with pytest.raises(MesoMapError) as caught:
        check_syringe(case["syringe"])
    assert len(str(caught.value)) > 20


@pytest.mark.parametrize("case", cases("lots"), ids=lambda c: f"{c['expiry']} on {c['day']}")
def test_a_lot_is_good_to_the_end_of_its_month_or_day(case):
    assert is_expired(case["expiry"], case["day"]) is case["expired"]


def test_lots_that_differ_by_case_spaces_and_hyphens_are_one():
    found = cases("one_lot")
    assert all(len({one_lot(number) for number in numbers}) == 1 for numbers in found["one"])
    assert len({one_lot(number) for number in found["others"]}) == len(found["others"])


@pytest.mark.parametrize("case", cases("box_code"), ids=lambda c: c["about"])
def test_the_whole_code_of_a_box_is_known_and_what_is_plain_of_it(case):
    found = box_code(case["text"])
    assert (found and asdict(found)) == case["code"]


@pytest.mark.parametrize("case", cases("expiry"), ids=lambda c: c["text"])
def test_an_expiry_is_read_as_it_is_printed(case):
    found = expiry_of(case["text"], case["on"])
    assert [found.expiry, found.fault, list(found.readings)] == [
        case["expiry"], case["fault"], case["readings"]
    ]  # fmt: skip
    if case["expiry"]:
        assert expiry_of(printed(case["expiry"]), "2026-11-30").expiry == case["expiry"]


def test_an_expiry_with_two_readings_is_refused_with_both():
    assert read_expiry(None, "2026-11-30") is None
    assert read_expiry("  ", "2026-11-30") is None
    for value, words in (
        ("06/07", "06/2007 ou 07/2006"),
        ("06/79", "1979"),
        ("31/12", "12/2031, ou le 31/12 sans"),
        (7, "06/2027"),
    ):
        with pytest.raises(Refused, match=words) as caught:
            read_expiry(value, "2026-11-30")
        assert caught.value.values["field"] == "expiry"


def test_presentations_are_read():
    for text, per_ml, unit in cases("amounts")[0]["strengths"]:
        found = strength(text)
        assert (found and (found.per_ml, found.unit)) == (per_ml and (per_ml, unit)), text


@pytest.mark.parametrize("case", cases("amounts")[1:], ids=lambda c: c["about"])
def test_amounts_are_volume_times_strength_and_what_is_left(case):
    raw = case["syringe"]
    found = amounts(syringe_from_json(raw, raw["left_ml"]))
    assert [[a.name, a.prepared, a.injected] for a in found] == case["amounts"]


@pytest.mark.parametrize("case", cases("volumes"), ids=lambda c: c["about"])
def test_volumes_say_what_nobody_noted(case):
    found = volumes([syringe_from_json(raw, raw["left_ml"]) for raw in case["syringes"]])
    assert (found.prepared_ml, found.injected_ml) == (case["prepared_ml"], case["injected_ml"])
    assert [list(row) for row in found.open] == case["open"]


def test_names_that_never_enter_a_mix():
    found = cases("refused")
    assert [n for n in found["refused"] if not refused_as_injected(n)] == []
    assert [n for n in found["allowed"] if refused_as_injected(n)] == []


@pytest.mark.parametrize("case", cases("allergies"), ids=lambda c: c["about"])
def test_the_patients_words_are_marked_where_they_may_concern_a_product(case):
    found = pieces(case["allergies"], case["product"])
    assert [piece.text for piece in found if piece.concerns] == case["marked"]
    assert concern(case["allergies"], case["product"]) is bool(case["marked"])
    text = unicodedata.normalize("NFC", case["allergies"]).replace("\u00ad", "")
    assert "".join(piece.text for piece in found) == text
