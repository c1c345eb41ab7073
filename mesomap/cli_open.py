"""How the commands come to the database: held, up to date, never made where one was lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mesomap import instance
from mesomap.cli_terminal import Progress, say
from mesomap.cli_terminal import mark as _
from mesomap.instance import holding
from mesomap.services.record import measuring
from mesomap.storage import before
from mesomap.storage.sqlite import open_storage
from mesomap.storage.versions import is_blank

if TYPE_CHECKING:
    from pathlib import Path

    from mesomap.storage.protocol import Storage


def local_now() -> datetime:
    """Tell the present moment in the machine's time zone: files are named by it."""
    return datetime.now().astimezone()


def opened() -> tuple[Storage, list[str]]:
    """Open the database of this instance and bring it up to date; the migrations applied.

    A database that exists is copied before it is changed.

    Raises
    ------
    Refused, Conflict
        It is gone, no database, damaged, of a newer version, or cannot be copied first.
    """
    folder = instance.instance_dir()
    let_go = holding.hold(folder)
    if context := click.get_current_context(silent=True):
        context.call_on_close(let_go)
    if is_blank(instance.database(folder)):
        instance.refuse_lost(folder, empty=True)
    instance.prepare(folder, key=False)
    storage = open_storage(instance.database(folder))
    done = _up_to_date(folder, storage)
    measuring.complete(storage, datetime.now(UTC), _tell)
    instance.prepare(folder)
    return storage, done


def _up_to_date(folder: Path, storage: Storage) -> list[str]:
    pending = storage.pending()
    if not pending:
        return []
    if not storage.is_new():
        progress = Progress()
        copy = before.keep(folder, local_now(), lambda done: progress.tell(_("Copie"), done))
        say(_("Avant la mise à jour, les données ont été copiées dans {path}."), path=copy)
    return storage.migrate()


def _tell(done: int, of: int) -> None:
    say(_("Séances mises à jour : {done} sur {of}."), done=done, of=of)
