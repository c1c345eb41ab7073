"""Put colours in the place of custom properties, for programs that do not know them (resvg, typst)."""

from __future__ import annotations

import re

VARIABLE = re.compile(r"var\(--([\w-]+),\s*(#[0-9a-fA-F]+)\)")

#: The shade's colour, too, must stay whole when multiplied by 8 and 16 255ths (svg.SHADE_OPACITY).
DARK = {
    "skin": "#c6a48c",
    "skin-shade": "#402000",
    "skin-line": "#1f120b",
    "zone-border": "#3d2318",
    "eye-white": "#dcd3ca",
    "hair": "#4a3426",
    "side-letter": "#9a8d84",
}


def themed(svg, colours=()):
    """Replace `var(--name,#fallback)` by colours[name], or else by the fallback."""
    chosen = dict(colours)
    return VARIABLE.sub(lambda m: chosen.get(m[1], m[2]), svg)
