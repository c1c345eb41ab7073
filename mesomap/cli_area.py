"""`mesomap area FILE.json --json`: the treated skin of one case, so that others can check it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from mesomap.body.area import Areas, measure
from mesomap.body.case import areas_to_json, read_case, zones_of_case
from mesomap.body.zones import name
from mesomap.errors import N_, Malformed, MesoMapError, NotFound, TooLarge
from mesomap.texts import LANGUAGES, gettext

#: Most bytes of a case that are read; the longest session makes some hundred kilobytes.
MOST_BYTES = 50_000_000


@click.command("area")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--lang", type=click.Choice(LANGUAGES), envvar="MESOMAP_LANG", default="fr",
              show_default=True, help="Language of sentences and names.")  # fmt: skip
def area(file: str, lang: str, *, as_json: bool) -> None:
    """Measure the treated skin of FILE (- for standard input): a body and its marks, as JSON.

    A case that cannot be measured is refused with one sentence and exit status 2.
    """
    try:
        case = _parsed(_bytes_of(file))
        areas = measure(*read_case(case), zones_version=zones_of_case(case))
    except MesoMapError as error:
        click.echo(gettext(lang, error.template).format(**error.values), err=True)
        sys.exit(2)
    click.echo(_json(areas, lang) if as_json else _table(areas, lang))


def _bytes_of(file: str) -> bytes:
    """Read a file, or standard input."""
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _read(Path(file))
    except FileNotFoundError:
        raise NotFound(N_("Le fichier {file} n’existe pas."), file=file) from None
    except OSError:
        raise NotFound(N_("Le fichier {file} ne peut pas être lu."), file=file) from None
    if len(data) > MOST_BYTES:
        raise TooLarge(
            N_("Le fichier {file} dépasse {most_mb} Mo."),
            file=file,
            most_mb=MOST_BYTES // 1_000_000,
        )
    return data


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Malformed(N_("Ce fichier n’est pas du JSON lisible.")) from None


def _no_constant(text: str) -> NoReturn:
    """NaN and Infinity are not JSON, though Python would read them."""
    raise ValueError(text)


def _json(areas: Areas, lang: str) -> str:
    out = areas_to_json(areas)
    for row, warning in zip(out["warnings"], areas.warnings, strict=True):
        row["sentence"] = gettext(lang, warning.template).format(**warning.values)
    return json.dumps(out, ensure_ascii=False)


def _table(areas: Areas, lang: str) -> str:
    """Lay the figures out for a person: totals, then depths, zones and warnings."""
    rows = [
        (gettext(lang, N_("Surface traitée")), areas.treated_mm2),
        (gettext(lang, N_("Région couverte")), areas.region_mm2),
        (gettext(lang, N_("Surface corporelle")), areas.bsa_mm2),
        *areas.by_depth_mm2.items(),
        *((name(key, lang), size) for key, size in areas.by_zone_mm2.items()),
    ]
    wide = max(len(label) for label, _ in rows)
    lines = [f"{label:<{wide}}  {size / 100.0:10.2f} cm²" for label, size in rows]
    if areas.uncertainty_pct is not None:
        lines[0] += f" ± {areas.uncertainty_pct:.0f} %"
    warned = [gettext(lang, w.template).format(**w.values) for w in areas.warnings]
    return "\n".join([*lines, *warned])
