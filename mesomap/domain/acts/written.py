"""Events that the server writes itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.acts import ACTS
from mesomap.domain.events import SERVER_DEVICE, Event

if TYPE_CHECKING:
    from mesomap.domain.acts.act import Body


def server_event(
    event_id: str, count: int, session_id: str, kind: str, body: Body, at: str
) -> Event:
    """Give an event in today's form; it is the server's `count`-th of the session."""
    return Event(
        event_id, SERVER_DEVICE, count, session_id, kind, ACTS[kind].version, body, None, at
    )
