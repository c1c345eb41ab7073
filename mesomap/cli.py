"""The `mesomap` command.

`mesomap run` stays in memory as long as the server does, as the parent of the worker: so nothing
that it does not need itself is imported here. The other commands are read when they are asked for.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from multiprocessing import Process
from pathlib import Path

import click

from mesomap import __version__, instance, server
from mesomap.cli_terminal import give_up, say
from mesomap.cli_terminal import mark as _
from mesomap.errors import MesoMapError
from mesomap.storage.versions import is_current

#: Commands that live in modules of their own, as `module:name`.
ELSEWHERE = {
    "area": "mesomap.cli_area:area",
    "demo": "mesomap.cli_data:make_demo",
    "export": "mesomap.cli_data:export",
    "migrate": "mesomap.cli_data:migrate",
    "rebuild": "mesomap.cli_data:rebuild",
    "verify": "mesomap.cli_data:verify",
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mesomap")
def main() -> None:
    """Body map for mesotherapy: treated skin area, duration, estimate and history."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, envvar="PORT", show_default=True, type=click.IntRange(1, 65535)
)
@click.option("--tls-cert", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def run(host: str, port: int, tls_cert: Path | None, tls_key: Path | None) -> None:
    """Create or migrate the database, start the server, open the browser."""
    server.check_address(host, tls_cert, tls_key)
    server.check_certificate(tls_cert, tls_key)
    server.check_port(host, port)
    os.environ["MESOMAP_INSTANCE"] = str(instance.instance_dir())
    _bring_up_to_date()
    url = server.address(host, port, tls=tls_cert is not None)
    say(_("MesoMap répond sur {url} (Ctrl+C pour arrêter)."), url=url)
    wants_browser = os.environ.get("MESOMAP_OPEN", "1") != "0"
    server.serve(
        host,
        port,
        cert=tls_cert,
        key=tls_key,
        ready=(lambda: server.open_when_ready(host, port, url)) if wants_browser else None,
    )


def _migrate() -> None:
    import_module("mesomap.cli_migrate").bring_up_to_date()


def _bring_up_to_date() -> None:
    """Migrate where need be, in a process that ends: its tools are not kept for a day."""
    if is_current(instance.database(instance.instance_dir())):
        return
    process = Process(target=_migrate)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)
