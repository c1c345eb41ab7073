"""Rows that the events do not tell: against their log, their numbers, their sums, their digests."""

from __future__ import annotations

import hashlib
import json
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.errors import N_, MesoMapError
from mesomap.services.record.offers import offer_id
from mesomap.services.safety.findings import Finding
from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mesomap.storage.protocol import Reader, Row

ROW = N_("{name} : {table} {id} n’est pas ce que dit le journal des changements ({field}).")
LOST = N_("{name} : {table} {id} est dans le journal des changements et n’existe plus.")
UNLOGGED = N_("{name} : {table} {id} n’a pas d’entrée dans le journal des changements.")
LOG = N_("{name} : le journal des changements de {table} {id} n’est pas suivi à la version {n}.")
HOLE = N_("{name} : {count} entrées manquent au journal des changements.")
NUMBER = N_("{name} : le devis {number} ne suit pas le précédent de sa série.")
SUMS = N_("{name} : le devis {number} ne se tient pas ({field}).")
ASIDE = N_("{name} : une saisie mise de côté ({id}) a changé.")
NUMBERED = N_("{name} : une saisie mise de côté manque avant la {n}e.")
OFFER = N_("{name} : une offre faite aux tablettes ({id}) a changé.")

ENTRY = N_("{name} : l’entrée {id} du journal des changements a changé ou manque.")
ISSUED = N_("{name} : le devis {id} n’est plus tel qu’il a été émis.")

#: Columns that the log never tells: made by the database, or filled by a migration.
UNTOLD = frozenset({"version", "text_id", "sort_key"})


def findings(
    r: Reader, practice_id: str, name: str, tell: Callable[[str, float], None], step: str
) -> Iterator[Finding]:
    """Look at versioned rows and their log, estimates, and what was put aside or offered."""
    checks = (_log, _estimates, _quarantine, _offers, _seals)
    for nth, check in enumerate(checks):
        tell(step, nth / len(checks))
        yield from check(r, practice_id, name)


# ------------------------------------------------------------ versioned rows


def _log(r: Reader, practice_id: str, name: str) -> Iterator[Finding]:
    count = 0
    defaults = {table: r.defaults(table) for table in r.versioned_tables()}
    for (table, row_id), changes in groupby(
        r.change_log(practice_id), key=lambda row: (row["subject"], row["subject_id"])
    ):
        values = {"name": name, "table": table, "id": row_id}
        logged = list(changes)
        count += len(logged)
        found = r.versioned(table, practice_id, row_id) if table in defaults else None
        if found is None:
            yield Finding("row", row_id, LOST, values)
        else:
            yield from _replayed(logged, found, defaults[table], values)
    last = r.last_change(practice_id)
    if count != last:
        yield Finding("log", name, HOLE, {"name": name, "count": last - count})
    for table in defaults:
        for row_id in r.without_log(table, practice_id):
            yield Finding("row", row_id, UNLOGGED, {"name": name, "table": table, "id": row_id})


def _replayed(
    logged: Iterable[Row], found: Row, defaults: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[Finding]:
    """Replay the log of a row: each change begins where the last one ended, and it ends here."""
    state: dict[str, Any] = {}
    version = 0
    for change in logged:
        version += 1
        begins = change["changes"] is not None and all(
            old == state.get(key, defaults.get(key)) or (old is None and key not in state)
            for key, (old, _new) in change["changes"].items()
        )
        if change["version"] != version or not begins:
            yield Finding("log", values["id"], LOG, {**values, "n": change["version"]})
            return
        state |= {key: new for key, (_old, new) in change["changes"].items()}
    if found["version"] != version:
        yield Finding("row", values["id"], ROW, {**values, "field": "version"})
    for key, value in found.items():
        if key not in UNTOLD and value != state.get(key, defaults.get(key)):
            yield Finding("row", values["id"], ROW, {**values, "field": key})


# ------------------------------------------------------------ estimates


def _estimates(r: Reader, practice_id: str, name: str) -> Iterator[Finding]:
    series, ordinal = None, 0
    for row in r.every_estimate(practice_id):
        values = {"name": name, "number": row["number"]}
        here = row["series"], row["year"]
        ordinal = ordinal + 1 if here == series else 1
        series = here
        if row["ordinal"] != ordinal:
            yield Finding("estimate", row["number"], NUMBER, values)
            ordinal = row["ordinal"]
        try:
            field = _unsound(row)
        except (TypeError, ValueError, KeyError, AttributeError):
            field = "body"
        if field:
            yield Finding("estimate", row["number"], SUMS, {**values, "field": field})


def _unsound(row: Row) -> str | None:
    """Name what does not hold of an estimate; None where its numbers and sums do."""
    body = json.loads(row["body"])
    if row["number"] != f"{row['series']}-{row['year']}-{row['ordinal']:04d}":
        return "number"
    for key in ("number", "session_id", "patient_id", "issued_at"):
        if body[key] != row[key]:
            return key
    if sum(line["amount_cents"] for line in body["lines"]) != body["total_cents"]:
        return "total_cents"
    vat = body["vat"]
    whole = all(v["net_cents"] + v["vat_cents"] == v["total_cents"] for v in vat)
    if not whole or (vat and sum(v["total_cents"] for v in vat) != body["total_cents"]):
        return "vat"
    return None if canonical(body) == row["body"] else "body"


# ------------------------------------------------------------ digests


def _quarantine(r: Reader, practice_id: str, name: str) -> Iterator[Finding]:
    for place, row in enumerate(r.every_quarantined(practice_id), 1):
        if row["n"] != place:
            yield Finding("digest", str(row["n"]), NUMBERED, {"name": name, "n": row["n"]})
            return
        if hashlib.sha256(row["raw"].encode()).digest() != bytes(row["digest"]):
            yield Finding("digest", str(row["n"]), ASIDE, {"name": name, "id": row["event_id"]})


def _offers(r: Reader, practice_id: str, name: str) -> Iterator[Finding]:
    for row in r.offers(practice_id):
        try:
            same = offer_id(json.loads(row["body"])) == row["offer_id"]
        except (MesoMapError, ValueError, TypeError):
            same = False
        if not same:
            yield Finding("digest", row["offer_id"], OFFER, {"name": name, "id": row["offer_id"]})


_WRITTEN_ONCE: Mapping[str, tuple[str, str]] = MappingProxyType({
    "change_log": ("log", ENTRY), "estimate": ("estimate", ISSUED),
    "quarantine": ("digest", ASIDE), "offer": ("digest", OFFER),
})  # fmt: skip


def _seals(r: Reader, practice_id: str, name: str) -> Iterator[Finding]:
    for table, row_id in r.unsealed(practice_id):
        what, template = _WRITTEN_ONCE.get(table, _WRITTEN_ONCE["change_log"])
        yield Finding(what, row_id, template, {"name": name, "id": row_id})
