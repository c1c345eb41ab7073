"""Bring the practice's file up to date in a process of its own, before the server starts."""

from __future__ import annotations

import sqlite3

from mesomap.cli_open import opened
from mesomap.cli_terminal import give_up, unreadable
from mesomap.errors import MesoMapError


def bring_up_to_date() -> None:
    """Make or migrate the database of this instance; exits with 2 and a sentence if it cannot."""
    try:
        storage, _done = opened()
        storage.close()
    except MesoMapError as error:
        give_up(error)
    except sqlite3.Error as error:
        give_up(unreadable(error))
