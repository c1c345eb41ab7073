"""Settings of a practice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mesomap.storage.protocol import Storage

KEYS = ("practice", "tariff", "duration", "counting", "products", "documents")


def get(storage: Storage, practice_id: str, key: str) -> dict[str, Any]:
    """One group of settings, defaults filled in. Raises NotFound for an unknown key."""
    raise NotImplementedError


def put(
    storage: Storage, practice_id: str, author_id: str, key: str,
    value: Mapping[str, Any], now: datetime,
) -> dict[str, Any]:
    """Change a group: what is given replaces, the rest stays; the new whole.

    Raises
    ------
    Refused
        With `values["field"]`.
    """
    raise NotImplementedError
