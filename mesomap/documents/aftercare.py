"""The patient's sheet: what to avoid and until when, as clock times.

Waiting times: learned-society advice and practitioners' pages as gathered in the domain notes
(status V and P): massage, sauna, hammam, pool, bath 24 h; sun, cream, make-up 48 h;
ionisation 3 days; sport the next day; call for fever, redness, pain or swelling in 24-48 h.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

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


def aftercare_pdf(
    sheet: Mapping[str, Any], *, lang: str, translate: Translate | None = None
) -> bytes:
    """Set the sheet of one session.

    sheet: {"practice", "patient", "ended_at": UTC text, "time_zone", "zone_names": [text],
    "drawings"?: [{"name", "svg", "alt"}]}.
    """
    words = Words.of(lang, translate, time_zone=sheet["time_zone"])
    data = aftercare_data(sheet, words)
    return make_pdf("aftercare", data, made_at=utc_moment(sheet["ended_at"]))


def aftercare_data(sheet: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Word everything that the page shows."""
    title = words.t(N_("Après votre séance de mésothérapie"))
    practice, ended = practice_block(sheet["practice"], words), utc_moment(sheet["ended_at"])
    return {
        "lang": words.lang,
        "title": title,
        "practice": practice,
        "patient": patient_block(sheet["patient"], words),
        "footer": footer(title, practice),
        "page_word": words.t(N_("Page")),
        "ended": words.t(N_("Séance terminée le {moment}."), moment=words.clock(ended)),
        "zones_title": words.t(N_("Zones traitées :")),
        "zones": ", ".join(sheet["zone_names"]),
        "waits": [_wait(ended, hours, items, words) for hours, items in WAITS],
        "always": _always(ended, words),
        "call": _call(ended, sheet["practice"], words),
        "next": _next(words),
        "drawings": list(sheet.get("drawings", ())),
    }


def _wait(ended: datetime, hours: int, items: tuple[str, ...], words: Words) -> dict[str, Any]:
    until = words.clock(ended + timedelta(hours=hours))
    return {
        "until": words.t(N_("Jusqu’au {moment}"), moment=until),
        "items": [words.t(item) for item in items],
    }


def _always(ended: datetime, words: Words) -> dict[str, Any]:
    tomorrow = words.weekday(ended + timedelta(days=1))
    return {
        "title": words.t(N_("Et aussi")),
        "items": [
            words.t(N_("Sport possible dès le lendemain, {day}."), day=tomorrow),
            words.t(N_("Pas de vêtement serré ou neuf sur la zone traitée.")),
            words.t(N_("Évitez la poussière sur la zone traitée.")),
        ],
    }


def _call(ended: datetime, practice: Mapping[str, Any], words: Words) -> dict[str, Any]:
    until = words.clock(ended + timedelta(hours=48))
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
