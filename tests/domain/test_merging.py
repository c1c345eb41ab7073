"""What one record says that two records said of the same person."""

import pytest

from mesomap.domain.merging import joined, united

EMPTY = {
    "family_name": "", "given_name": "", "birth_date": None, "sex": "F", "height_cm": None,
    "weight_kg": None, "allergies": "", "treatments": "", "notes": "", "age_band_years": None,
}  # fmt: skip
NONE = {"allergies_none_on": None, "allergies_none_by": None}


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("", "", ""), ("latex", "", "latex"), ("", "latex", "latex"), ("latex", "Latex ", "latex"),
        ("latex\npollen", "Pollen\niode", "latex\npollen\niode"), ("Lidocaïne", "lidocaine", "Lidocaïne"),
        ("latex\n\n", "\niode", "latex\niode"), ("?", "!", "?\n!"),
    ],
)  # fmt: skip
def test_every_line_of_both_texts_is_kept_once(mine, theirs, both):
    assert joined(mine, theirs) == both


def test_what_one_does_not_know_the_other_gives():
    mine = EMPTY | {"family_name": "Exemple", "height_cm": 165.0}
    theirs = EMPTY | {
        "family_name": "Autre",
        "given_name": "Alix",
        "height_cm": 170.0,
        "birth_date": "1985-04-12",
    }
    found = united(mine, theirs)
    assert found.changes == {"given_name": "Alix", "birth_date": "1985-04-12"}
    assert found.contradictions == ()
    assert united(EMPTY, EMPTY).changes == {}


def test_what_cannot_be_both_is_named():
    mine = EMPTY | {"sex": "F", "birth_date": "1985-04-12"}
    theirs = EMPTY | {"sex": "M", "birth_date": "1985-12-04"}
    assert united(mine, theirs).contradictions == ("sex", "birth_date")


@pytest.mark.parametrize(
    ("mine", "theirs", "changes", "contradictions"),
    [
        ({"allergies_none_on": "2026-01-01", "allergies_none_by": "A"}, {"allergies": "latex"},
         {"allergies": "latex", "allergies_none_on": None, "allergies_none_by": None}, ("allergies",)),
        ({"allergies": "latex"}, {"allergies_none_on": "2026-01-01", "allergies_none_by": "A"}, {}, ("allergies",)),
        ({}, {"allergies_none_on": "2026-01-01", "allergies_none_by": "A"},
         {"allergies_none_on": "2026-01-01", "allergies_none_by": "A"}, ()),
        ({"allergies_none_on": "2026-02-01", "allergies_none_by": "B"},
         {"allergies_none_on": "2026-01-01", "allergies_none_by": "A"}, {}, ()),
    ],
    ids=["denied here", "denied there", "asked there", "asked twice"],
)  # fmt: skip
def test_none_known_against_words_is_a_contradiction_and_words_stand(
    mine, theirs, changes, contradictions
):
    found = united(EMPTY | NONE | mine, EMPTY | NONE | theirs)
    assert found.changes == changes
    assert found.contradictions == contradictions
