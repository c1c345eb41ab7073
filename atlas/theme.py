"""Put colours in the place of custom properties, for programs that do not know them (resvg, typst)."""

from __future__ import annotations

import re

VARIABLE = re.compile(r"var\(--([\w-]+),\s*(#[0-9a-fA-F]+)\)")

#: As the application's dark theme has them (static/css/tokens.css): skin dark enough for the pale marks of all
#: four depths (3:1), a bright line that sets small bodies off the page, borders that stand out when shown.
#: Shade and hair are black, which darkens without turning the hue.
DARK = {
    "skin": "#756156",
    "tone": "#000000",
    "tone-warm": "#000000",
    "tone-deep": "#000000",
    "skin-line": "#e2c4ab",
    "crease": "#1a100b",
    "zone-border": "#d3b198",
    "eye-white": "#b3a598",
    "hair": "#000000",
    "lips": "#7d4a42",
    "side-letter": "#9a8d84",
}


def themed(svg, colours=()):
    """Replace `var(--name,#fallback)` by colours[name], or else by the fallback."""
    chosen = dict(colours)
    return VARIABLE.sub(lambda m: chosen.get(m[1], m[2]), svg)
