"""Acts that end a session: it is signed, and the server measures what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body, nothing
from mesomap.domain.session import Signature

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally

SIGNATURE = "session.signed"
MEASURE = "session.measured"


def _sign(tally: Tally, event: Event, _body: Body) -> None:
    tally.signed = Signature(event.when, event.author_id)


def _measure(tally: Tally, event: Event, body: Body) -> None:
    """Take what the server measured, and only once; before a signature it says nothing."""
    if tally.signed and tally.measured is None:
        tally.measured, tally.measured_seq = body, event.seq


ACTS = (
    Act(kind=SIGNATURE, check=nothing, apply=_sign),
    Act(
        kind=MEASURE, check=nothing, apply=_measure, by_server=True, after_signature=True,
    ),
)  # fmt: skip
