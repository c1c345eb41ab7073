"""A person by sex and age, and an age in words, held to the cases that JavaScript reads too."""

import json
from pathlib import Path

import pytest

from mesomap.documents.words import Words
from mesomap.domain.called import age_said, called

CASES = json.loads((Path(__file__).parents[1] / "cases/called.json").read_text("utf-8"))
FRENCH, ENGLISH = Words.of("fr"), Words.of("en")


@pytest.mark.parametrize(("sex", "age_years", "french", "english"), CASES["called"])
def test_a_person_is_called_by_sex_and_age(sex, age_years, french, english):
    said = called(sex, age_years)
    assert (FRENCH.t(said), ENGLISH.t(said)) == (french, english)


@pytest.mark.parametrize(("age_years", "about", "french", "english"), CASES["age"])
def test_an_age_is_whole_years_lived(age_years, about, french, english):
    said = age_said(age_years, about=about)
    assert (FRENCH.say(said), ENGLISH.say(said)) == (french, english)
