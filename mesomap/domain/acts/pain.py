"""Acts on pain: a score before or after, of a zone or of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body
from mesomap.domain.acts.places import Place, Zone
from mesomap.domain.ask import is_number, need, one_of
from mesomap.domain.events import is_name
from mesomap.domain.session import Pain
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally

WHEN = ("before", "after")


def _check_scored(body: Body) -> None:
    one_of(body.get("when"), WHEN)
    zone = body.get("zone")
    need(zone is None or is_name(zone), N_("La zone douloureuse n’est pas nommée."))
    need("score" in body, N_("La douleur se note de 0 à 10."))
    score = body["score"]
    if score is not None and not (is_number(score) and 0 <= score <= 10):
        raise Refused(N_("La douleur se note de 0 à 10, reçu : {score!r}."), score=score)


def _zone(body: Body) -> tuple[Place, ...]:
    return () if body.get("zone") is None else (Zone(body["zone"]),)


def _score(tally: Tally, _event: Event, body: Body) -> None:
    place = body["when"], body.get("zone")
    if body["score"] is None:
        tally.pain.pop(place, None)
    else:
        tally.pain[place] = Pain(*place, body["score"])


ACTS = (
    Act(
        kind="pain.scored", check=_check_scored, apply=_score, places=_zone,
        choices={"when": WHEN},
    ),
)  # fmt: skip
