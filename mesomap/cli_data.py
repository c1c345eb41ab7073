"""The commands on the practice's data: `mesomap migrate`, `demo`, `rebuild`, `export`."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from uuid_utils import uuid7

from mesomap.cli_open import opened
from mesomap.cli_terminal import mark as _
from mesomap.cli_terminal import say
from mesomap.errors import N_, NotFound
from mesomap.instance.files import writing
from mesomap.services.demo import demo
from mesomap.services.people import patients
from mesomap.services.practice import accounts
from mesomap.services.record import projections
from mesomap.services.safety import exports
from mesomap.storage.seat import Seat

if TYPE_CHECKING:
    from mesomap.storage.protocol import Storage

#: Most patients of one export: above the number that any practice has.
EVERYONE = 1_000_000


def _storage() -> Storage:
    return opened()[0]


@click.command()
def migrate() -> None:
    """Bring the database to the form of this version."""
    storage, done = opened()
    storage.close()
    say(_("Migrations appliquées : {names}."), names=", ".join(done) or "0")


@click.command("demo")
def make_demo() -> None:
    """Make the demonstration practice, apart from every other."""
    storage = _storage()
    made = demo.make(storage, datetime.now(UTC), lambda: str(uuid7()))
    storage.close()
    if made:
        say(_("Le cabinet de démonstration est prêt : « Visiter » sur la page d’accueil l’ouvre."))
    else:
        say(_("Le cabinet de démonstration existe déjà : rien n’a été changé."))


@click.command()
def rebuild() -> None:
    """Make the tables that derive from the events again."""
    storage = _storage()
    for practice in accounts.practices(storage):
        made = projections.rebuild(Seat(storage, practice.practice_id))
        say(_("{name} : {count} séances reconstruites."), name=practice.name, count=made.sessions)
        if made.newer:
            say(
                _("{name} : {count} séances ouvertes par une version plus récente, "
                  "laissées telles quelles. Mettez MesoMap à jour, puis reconstruisez."),
                name=practice.name, count=len(made.newer),
            )  # fmt: skip
    storage.close()


@click.command()
@click.argument("patient_id", required=False)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="File, or folder without PATIENT_ID."
)
def export(patient_id: str | None, output: Path | None) -> None:
    """Write what the practice keeps, as JSON: of one patient, or of all into a folder."""
    storage = _storage()
    if patient_id:
        _write(output, exports.patient_json(_seat_of(storage, patient_id), patient_id))
        return
    folder = output or Path("export")
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = 0
    for practice in accounts.practices(storage):
        seat = Seat(storage, practice.practice_id)
        for row in patients.recent(seat, limit=EVERYONE):
            data = exports.patient_json(seat, row.id)
            _write(folder / f"{row.id}.json", data)
            count += 1
    say(_("{count} patients écrits dans {folder}."), count=count, folder=folder)


def _seat_of(storage: Storage, patient_id: str) -> Seat:
    """Give the seat of the practice that keeps this patient; raises NotFound."""
    for practice in accounts.practices(storage):
        seat = Seat(storage, practice.practice_id)
        with suppress(NotFound):
            patients.get(seat, patient_id)
            return seat
    raise NotFound(N_("Aucun patient ne porte l’identifiant {id}."), id=patient_id)


def _write(output: Path | None, data: bytes) -> None:
    """Write for the owner's eyes alone; to the terminal where no file is named."""
    if output is None:
        click.echo(data.decode())
        return
    with writing(output):
        output.touch(mode=0o600)
        output.write_bytes(data)
