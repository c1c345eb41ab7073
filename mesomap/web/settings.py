"""Settings: who the practice is, what it asks, and every figure with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from mesomap.body import layers
from mesomap.documents.words import Words
from mesomap.domain.counting import default_counting
from mesomap.domain.duration import COEFFICIENTS
from mesomap.domain.tariff import CURRENCIES
from mesomap.errors import N_, Malformed, NotFound, Refused
from mesomap.services import catalogue, checklist, devices, settings
from mesomap.web import connect
from mesomap.web.auth import signed_in, this_device
from mesomap.web.context import now
from mesomap.web.i18n import language, say, translator
from mesomap.web.settings_forms import FIELDS, ROWS, VALUES, products_value
from mesomap.web.store import storage

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

bp = Blueprint("settings", __name__)

#: Sections in the order of the page.
SECTIONS = {
    "practice": N_("Cabinet"),
    "tariff": N_("Tarif"),
    "duration": N_("Durées"),
    "counting": N_("Surfaces comptées"),
    "products": N_("Produits"),
    "reminders": N_("Rappels"),
    "danger_areas": N_("Zones à risque"),
}


@bp.get("/settings")
def overview() -> str:
    return _page({}, {})


def _page(sent: dict[str, dict[str, str]], errors: dict[str, dict[str, str]]) -> str:
    practice_id, lang = signed_in().practice_id, language()
    stored = {key: settings.get(storage(), practice_id, key) for key in FIELDS}
    fields = {key: make(stored[key], lang) | sent.get(key, {}) for key, make in FIELDS.items()}
    added = "\n".join(catalogue.added(storage(), practice_id))
    return render_template(
        "settings.html",
        sections={key: _(name) for key, name in SECTIONS.items()},
        fields=fields,
        errors={key: errors.get(key, {}) for key in SECTIONS},
        stored=stored,
        coefficients=COEFFICIENTS,
        counting_default=default_counting(),
        currencies=CURRENCIES,
        danger_areas=_danger_areas(lang),
        reminders=checklist.every_reminder(
            storage(), practice_id, lang, Words.of(lang, translator())
        ),
        products=catalogue.everything(storage(), practice_id, lang=lang, translate=translator()),
        added=sent.get("products", {}).get("added", added),
        rows=range(ROWS),
        devices=devices.of_practice(storage(), practice_id, now()),
        this_device=this_device(),
        tls_warnings=connect.warnings(),
    )


def _danger_areas(lang: str) -> list[dict[str, str]]:
    """Areas without their side: key, name as on the left, what lies there and who says so."""
    left = [area for area in layers.load().danger if area.side == "left"]
    return [
        {
            "key": area.key.partition(".")[0],
            "name": area.plain_names.get(lang) or area.plain_names["fr"],
            "why": area.why.get(lang) or area.why["fr"],
            "source": area.source,
        }
        for area in left
    ]


@bp.post("/settings/<section>")
def save(section: str) -> Response | tuple[str, int]:
    """Save one section; what another section holds is left alone."""
    if section not in SECTIONS:
        raise NotFound(N_("Il n’y a pas de réglages de ce nom."))
    try:
        _save(section)
    except (Refused, Malformed) as refused:
        field = str(refused.values.get("field", "form"))
        sent = {section: {name: request.form[name] for name in request.form}}
        return _page(sent, {section: {field: say(refused), "form": say(refused)}}), 422
    said = _("Réglages enregistrés : {section}.").format(section=_(SECTIONS[section]))
    flash(said, f"saved-{section}")  # said in its section: the page comes back scrolled to it
    return redirect(url_for("settings.overview", _anchor=section), 303)


def _save(section: str) -> None:
    who = signed_in()
    if section == "products":
        value = products_value(request.form)
        catalogue.choose(storage(), who.practice_id, who.user_id, value, now())
        return
    value = VALUES[section](request.form)
    settings.put(storage(), who.practice_id, who.user_id, section, value, now())
