"""Landmarks of the trunk as relief: what a doctor sees and palpates on back, chest and belly.

Places are (xs, s): xs 0 at the midline and 1 at the shoulder joint, s 0 at the hip joints and 1 at C7.
Levels: inferior angle of the scapula T7, iliac crests L4, posterior superior iliac spines S2.
"""

from __future__ import annotations

import numpy as np

from atlas.relief import Form

CREST, DIMPLE, CLEFT = 0.222, 0.138, 0.055
#: s of C7, T1 and of the lumbar spinous processes L1 to L5
KNOBS = (1.0, 0.965)
LUMBAR = (0.445, 0.390, 0.335, 0.280, 0.228, 0.182)


def _spine(skin):
    furrow = [(0, s) for s in (0.93, 0.80, 0.66, 0.54, 0.44, 0.34, 0.26, 0.19)]
    yield Form("spine", skin.line(furrow), -3.2, 9.0, 0.055, (0.25, 0.22), median=True)
    yield Form("spine-core", skin.line(furrow[2:]), -0.9, 3.6, 0.035, (0.35, 0.30), median=True)
    for s, height in zip(KNOBS, (2.4, 1.4), strict=True):
        yield Form("c7", skin.line([(0, s)]), height, 9.0, -0.02, median=True)
    for s in LUMBAR:
        yield Form("lumbar", skin.line([(0, s)]), 1.1, 5.5, -0.02, median=True)


def _erectors(skin):
    column = [(0.21, 0.16), (0.24, 0.26), (0.25, 0.36), (0.24, 0.46), (0.21, 0.58), (0.18, 0.70)]
    yield Form("erector", skin.line(column), 3.4, 15.0, 0.0, (0.25, 0.45))
    beside = [(0.45, 0.24), (0.49, 0.32), (0.50, 0.40), (0.46, 0.50)]
    yield Form("erector-edge", skin.line(beside), -1.5, 8.0, 0.022, (0.45, 0.5))


def _scapula(skin):
    border = [(0.46, 0.865), (0.42, 0.81), (0.43, 0.74), (0.47, 0.675), (0.51, 0.635)]
    inside = [(x - 0.07, s) for x, s in border]
    yield Form("scapula-border", skin.line(border), 2.2, 8.0, 0.0, (0.3, 0.15))
    yield Form("scapula-medial", skin.line(inside), -1.8, 7.0, 0.045, (0.3, 0.25))
    angle = [(0.45, 0.645), (0.52, 0.612), (0.60, 0.632)]
    yield Form("scapula-angle", skin.line([(0.52, 0.65)]), 2.4, 13.0, -0.01)
    yield Form("scapula-under", skin.line(angle), -2.2, 6.5, 0.066, (0.4, 0.4))
    lateral = [(0.60, 0.64), (0.70, 0.70), (0.80, 0.755)]
    yield Form("scapula-lateral", skin.line(lateral), -1.0, 8.0, 0.025, (0.2, 0.5))
    spine = [(0.45, 0.845), (0.62, 0.872), (0.80, 0.893), (0.97, 0.903), (1.07, 0.888)]
    yield Form("scapula-spine", skin.line(spine), 3.0, 6.5, -0.02, (0.25, 0.25))
    above = [(x, s + 0.026) for x, s in spine[:-1]]
    below = [(x, s - 0.034) for x, s in spine[:-1]]
    yield Form("supraspinous", skin.line(above), -1.4, 7.0, 0.03, (0.4, 0.4))
    yield Form("infraspinous", skin.line(below), -1.9, 8.0, 0.05, (0.35, 0.4))


def _latissimus(skin):
    edge = [(0.86, 0.70), (0.83, 0.62), (0.76, 0.52), (0.66, 0.43), (0.55, 0.36)]
    yield Form("latissimus", skin.line(edge), 2.0, 11.0, 0.0, (0.3, 0.4))
    trapezius = [(0.06, 0.50), (0.13, 0.60), (0.25, 0.72), (0.38, 0.82)]
    yield Form("trapezius", skin.line(trapezius), -1.1, 7.0, 0.022, (0.4, 0.35))
    neck = [(0.16, 1.16), (0.20, 1.08), (0.32, 1.00), (0.56, 0.955)]
    yield Form("trapezius-top", skin.line(neck), 1.5, 12.0, 0.0, (0.4, 0.4))


def _pelvis(skin):
    crest = [
        (0.24, 0.158),
        (0.34, 0.188),
        (0.48, CREST - 0.006),
        (0.62, CREST),
        (0.76, CREST - 0.004),
    ]
    crest = [*crest, (0.86, CREST - 0.022)]
    yield Form("iliac-crest", skin.line(crest), 3.0, 8.0, -0.022, (0.25, 0.15))
    above = [(x, s + 0.036) for x, s in crest[1:]]
    yield Form("iliac-furrow", skin.line(above), -2.6, 8.5, 0.062, (0.3, 0.25))
    yield Form("psis", skin.line([(0.275, DIMPLE)]), -3.0, 6.5, 0.105)
    yield Form("psis-rim", skin.line([(0.345, DIMPLE + 0.012)]), 1.4, 9.0, 0.0)
    triangle = [(0.255, DIMPLE - 0.01), (0.18, 0.105), (0.09, 0.068), (0.02, CLEFT)]
    yield Form("sacral-triangle", skin.line(triangle), -1.4, 6.0, 0.042, (0.3, 0.2))
    top = [(0.235, DIMPLE + 0.012), (0.13, DIMPLE + 0.040), (0.0, DIMPLE + 0.050)]
    yield Form("sacral-top", skin.line(top), -0.7, 6.0, 0.016, (0.3, 0.0))
    yield Form("sacrum", skin.line([(0, 0.125)]), 1.2, 13.0, -0.02, median=True)
    medius = [(0.62, 0.165), (0.70, 0.10), (0.74, 0.04)]
    yield Form("gluteus-medius", skin.line(medius), 1.6, 17.0, 0.0, (0.4, 0.4))
    hollow = [(0.80, 0.045), (0.84, -0.005), (0.82, -0.05)]
    yield Form("trochanteric-hollow", skin.line(hollow), -2.8, 17.0, 0.03, (0.5, 0.5))


