"""Tables: figures that a spreadsheet calculates with, texts that it takes for no formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesomap.exports.json_bytes import json_bytes
from mesomap.exports.tables import amount, cell, csv_bytes, safe


@pytest.mark.parametrize(
    "text", ["=1+1", "+33", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1", "\u00a0@x"]
)
def test_what_a_spreadsheet_would_calculate_is_led_by_an_apostrophe(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Genou", "1+1", "a=b", "'=1"])
def test_other_texts_are_left_alone(text):
    assert safe(text) == text


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (45.5, "fr", "45,5"),
        (45.5, "en", "45.5"),
        (-3, "fr", "-3"),
        (None, "fr", ""),
        (1e6, "en", "1000000"),
    ],
)
def test_figures_stay_figures(value, lang, text):
    assert cell(value, lang) == text


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")), min_size=1
    )
)
def test_every_text_is_read_back_and_none_is_a_formula(texts):
    data = csv_bytes([texts], lang="fr").decode("utf-8-sig")
    row = next(csv.reader(io.StringIO(data, newline=""), delimiter=";"))
    assert [c.removeprefix("'") for c in row] == [t.removeprefix("'") for t in texts]
    assert not [c for c in row if c.lstrip(" \u00a0").startswith(("=", "+", "-", "@"))]


def test_cents_become_the_currencys_unit():
    assert amount(4550, "EUR") == 45.5
    assert (amount(4550, "XPF"), amount(45_125, "TND")) == (4550, 45.125)
    assert csv_bytes([[amount(4550, "XPF")]], lang="fr").decode().endswith("4550\r\n")
    assert amount(1, "EUR") == 0.01


def test_json_refuses_what_is_not_a_number():
    assert json_bytes({"b": 1, "a": "é"}) == b'{\n  "a": "\xc3\xa9",\n  "b": 1\n}\n'
    with pytest.raises(ValueError, match="JSON"):
        json_bytes(float("nan"))
