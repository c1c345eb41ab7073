"""Settings: who the practice is, what it asks, and every figure with where it comes from.

A section is a page and a form of its own (`settings_sections`): saving one leaves the others alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from mesomap.errors import N_, Malformed, NotFound, Refused
from mesomap.web.access import connect
from mesomap.web.common.forms import keep_typed
from mesomap.web.common.i18n import say
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.words import STATUSES
from mesomap.web.practice.settings_forms import field_of
from mesomap.web.practice.settings_sections import GROUPS, SECTIONS, Section, fields
from mesomap.web.practice.settings_sections import save as save_section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

bp = Blueprint("settings", __name__)


def _section(key: str) -> Section:
    if key not in SECTIONS:
        raise NotFound(N_("Il n’y a pas de réglages de ce nom."))
    return SECTIONS[key]


def _groups() -> list[dict[str, Any]]:
    """All sections with what the navigation says of them, by group."""
    return [
        {
            "name": _(name),
            "sections": [
                {"key": key, "name": _(s.name), "about": _(s.about)}
                for key, s in SECTIONS.items()
                if s.group == group
            ],
        }
        for group, name in GROUPS.items()
    ]


@bp.get("/settings")
@needs(Right.SETTINGS)
def overview() -> str:
    return render_template(
        "settings/overview.html", groups=_groups(), section=None, tls_warnings=connect.warnings()
    )


@bp.get("/settings/<section>")
@needs(Right.SETTINGS)
def show(section: str) -> str:
    _section(section)
    return page(section, {})


def page(key: str, errors: Mapping[str, str]) -> str:
    """Show a section, and why its form was refused."""
    section = SECTIONS[key]
    return render_template(
        f"settings/{key}.html",
        section=key,
        title=_(section.name),
        groups=_groups(),
        f=fields(key),
        e=errors,
        status_letters=tuple(STATUSES),
        **section.shows(),
    )


@bp.post("/settings/<section>")
@needs(Right.SETTINGS)
def save(section: str) -> Response | tuple[str, int]:
    """Save one section; what another section holds is left alone."""
    _section(section)
    try:
        if not save_section(section):
            raise NotFound(N_("Il n’y a pas de réglages de ce nom."))
    except (Refused, Malformed) as refused:
        field = field_of(str(refused.values.get("field", "form")), request.form)
        keep_typed()
        return page(section, {field: say(refused), "form": say(refused)}), 422
    flash(_("Réglages enregistrés."), "saved")
    return redirect(url_for("settings.show", section=section), 303)
