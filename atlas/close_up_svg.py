"""A close-up as an SVG: the same groups as a whole view, under a mask that fades out at the box's rim."""

from __future__ import annotations

import numpy as np

from atlas import paths, svg
from atlas.close_up_views import fade_mm

LETTERS = {"left": "G", "right": "D"}
#: Where the drawn segments end, the drawing fades out over this, mm, in so many steps.
END_MM, END_STEPS = 18.0, 16
#: (share of the way, grey) of a soft ramp; nothing at first, so that no line shows on the rim.
RAMP = ((0.0, 0.0), (0.16, 0.0), (0.36, 0.1), (0.54, 0.352), (0.7, 0.648), (0.86, 0.9), (1.0, 1.0))


def _grey(share):
    level = f"{round(255 * share):02x}"
    return f"#{level * 3}"


def _across(prefix, low, width, fade):
    """Black to white to black from left to right."""
    rising = [(fade / width * t, g) for t, g in RAMP]
    stops = rising + [(1 - t, g) for t, g in rising[::-1]]
    text = "".join(f'<stop offset="{t:.4f}" stop-color="{_grey(g)}"/>' for t, g in stops)
    return f'<linearGradient id="{prefix}-across" gradientUnits="userSpaceOnUse" x1="{low:g}" x2="{low + width:g}" y1="0" y2="0">{text}</linearGradient>'


def _down(prefix, low, height, fade):
    """Black that covers the upper and the lower rim."""
    rising = [(fade / height * t, 1 - g) for t, g in RAMP]
    stops = rising + [(1 - t, g) for t, g in rising[::-1]]
    text = "".join(
        f'<stop offset="{t:.4f}" stop-color="#000" stop-opacity="{g:.3f}"/>' for t, g in stops
    )
    return f'<linearGradient id="{prefix}-down" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{low:g}" y2="{low + height:g}">{text}</linearGradient>'


def _worn(ends):
    """Strokes that wear the mask away, softly, round an area."""
    if not ends:
        return ""
    d = paths.polygon(ends)
    steps = np.arange(1, END_STEPS + 1) / END_STEPS
    left = np.r_[0.0, np.interp(steps[:-1], *zip(*RAMP, strict=True)), 1.0]  # what stays, outward
    covers = 1 - left[:-1] / np.maximum(left[1:], 1e-9)
    strokes = "".join(
        f'<path stroke-width="{2 * END_MM * t:.1f}" stroke-opacity="{c:.3f}" d="{d}"/>'
        for t, c in zip(steps[::-1], covers[::-1], strict=True)
    )
    return f'<g fill="#000" stroke="#000" stroke-linejoin="round">{strokes}</g>'


def _rectangle(u, v, width, height):
    return f"M{u:g} {v:g}h{width:g}v{height:g}h{-width:g}z"


def _mask(prefix, box_mm, ends):
    u0, v0, width, height = box_mm
    fade = fade_mm(box_mm)
    page, over = _rectangle(*box_mm), _rectangle(u0 - 2, v0 - 2, width + 4, height + 4)
    return (
        _across(prefix, u0, width, fade)
        + _down(prefix, v0, height, fade)
        + f'<mask id="{prefix}-fade" maskUnits="userSpaceOnUse" x="{u0:g}" y="{v0:g}" width="{width:g}" height="{height:g}">'
        f'<path d="{page}" fill="url(#{prefix}-across)"/><path d="{over}" fill="url(#{prefix}-down)"/>{_worn(ends)}</mask>'
    )


def _free(inside, corner, share=0.16):
    """How much of a corner (bottom, right as 0 or 1) of the picture is free of skin."""
    rows, columns = (max(1, int(n * share)) for n in inside.shape)
    part = inside[-rows:] if corner[0] else inside[:rows]
    return 1 - (part[:, -columns:] if corner[1] else part[:, :columns]).mean()


def _places(drawing, side):
    """(side, bottom, right) of the letters."""
    inside = drawing.field.inside
    if side != "median":
        corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
        best = max(corners, key=lambda c: (round(_free(inside, c), 2), -corners.index(c)))
        return [(side, *best)]
    bottom = max((0, 1), key=lambda b: (round(_free(inside, (b, 0)), 2), -b))
    facing = drawing.field.right[0] > 0
    return [("right", bottom, 0 if facing else 1), ("left", bottom, 1 if facing else 0)]


def letters(drawing, side):
    """D and G in the freest corners, at the patient's sides."""
    u0, v0, width, height = drawing.box_mm
    size = float(np.clip(0.07 * min(width, height), 9, 22))
    off = 0.5 * size + 0.75 * fade_mm(drawing.box_mm)
    texts = ""
    for name, bottom, right in _places(drawing, side):
        u = u0 + (width - off if right else off)
        v = v0 + (height - off + 0.35 * size if bottom else off + 0.35 * size)
        texts += f'<text class="side-{name}" x="{u:.1f}" y="{v:.1f}">{LETTERS[name]}</text>'
    return (
        f'<g class="sides" fill="{svg.colour("side-letter")}" font-family="sans-serif" '
        f'font-size="{size:.0f}" text-anchor="middle" {svg.QUIET}>{texts}</g>'
    )


def text(drawing, side, ends):
    """The whole file."""
    prefix = f"{drawing.sex}-{drawing.view}"
    faded = f'<g class="vignette" mask="url(#{prefix}-fade)">{svg.inner(drawing)}</g>'
    return svg.file_of(drawing, _mask(prefix, drawing.box_mm, ends), faded + letters(drawing, side))
