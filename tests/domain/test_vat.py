"""VAT to the cent: worked out of the total of a rate, half a cent upwards."""

import pytest

from mesomap.domain.estimate import Basis, extra_lines, price
from mesomap.domain.tariff import Purpose, tariff_from_json
from mesomap.domain.vat import vat_rows


def row_of(cents, pct):
    given = {"purpose": "aesthetic", "aesthetic_vat_pct": pct}
    tariff = tariff_from_json(given)
    rows = [{"label": "Acte", "amount_cents": c} for c in cents]
    return vat_rows(extra_lines(rows, Purpose.AESTHETIC), tariff)[0]


@pytest.mark.parametrize(
    ("total", "pct", "vat"),
    [
        (3, 20, 1),  # 0.5 cent exactly: upwards
        (9, 20, 2),  # 1.5
        (12_003, 20, 2_001),  # 2000.5
        (12_002, 20, 2_000),  # 2000.33
        (12_004, 20, 2_001),  # 2000.67
        (2, 20, 0),  # 0.33
        (4, 20, 1),  # 0.67
        (11, 10, 1),  # 1 exactly
        (9_999, 5.5, 521),  # 521.28
        (10_000, 5.5, 521),  # 521.33
        (10_010, 8.1, 750),  # 750.05
        (10_000, 2.1, 206),  # 205.68
        (10_000, 0.01, 1),  # 0.9999
        (100_000, 8.2, 7_579),  # 7578.56; 8.2 * 100 is a hair under 820
        (12_000, 8.5, 940),  # 940.09
        (1_000_000, 4.1, 39_385),  # 39385.21
        (1_000_000, 2.55, 24_866),  # 24865.92
        (0, 20, 0),
    ],
)
def test_vat_is_rounded_half_a_cent_upwards(total, pct, vat):
    row = row_of([total], pct)
    assert (row.vat_cents, row.net_cents, row.rate_pct) == (vat, total - vat, pct)


def test_vat_is_that_of_the_total_not_of_each_line():
    """Three lines of 3 cents: 1.5 of 9 is 2; line by line it would be 3."""
    assert row_of([3, 3, 3], 20).vat_cents == 2


def test_only_lines_of_a_purpose_are_in_its_row():
    tariff = tariff_from_json({"flat_cents": 6_000})
    lines = (
        *price(tariff, Basis()),
        *extra_lines([{"label": "Soin", "amount_cents": 1_200}], Purpose.AESTHETIC),
    )
    assert [(r.total_cents, r.vat_cents) for r in vat_rows(lines, tariff)] == [
        (6_000, 0),
        (1_200, 200),
    ]
