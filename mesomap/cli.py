"""The `mesomap` command."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click
from uuid_utils import uuid7

from mesomap import __version__, instance, server
from mesomap.errors import N_, MesoMapError, NotFound
from mesomap.services import accounts, demo, exports, patients, projections
from mesomap.storage.sqlite import open_storage
from mesomap.texts import gettext

if TYPE_CHECKING:
    from mesomap.storage.protocol import Storage


#: More patients than a practice has.
EVERYONE = 1_000_000


class Sentences(click.Group):
    """Turns our own errors into a sentence on stderr and the exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MesoMapError as error:
            template = gettext(_lang(), error.template)
            click.echo(template.format(**error.values), err=True)
            sys.exit(2)


def _lang() -> str:
    """French, unless the terminal asks for English with MESOMAP_LANG."""
    return os.environ.get("MESOMAP_LANG", "fr")


def _say(sentence: str, **values: object) -> None:
    click.echo(gettext(_lang(), sentence).format(**values))


def _(sentence: str) -> str:
    """Mark a sentence for the extractor; `_say` translates it."""
    return sentence


def _storage(*, migrate: bool = True) -> Storage:
    folder = instance.instance_dir()
    instance.prepare(folder)
    storage = open_storage(instance.database(folder))
    if migrate:
        storage.migrate()
    return storage


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
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
    server.check_port(host, port)
    os.environ["MESOMAP_INSTANCE"] = str(instance.instance_dir())
    _storage().close()
    url = server.address(host, port, tls=tls_cert is not None)
    _say(_("MesoMap répond sur {url} (Ctrl+C pour arrêter)."), url=url)
    wants_browser = os.environ.get("MESOMAP_OPEN", "1") != "0"
    server.serve(
        host,
        port,
        cert=tls_cert,
        key=tls_key,
        ready=(lambda: server.open_when_ready(host, port, url)) if wants_browser else None,
    )


@main.command()
def migrate() -> None:
    """Bring the database to the form of this version."""
    storage = _storage(migrate=False)
    done = storage.migrate()
    storage.close()
    _say(_("Migrations appliquées : {names}."), names=", ".join(done) or "0")


@main.command("demo")
def make_demo() -> None:
    """Make the demonstration practice, apart from every other."""
    storage = _storage()
    made = demo.make(storage, datetime.now(UTC), lambda: str(uuid7()))
    storage.close()
    if made:
        _say(_("Le cabinet de démonstration est prêt : « Visiter » sur la page d’accueil l’ouvre."))
    else:
        _say(_("Le cabinet de démonstration existe déjà : rien n’a été changé."))


@main.command()
def verify() -> None:
    """Check the hash chain of every practice; exit code 1 where one is broken."""
    storage = _storage()
    broken = 0
    for practice in accounts.practices(storage):
        verdict = projections.verify(storage, practice.practice_id)
        if verdict.ok:
            _say(_("{name} : {count} événements, chaîne intacte."),
                 name=practice.name, count=verdict.events)  # fmt: skip
        else:
            broken += 1
            _say(_("{name} : chaîne rompue à l’événement {seq} ({reason})."), name=practice.name,
                 seq=verdict.first_bad_seq, reason=verdict.reason)  # fmt: skip
    storage.close()
    sys.exit(1 if broken else 0)


@main.command()
def rebuild() -> None:
    """Make the tables that derive from the events again."""
    storage = _storage()
    for practice in accounts.practices(storage):
        count = projections.rebuild(storage, practice.practice_id)
        _say(_("{name} : {count} séances reconstruites."), name=practice.name, count=count)
    storage.close()


@main.command()
@click.argument("patient_id", required=False)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="File, or folder without PATIENT_ID."
)
def export(patient_id: str | None, output: Path | None) -> None:
    """Write what the practice keeps, as JSON: of one patient, or of all into a folder."""
    storage = _storage()
    if patient_id:
        _write(output, exports.patient_json(storage, _practice_of(storage, patient_id), patient_id))
        return
    folder = output or Path("export")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = 0
    for practice in accounts.practices(storage):
        for row in patients.recent(storage, practice.practice_id, limit=EVERYONE):
            data = exports.patient_json(storage, practice.practice_id, row.id)
            _write(folder / f"{row.id}.json", data)
            count += 1
    _say(_("{count} patients écrits dans {folder}."), count=count, folder=folder)


def _practice_of(storage: Storage, patient_id: str) -> str:
    """Practice that keeps this patient; raises NotFound."""
    for practice in accounts.practices(storage):
        try:
            patients.get(storage, practice.practice_id, patient_id)
        except NotFound:
            continue
        return practice.practice_id
    raise NotFound(N_("Aucun patient ne porte l’identifiant {id}."), id=patient_id)


def _write(output: Path | None, data: bytes) -> None:
    """Write for the owner's eyes alone; to the terminal where no file is named."""
    if output is None:
        click.echo(data.decode())
        return
    output.touch(mode=0o600)
    output.write_bytes(data)


if find_spec("mesomap.cli_area"):
    from mesomap.cli_area import area

    main.add_command(area)
