"""Where a tablet's record ended; an end that this server does not hold is noted."""

from __future__ import annotations

from contextlib import suppress

from flask import current_app

from mesomap.domain.clock import utc_text
from mesomap.instance import notes
from mesomap.services.record import chain_ends
from mesomap.web.access.auth import seat
from mesomap.web.common.context import now


def compare(known: str | None) -> tuple[str, bool]:
    """Name the end of the chain, and whether it goes on from what a tablet knew.

    Raises Malformed.
    """
    head, goes_on = chain_ends.compare(seat(), known)
    if not goes_on and known is not None:
        note(known)
    return head, goes_on


def note(known: str) -> None:
    """Note for `mesomap verify` what a tablet knew and is not here.

    The newest events may have been cut off.
    """
    with suppress(OSError):
        heads = {seat().practice_id: known}
        notes.keep_heads(current_app.config["INSTANCE"], "tablet", heads, utc_text(now()))
