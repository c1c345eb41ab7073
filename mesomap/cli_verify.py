"""`mesomap verify`: what is wrong with the data, and what cannot be known."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import click

from mesomap import instance
from mesomap.cli_terminal import Progress, moment, said, say
from mesomap.cli_terminal import mark as _
from mesomap.errors import N_, Refused
from mesomap.services.safety import verify as checks

if TYPE_CHECKING:
    from mesomap.services.safety.findings import Finding
    from mesomap.services.safety.verify import Report

_HEAD = re.compile(r"(\d{1,15})\.([0-9a-f]{12,64})", re.ASCII)


@click.command()
@click.option(
    "--head",
    "heads",
    multiple=True,
    metavar="SEQ.HASH",
    help="An end of the record that must be in it, as a backup or a tablet told it.",
)
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def verify(heads: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001
    """Look at all of the data; nothing is changed. Exit code 1 where something is wrong."""
    for head in heads:
        if not _HEAD.fullmatch(head):
            raise Refused(N_("--head s’écrit 42.0123456789ab, et non {head}."), head=head)
    report = checks.verify(
        instance.instance_dir(), tuple(head[: head.index(".") + 13] for head in heads),
        Progress().tell,
    )  # fmt: skip
    click.echo(json.dumps(_to_json(report), ensure_ascii=False, indent=1)) if as_json else _print(
        report
    )
    sys.exit(1 if report.findings else 0)


def _print(report: Report) -> None:
    for practice in report.practices:
        say(_("{name} : {count} événements regardés, fin du registre {head}."),
            name=practice.name, count=practice.events, head=practice.head)  # fmt: skip
    for found in report.findings:
        click.echo(f"✗ {_sentence(found)}")
    if report.findings:
        say(_("Constats : {count}."), count=len(report.findings))
    elif report.practices and report.partly:
        say(_("Fichier et chaîne : tout se tient."))
    elif report.practices:
        say(_("Fichier, chaîne intacte, séances, fiches, journal et devis : tout se tient."))
    else:
        say(
            _(
                "La base ne contient encore aucun cabinet. Si elle a été copiée pendant que "
                "MesoMap tournait, il y manque ce qui venait d’être écrit : "
                "faites « mesomap backup »."
            )
        )
    if report.unknown:
        say(_("Ce que « verify » ne peut pas savoir :"))
    for sentence, values in report.unknown:
        click.echo(f"– {said(sentence, **values)} ;")


def _sentence(found: Finding) -> str:
    """Translate a finding, and those of its values that are sentences themselves."""
    words = dict(found.values)
    for key in ("who", "reason"):
        words[key] = said(str(words[key])) if key in words else ""
    words["at"] = moment(words.get("at", ""))
    return said(found.template, **words)


def _to_json(report: Report) -> dict[str, Any]:
    return {
        "ok": not report.findings,
        "practices": [
            {"practice_id": p.practice_id, "name": p.name, "events": p.events, "head": p.head}
            for p in report.practices
        ],
        "findings": [
            {"what": f.what, "where": f.where, "sentence": _sentence(f)} for f in report.findings
        ],
        "unknown": [said(sentence, **values) for sentence, values in report.unknown],
    }
