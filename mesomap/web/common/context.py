"""The clock and new ids, as requests read them."""

from __future__ import annotations

from datetime import UTC, datetime

from uuid_utils import uuid7

from mesomap.domain.events import UUID7


def now() -> datetime:
    """Tell the present moment, aware. The only clock that pages read."""
    return datetime.now(UTC)


def new_id() -> str:
    """Make a UUIDv7, as text."""
    return str(uuid7())


def sent_id(value: str | None) -> str:
    """Take the id that a form was given when it was shown; one that is none makes a new one."""
    return value if value and UUID7.fullmatch(value) else new_id()
