"""What a form says of a patient or a course, read and checked.

Every refusal names its `field` in `values`, so that a form can show it beside the field.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.domain.ask import MOST_PARAGRAPH, is_finite
from mesomap.domain.dates import readings
from mesomap.domain.letters import is_seen
from mesomap.domain.physique import SEXES
from mesomap.domain.said import Day, Number
from mesomap.domain.sizes import in_kilos_and_grams, in_metres
from mesomap.domain.typed import number, reading
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_NAME = 100

#: Nobody on record lived longer (122 years; a register keeps the living).
OLDEST_YEARS = 120
HEIGHT_CM = (50.0, 250.0)
WEIGHT_KG = (2.0, 350.0)
MOST_SESSIONS = 60

#: A course to begin with: five sessions, a week apart (practising doctors; the plan is edited).
PLANNED_SESSIONS = 5


def one_line(value: Any, field: str, most: int = MAX_NAME) -> str:
    """Text on one line, trimmed, without control characters, in composed form (NFC).

    A text of which nothing can be seen is none.
    """
    text = " ".join(_plain(value, field).split())
    return _not_longer(text, field, most)


def paragraph(value: Any, field: str, most: int = MOST_PARAGRAPH) -> str:
    """Text of several lines, trimmed."""
    return _not_longer(_plain(value, field).strip(), field, most)


def _plain(value: Any, field: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(N_("« {field} » est un texte."), field=field)
    kept = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept) if is_seen(kept) else ""


def _not_longer(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise Refused(N_("« {field} » compte {most} caractères au plus."), field=field, most=most)
    return text


def family_name(value: Any) -> str:
    name = one_line(value, "family_name")
    if not name:
        raise Refused(N_("Le nom de famille est nécessaire."), field="family_name")
    return name


def sex(value: Any) -> str:
    if value not in SEXES:
        raise Refused(
            N_("Indiquez le sexe, féminin ou masculin : le dessin en dépend."),
            field="sex",
            value=value,
        )
    return str(value)


def birth_date(value: Any, today: date) -> str | None:
    """Read a date as people write it (`domain/dates.py`); "" and None are unknown.

    A year of two digits is taken where only one century is possible.
    """
    if value is None or value == "":
        return None
    read = readings(value) if isinstance(value, str) else []
    possible = [day for day in read if _can_be_born(day, today)]
    if len(possible) == 1:
        return possible[0]
    if possible:
        raise Refused(
            N_("L’année peut être {one} ou {other} : écrivez ses quatre chiffres."),
            field="birth_date", one=possible[1][:4], other=possible[0][:4],
        )  # fmt: skip
    raise _no_birth_date(value, read[-1] if read else None, today)


def _can_be_born(day: str, today: date) -> bool:
    born = date.fromisoformat(day)
    oldest = (today.year - OLDEST_YEARS, today.month, today.day)
    return born <= today and (born.year, born.month, born.day) >= oldest


def _no_birth_date(value: Any, day: str | None, today: date) -> Refused:
    if day is None:
        return Refused(
            N_("La date de naissance s’écrit jj/mm/aaaa, reçu : {value!r}."),
            field="birth_date", value=value,
        )  # fmt: skip
    if day > today.isoformat():
        return Refused(
            N_("La date de naissance ({value}) est dans le futur."),
            field="birth_date",
            value=Day(day),
        )
    return Refused(
        N_("La date de naissance ({value}) remonte à plus de {most} ans."),
        field="birth_date", value=Day(day), most=OLDEST_YEARS,
    )  # fmt: skip


def is_day(text: str) -> bool:
    """Tell whether a text is a day as it is stored: `2026-11-30`."""
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def whole_years(born: date, today: date) -> int:
    """Years completed on `today`; someone born on 29 February has a birthday on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _measure(value: Any, field: str, unit: str = "") -> float | None:
    """Read a number, or the text of one ("62,5", "62 kg"); None for what is no number.

    Raises Refused where a text has two readings or another unit.
    """
    if isinstance(value, str):
        if reading(value, unit).fault == "number":
            return None
        value = float(number(value, field, unit))
    return float(value) if is_finite(value) else None


