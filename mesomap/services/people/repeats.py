"""A form that comes twice makes one record: its id was made when the form was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.storage.protocol import Reader


def is_first(
    reader: Reader, practice_id: str, table: str, row_id: str, read: Mapping[str, Any]
) -> bool:
    """Whether a row was made of just these values, whatever has become of it since."""
    first = reader.changes(practice_id, table, row_id)[0]["changes"]
    return all(first.get(name, [None, None])[1] == value for name, value in read.items())
