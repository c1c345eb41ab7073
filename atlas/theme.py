"""Put colours in the place of custom properties, for programs that do not know them (resvg, typst)."""

from __future__ import annotations

import re

VARIABLE = re.compile(r"var\(--([\w-]+),\s*(#[0-9a-fA-F]+)\)")

DARK = {"skin": "#b99a86", "skin-shade": "#2a140c", "skin-line": "#2c1a12", "zone-border": "#3d2318",
        "eye-white": "#d9cfc6", "side-letter": "#9a8d84"}


def themed(svg, colours=()):
    """Replace `var(--name,#fallback)` by colours[name], or else by the fallback."""
    chosen = dict(colours)
    return VARIABLE.sub(lambda m: chosen.get(m[1], m[2]), svg)
