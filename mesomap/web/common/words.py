"""Words and signs that several pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from markupsafe import Markup

from mesomap.domain.countries import COUNTRIES
from mesomap.domain.depths import LEVELS, Depth
from mesomap.errors import N_
from mesomap.web.common.i18n import language

if TYPE_CHECKING:
    from flask import Flask

#: State of a session: what it is called, and how its tag looks.
STATES = {
    "planning": (N_("Repérage"), "accent"),
    "agreed": (N_("Accord du patient"), "accent"),
    "injecting": (N_("En cours"), "warn"),
    "finishing": (N_("À signer"), "warn"),
    "signed": (N_("Signée"), "ok"),
}

#: How sure a figure is, by the letter that the data files carry.
STATUSES = {
    "V": N_("vérifié dans un texte officiel ou savant"),
    "S": N_("une source secondaire"),
    "P": N_("pages de praticiens"),
    "D": N_("valeur de départ propre à MesoMap, à ajuster"),
    "X": N_("les sources divergent"),
    "U": N_("aucune source trouvée"),
    "C": N_("couramment dit, non vérifié"),
}


def state_name(state: str) -> str:
    return _(STATES[state][0]) if state in STATES else state


def state_tag(state: str) -> Markup:
    """Show the state of a session as a small tag."""
    look = STATES.get(state, ("", ""))[1]
    return Markup('<span class="tag {}" data-state="{}">{}</span>').format(
        look, state, state_name(state)
    )


def depth_sign(depth: str) -> Markup:
    """Show a depth by colour, shape and letters; its name is for screen readers."""
    name = _(LEVELS[Depth(depth)].name) if depth in Depth.__members__ else depth
    return Markup(
        '<span class="depth depth-{}"><i aria-hidden="true"></i>{} <small>{}</small></span>'
    ).format(depth.lower(), name, depth)


def country_names() -> dict[str, str]:
    """Name the places where a practice can be, in the order of the list."""
    return {key: place.names[language()] for key, place in COUNTRIES.items()}


def status_name(letter: str) -> str:
    return _(STATUSES[letter[:1]]) if letter[:1] in STATUSES else letter


def init_words(app: Flask) -> None:
    app.jinja_env.globals.update(
        state_name=state_name,
        state_tag=state_tag,
        depth_sign=depth_sign,
        depths=tuple(Depth),
        status_name=status_name,
        country_name=lambda key: country_names()[key],
    )
