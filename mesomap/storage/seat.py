"""From where a service is asked: at which storage, in which practice, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from mesomap.storage.protocol import Reader, Storage, Writer


@dataclass(frozen=True, slots=True)
class Seat:
    """The first argument of a service; everything it looks up is looked up in `practice_id`.

    `user_id` writes; "" where the program itself reads (a command, a task): that writes in
    nobody's name.
    """

    storage: Storage
    practice_id: str
    user_id: str = ""

    def reading(self) -> AbstractContextManager[Reader]:
        """Read one consistent picture of the data."""
        return self.storage.reading()

    def writing(self) -> AbstractContextManager[Writer]:
        """Write one transaction."""
        return self.storage.writing()
