"""Acts on skin that is left alone: drawn, and lifted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body
from mesomap.domain.acts.places import Avoided, Place
from mesomap.domain.ask import need
from mesomap.domain.events import is_id
from mesomap.domain.nogo import KINDS, NO_ID, SessionNoGo, nogo_from_json

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally


def _check(body: Body) -> None:
    nogo = nogo_from_json(body.get("nogo"))
    need(is_id(nogo.id), NO_ID)


def _where(body: Body) -> tuple[Place, ...]:
    return (Avoided(nogo_from_json(body["nogo"])),)


def _draw(tally: Tally, event: Event, body: Body) -> None:
    _say(tally, event, body, lifted=False)


def _lift(tally: Tally, event: Event, body: Body) -> None:
    _say(tally, event, body, lifted=True)


def _say(tally: Tally, event: Event, body: Body, *, lifted: bool) -> None:
    nogo = nogo_from_json(body["nogo"])
    tally.nogo[nogo.id] = SessionNoGo(nogo, lifted, event.seq)


ACTS = (
    Act(
        kind="nogo.drawn", check=_check, apply=_draw, places=_where,
        choices={"nogo.kind": KINDS},
    ),
    Act(
        kind="nogo.lifted", check=_check, apply=_lift, places=_where,
        choices={"nogo.kind": KINDS},
    ),
)  # fmt: skip
