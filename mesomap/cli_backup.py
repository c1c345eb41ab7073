"""`mesomap backup` and `mesomap restore`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from mesomap import instance
from mesomap.cli_open import local_now
from mesomap.cli_terminal import Progress, moment, say
from mesomap.cli_terminal import mark as _
from mesomap.instance import holding
from mesomap.services.safety import backup, restore

if TYPE_CHECKING:
    from mesomap.services.safety.archive import Manifest
    from mesomap.services.safety.restore import Restored
    from mesomap.storage.census import Counted, Since


@click.command("backup")
@click.argument("dest", type=click.Path(path_type=Path))
def make_backup(dest: Path) -> None:
    """Back everything up into DEST: a new file, or a folder. The server may go on."""
    _end_on_terminate()
    folder = instance.instance_dir()
    if folder.is_dir():  # held: no restore begins meanwhile
        click.get_current_context().call_on_close(holding.hold(folder, reads=True))
    made = backup.make(folder, dest, local_now(), Progress().tell)
    _say_counts(made.manifest)
    for name in made.broken:
        say(_("Attention : la chaîne de {name} est rompue ; « mesomap verify » dit où."), name=name)
    if not made.noted:
        say(_("La date de cette sauvegarde n’a pas pu être notée dans le dossier des données."))
    say(_("Sauvegarde faite et relue : {path} ({mb} Mo). Elle n’est pas chiffrée : gardez-la hors "
          "de vue d’autrui, sur un autre disque que celui-ci."),
        path=made.path, mb=f"{made.size / 2**20:.1f}")  # fmt: skip
    sys.exit(1 if made.broken else 0)


@click.command("restore")
@click.argument("src", type=click.Path(path_type=Path))
@click.option("--drill", is_flag=True, help="Bring it back beside, look at it, change nothing.")
def bring_back(src: Path, drill: bool) -> None:  # noqa: FBT001
    """Bring the backup SRC back; what is there is moved aside, never destroyed."""
    _end_on_terminate()
    folder, work = instance.instance_dir(), restore.drill if drill else restore.restore
    found = work(folder, src, local_now(), Progress().tell)
    say(_("Sauvegarde du {moment}, par MesoMap {version} : complète et relue."),
        moment=moment(found.manifest.made_at), version=found.manifest.version)  # fmt: skip
    _say_counts(found.manifest)
    for name in found.broken:
        say(_("Attention : la chaîne de {name} est rompue ; « mesomap verify » dit où."), name=name)
    if found.migrated:
        say(_("Mise à jour de sa forme : {names}."), names=", ".join(found.migrated))
    _say_since(found)
    _say_end(found, folder, drill=drill)
    sys.exit(1 if found.broken else 0)


def _say_counts(manifest: Manifest) -> None:
    for row in manifest.census.practices:
        say(_("{name} : patients {patients}, séances {sessions}, événements {events}, devis "
              "{estimates} ; fin du registre {head}."),
            name=row.name, patients=row.patients, sessions=row.sessions, events=row.events,
            estimates=row.estimates, head=short(row.head))  # fmt: skip


def short(head: str) -> str:
    """Write the end of a chain as the tablets do: twelve digits of its hash."""
    seq, _dot, digest = head.partition(".")
    return f"{seq}.{digest[:12]}"


def _say_since(found: Restored) -> None:
    if found.since is None:
        say(_("La base présente manque ou n’est pas lisible : ce qui y est venu après la "
              "sauvegarde ne peut pas être compté."))  # fmt: skip
        return
    for now, then in zip(found.since, found.manifest.census.practices, strict=True):
        _say_since_of(now, then)


def _say_since_of(now: Since, then: Counted) -> None:
    if not now.same:
        say(_("{name} : la base présente ne contient pas la fin de cette sauvegarde "
              "({head}) : l’une ne continue pas l’autre."),
            name=then.name, head=short(then.head))  # fmt: skip
        return
    say(_("{name} : depuis cette sauvegarde, {events} événements, dont {from_tablets} de "
          "tablettes ; {patients} patients et {estimates} devis de plus."),
        name=then.name, events=now.events, from_tablets=now.from_tablets,
        patients=now.patients, estimates=now.estimates)  # fmt: skip
    if now.events:
        say(_("Les tablettes gardent sept jours ce qu’elles ont envoyé et le rapporteront ; "
              "{too_old} événements sont plus anciens, et les autres changements (fiches, "
              "réglages, devis) ne reviennent pas."),
            too_old=now.too_old)  # fmt: skip


def _say_end(found: Restored, folder: Path, *, drill: bool) -> None:
    if drill:
        say(_("Exercice réussi : rien n’a été changé dans {folder}."), folder=folder)
        return
    if found.aside is not None:
        say(_("Ce qui était là a été déplacé dans {aside}."), aside=found.aside)
    say(_("Restauration terminée : {folder}. Tous les appareils s’identifient à nouveau ; ce que "
          "les tablettes ont encore revient quand elles s’y connectent."),
        folder=folder)  # fmt: skip


def _end_on_terminate() -> None:
    """Let a termination end the work as Ctrl+C does, so that what was begun is removed."""

    def end(_signal: int, _frame: object) -> NoReturn:
        sys.exit(143)

    signal.signal(signal.SIGTERM, end)
