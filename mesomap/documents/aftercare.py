"""The patient's sheet: what to avoid and until when, as clock times.

Waiting times: learned-society advice and practitioners' pages as gathered in the domain notes
(status V and P): massage, sauna, hammam, pool, bath 24 h; sun, cream, make-up 48 h;
ionisation 3 days; sport the next day; call for fever, redness, pain or swelling in 24-48 h.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from mesomap.documents.paper import footer, patient_block, practice_block
from mesomap.documents.press import make_pdf
from mesomap.documents.words import Translate, Words
from mesomap.domain.clock import utc_moment
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Hours after the session, and what is to wait until then.
WAITS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        24,
        (
            N_("Pas de massage de la zone traitée"),
            N_("Pas de sauna ni de hammam"),
            N_("Pas de piscine ni de bain"),
        ),
    ),
    (
        48,
        (
            N_("Pas de soleil sur la zone traitée"),
            N_("Pas de crème ni de maquillage sur la zone traitée"),
        ),
    ),
    (72, (N_("Pas d’ionisation"),)),
)


@dataclass(frozen=True, slots=True)
class _End:
    """When a session ended: at a moment, or on a day of which nobody noted the hour.

    Without the hour a wait lasts until the end of its last day: never too short.
    """

    moment: datetime
    has_hour: bool
    words: Words

    @staticmethod
    def of(sheet: Mapping[str, Any], words: Words) -> _End:
        if sheet.get("day") is None:
            return _End(utc_moment(sheet["ended_at"]), has_hour=True, words=words)
        noon = datetime.combine(
            date.fromisoformat(sheet["day"]), time(12), ZoneInfo(sheet["time_zone"])
        )
        return _End(noon, has_hour=False, words=words)

    def said(self) -> str:
        if self.has_hour:
            ended = self.words.clock(self.moment)
            return self.words.t(N_("Séance terminée le {moment}."), moment=ended)
        return self.words.t(N_("Séance du {day}."), day=self.words.weekday(self.moment))

    def later(self, hours: int) -> str:
        """Name the moment so many hours later, or the day that holds it at the latest."""
        if self.has_hour:
            return self.words.clock(self.moment + timedelta(hours=hours))
        return self.words.weekday(self.moment + timedelta(days=-(-hours // 24)))

    def until(self, hours: int) -> str:
        if self.has_hour:
            return self.words.t(N_("Jusqu’au {moment}"), moment=self.later(hours))
        return self.words.t(N_("Jusqu’au {day} inclus"), day=self.later(hours))


def aftercare_pdf(
    sheet: Mapping[str, Any], *, lang: str, translate: Translate | None = None
) -> bytes:
    """Set the sheet of one session.

    sheet: {"practice", "patient", "ended_at": UTC text, "day"?: ISO day, "time_zone",
    "zone_names": [text], "drawings"?: [{"name", "svg", "alt"}]}. With a `day` the session was on
    that day and nobody noted its hour.
    """
    words = Words.of(lang, translate, time_zone=sheet["time_zone"])
    data = aftercare_data(sheet, words)
    return make_pdf("aftercare", data, made_at=utc_moment(sheet["ended_at"]))


def aftercare_data(sheet: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Give the template its data: every text of the page in the reader's language."""
    title = words.t(N_("Après votre séance de mésothérapie"))
    practice, end = practice_block(sheet["practice"], words), _End.of(sheet, words)
    return {
        "lang": words.lang,
        "title": title,
        "practice": practice,
        "patient": patient_block(sheet["patient"], words),
        "footer": footer(title, practice),
        "page_word": words.t(N_("Page")),
        "ended": end.said(),
        "zones_title": words.t(N_("Zones traitées :")),
        "zones": ", ".join(sheet["zone_names"]),
        "waits": [_wait(end, hours, items) for hours, items in WAITS],
        "always": _always(end),
        "call": _call(end, sheet["practice"]),
        "next": _next(words),
        "drawings": list(sheet.get("drawings", ())),
    }


def _wait(end: _End, hours: int, items: tuple[str, ...]) -> dict[str, Any]:
    return {"until": end.until(hours), "items": [end.words.t(item) for item in items]}


def _always(end: _End) -> dict[str, Any]:
    words = end.words
    tomorrow = words.weekday(end.moment + timedelta(days=1))
    return {
        "title": words.t(N_("Et aussi")),
        "items": [
            words.t(N_("Sport possible dès le lendemain, {day}."), day=tomorrow),
            words.t(N_("Pas de vêtement serré ou neuf sur la zone traitée.")),
            words.t(N_("Évitez la poussière sur la zone traitée.")),
        ],
    }


def _call(end: _End, practice: Mapping[str, Any]) -> dict[str, Any]:
    words, until = end.words, end.later(48)
    sentence = words.t(
        N_(
            "Si une fièvre, une rougeur, une douleur marquée ou un gonflement apparaît, en "
            "particulier d’ici au {moment}, appelez le cabinet."
        ),
        moment=until,
    )
    return {
        "title": words.t(N_("Quand appeler")),
        "sentence": sentence,
        "telephone": str(practice.get("telephone") or ""),
    }


def _next(words: Words) -> dict[str, Any]:
    return {
        "title": words.t(N_("Avant la prochaine séance")),
        "items": [
            words.t(
                N_(
                    "Ni aspirine ni anti-inflammatoire pendant les 48 heures qui précèdent ; s’ils "
                    "vous ont été prescrits, parlez-en d’abord au médecin."
                )
            ),
            words.t(N_("Le jour même, lavez la zone au savon de Marseille et n’y mettez rien.")),
        ],
    }
