"""Put colours in the place of custom properties, for programs that do not know them (resvg, typst)."""

from __future__ import annotations

import re

VARIABLE = re.compile(r"var\(--([\w-]+),\s*(#[0-9a-fA-F]+)\)")

#: As the application's dark theme has them (static/css/tokens.css): dark skin, on which pale marks stand out.
DARK = {
    "skin": "#66544a",
    "tone": "#000000",
    "tone-warm": "#000000",
    "tone-deep": "#000000",
    "skin-line": "#c9a78f",
    "crease": "#1a100b",
    "zone-border": "#94765f",
    "eye-white": "#93867b",
    "hair": "#1d130d",
    "lips": "#8a4038",
    "side-letter": "#9a8d84",
}


def themed(svg, colours=()):
    """Replace `var(--name,#fallback)` by colours[name], or else by the fallback."""
    chosen = dict(colours)
    return VARIABLE.sub(lambda m: chosen.get(m[1], m[2]), svg)
