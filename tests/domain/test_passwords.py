"""A password is the same whatever keyboard wrote its accents."""

import unicodedata

import pytest

from mesomap.domain.passwords import LEAST, MOST, new_password, normal, spellings
from mesomap.errors import Refused

COMPOSED = unicodedata.normalize("NFC", "été à Nîmes où")
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)


def test_both_spellings_are_one_password():
    assert COMPOSED != DECOMPOSED
    assert new_password(DECOMPOSED, COMPOSED) == new_password(COMPOSED) == COMPOSED


@pytest.mark.parametrize(
    ("typed", "same"), [("ｍｏｔ", "mot"), ("ﬁn", "fin"), ("a\u00a0b", "a b"), ("Å", "Å")]
)
def test_forms_of_one_letter_are_one(typed, same):
    assert normal(typed) == normal(same)


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
def test_what_was_hashed_in_either_spelling_is_among_those_tried(typed):
    assert {COMPOSED, DECOMPOSED} <= set(spellings(typed))
    assert spellings(typed)[0] == COMPOSED


def test_a_password_without_accents_is_tried_once():
    assert spellings("correct horse battery") == ("correct horse battery",)


@pytest.mark.parametrize(
    ("typed", "again", "field"),
    [
        ("x" * (LEAST - 1), None, "password"),
        ("ab" * LEAST, None, "password"),
        ("abcdefgh" * MOST, None, "password"),
        ("un mot de passe\ud800", None, "password"),
        ("un mot de passe\n", None, "password"),
        ("un mot de passe", "un mot de passé", "again"),
        ("un mot de passe", "", "again"),
        ("e\u0301" * 6 + "abcde", None, "password"),
    ],
)
def test_a_password_that_cannot_be(typed, again, field):
    with pytest.raises(Refused) as refused:
        new_password(typed, again)
    assert refused.value.values["field"] == field
