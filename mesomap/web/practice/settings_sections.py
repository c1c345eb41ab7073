"""The sections of the settings: one page and one form each, in groups, in the order shown.

To add a group of settings: how it is read, in `services/practice/settings.READ`; a row in
`SECTIONS` with its form (`plain_forms.plain`); a template `settings/KEY.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from mesomap.body import layers
from mesomap.documents.words import Words
from mesomap.domain.countries import COUNTRIES
from mesomap.domain.duration import COEFFICIENTS
from mesomap.domain.needles import written
from mesomap.domain.products import FAMILIES
from mesomap.domain.tariff import CURRENCIES
from mesomap.errors import N_
from mesomap.services.practice import accounts, catalogue, checklist, devices, settings
from mesomap.services.practice.letterhead import doctor_of_settings
from mesomap.services.practice.question_settings import with_own
from mesomap.web.access import connect
from mesomap.web.access.auth import seat, this_device
from mesomap.web.common.context import now
from mesomap.web.common.i18n import language, translator
from mesomap.web.common.words import country_names
from mesomap.web.practice import settings_forms as forms
from mesomap.web.practice.backups import backup

if TYPE_CHECKING:
    from mesomap.web.practice.plain_forms import SettingsForm

#: Values of a page beside its fields, by name.
Shows = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """A page of the settings. `about` is its line in the overview; `shows` what stands beside.

    `form` is that of the group of settings of the same key; `save` keeps what has no such form.
    """

    name: str
    group: str
    about: str
    shows: Shows = dict
    form: SettingsForm | None = None
    save: Callable[[], None] | None = None


#: Groups in their order: key → name.
GROUPS = {
    "practice": N_("Le cabinet"),
    "session": N_("La séance"),
    "machine": N_("Les appareils"),
}


def _save_products() -> None:
    value = forms.products_value(request.form, _family_names())
    catalogue.choose(seat(), value, now())


def _practice() -> dict[str, Any]:
    found = accounts.of_practice(seat())
    doctor = settings.get(seat(), "practice")["doctor"]
    theirs = doctor_of_settings(doctor, found).name
    names, asked = country_names(), settings.place_asked(seat())
    french = " ".join(key for key, place in COUNTRIES.items() if place.french_law)
    shown = {"countries": names, "asked": asked, "french": french}
    return shown | {"theirs": theirs, "several": len(found) > 1}


def _tariff() -> dict[str, Any]:
    tariff = settings.get(seat(), "tariff")
    place = COUNTRIES[tariff["country"]]
    return {
        "currencies": CURRENCIES, "rows": range(forms.ROWS), "place": place,
        "country": country_names()[tariff["country"]], "asked": settings.place_asked(seat()),
        "facts": [(f.said[language()], f.reference, f.status) for f in place.facts],
        "letters": {f.status for f in place.facts}, "thresholds": tariff["notice"],
    }  # fmt: skip


def _products() -> dict[str, Any]:
    found = catalogue.everything(seat(), lang=language(), translate=translator())
    return {
        "products": found,
        "added": "\n".join(map(_own_line, catalogue.own(seat()))),
        "needles": "\n".join(map(written, catalogue.needles_of(seat()))),
        "letters": {p["status"][:1] for p in found},
    }


def _family_names() -> dict[str, str]:
    words = Words.of(language(), translator())
    return {key: words.t(name) for key, name in FAMILIES.items()}


def _own_line(row: Mapping[str, str]) -> str:
    """Write a product of the practice's own as its line in the form."""
    family = _family_names().get(row["family"], "")
    return " ; ".join((row["name"], row["presentation"], family)).rstrip(" ;")


def _reminders() -> dict[str, Any]:
    words = Words.of(language(), translator())
    found = checklist.every_reminder(seat(), language(), words)
    return {"reminders": found, "letters": {r["status"][:1] for r in found}}


