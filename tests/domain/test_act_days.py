"""What a session says of its days, held to the cases that JavaScript reads too."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mesomap.domain.events import Event
from mesomap.domain.fold import fold
from mesomap.domain.openings import may_be_dated
from mesomap.domain.session import Dated, Signature

CASES = Path(__file__).parents[1] / "cases"
OPENED = Event(**json.loads((CASES / "fold/opened.json").read_text())["events"][0])


def of_case(case):
    return replace(
        fold([OPENED]),
        treatment_date=case["treatment_date"],
        time_zone=case["time_zone"],
        dated=case["dated"] and Dated(**case["dated"]),
        signed=case["signed_at"] and Signature(case["signed_at"], None),
    )


@pytest.mark.parametrize("case", json.loads((CASES / "act_days.json").read_text())["cases"])
def test_the_days_of_a_session(case):
    session = of_case(case)
    said = session.planned_date, session.recorded_on
    assert said == (case["planned_date"], case["recorded_on"])


@pytest.mark.parametrize("case", json.loads((CASES / "act_days.json").read_text())["days"])
def test_the_days_that_an_act_can_have_been_on(case):
    day, planned, today = (date.fromisoformat(case[k]) for k in ("day", "planned", "today"))
    assert may_be_dated(day, planned, today) is case["server"]


@pytest.mark.parametrize("case", json.loads((CASES / "act_days.json").read_text())["asks"])
def test_when_a_session_asks_for_its_day(case):
    assert of_case(case).asks_for_day(case["today"]) is case["asks"]
