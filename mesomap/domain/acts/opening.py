"""Acts of the opening: whose session, its number and day, the body it is drawn on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body
from mesomap.domain.acts.places import Person, Place
from mesomap.domain.ask import flag, need, one_of
from mesomap.domain.events import is_id
from mesomap.domain.marks import FIGURES
from mesomap.domain.openings import check_number, check_opening, day_of
from mesomap.domain.physique import asked_from_json, physique_from_json
from mesomap.domain.session import Dated
from mesomap.errors import N_

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally

OPENING = "session.opened"
DATE = "session.dated"

SILHOUETTES = ("slim", "medium", "strong", "obese")


def _check_opened(body: Body) -> None:
    _check_body(body)
    need(is_id(body.get("patient_id")), N_("Une séance nomme son patient."))
    check_opening(body)


def _check_body(body: Body) -> None:
    physique_from_json(body.get("body"))
    one_of(body.get("figure"), FIGURES)
    flag(body, "body_estimated")
    flag(body, "body_nearest")
    asked = asked_from_json(body)
    need(
        asked is None or (asked.age_years >= 0 < min(asked.height_cm, asked.weight_kg)),
        N_("La taille et le poids demandés sont des nombres positifs."),
    )
    if body.get("silhouette") is not None:
        one_of(body["silhouette"], SILHOUETTES)


def _open(_tally: Tally, _event: Event, _body: Body) -> None:
    """Leave an open session as it is: `domain/opened.py` made it."""


def _number(tally: Tally, _event: Event, body: Body) -> None:
    tally.base = replace(tally.base, number=body["number"])


def _date(tally: Tally, event: Event, body: Body) -> None:
    before = tally.base
    planned = before.dated.planned if before.dated else before.treatment_date
    tally.base = replace(
        before, treatment_date=body["treatment_date"], dated=Dated(planned, event.when)
    )


def _correct_body(tally: Tally, _event: Event, body: Body) -> None:
    tally.base = replace(
        tally.base,
        body=physique_from_json(body["body"]),
        figure=body["figure"],
        body_estimated=body.get("body_estimated", False),
        silhouette=body.get("silhouette"),
        body_nearest=body.get("body_nearest", False),
        body_asked=asked_from_json(body),
    )


def _person(body: Body) -> tuple[Place, ...]:
    return (Person(physique_from_json(body["body"])),)


ACTS = (
    Act(kind=OPENING, check=_check_opened, apply=_open),
    Act(kind="session.numbered", check=check_number, apply=_number, by_server=True),
    Act(kind=DATE, check=day_of, apply=_date),
    Act(kind="body.corrected", check=_check_body, apply=_correct_body, places=_person),
)
