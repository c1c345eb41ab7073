"""A drawing as an SVG that a page can inline: no style, colours by custom properties with a fallback."""

from __future__ import annotations

from shapely import affinity

from atlas import paths
from atlas.hair import knot_strokes
from atlas.tone import LEVELS
from atlas.zone_keys import KEYS

COLOURS = {
    "skin": "#fbeee3",
    "tone": "#996633",
    "tone-warm": "#804040",
    "tone-deep": "#994d33",
    "skin-line": "#6b4636",
    "crease": "#6b4636",
    "zone": "#0f766e",
    "zone-border": "#8a5a48",
    "eye-white": "#fefcf9",
    "iris": "#7a6350",
    "pupil": "#2b211c",
    "glint": "#ffffff",
    "lips": "#c0675c",
    "hair": "#663319",
    "side-letter": "#8a7a70",
}
#: Coats of shade and their opacity: 5, 4 or 10 255ths, which multiply their colours to whole numbers,
#: so that the hue stays true when a screen rounds each of the stacked layers.
COATS = {"tone": ".0196", "tone-warm": ".0157", "tone-deep": ".0392"}
INK = "1"
STEADY = 'vector-effect="non-scaling-stroke"'
QUIET = 'pointer-events="none"'
#: class of a feature of the face -> (colour, opacity)
FEATURES = {
    "hair": ("hair", ".0392"),
    "hair-stroke": ("hair", ".36"),
    "knot": ("hair", ".44"),
    "knot-front": ("hair", ".16"),
    "lips": ("lips", ".34"),
    "eye-white": ("eye-white", "1"),
    "eye-shadow": ("tone-deep", ".30"),
    "iris": ("iris", "1"),
    "pupil": ("pupil", "1"),
    "glint": ("glint", ".9"),
    "lash": ("pupil", ".85"),
    "lid": ("crease", ".5"),
    "brow": ("hair", ".62"),
    "mouth": ("crease", ".8"),
}


def colour(name):
    return f"var(--{name},{COLOURS[name]})"


def _tone(shades, prefix):
    """Stacked layers, clipped by the outline."""
    out = ""
    for coat, opacity in COATS.items():
        chosen = [
            polygons
            for polygons, (_, c) in zip(shades, LEVELS, strict=True)
            if c == coat and polygons
        ]
        stacked = "".join(
            f'<path d="{"".join(map(paths.polygon, polygons))}"/>' for polygons in chosen
        )
        out += f'<g fill="{colour(coat)}" fill-opacity="{opacity}">{stacked}</g>'
    return f'<g clip-path="url(#{prefix}-clip)">{out}</g>'


def _defs(prefix, outline):
    """The outline, written once and used as base, clip and line."""
    return (
        f'<path id="{prefix}-outline" {STEADY} d="{paths.polygon(outline)}"/>'
        f'<clipPath id="{prefix}-clip"><use href="#{prefix}-outline"/></clipPath>'
    )


def _skin(layer, prefix):
    base = f'<use href="#{prefix}-outline" fill="{colour("skin")}"/>'
    return f'<g class="skin" {QUIET}>{base}{_tone(layer.shades, prefix)}</g>'


def _zones(coverage, prefix):
    found = "".join(
        f'<path id="{prefix}-{KEYS[z]}" data-zone="{KEYS[z]}" class="zone" d="{"".join(map(paths.polygon, polygons))}"/>'
        for z, polygons in sorted(coverage.zones.items())
    )
    return f'<g class="zones" fill="{colour("zone")}" fill-opacity="0" stroke="none">{found}</g>'


def _borders(coverage):
    d = paths.polylines([line.coords for line in coverage.borders])
    return f'<path class="borders" fill="none" stroke="{colour("zone-border")}" stroke-width=".8" stroke-opacity="0" {QUIET} d="{d}"/>'


