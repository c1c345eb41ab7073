"""Days and moments as the practice's clock has them, for pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import g
from flask_babel import gettext as _

from mesomap.domain.called import age_said, called
from mesomap.domain.clock import practice_day
from mesomap.domain.registering import whole_years
from mesomap.services.practice import settings
from mesomap.web.access.auth import seat
from mesomap.web.common import i18n
from mesomap.web.common.context import now

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from flask import Flask


def zone() -> ZoneInfo:
    """Where the days of the practice that asks begin; read once for each request."""
    if "zone" not in g:
        with seat().reading() as r:
            g.zone = settings.time_zone(r, seat().practice_id)
    found: ZoneInfo = g.zone
    return found


def today() -> date:
    return practice_day(now(), zone())


def age_on(birth_date: str | None, on: date) -> int | None:
    """Whole years lived on that day; None where the birth date is unknown."""
    return whole_years(date.fromisoformat(birth_date), on) if birth_date else None


def age_today(birth_date: str | None) -> int | None:
    return age_on(birth_date, today())


def _years(person: Any) -> int | None:
    born = age_today(person.birth_date)
    band: int | None = person.age_band_years
    return band if born is None else born


def person_called(person: Any) -> str:
    """Call a person, or a row that tells of one, by sex and age: Fille, Femme, Garçon, Homme."""
    return str(_(called(person.sex, _years(person))))


def person_age(person: Any) -> str:
    """Write how old a person is; "" where nobody knows."""
    years = _years(person)
    if years is None:
        return ""
    said = age_said(years, about=not person.birth_date)
    return str(_(said.template)).format(**said.values)


def moment(value: str | datetime | None) -> str:
    """Write a stored moment as day and time on the practice's clock."""
    return i18n.moment(value, zone())


def clock(value: str) -> str:
    """Write the time of day of a stored moment on the practice's clock."""
    return i18n.clock(value, zone())


def init_days(app: Flask) -> None:
    app.jinja_env.filters.update(
        age=age_today, called=person_called, how_old=person_age, moment=moment, clock=clock
    )
    app.jinja_env.globals.update(practice_zone=zone)