def height_cm(value: Any) -> float | None:
    """Read a height in cm; one in metres ("1,75 m", "1m75") is read as such. Raises Refused."""
    metres = in_metres(value) if isinstance(value, str) else None
    if metres is not None:
        value = metres
    _ask_meant(value, "height_cm", "cm", HEIGHT_CM, 100.0)
    sentence = N_("La taille est un nombre entre {least:g} et {most:g} cm, reçu : {value}.")
    return _between(value, "height_cm", HEIGHT_CM, "cm", sentence)


def weight_kg(value: Any) -> float | None:
    """Read a weight in kg; kilos and grams ("62 kg 500") are read as such. Raises Refused."""
    apart = in_kilos_and_grams(value) if isinstance(value, str) else None
    if apart is not None:
        value = apart
    _ask_meant(value, "weight_kg", "kg", WEIGHT_KG, 0.1)
    sentence = N_("Le poids est un nombre entre {least:g} et {most:g} kg, reçu : {value}.")
    return _between(value, "weight_kg", WEIGHT_KG, "kg", sentence)


def _ask_meant(
    value: Any, field: str, unit: str, limits: tuple[float, float], share: float
) -> None:
    """Name what was probably meant by a number that is `share` times too small or too large."""
    found = _measure(value, field, unit) if value not in (None, "") else None
    if found is None or limits[0] <= found <= limits[1]:
        return
    meant = found * share
    if limits[0] <= meant <= limits[1]:
        raise Refused(
            N_("{value} {unit} ? Écrivez {meant} {unit} si c’est cela."),
            field=field, value=Number(found, 2), unit=unit, meant=Number(meant, 1),
        )  # fmt: skip


def _between(
    value: Any, field: str, limits: tuple[float, float], unit: str, sentence: str
) -> float | None:
    if value is None or value == "":
        return None
    found, (least, most) = _measure(value, field, unit), limits
    if found is None or not least <= found <= most:
        raise Refused(sentence, field=field, least=least, most=most, value=value)
    return round(found, 2)


def age_band_years(value: Any) -> int | None:
    """Read the middle of a walk-in's age band."""
    if value is None or value == "":
        return None
    found = _measure(value, "age_years", "ans")
    if found is None or found != int(found) or not 0 <= found <= OLDEST_YEARS:
        raise Refused(
            N_("L’âge est un nombre d’années entre 0 et {most}, reçu : {value}."),
            field="age_years", most=OLDEST_YEARS, value=value,
        )  # fmt: skip
    return int(found)


def planned_sessions(value: Any) -> int:
    if value is None or value == "":
        return PLANNED_SESSIONS
    found = _measure(value, "planned_sessions")
    if found is None or found != int(found) or not 1 <= found <= MOST_SESSIONS:
        raise Refused(
            N_("Une cure compte de 1 à {most} séances, reçu : {value}."),
            field="planned_sessions", most=MOST_SESSIONS, value=value,
        )  # fmt: skip
    return int(found)


def title(value: Any) -> str:
    found = one_line(value, "title", 200)
    if not found:
        raise Refused(N_("Le motif de la cure est nécessaire."), field="title")
    return found


def patient_fields(
    fields: Mapping[str, Any], today: date, *, name_needed: bool = True
) -> dict[str, Any]:
    """Read the fields of a patient that are given; unknown names are left aside.

    Raises
    ------
    Refused
        With `values["field"]`.
    """
    given = {key: fields[key] for key in PATIENT if key in fields}
    read = {key: PATIENT[key](value) for key, value in given.items()}
    if "birth_date" in fields:
        read["birth_date"] = birth_date(fields["birth_date"], today)
    if name_needed and "family_name" in given:
        read["family_name"] = family_name(given["family_name"])
    return read


PATIENT: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "family_name": lambda value: one_line(value, "family_name"),
        "given_name": lambda value: one_line(value, "given_name"),
        "sex": sex,
        "height_cm": height_cm,
        "weight_kg": weight_kg,
        "allergies": lambda value: paragraph(value, "allergies"),
        "treatments": lambda value: paragraph(value, "treatments"),
        "notes": lambda value: paragraph(value, "notes"),
        "age_band_years": age_band_years,
    }
)


def course_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields of a course that are given."""
    readers: Mapping[str, Callable[[Any], Any]] = {
        "title": title, "planned_sessions": planned_sessions
    }  # fmt: skip
    return {key: read(fields[key]) for key, read in readers.items() if key in fields}
