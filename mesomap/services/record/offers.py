"""What a tablet may freeze into a session that it opens while the server is gone.

An offer is named by a hash of what is in it, so that the server knows one again without trusting
the tablet, and a server that was restored from a backup knows the offer that it makes today.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import utc_text
from mesomap.domain.openings import offered_part
from mesomap.services.record import opening
from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mesomap.storage.protocol import Reader
    from mesomap.storage.seat import Seat


def offer_id(offered: Mapping[str, Any]) -> str:
    """Name an offer by what is in it."""
    return sha256(canonical(dict(offered)).encode()).hexdigest()[:32]


def today(reader: Reader, practice_id: str, now: datetime) -> dict[str, Any]:
    """Gather what a session opened now would freeze, its day aside."""
    return offered_part(opening.frozen(reader, practice_id, now))


def make(seat: Seat, now: datetime) -> dict[str, Any]:
    """Offer today's settings to a tablet, and remember that they were offered."""
    with seat.reading() as r:
        offered = today(r, seat.practice_id, now)
        name = offer_id(offered)
        known = r.offer(seat.practice_id, name) is not None
    if not known:
        row = {
            "practice_id": seat.practice_id, "offer_id": name, "body": offered,
            "made_at": utc_text(now),
        }  # fmt: skip
        with seat.writing() as w:
            w.add_offer(row)
    return offered


def is_known(reader: Reader, practice_id: str, body: Mapping[str, Any], now: datetime) -> bool:
    """Whether an opening froze what this practice offered, today or before."""
    name = offer_id(offered_part(body))
    return reader.offer(practice_id, name) is not None or name == offer_id(
        today(reader, practice_id, now)
    )
