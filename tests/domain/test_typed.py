"""What people type into fields: one meaning, or a sentence. The cases are JavaScript's too."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesomap.domain.typed import number, reading, shown
from mesomap.errors import Refused

CASES = json.loads((Path(__file__).parents[1] / "cases" / "typed.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["read"], ids=lambda c: f"{c['text']}|{c['unit']}")
def test_what_is_typed_is_read_as_it_is_meant(case):
    found = reading(case["text"], case["unit"])
    assert found.fault == case.get("fault")
    if case.get("fault") == "two-ways":
        assert (found.value, found.thousands) == (
            Decimal(str(case["decimals"])), Decimal(case["thousands"]),
        )  # fmt: skip
    elif case.get("fault") is None:
        assert found.value == Decimal(str(case["value"]))
    else:
        assert (found.value, found.unit) == (None, case.get("other"))


@pytest.mark.parametrize(("value", "lang", "text"), CASES["shown"])
def test_a_field_shows_what_it_will_read(value, lang, text):
    assert shown(value, lang) == text
    assert reading(text).value == Decimal(str(value))


@given(st.decimals(0, 9_999_999, places=4), st.sampled_from(["fr", "en"]))
def test_every_number_that_a_field_shows_is_read_back(value, lang):
    assert reading(shown(value, lang)).value == value


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("1.200", "EUR", "« 1.200 » se lit 1,2 ou 1200 : écrivez l’un des deux."),
        ("1,75 m", "cm", "« 1,75 m » : le nombre est attendu en cm, et non en m."),
        ("45 $", "EUR", "« 45 $ » : le nombre est attendu en €, et non en $."),
        ("1e3", "", "« 1e3 » n’est pas un nombre : écrivez par exemple 12 ou 12,5."),
    ],
)
def test_a_refusal_says_what_was_understood(text, unit, said):
    with pytest.raises(Refused) as caught:
        number(text, "volume", unit)
    assert str(caught.value) == said
    assert caught.value.values["field"] == "volume"
