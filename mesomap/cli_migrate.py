"""Bring the practice's file up to date in a process of its own, before the server starts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mesomap import instance
from mesomap.cli_terminal import give_up, say
from mesomap.cli_terminal import mark as _
from mesomap.errors import MesoMapError
from mesomap.services import measuring
from mesomap.storage.sqlite import open_storage

if TYPE_CHECKING:
    from mesomap.storage.protocol import Storage


def bring_up_to_date() -> None:
    """Make or migrate the database of this instance; exits with 2 and a sentence if it cannot."""
    folder = instance.instance_dir()
    try:
        instance.prepare(folder)
        storage = open_storage(instance.database(folder))
        migrated(storage)
        storage.close()
    except MesoMapError as error:
        give_up(error)


def migrated(storage: Storage) -> list[str]:
    """Migrate, then append and derive what older sessions lack; names of the migrations."""
    done = storage.migrate()
    measuring.complete(storage, datetime.now(UTC), _tell)
    return done


def _tell(done: int, of: int) -> None:
    say(_("Séances mises à jour : {done} sur {of}."), done=done, of=of)
