"""What is known of a patient's allergies and treatments: nobody asked, none is known, or a text.

A text is what was typed, whatever it says ("aucune" typed stays a text). That none is known is said
by a tap of its own, on a day, by someone. Neither: nobody asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap.domain.registering import paragraph
from mesomap.errors import N_, Malformed, Refused

if TYPE_CHECKING:
    from datetime import date

    from mesomap.domain.patient import Patient

#: The fields of a patient that have three states.
SUBJECTS = ("allergies", "treatments")

UNASKED, NONE, TEXT = "unasked", "none", "text"


@dataclass(frozen=True, slots=True)
class Known:
    """One of them. `text` is "" unless `state` is "text"; `on` (ISO day) and `by` of a "none"."""

    state: str
    text: str = ""
    on: str | None = None
    by: str | None = None


def known_of(patient: Patient, subject: str) -> Known:
    """Tell the state of one subject."""
    row = {name: getattr(patient, f"{subject}{name}") for name in ("", "_none_on", "_none_by")}
    return known_in(row[""], row["_none_on"], row["_none_by"])


def known_in(text: str, on: str | None, by: str | None) -> Known:
    """Tell the state from the three columns of a patient's row; a text goes before all."""
    if text.strip():
        return Known(TEXT, text)
    return Known(NONE, on=on, by=by) if on else Known(UNASKED)


def known_to_json(known: Known) -> dict[str, Any]:
    """Write it as pages and exports read it: {"state", "text", "on", "by"}."""
    return {"state": known.state, "text": known.text, "on": known.on, "by": known.by}


def columns(subject: str, known: Known) -> dict[str, Any]:
    """Write it as the columns of a patient's row."""
    return {
        subject: known.text, f"{subject}_none_on": known.on, f"{subject}_none_by": known.by
    }  # fmt: skip


def none_said(fields: Mapping[str, Any], today: date, by: str, before: Known | None = None,
              *, subject: str) -> dict[str, Any]:  # fmt: skip
    """Read a form's text and its "none known" of one subject: the columns that they make.

    Who said "none" before is not replaced by who saves the form again.

    Raises
    ------
    Refused
        Both a text and "none known".
    """
    text = paragraph(fields.get(subject), subject)
    if not fields.get(f"{subject}_none"):
        return columns(subject, Known(TEXT, text) if text else Known(UNASKED))
    if text:
        raise Refused(
            N_("Un texte, ou « aucune connue » : pas les deux à la fois."), field=subject
        )  # fmt: skip
    if before is not None and before.state == NONE:
        return columns(subject, before)
    return columns(subject, Known(NONE, on=today.isoformat(), by=by))


_WANTED = N_(
    "Allergies (« allergies ») ou traitements (« treatments ») : « unasked », « none », ou "
    "« text » avec son texte, et ce qui était noté avant (« before »)."
)


def said(value: Any) -> tuple[str, Known, Known]:
    """Read {"subject", "state", "text", "before"} as a tablet sends it: subject, wanted, before.

    Raises
    ------
    Malformed, Refused
    """
    if not isinstance(value, Mapping) or value.get("subject") not in SUBJECTS:
        raise Malformed(_WANTED)
    return value["subject"], _state(value), _state(value.get("before"))


def _state(value: Any) -> Known:
    if not isinstance(value, Mapping) or value.get("state") not in (UNASKED, NONE, TEXT):
        raise Malformed(_WANTED)
    text = paragraph(value.get("text"), "text")
    if (value["state"] == TEXT) != bool(text):
        raise Malformed(_WANTED)
    return Known(value["state"], text)


def settled(stands: Known, before: Known, wanted: Known) -> Known:
    """Merge `wanted`, said by someone who had `before` in sight, with what `stands`.

    Nothing that the record affirms is lost: "none known" and "nobody asked" replace a text only
    if that text was in sight; a text written on another one is added beneath it.
    """
    if stands.state != TEXT or stands.text == before.text:
        return wanted
    if wanted.state != TEXT or wanted.text in stands.text:
        return stands
    return wanted if stands.text in wanted.text else Known(TEXT, f"{stands.text}\n{wanted.text}")