def _lines(layer, prefix):
    """Outline, occlusions and creases; lines keep their width on the screen, whatever the zoom."""
    ink = (
        f'<use href="#{prefix}-outline" class="outline" stroke-width="{INK}"/>'
        if layer.strokes is None
        else f'<path class="outline" stroke-width="{INK}" {STEADY} d="{paths.polylines(layer.strokes)}"/>'
    )
    creases = "".join(map(paths.polygon, layer.creases))
    return (
        f'<g class="lines" fill="none" stroke="{colour("skin-line")}" stroke-linecap="round" stroke-linejoin="round" {QUIET}>'
        f'{ink}<path class="contours" stroke="{colour("crease")}" stroke-width="{INK}" stroke-opacity=".7" {STEADY} d="{paths.polylines(layer.contours)}"/>'
        f'<path class="creases" fill="{colour("crease")}" fill-opacity=".5" stroke="none" d="{creases}"/></g>'
    )


def _layer(layer, prefix):
    return (
        _skin(layer, prefix)
        + _zones(layer.coverage, prefix)
        + _borders(layer.coverage)
        + _lines(layer, prefix)
    )


def _fade(ident, box_mm, whole, gone):
    """A mask that is whole above `whole` and gone below `gone` (v, mm)."""
    u0, v0, width, height = box_mm
    return (
        f'<linearGradient id="{ident}-ramp" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{whole:.1f}" y2="{gone:.1f}">'
        f'<stop stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>'
        f'<mask id="{ident}-fade" maskUnits="userSpaceOnUse" x="{u0:g}" y="{v0:g}" width="{width:g}" height="{height:g}">'
        f'<path d="M{u0:g} {v0:g}h{width:g}v{height:g}h{-width:g}z" fill="url(#{ident}-ramp)"/></mask>'
    )


def _cap(cap, prefix):
    """The shoulder, fading out down the arm."""
    low, left, high, right = (
        cap.outline.bounds[1],
        cap.outline.bounds[0],
        cap.outline.bounds[3],
        cap.outline.bounds[2],
    )
    fade = _fade(prefix, (left - 3, low - 3, right - left + 6, high - low + 6), *cap.fade_mm)
    skin = f'<use href="#{prefix}-outline" fill="{colour("skin")}"/>'
    edges = (
        f'<path fill="none" stroke="{colour("skin-line")}" stroke-width="{INK}" stroke-linecap="round" {STEADY} '
        f'd="{paths.polylines(cap.edges)}"/>'
    )
    return (
        f"<defs>{_defs(prefix, cap.outline)}{fade}</defs>"
        f'<g class="cap" mask="url(#{prefix}-fade)" {QUIET}>{skin}{_tone(cap.shades, prefix)}{edges}</g>'
    )


def _feature(feature):
    name, opacity = FEATURES[feature.kind]
    if feature.width_mm is None:
        return f'<path class="{feature.kind}" fill="{colour(name)}" fill-opacity="{opacity}" d="{paths.polygon(feature.shape)}"/>'
    return (
        f'<path class="{feature.kind}" fill="none" stroke="{colour(name)}" stroke-opacity="{opacity}" '
        f'stroke-width="{feature.width_mm:g}" stroke-linecap="round" d="{paths.curve(feature.shape)}"/>'
    )


def _hair(drawing, prefix):
    """Tint and strokes, clipped by the outline, and the knot where it is seen from behind."""
    parts = {
        kind: "".join(_feature(f) for f in drawing.features if f.kind == kind)
        for kind in ("hair", "hair-stroke")
    }
    front = _knot(drawing.knot) if drawing.knot and drawing.knot.kind == "knot-front" else ""
    return (
        f'<g class="hair" {QUIET}><g clip-path="url(#{prefix}-clip)">{parts["hair"]}</g>'
        f"{parts['hair-stroke']}{front}</g>"
    )


def _face(drawing):
    found = "".join(_feature(f) for f in drawing.features if not f.kind.startswith("hair"))
    return f'<g class="face" {QUIET}>{found}</g>'