def _questions() -> dict[str, Any]:
    found = checklist.choices(seat(), language())
    own = settings.get(seat(), "questions")["own"]
    names = "\n".join(row["name"] for row in own if row["on"])
    return {"questions": found, "own": names}


def _save_questions() -> None:
    stored = settings.get(seat(), "questions")
    value: dict[str, Any] = {}
    if "listed" in request.form:
        value["always"] = request.form.getlist("shown")
    if "own" in request.form:
        names = [" ".join(line.split()) for line in request.form["own"].splitlines()]
        value["own"] = with_own(stored, names)
    settings.put(seat(), "questions", value, now())


def _duration() -> dict[str, Any]:
    return {"coefficients": COEFFICIENTS, "letters": {c.status[:1] for c in COEFFICIENTS}}


def _danger_areas() -> dict[str, Any]:
    """Areas without their side: key, name as on the left, what lies there."""
    left = [area for area in layers.load().danger if area.side == "left"]
    rows = [
        {
            "key": area.key.partition(".")[0],
            "name": area.plain_names.get(language()) or area.plain_names["fr"],
            "why": area.why.get(language()) or area.why["fr"],
        }
        for area in left
    ]
    return {"danger_areas": rows}


def _devices() -> dict[str, Any]:
    return {
        "devices": devices.of_practice(seat(), now()),
        "this_device": this_device(),
        "tls_warnings": connect.warnings(),
    }


def _accounts() -> dict[str, Any]:
    return {"accounts": accounts.of_practice(seat())}


def _backup() -> dict[str, Any]:
    return {"backup": backup()}


#: In the order of the pages.
SECTIONS: Mapping[str, Section] = {
    "practice": Section(
        N_("Cabinet"), "practice", N_("Médecin, adresse, mentions des papiers"), _practice,
        form=forms.PRACTICE,
    ),
    "accounts": Section(
        N_("Comptes"), "practice", N_("Votre mot de passe, ceux qui travaillent ici"), _accounts
    ),
    "tariff": Section(
        N_("Tarif"), "practice", N_("Honoraires, actes associés, TVA"), _tariff, form=forms.TARIFF
    ),
    "duration": Section(
        N_("Durées"), "session", N_("Secondes par point, par cm², par seringue"), _duration,
        form=forms.DURATION,
    ),
    "counting": Section(
        N_("Surfaces comptées"), "session", N_("Rayons, espacements, largeur d’un trait"),
        form=forms.COUNTING,
    ),
    "products": Section(
        N_("Produits"), "session", N_("Ceux que vous utilisez"), _products, save=_save_products
    ),
    "reminders": Section(
        N_("Rappels"), "session", N_("Phrases affichées, âge minimal"), _reminders,
        form=forms.REMINDERS,
    ),
    "questions": Section(
        N_("Questions"), "session", N_("Celles d’avant l’injection, et les vôtres"), _questions,
        save=_save_questions,
    ),
    "danger_areas": Section(
        N_("Zones à risque"), "session", N_("Votre profondeur et votre note"), _danger_areas,
        form=forms.DANGER_AREAS,
    ),
    "devices": Section(
        N_("Appareils"), "machine", N_("Tablettes identifiées, code, connexion"), _devices
    ),
    "backup": Section(
        N_("Sauvegarde"), "machine", N_("Tout dans un fichier, sur un autre disque"), _backup
    ),
}  # fmt: skip


def fields(key: str) -> dict[str, str]:
    """Fields of a section as they are stored."""
    form = SECTIONS[key].form
    return form.shown(settings.get(seat(), key), language()) if form else {}


def save(key: str) -> bool:
    """Keep what the form of a section says; whether it has one."""
    section = SECTIONS[key]
    if section.save is not None:
        section.save()
    elif section.form is not None:
        sent = section.form.completed(request.form, fields(key))
        settings.put(seat(), key, section.form.read(sent), now())
    return bool(section.save or section.form)
