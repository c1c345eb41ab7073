"""Acts on the plan as a whole: the patient agrees to it, or no longer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body, nothing
from mesomap.domain.ask import flag, need
from mesomap.domain.events import is_id
from mesomap.domain.session import Agreement
from mesomap.errors import N_

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally


def _check_agreed(body: Body) -> None:
    flag(body, "informed")
    estimate = body.get("estimate_id")
    need(estimate is None or is_id(estimate), N_("Le devis accepté n’est pas nommé."))


def _agree(tally: Tally, event: Event, body: Body) -> None:
    informed, estimate_id = body.get("informed", False), body.get("estimate_id")
    tally.agreed = Agreement(informed, estimate_id, event.when)


def _withdraw(tally: Tally, _event: Event, _body: Body) -> None:
    tally.agreed = None


ACTS = (
    Act(kind="plan.agreed", check=_check_agreed, apply=_agree),
    Act(kind="plan.withdrawn", check=nothing, apply=_withdraw),
)