def _knot(knot):
    """The knot of hair with its shaded side, its winding and its line."""
    base = f'<path fill="{colour("skin")}" d="{paths.polygon(knot.shape)}"/>'
    shades = "".join(
        f'<path fill="{colour("hair")}" fill-opacity=".12" d="{paths.polygon(shape)}"/>'
        for shape in (
            knot.shape,
            knot.shape.difference(affinity.translate(knot.shape, -3, -4)),
            knot.shape.difference(affinity.translate(knot.shape, -6, -8)),
        )
    )
    wound = "".join(map(paths.curve, knot_strokes(knot)))
    return (
        (base if knot.kind == "knot" else "")
        + _feature(knot)
        + shades
        + f'<path fill="none" stroke="{colour("hair")}" stroke-width=".8" stroke-opacity=".4" stroke-linecap="round" d="{wound}"/>'
        + f'<path fill="none" stroke="{colour("skin-line")}" stroke-width="{INK}" stroke-opacity="{".9" if knot.kind == "knot" else ".35"}" {STEADY} d="{paths.polygon(knot.shape)}"/>'
    )


def _behind(drawing):
    """What stands behind the head."""
    if not drawing.knot or drawing.knot.kind != "knot":
        return ""
    return f'<g class="behind" {QUIET}><g class="hair">{_knot(drawing.knot)}</g></g>'


#: Depth of a profile's letter under the top, as a share of the figure: before the throat.
UNDER_CHIN = 0.2


def _sides(drawing):
    """D and G at the patient's sides: beside the head, in profile before the throat.

    The page puts its own language's letters.
    """
    u0, v0, width, height = drawing.box_mm
    if drawing.view in ("left", "right"):
        x = u0 + 32 if drawing.view == "left" else u0 + width - 32
        places = [(drawing.view, x, v0 + UNDER_CHIN * height)]
    else:
        off = min(230.0, width / 2 - 30) * (1 if drawing.view == "front" else -1)
        middle = u0 + width / 2
        places = [("right", middle - off, v0 + 62), ("left", middle + off, v0 + 62)]
    letters = {"right": "D", "left": "G"}
    texts = "".join(
        f'<text class="side-{side}" x="{x:.1f}" y="{y:.1f}">{letters[side]}</text>'
        for side, x, y in places
    )
    return f'<g class="sides" fill="{colour("side-letter")}" font-family="sans-serif" font-size="44" text-anchor="middle" {QUIET}>{texts}</g>'


def inner(drawing):
    """All that is drawn of a body, from back to front, after the definitions."""
    prefix, base = f"{drawing.sex}-{drawing.view}", drawing.base
    skin = _skin(base, prefix) + (_cap(drawing.cap, prefix + "-cap") if drawing.cap else "")
    return (
        f"{_behind(drawing)}{skin}{_zones(base.coverage, prefix)}{_borders(base.coverage)}"
        f"{_lines(base, prefix)}{_hair(drawing, prefix)}{_face(drawing)}"
    )


def file_of(drawing, definitions, content):
    """The whole file: definitions beside those of the outline, and what is drawn."""
    u0, v0, width, height = drawing.box_mm
    prefix = f"{drawing.sex}-{drawing.view}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{u0:g} {v0:g} {width:g} {height:g}" '
        f'data-figure="{drawing.sex}" data-view="{drawing.view}">'
        f"<defs>{_defs(prefix, drawing.base.outline)}{definitions}</defs>{content}</svg>\n"
    )


def svg(drawing):
    """A whole view."""
    prefix = f"{drawing.sex}-{drawing.view}"
    limb = ""
    if drawing.limb:
        defs = f"<defs>{_defs(prefix + '-limb', drawing.limb.outline)}</defs>"
        limb = f'{defs}<g class="limb">{_layer(drawing.limb, prefix + "-limb")}</g>'
    return file_of(drawing, "", inner(drawing) + limb + _sides(drawing))