def _thorax_front(skin):
    front = lambda places: skin.line(places, "front")  # noqa: E731 - said ten times below
    inner, outer = (0.13, 0.905), (1.0, 0.905)
    clavicle = [inner, (0.30, 0.918), (0.52, 0.918), (0.74, 0.918), outer]
    yield Form("clavicle", front(clavicle), 2.6, 5.5, -0.015, (0.12, 0.25))
    yield Form(
        "clavicle-under", front([(x, s - 0.028) for x, s in clavicle]), -1.6, 6.0, 0.04, (0.2, 0.3)
    )
    yield Form(
        "clavicle-over",
        front([(x, s + 0.026) for x, s in clavicle[:4]]),
        -1.8,
        7.0,
        0.05,
        (0.3, 0.35),
    )
    yield Form("notch", front([(0, 0.905)]), -3.0, 7.5, 0.10, median=True)
    sterno = [(0.07, 0.915), (0.16, 0.975), (0.29, 1.06), (0.40, 1.14)]
    yield Form("sternomastoid", front(sterno), 2.2, 6.0, 0.0, (0.15, 0.5))
    sternum = [(0, s) for s in (0.87, 0.80, 0.72, 0.64, 0.57)]
    yield Form("sternum", front(sternum), -1.8, 7.5, 0.035, (0.3, 0.3), median=True)
    margin = [(0.07, 0.575), (0.20, 0.525), (0.34, 0.465), (0.47, 0.405), (0.58, 0.360)]
    yield Form("rib-margin", front(margin), 1.8, 8.0, 0.0, (0.2, 0.4))
    yield Form(
        "rib-under", front([(x - 0.03, s - 0.036) for x, s in margin]), -2.2, 8.5, 0.045, (0.2, 0.4)
    )
    deltoid = [(0.80, 0.875), (0.83, 0.80), (0.86, 0.73)]
    yield Form("deltopectoral", front(deltoid), -1.6, 7.0, 0.03, (0.35, 0.4))


def _nipple(skin):
    """The foremost spot of the breast, away from the midline."""
    m, p = skin.marks, skin.points
    s = (p[:, 1] - m.y_hip) / m.trunk_mm
    chest = (
        (s > 0.58) & (s < 0.78) & (p[:, 0] > 0.38 * m.x_shoulder) & (p[:, 0] < 0.8 * m.x_shoulder)
    )
    spot = p[chest][p[chest, 2].argmax()]
    yield Form("areola", spot[None], 0.4, 6.5, 0.075)
    yield Form("nipple", spot[None], 1.6, 2.6, 0.03)


def _belly(skin):
    front = lambda places: skin.line(places, "front")  # noqa: E731
    alba = [(0, s) for s in (0.55, 0.47, 0.39, 0.31, 0.25)]
    yield Form("linea-alba", front(alba), -1.5, 6.0, 0.030, (0.3, 0.3), median=True)
    semilunar = [(0.50, 0.42), (0.53, 0.34), (0.52, 0.25), (0.45, 0.15), (0.33, 0.06)]
    yield Form("semilunaris", front(semilunar), -1.8, 8.0, 0.026, (0.35, 0.45))
    rectus = [(0.25, 0.50), (0.27, 0.38), (0.26, 0.24), (0.20, 0.10)]
    yield Form("rectus", front(rectus), 1.4, 16.0, 0.0, (0.3, 0.4))
    navel = skin.trunk(0, 0.262, "front")
    yield Form("navel", navel[None], -3.6, 5.0, 0.16, median=True)
    yield Form("navel-rim", (navel + np.array([0, 9.0, 0]))[None], 1.2, 6.0, 0.0, median=True)
    yield Form("asis", front([(0.77, 0.125)]), 2.6, 9.0, -0.02)
    yield Form("asis-under", front([(0.72, 0.105)]), -1.0, 8.0, 0.02)
    crest = [(0.80, 0.14), (0.90, 0.185), (0.97, 0.205)]
    yield Form("crest-front", front(crest), 2.0, 9.0, -0.01, (0.2, 0.4))
    groin = [(0.74, 0.085), (0.58, 0.035), (0.42, -0.020), (0.27, -0.075)]
    yield Form("inguinal", front(groin), -2.2, 6.5, 0.06, (0.35, 0.25))


def trunk_forms(skin):
    """All relief of the trunk, of the left half and the median plane."""
    makers = (_spine, _erectors, _scapula, _latissimus, _pelvis, _thorax_front, _nipple, _belly)
    return [form for maker in makers for form in maker(skin) if np.isfinite(form.points).all()]
