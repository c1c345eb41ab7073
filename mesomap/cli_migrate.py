"""Bring the practice's file up to date in a process of its own, before the server starts."""

from __future__ import annotations

from mesomap import instance
from mesomap.cli_terminal import give_up
from mesomap.errors import MesoMapError
from mesomap.storage.sqlite import open_storage


def bring_up_to_date() -> None:
    """Make or migrate the database of this instance; exits with 2 and a sentence if it cannot."""
    folder = instance.instance_dir()
    try:
        instance.prepare(folder)
        storage = open_storage(instance.database(folder))
        storage.migrate()
        storage.close()
    except MesoMapError as error:
        give_up(error)
