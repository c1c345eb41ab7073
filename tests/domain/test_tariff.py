"""The tariff: read back as written, checked at the door, no price of its own."""

import pytest

from mesomap.domain.tariff import Mode, Tariff, default_tariff, tariff_from_json, tariff_to_json
from mesomap.errors import MesoMapError, Refused

TIERS = [{"up_to_cm2": 50, "amount_cents": 4000}, {"up_to_cm2": None, "amount_cents": 6000}]
FULL = {
    "mode": "surface",
    "tiers": TIERS,
    "acts": [{"key": "cryo", "label": "Cryothérapie", "amount_cents": 1500}],
    "supplies": [{"key": "kit", "label": "Matériel", "amount_cents": 250, "per": "syringe"}],
    "vat_franchise": True,
    "notice": {"aesthetic_delay_days": 15},
}


def test_no_price_is_shipped():
    tariff = tariff_from_json({})
    assert tariff == Tariff()
    assert not tariff.is_set
    amounts = [v for k, v in default_tariff().items() if k.endswith("_cents")]
    assert amounts == [0, 0, 0, 0]


def test_a_tariff_is_read_back_as_it_was_written():
    tariff = tariff_from_json(FULL)
    assert tariff_from_json(tariff_to_json(tariff)) == tariff
    assert tariff.thresholds.prior_information_cents == 7000


@pytest.mark.parametrize(
    ("given", "is_set"),
    [
        ({"flat_cents": 1}, True),
        ({"mode": "region"}, False),
        ({"mode": "region", "region_cents": 2000}, True),
        ({"mode": "surface"}, False),
        ({"mode": "surface", "tiers": TIERS}, True),
        ({"mode": "minutes", "flat_cents": 4000}, False),
        ({"mode": "minutes", "minute_cents": 200}, True),
    ],
)
def test_a_tariff_is_set_once_its_mode_has_a_fee(given, is_set):
    assert tariff_from_json(given).is_set is is_set


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"mode": "by-mood"}, "mode"),
        ({"currency": "DOGE"}, "currency"),
        ({"flat_cents": 45.5}, "flat_cents"),
        ({"flat_cents": -1}, "flat_cents"),
        ({"flat_cents": 10_000_001}, "flat_cents"),
        ({"flat_cents": True}, "flat_cents"),
        ({"flat_cents": "45"}, "flat_cents"),
        ({"minute_step": 0}, "minute_step"),
        ({"minute_step": 61}, "minute_step"),
        ({"aesthetic_vat_pct": 30.5}, "aesthetic_vat_pct"),
        ({"aesthetic_vat_pct": float("nan")}, "aesthetic_vat_pct"),
        ({"vat_franchise": 1}, "vat_franchise"),
        ({"purpose": "fun"}, "purpose"),
        ({"tiers": [{"up_to_cm2": 50, "amount_cents": 1}]}, "tiers"),
        ({"tiers": [*reversed(TIERS)]}, "tiers"),
        ({"tiers": [TIERS[0], TIERS[0], TIERS[1]]}, "tiers"),
        ({"tiers": [{"up_to_cm2": 0, "amount_cents": 1}]}, "tiers.0.up_to_cm2"),
        ({"tiers": [{"up_to_cm2": None}]}, "tiers.0.amount_cents"),
        ({"tiers": [TIERS[1]] * 31}, "tiers"),
        ({"acts": [{"key": "a", "label": " ", "amount_cents": 1}]}, "acts.0.label"),
        ({"acts": FULL["acts"] * 2}, "acts"),
        ({"supplies": [FULL["supplies"][0] | {"per": "moon"}]}, "supplies.0.per"),
        ({"act": {"label": ""}}, "act.label"),
        ({"act": {"label": "x" * 301}}, "act.label"),
        ({"act": 3}, "act"),
        ({"notice": {"aesthetic_delay_days": 366}}, "notice.aesthetic_delay_days"),
        ({"notice": {"prior_information_cents": None}}, "notice.prior_information_cents"),
    ],
    ids=str,
)
def test_what_cannot_be_a_tariff_is_refused_and_its_field_named(given, field):
    with pytest.raises(MesoMapError) as caught:
        tariff_from_json(given)
    assert caught.value.values["field"] == field
    assert str(caught.value).endswith((".", "dépasse."))


@pytest.mark.parametrize("value", [None, 3, "flat", []])
def test_a_tariff_is_an_object(value):
    with pytest.raises(MesoMapError):
        tariff_from_json(value)


@pytest.mark.parametrize("value", [0, 10_000_000])
def test_the_ends_of_an_amount_are_accepted(value):
    assert tariff_from_json({"flat_cents": value}).flat_cents == value


def test_the_modes_are_the_four_that_doctors_use():
    assert [m.value for m in Mode] == ["flat", "region", "surface", "minutes"]
    with pytest.raises(Refused):
        tariff_from_json({"mode": None})


@pytest.mark.parametrize(
    "given",
    [
        {"minute_step": 1},
        {"minute_step": 60},
        {"aesthetic_vat_pct": 0.0},
        {"aesthetic_vat_pct": 30.0},
        {"tiers": [{"up_to_cm2": 0.1, "amount_cents": 0}, TIERS[1]]},
        {"tiers": [{"up_to_cm2": 30_000.0, "amount_cents": 10_000_000}, TIERS[1]]},
        {"acts": [{"key": f"a{i}", "label": "x" * 300, "amount_cents": 0} for i in range(30)]},
    ],
    ids=lambda given: str(given)[:40],
)
def test_the_ends_of_every_figure_are_accepted(given):
    written = tariff_to_json(tariff_from_json(given))
    assert {key: written[key] for key in given} == given or "acts" in given
    assert tariff_to_json(tariff_from_json(written)) == written


@pytest.mark.parametrize("days", [0, 365, None])
def test_a_delay_may_be_none_or_up_to_a_year(days):
    given = {"notice": {"aesthetic_delay_days": days}}
    assert tariff_from_json(given).thresholds.aesthetic_delay_days == days


@pytest.mark.parametrize(
    "given",
    [
        {"tiers": [{"up_to_cm2": 0.09, "amount_cents": 0}, TIERS[1]]},
        {"tiers": [{"up_to_cm2": 30_000.1, "amount_cents": 0}, TIERS[1]]},
        {"notice": {"aesthetic_delay_days": -1}},
    ],
    ids=str,
)
def test_what_is_beyond_the_ends_is_refused(given):
    with pytest.raises(Refused):
        tariff_from_json(given)


def test_the_thresholds_of_french_law_are_those_of_its_texts():
    """70 and 300 euros (`billing_fr` of the domain notes); 20 % for an aesthetic act."""
    tariff = tariff_from_json({})
    assert tariff.thresholds.aesthetic_estimate_cents == 30_000
    assert (tariff.aesthetic_vat_pct, tariff.minute_step) == (20.0, 5)
