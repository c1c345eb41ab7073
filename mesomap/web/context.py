"""What a request stands on besides the storage: the clock and new ids."""

from __future__ import annotations

from datetime import UTC, datetime

from uuid_utils import uuid7


def now() -> datetime:
    """Tell the present moment, aware. The only clock that pages read."""
    return datetime.now(UTC)


def new_id() -> str:
    """Make a UUIDv7, as text."""
    return str(uuid7())
