"""A drawing as an SVG that a page can inline: no style, colours by custom properties with a fallback."""

from __future__ import annotations

from atlas import paths
from atlas.zone_keys import KEYS

COLOURS = {
    "skin": "#f7e6d8", "skin-shade": "#955540", "skin-line": "#6b4636", "zone": "#0f766e", "zone-border": "#8a5a48",
    "eye-white": "#fdfbf8", "iris": "#6f5a48", "pupil": "#2b211c", "lips": "#b5685c", "hair": "#5a4438",
    "side-letter": "#8a7a70",
}
SHADE_OPACITY = ".047"
QUIET = 'pointer-events="none"'


def colour(name):
    return f"var(--{name},{COLOURS[name]})"


def _tone(shades, prefix, fill):
    stacked = "".join(f'<path d="{d}"/>' for d in ("".join(paths.polygon(p) for p in ps) for ps in shades) if d)
    return f'<g clip-path="url(#{prefix}-clip)" fill="{fill}" fill-opacity="{SHADE_OPACITY}">{stacked}</g>'


def _clip(prefix, outline):
    return f'<clipPath id="{prefix}-clip"><path d="{paths.polygon(outline)}"/></clipPath>'


def _skin(layer, prefix):
    base = f'<path d="{paths.polygon(layer.outline)}" fill="{colour("skin")}"/>'
    return f'<g class="skin" {QUIET}>{base}{_tone(layer.shades, prefix, colour("skin-shade"))}</g>'


def _zones(coverage, prefix):
    found = "".join(
        f'<path id="{prefix}-{KEYS[z]}" data-zone="{KEYS[z]}" class="zone" d="{"".join(map(paths.polygon, polygons))}"/>'
        for z, polygons in sorted(coverage.zones.items())
    )
    return f'<g class="zones" fill="{colour("zone")}" fill-opacity="0" stroke="none">{found}</g>'


def _borders(coverage):
    d = paths.lines([line.coords for line in coverage.borders])
    return f'<path class="borders" fill="none" stroke="{colour("zone-border")}" stroke-width=".8" stroke-opacity="0" {QUIET} d="{d}"/>'


def _lines(layer):
    outline, contours = paths.lines(layer.strokes), paths.lines(layer.contours)
    return (
        f'<g class="lines" fill="none" stroke="{colour("skin-line")}" stroke-linecap="round" stroke-linejoin="round" {QUIET}>'
        f'<path class="outline" stroke-width="1.5" d="{outline}"/>'
        f'<path class="contours" stroke-width="1.1" stroke-opacity=".8" d="{contours}"/></g>'
    )


def _layer(layer, prefix):
    return _skin(layer, prefix) + _zones(layer.coverage, prefix) + _borders(layer.coverage) + _lines(layer)


def _gradient(ident, name, whole, gone):
    return (
        f'<linearGradient id="{ident}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{whole:.1f}" y2="{gone:.1f}">'
        f'<stop stop-color="{colour(name)}"/><stop offset="1" stop-color="{colour(name)}" stop-opacity="0"/></linearGradient>'
    )


def _cap(cap, prefix):
    """Shoulder: fills and strokes that fade, so no mask is needed."""
    fades = "".join(_gradient(f"{prefix}-{n}", f"skin{n}", *cap.fade_mm) for n in ("", "-shade", "-line"))
    fades = fades.replace(f'id="{prefix}-"', f'id="{prefix}-skin"')
    skin = f'<path d="{paths.polygon(cap.outline)}" fill="url(#{prefix}-skin)"/>'
    edges = f'<path fill="none" stroke="url(#{prefix}--line)" stroke-width="1.1" stroke-linecap="round" d="{paths.lines(cap.edges)}"/>'
    defs = f"<defs>{_clip(prefix, cap.outline)}{fades}</defs>"
    return f'{defs}<g class="cap" {QUIET}>{skin}{_tone(cap.shades, prefix, f"url(#{prefix}--shade)")}{edges}</g>'


def _sides(drawing):
    """D and G beside the head, at the patient's sides; the page puts its own language's letters."""
    u0, v0, width, _ = drawing.box_mm
    at = {"front": (("right", -1), ("left", 1)), "back": (("left", -1), ("right", 1))}
    letters = {"right": "D", "left": "G"}
    v, off = v0 + 62, min(230.0, width / 2 - 30)
    places = at.get(drawing.view, ((drawing.view, 0),))
    middle = u0 + width / 2
    texts = "".join(
        f'<text class="side-{side}" x="{middle + sign * off if sign else u0 + 30:.1f}" y="{v:.1f}">{letters[side]}</text>'
        for side, sign in places
    )
    return f'<g class="sides" fill="{colour("side-letter")}" font-family="sans-serif" font-size="44" text-anchor="middle" {QUIET}>{texts}</g>'


def svg(drawing, face=""):
    """The whole file."""
    prefix = f"{drawing.sex}-{drawing.view}"
    u0, v0, width, height = drawing.box_mm
    limb = ""
    if drawing.limb:
        defs = f'<defs>{_clip(prefix + "-limb", drawing.limb.outline)}</defs>'
        limb = f'{defs}<g class="limb">{_layer(drawing.limb, prefix + "-limb")}</g>'
    skin = _skin(drawing.base, prefix) + (_cap(drawing.cap, prefix + "-cap") if drawing.cap else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{u0:g} {v0:g} {width:g} {height:g}" '
        f'data-figure="{drawing.sex}" data-view="{drawing.view}">'
        f"<defs>{_clip(prefix, drawing.base.outline)}</defs>{skin}"
        f"{_zones(drawing.base.coverage, prefix)}{_borders(drawing.base.coverage)}{_lines(drawing.base)}"
        f'<g class="face" {QUIET}>{face}</g>{limb}{_sides(drawing)}</svg>\n'
    )
