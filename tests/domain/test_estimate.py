"""Pricing: each mode on both sides of its bounds, adjustments, VAT; sums that always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesomap.domain.estimate import (
    Basis,
    adjusted,
    extra_lines,
    price,
    total_cents,
)
from mesomap.domain.said import Money, Number
from mesomap.domain.tariff import Purpose, tariff_from_json
from mesomap.domain.vat import vat_rows
from mesomap.errors import MesoMapError, Refused

BASIS = Basis(regions=3, treated_cm2=50.0, minutes=17, syringes=2)
TIERS = [
    {"up_to_cm2": 50, "amount_cents": 4000},
    {"up_to_cm2": 120, "amount_cents": 6000},
    {"up_to_cm2": None, "amount_cents": 9000},
]
SURFACE = {"mode": "surface", "tiers": TIERS}
ACTS = [
    {"key": "cryo", "label": "Cryothérapie", "amount_cents": 1500},
    {"key": "glow", "label": "Soin", "amount_cents": 12000, "purpose": "aesthetic"},
]
SUPPLIES = [
    {"key": "kit", "label": "Matériel", "amount_cents": 250, "per": "syringe"},
    {"key": "dressing", "label": "Pansement", "amount_cents": 300},
]


def fee(given, basis=BASIS):
    return price(tariff_from_json(given), basis)[0]


def test_a_flat_fee_does_not_depend_on_anything():
    assert fee({"flat_cents": 5000}, Basis()).amount_cents == 5000


@pytest.mark.parametrize(("regions", "cents"), [(0, 0), (1, 2000), (3, 6000)])
def test_a_fee_by_region_is_explained_as_a_product(regions, cents):
    line = fee({"mode": "region", "region_cents": 2000}, Basis(regions=regions))
    assert line.amount_cents == cents
    assert line.explanation.values["unit"] == Money(2000)
    assert ("1 région" in line.explanation.template) is (regions == 1)


@pytest.mark.parametrize(
    ("cm2", "cents"),
    [
        (0, 4000),
        (50.0, 4000),
        (50.04, 4000),
        (50.06, 6000),
        (120, 6000),
        (120.1, 9000),
        (999, 9000),
    ],
)
def test_the_bound_of_a_tier_belongs_to_it(cm2, cents):
    """The area counts as it is shown, to a tenth, so that the line can be checked by eye."""
    assert fee(SURFACE, Basis(treated_cm2=cm2)).amount_cents == cents


@pytest.mark.parametrize(
    ("minutes", "billed"),
    [(0, 0), (1, 5), (5, 5), (5.4, 5), (5.5, 10), (17, 20), (20, 20), (21, 25)],
)
def test_minutes_are_billed_by_begun_steps(minutes, billed):
    line = fee({"mode": "minutes", "minute_cents": 200}, Basis(minutes=minutes))
    assert (line.quantity, line.amount_cents) == (billed, billed * 200)


@pytest.mark.parametrize(("minimum", "cents"), [(0, 6000), (6000, 6000), (6001, 6001)])
def test_a_minimum_raises_the_fee_and_says_so(minimum, cents):
    line = fee({"mode": "region", "region_cents": 2000, "minimum_cents": minimum})
    assert line.amount_cents == cents
    assert ("minimum" in line.explanation.template) is (minimum == 6001)


@pytest.mark.parametrize(
    ("cm2", "template", "bound"),
    [(50, "jusqu’à", 50), (50.1, "jusqu’à", 120), (120.1, "au-delà", 120)],
)
def test_a_tier_is_explained_by_its_bound(cm2, template, bound):
    said = fee(SURFACE, Basis(treated_cm2=cm2)).explanation
    assert template in said.template
    assert said.values == {"area": Number(cm2, 1), "bound": Number(bound, 1)}


def test_two_tiers_and_one_are_explained_too():
    two = {"mode": "surface", "tiers": [TIERS[0], TIERS[2]]}
    assert fee(two, Basis(treated_cm2=51)).explanation.values["bound"] == Number(50, 1)
    one = {"mode": "surface", "tiers": [TIERS[2]]}
    assert fee(one, Basis(treated_cm2=51)).explanation.values == {"area": Number(51, 1)}


@pytest.mark.parametrize(
    ("minutes", "step", "billed"),
    [(2.5, 1, 3), (4.5, 1, 5), (2.49, 1, 2), (14, 7, 14), (15, 7, 21), (17, 60, 60), (61, 60, 120)],
)
def test_half_a_minute_is_one_and_steps_are_the_tariffs(minutes, step, billed):
    given = {"mode": "minutes", "minute_cents": 100, "minute_step": step}
    assert fee(given, Basis(minutes=minutes)).quantity == billed


@pytest.mark.parametrize("minimum", [0, 9_000])
def test_a_purpose_that_was_chosen_is_that_of_the_fee_and_of_nothing_else(minimum):
    supplies = [SUPPLIES[1] | {"purpose": "aesthetic"}, SUPPLIES[0]]
    given = {"flat_cents": 5000, "minimum_cents": minimum, "acts": ACTS, "supplies": supplies}
    tariff = tariff_from_json(given)
    for chosen in Purpose:
        lines = price(tariff, BASIS, ["cryo", "glow"], chosen)
        assert [li.purpose.value for li in lines] == [
            chosen.value, "therapeutic", "aesthetic", "aesthetic", "therapeutic",
        ]  # fmt: skip


def test_twenty_free_lines_are_taken():
    assert len(extra_lines([{"label": "Attelle", "amount_cents": 1}] * 20, Purpose.AESTHETIC)) == 20


def test_an_unset_tariff_makes_a_line_that_says_so():
    line = fee({})
    assert line.amount_cents == 0
    assert "Réglages" in line.explanation.template


def test_chosen_acts_and_supplies_follow_the_fee():
    tariff = tariff_from_json({"flat_cents": 5000, "acts": ACTS, "supplies": SUPPLIES})
    lines = price(tariff, BASIS, ["cryo"])
    assert [(li.key, li.amount_cents) for li in lines] == [
        ("fee", 5000), ("act:cryo", 1500), ("supply:kit", 500), ("supply:dressing", 300),
    ]  # fmt: skip
    assert [li.key for li in price(tariff, Basis())] == ["fee", "supply:dressing"]


def test_an_unknown_act_is_refused():
    with pytest.raises(Refused, match="moxa"):
        price(tariff_from_json({}), BASIS, ["moxa"])


def test_an_adjustment_needs_a_reason_unless_it_changes_nothing():
    lines = price(tariff_from_json({"flat_cents": 5000}), BASIS)
    less = {"key": "fee", "amount_cents": 4000, "reason": " Geste "}
    changed = adjusted(lines, [less])[0]
    assert (changed.amount_cents, changed.computed_cents, changed.reason) == (4000, 5000, "Geste")
    assert adjusted(lines, [{"key": "fee", "amount_cents": 5000}]) == lines


@pytest.mark.parametrize(
    "adjustments",
    [
        [{"key": "fee", "amount_cents": 4000}],
        [{"key": "fee", "amount_cents": 4000, "reason": "  "}],
        [{"key": "fee", "amount_cents": 4000, "reason": "x" * 301}],
        [{"key": "fee", "amount_cents": 40.5, "reason": "r"}],
        [{"key": "fee", "amount_cents": -1, "reason": "r"}],
        [{"key": "nothing", "amount_cents": 1, "reason": "r"}],
        [{"key": "fee", "amount_cents": 1, "reason": "r"}] * 2,
        ["fee"],
    ],
    ids=str,
)
def test_what_cannot_be_an_adjustment_is_refused(adjustments):
    lines = price(tariff_from_json({"flat_cents": 5000}), BASIS)
    with pytest.raises(MesoMapError):
        adjusted(lines, adjustments)


@pytest.mark.parametrize(
    "rows",
    [
        [{"label": "", "amount_cents": 1}],
        [{"label": "Attelle"}],
        [{"label": "Attelle", "amount_cents": 1, "purpose": "fun"}],
        [{"label": "Attelle", "amount_cents": 1}] * 21,
        [7],
    ],
    ids=lambda rows: str(rows)[:60],
)
def test_what_cannot_be_a_free_line_is_refused(rows):
    with pytest.raises(MesoMapError):
        extra_lines(rows, Purpose.THERAPEUTIC)


def test_a_brace_in_a_label_is_only_a_brace():
    free = extra_lines([{"label": "{oops}", "amount_cents": 5}], Purpose.THERAPEUTIC)[0]
    rows = [{"key": "k", "label": "{oops}", "amount_cents": 5}]
    tariff = tariff_from_json({"flat_cents": 1, "acts": rows, "supplies": rows})
    for line in (free, *price(tariff, BASIS, ["k"])[1:]):
        assert line.label.template.format(**line.label.values) == "{oops}"


@pytest.mark.parametrize(
    ("given", "rate", "vat", "net"),
    [
        ({}, 0.0, 0, 12000),
        ({"purpose": "aesthetic"}, 20.0, 2000, 10000),
        ({"purpose": "aesthetic", "vat_franchise": True}, 0.0, 0, 12000),
    ],
)
def test_vat_follows_the_purpose(given, rate, vat, net):
    tariff = tariff_from_json({"flat_cents": 12000} | given)
    row = vat_rows(price(tariff, BASIS), tariff)[0]
    assert (row.rate_pct, row.vat_cents, row.net_cents) == (rate, vat, net)


def test_each_purpose_has_its_own_row():
    tariff = tariff_from_json({"flat_cents": 5000, "acts": ACTS})
    rows = vat_rows(price(tariff, BASIS, ["glow"]), tariff)
    assert [(r.purpose.value, r.total_cents) for r in rows] == [
        ("therapeutic", 5000), ("aesthetic", 12000),
    ]  # fmt: skip


modes = st.sampled_from([
    {"flat_cents": 4567}, SURFACE, {"mode": "region", "region_cents": 1999},
    {"mode": "minutes", "minute_cents": 133, "minute_step": 7},
])  # fmt: skip
bases = st.builds(
    Basis, st.integers(0, 30), st.floats(0, 20_000), st.floats(0, 400), st.integers(0, 3)
)


settings = st.fixed_dictionaries(
    {
        "minimum_cents": st.integers(0, 20_000),
        "aesthetic_vat_pct": st.floats(0, 30),
        "vat_franchise": st.booleans(),
    }
)


@given(
    modes,
    settings,
    bases,
    st.sets(st.sampled_from(["cryo", "glow"])),
    st.lists(st.integers(0, 10_000_000), max_size=3),
)
def test_lines_and_vat_always_add_up_in_whole_cents(mode, setting, basis, acts, more):
    tariff = tariff_from_json({"acts": ACTS, "supplies": SUPPLIES} | setting | mode)
    rows = [{"label": "Autre", "amount_cents": cents} for cents in more]
    lines = (*price(tariff, basis, sorted(acts)), *extra_lines(rows, Purpose.AESTHETIC))
    vat = vat_rows(lines, tariff)
    cents = [li.amount_cents for li in lines] + [c for r in vat for c in (r.vat_cents, r.net_cents)]
    assert all(type(c) is int and c >= 0 for c in cents)
    assert (
        total_cents(lines)
        == sum(li.amount_cents for li in lines)
        == sum(r.total_cents for r in vat)
    )
    assert all(r.vat_cents + r.net_cents == r.total_cents for r in vat)
    assert lines[0].amount_cents >= setting["minimum_cents"]


@given(bases, bases)
def test_a_larger_surface_never_costs_less(one, other):
    small, large = sorted((one, other), key=lambda b: b.treated_cm2)
    assert fee(SURFACE, small).amount_cents <= fee(SURFACE, large).amount_cents
