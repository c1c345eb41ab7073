"""Derived tables against the events that they are derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.fold import folded
from mesomap.domain.lots import one_lot
from mesomap.domain.names import sort_key, terms_of
from mesomap.errors import N_, MesoMapError, Newer
from mesomap.services.measuring.signed_figures import differs, signed_areas
from mesomap.services.record import projections
from mesomap.services.safety.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Reader, Row

UNLIKE = N_(
    "{name}, séance {session} : {table} n’est pas ce que disent les événements. « mesomap "
    "rebuild » la refait, si la chaîne est intacte."
)
UNFOLDED = N_("{name}, séance {session} : ses événements ne peuvent pas être lus ensemble.")
ORPHAN = N_("{name}, séance {session} : aucune ouverture ne l’explique.")
UNFOUND = N_(
    "{name} : le patient {id} n’est pas retrouvé par son nom. « mesomap rebuild » y remédie."
)
AREA = N_("{name}, séance {session} : la surface montrée n’est pas celle de la signature.")


def findings(
    r: Reader, practice_id: str, name: str, tell: Callable[[float], None], newer: list[str]
) -> Iterator[Finding]:
    """Fold each session anew, and compare its rows; `newer` gathers what a newer version opened."""
    opened = r.opened(practice_id)
    for nth, session_id in enumerate(opened):
        tell(nth / len(opened))
        try:
            table = _unlike(r, practice_id, session_id)
        except Newer:
            newer.append(session_id)
            continue
        except (MesoMapError, ValueError, TypeError, KeyError):
            yield _finding("projection", UNFOLDED, name, session_id)
            continue
        if table:
            template = AREA if table == "area" else UNLIKE
            yield _finding("area" if table == "area" else "projection", template, name,
                           session_id, table)  # fmt: skip
    for session_id in sorted(set(r.session_ids(practice_id)) - set(opened)):
        yield _finding("projection", ORPHAN, name, session_id)
    yield from _people(r, practice_id, name)


def _people(r: Reader, practice_id: str, name: str) -> Iterator[Finding]:
    """Hold what patients are found and sorted by to their names."""
    for row in r.every_patient(practice_id):
        found = r.terms(practice_id, "patient", row["patient_id"])
        if _called(row) != (found, row["sort_key"]):
            values = {"name": name, "id": row["patient_id"]}
            yield Finding("projection", row["patient_id"], UNFOUND, values)


def _called(row: Row) -> tuple[set[tuple[str, str]], str] | None:
    """Work out what a patient is found and sorted by; None where the birth date is no date."""
    names = row["family_name"], row["given_name"]
    try:
        return set(terms_of(*names, row["birth_date"])), sort_key(*names)
    except ValueError:
        return None


def _finding(what: str, template: str, name: str, session_id: str, table: str = "") -> Finding:
    return Finding(what, session_id, template,
                   {"name": name, "session": session_id, "table": table})  # fmt: skip


def _unlike(r: Reader, practice_id: str, session_id: str) -> str | None:
    """Name the first table whose rows differ from the fold; None where all agree."""
    events = r.events(practice_id, session_id)
    session = folded(events).session
    rows = projections.rows_of(session, events[0].received_at)
    found = r.session(practice_id, session_id)
    if found is None or not _same(rows.session, found | _own(found)):
        return "session"
    if not _all_same(rows.marks, r.marks(practice_id, session_id)):
        return "mark"
    if not _syringes_same(rows.syringes, r.syringes(practice_id, session_id)):
        return "syringe"
    nogo = [
        row for row in r.nogo(practice_id, session.patient_id) if row["session_id"] == session_id
    ]
    by_id = {row["nogo_id"]: row for row in nogo}
    if not _all_same(rows.nogo, [by_id[row["nogo_id"]] for row in rows.nogo if row["nogo_id"]
                                 in by_id]) or len(by_id) != len(rows.nogo):  # fmt: skip
        return "nogo"
    return None if _area_same(session, r.area(practice_id, session_id)) else "area"


def _own(found: Row) -> Row:
    """Give what the session's own events say, where it is shown under another record."""
    return {"patient_id": found["own_id"], "number": found["own_number"]}


def _same(wanted: Row, found: Row) -> bool:
    return all(key in found and found[key] == value for key, value in wanted.items())


def _all_same(wanted: list[Row], found: list[Row]) -> bool:
    return len(wanted) == len(found) and all(map(_same, wanted, found))


def _syringes_same(wanted: list[Row], found: list[Row]) -> bool:
    by_key = sorted(wanted, key=lambda row: str(row["key"]))
    plain = [{k: v for k, v in row.items() if k != "products"} for row in by_key]
    return _all_same(plain, found) and all(
        _all_same(
            [
                p | {"n": n, "lot_key": p["lot"] and one_lot(p["lot"])}
                for n, p in enumerate(row["products"])
            ],
            there["products"],
        )
        for row, there in zip(by_key, found, strict=True)
    )


def _area_same(session: Session, row: Row | None) -> bool:
    """Hold the row of a signed session to its `session.measured`.

    Where an older version wrote no event, to what the row itself kept of the signature.
    """
    if session.measured is not None:
        return not differs(session, row)
    kept = signed_areas(session, row)
    if kept is None or row is None:
        return True
    shown = kept[1] if session.done_marks() else kept[0]
    columns: dict[str, Any] = {
        "treated_mm2": shown.treated_mm2, "region_mm2": shown.region_mm2,
        "bsa_mm2": shown.bsa_mm2, "by_zone_mm2": dict(shown.by_zone_mm2),
        "by_depth_mm2": dict(shown.by_depth_mm2),
    }  # fmt: skip
    return _same(columns, row)
