"""The acts that the server knows are those that the page knows, family by family."""

from pathlib import Path

from mesomap.domain import acts
from mesomap.domain.acts.act import nowhere
from tests.page_tables import of_the_page

ROOT = Path(__file__).parents[2]


def told(act):
    return {
        "version": act.version,
        "choices": {place: list(words) for place, words in act.choices.items()},
        "by_server": act.by_server,
        "after_signature": act.after_signature,
        "lays": act.kind.startswith("mark.") and act.places is not nowhere,
    }


def test_both_sides_know_the_same_of_every_act():
    assert of_the_page("acts") == {kind: told(act) for kind, act in acts.ACTS.items()}


def test_a_kind_is_in_one_family_alone():
    kinds = [act.kind for family in acts.FAMILIES for act in family.ACTS]
    assert sorted(kinds) == sorted(acts.ACTS)


def test_each_family_is_a_file_of_the_same_name_on_both_sides():
    beside = {"__init__", "act", "all", "places", "reading", "written"}
    server = {p.stem for p in (ROOT / "mesomap/domain/acts").glob("*.py")} - beside
    page = {p.stem for p in (ROOT / "static/js/model/acts").glob("*.js")} - beside
    assert server == page == {family.__name__.split(".")[-1] for family in acts.FAMILIES}
