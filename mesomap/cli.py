"""The `mesomap` command.

`mesomap run` stays in memory as long as the server does, as the parent of the worker: so nothing
that it does not need itself is imported here. The other commands are read when they are asked for.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from datetime import UTC, datetime
from importlib import import_module
from multiprocessing import Process
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mesomap import __version__, instance, server
from mesomap.cli_terminal import give_up, moment, say, unreadable
from mesomap.cli_terminal import mark as _
from mesomap.domain.clock import utc_text
from mesomap.errors import N_, MesoMapError, Refused
from mesomap.instance import holding, notes
from mesomap.storage import ends, frames
from mesomap.storage.troubles import passing
from mesomap.storage.versions import is_current
from mesomap.storage.wal import fold_in

if TYPE_CHECKING:
    from collections.abc import Callable

#: Every address of this machine, bound with TLS alone.
EVERYWHERE = "0.0.0.0"  # noqa: S104

#: Commands that live in modules of their own, as `module:name`.
ELSEWHERE = {
    "area": "mesomap.cli_area:area",
    "backup": "mesomap.cli_backup:make_backup",
    "demo": "mesomap.cli_data:make_demo",
    "export": "mesomap.cli_data:export",
    "migrate": "mesomap.cli_data:migrate",
    "password": "mesomap.cli_password:password",
    "rebuild": "mesomap.cli_data:rebuild",
    "restore": "mesomap.cli_backup:bring_back",
    "verify": "mesomap.cli_verify:verify",
}


class Commands(click.Group):
    """Imports a command when it is called, and says our own errors as sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name = ELSEWHERE[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MesoMapError as error:
            give_up(error)
        except sqlite3.Error as error:
            give_up(unreadable(error))
        except OSError as error:
            found = passing(error)
            if found is None:
                raise
            give_up(found)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mesomap")
def main() -> None:
    """Body map for mesotherapy: treated skin area, duration, estimate and history."""


@main.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1; with --lan: all]")
@click.option(
    "--port", default=8000, envvar="PORT", show_default=True, type=click.IntRange(1, 65535)
)
@click.option("--lan", is_flag=True, help="Answer tablets of the surgery's network, over TLS.")
@click.option(
    "--connect-port", type=click.IntRange(1, 65535),
    help="Port of the page that connects a tablet.  [default: port + 1]",
)  # fmt: skip
@click.option("--new-authority", is_flag=True, help="Replace the authority that tablets trust.")
@click.option("--tls-cert", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def run(
    host: str | None, port: int, lan: bool, connect_port: int | None, new_authority: bool,  # noqa: FBT001
    tls_cert: Path | None, tls_key: Path | None,
) -> None:  # fmt: skip
    """Create or migrate the database, start the server, open the browser."""
    host = host or (EVERYWHERE if lan else "127.0.0.1")
    ours = lan and tls_cert is None and tls_key is None
    if new_authority and not ours:
        raise Refused(N_("--new-authority va avec --lan, sans --tls-cert ni --tls-key."))
    if not ours:
        server.check_address(host, tls_cert, tls_key)
        server.check_certificate(tls_cert, tls_key)
    door_port = connect_port or port + 1
    server.check_port(host, port)
    folder = instance.instance_dir()
    os.environ["MESOMAP_INSTANCE"] = str(folder)
    click.get_current_context().call_on_close(holding.hold(folder))
    instance.check_key(folder)
    _bring_up_to_date()
    _tell_what_is_missing(folder)
    if ours:
        begun = import_module("mesomap.cli_lan").begin(host, port, door_port, anew=new_authority)
        _serve(host, port, begun.pem, begun.pem, opens=begun.opens, started=begun.started)
        return
    if tls_cert is not None:
        import_module("mesomap.cli_lan").look_at(tls_cert.resolve(), port)
    _serve(host, port, tls_cert, tls_key)


def _serve(
    host: str, port: int, cert: Path | None, key: Path | None, *, opens: str | None = None,
    started: Callable[[Callable[[], None]], None] | None = None,
) -> None:  # fmt: skip
    url = server.address(host, port, tls=cert is not None)
    say(_("MesoMap répond sur {url} (Ctrl+C pour arrêter)."), url=url)
    wants_browser = os.environ.get("MESOMAP_OPEN", "1") != "0"
    ready = (lambda: server.open_when_ready(host, port, opens or url)) if wants_browser else None
    try:
        server.serve(host, port, cert=cert, key=key, ready=ready, started=started)
    finally:
        ends.note(instance.instance_dir(), utc_text(datetime.now(UTC)))
        fold_in(instance.database(instance.instance_dir()))  # last: reading makes `-wal` anew


def _tell_what_is_missing(folder: Path) -> None:
    """Say where a chain ends before a place that was noted; the server starts all the same."""
    for row in ends.not_held(folder):
        say(_("Attention : le registre allait jusqu’à l’événement {seq}, noté le {at}, et cette "
              "base ne le contient pas. « mesomap verify » en dit plus."),
            seq=notes.place(row["head"]), at=moment(row["at"]))  # fmt: skip


def _keep_what_is_damaged(database: Path) -> None:
    """Copy a write-ahead file that is not whole: SQLite leaves out what it cannot read of it."""
    beside = database.with_name(f"{database.name}-wal")
    found = frames.look(beside)
    if found is None or (found.header and not found.lost):
        return
    kept = database.with_name(
        f"{instance.BEFORE}damage-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.wal"
    )
    kept.touch(mode=0o600)
    kept.write_bytes(beside.read_bytes())
    say(_("Attention : {name} est abîmé, et des écritures récentes peuvent manquer. Une copie en "
          "est gardée : {kept}."), name=beside.name, kept=kept)  # fmt: skip


def _migrate() -> None:
    import_module("mesomap.cli_migrate").bring_up_to_date()


def _bring_up_to_date() -> None:
    """Migrate where need be, in a process of its own: this one is not to keep its modules."""
    database = instance.database(instance.instance_dir())
    _keep_what_is_damaged(database)
    fold_in(database)  # a killed server leaves a `-wal`
    if is_current(database):
        return
    process = Process(target=_migrate)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)
