"""Letters, dates and names, held to the cases that JavaScript reads too."""

import json
from pathlib import Path

import pytest

from mesomap.domain.dates import readings
from mesomap.domain.letters import fold
from mesomap.domain.names import distance, found, rank, sort_key, terms_of

FOLDER = Path(__file__).parents[1] / "cases/names"


def cases(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def rank_of(person, text):
    terms = terms_of(person["family_name"], person["given_name"], person["birth_date"])

    def look(typed):
        ranks = [rank(term, place, typed) for term, place in terms if term.startswith(typed)]
        return {"them": min(ranks)} if ranks else {}

    return found(text, look).get("them")


@pytest.mark.parametrize("case", cases("letters"), ids=lambda c: c["text"])
def test_letters_are_folded_once_and_for_all(case):
    assert fold(case["text"]) == case["folded"]
    assert fold(case["folded"]) == case["folded"]


@pytest.mark.parametrize("case", cases("dates"), ids=lambda c: c["text"] or "empty")
def test_a_date_is_read_as_people_write_it(case):
    assert readings(case["text"]) == case["days"]


@pytest.mark.parametrize("case", cases("found"), ids=lambda c: c["person"]["family_name"])
def test_people_are_found_by_what_is_typed_and_by_nothing_else(case):
    assert [typed for typed in case["typed"] if rank_of(case["person"], typed) is None] == []
    assert [typed for typed in case["not"] if rank_of(case["person"], typed) is not None] == []


def test_the_family_name_itself_comes_first_then_beginnings_then_given_names():
    people = [("Martin", "Zoé"), ("Zed", "Martin"), ("Martinez", ""), ("Zed", "Martine")]
    ranks = [
        rank_of({"family_name": family, "given_name": given, "birth_date": None}, "martin")
        for family, given in people
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 4


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("dupont", "dupont", 0), ("dupont", "dupomt", 1), ("dupont", "dupnot", 1), ("dupont", "dupon", 1),
        ("lefebvre", "lefevre", 1), ("dupont", "dupuis", 3), ("a", "abcdef", 3), ("", "ab", 2),
    ],
)  # fmt: skip
def test_letters_apart_are_counted_up_to_a_bound(a, b, apart):
    assert distance(a, b, 2) == distance(b, a, 2) == apart


def test_names_are_ordered_as_in_an_index():
    names = ["Zed", "Éclair", "Ecart", "D’Aumont", "Le Goff", "Legrand", "lebon"]
    assert sorted(names, key=lambda name: sort_key(name, "")) == [
        "D’Aumont", "Ecart", "Éclair", "lebon", "Le Goff", "Legrand", "Zed",
    ]  # fmt: skip
