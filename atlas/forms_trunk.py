"""Landmarks of the trunk as relief: what a doctor sees and palpates on back, chest and belly.

Places are (xs, s): xs 0 at the midline and 1 at the shoulder joint, s 0 at the hip joints and 1 at C7.
Levels: inferior angle of the scapula T7, iliac crests L4, posterior superior iliac spines S2.
"""

from __future__ import annotations

import numpy as np

from atlas.relief import Form

CREST, DIMPLE, CLEFT = 0.222, 0.138, 0.055
#: s of the spinous processes: C7, T1 to T12, L1 to L5
VERTEBRA_PROMINENS = 1.0
THORACIC = tuple(0.965 - 0.0395 * k for k in range(12))
LUMBAR = (0.445, 0.390, 0.335, 0.280, 0.228, 0.182)


def _spine(skin):
    furrow = [(0, s) for s in (0.93, 0.80, 0.66, 0.54, 0.44, 0.34, 0.26, 0.19)]
    yield Form("spine", skin.line(furrow), -3.0, 9.0, 0.020, (0.25, 0.22), median=True)
    yield Form("spine-core", skin.line(furrow[1:]), -0.6, 3.6, 0.018, (0.35, 0.25), median=True)
    prominent = skin.line([(0, VERTEBRA_PROMINENS + 0.008), (0, VERTEBRA_PROMINENS - 0.008)])
    yield Form("c7", prominent, 3.4, 7.5, -0.02, (0, 0), median=True)
    yield Form("c7-below", skin.line([(0, 0.972)]), -1.2, 6.0, 0.05, median=True)
    yield Form("t1", skin.line([(0, 0.955)]), 1.5, 6.0, -0.01, median=True)
    for s in THORACIC[1:]:
        knob = skin.line([(0, s + 0.008), (0, s - 0.008)])
        yield Form("thoracic", knob, 0.34, 5.0, 0.0, (0, 0), median=True)
    for s in LUMBAR:
        knob = skin.line([(0, s + 0.012), (0, s - 0.012)])
        yield Form("lumbar", knob, 0.75, 5.5, -0.006, (0, 0), median=True)
    bare = [(0.0, 1.03), (0.0, 0.98), (0.0, 0.92)]
    yield Form("trapezius-tendon", skin.line(bare), -0.9, 17.0, 0.012, (0.4, 0.4), median=True)


def _erectors(skin):
    column = [(0.20, 0.17), (0.235, 0.25), (0.245, 0.34), (0.235, 0.44), (0.21, 0.56), (0.18, 0.68)]
    yield Form("erector", skin.line(column), 3.8, 15.0, 0.0, (0.22, 0.45))
    # downwards on the left half: medial side first
    beside = [(0.43, 0.50), (0.47, 0.42), (0.48, 0.34), (0.44, 0.26)]
    yield Form("erector-edge", skin.line(beside), -1.6, 8.0, 0.026, (0.45, 0.4), right_mm=15.0)


def _scapula(skin):
    """Medial border from T2 to T7, spine from T3 to the acromion, the muscles above and below it."""
    border = [(0.45, 0.905), (0.405, 0.86), (0.385, 0.80), (0.40, 0.74), (0.445, 0.690)]
    border = [*border, (0.50, 0.655)]
    yield Form("scapula-border", skin.line(border), 1.9, 5.5, 0.0, (0.35, 0.12), right_mm=19.0)
    inside = [(x - 0.066, s) for x, s in border]
    yield Form("scapula-medial", skin.line(inside), -1.5, 9.0, 0.026, (0.35, 0.2), right_mm=5.5)
    yield Form("scapula-angle", skin.line([(0.52, 0.672)]), 2.2, 13.0, 0.0)
    angle = [(0.43, 0.660), (0.49, 0.632), (0.57, 0.640), (0.64, 0.668)]
    yield Form("scapula-under", skin.line(angle), -1.8, 10.0, 0.034, (0.45, 0.5), right_mm=5.5)
    lateral = [(0.585, 0.665), (0.69, 0.715), (0.80, 0.775)]
    yield Form("scapula-lateral", skin.line(lateral), -1.3, 7.0, 0.026, (0.25, 0.45))
    spine = [(0.43, 0.852), (0.56, 0.872), (0.74, 0.893), (0.92, 0.905), (1.05, 0.895)]
    yield Form("scapula-spine", skin.line(spine), 3.0, 5.5, -0.005, (0.30, 0.3), right_mm=8.0)
    above = [(x, s + 0.034) for x, s in spine[:-1]]
    below = [(x, s - 0.034) for x, s in ((0.53, 0.868), *spine[2:4])]
    yield Form("supraspinous", skin.line(above), -1.6, 8.0, 0.022, (0.4, 0.4))
    yield Form("infraspinous", skin.line(below), -1.7, 9.0, 0.026, (0.4, 0.45))
    yield Form("acromion", skin.line([(1.04, 0.905)]), 2.0, 9.0, -0.01)
    infraspinatus = [(0.53, 0.775), (0.66, 0.80), (0.82, 0.825)]
    yield Form("infraspinatus", skin.line(infraspinatus), 1.9, 15.0, 0.0, (0.35, 0.4))
    teres = [(0.60, 0.655), (0.72, 0.70), (0.86, 0.735)]
    yield Form("teres-major", skin.line(teres), 2.4, 12.0, 0.0, (0.3, 0.3))


def _planes(skin):
    """Where trapezius and latissimus end."""
    edge = [(0.89, 0.68), (0.86, 0.60), (0.80, 0.50), (0.71, 0.41), (0.58, 0.32)]
    yield Form("latissimus", skin.line(edge), 2.2, 26.0, 0.0, (0.25, 0.45), right_mm=7.0)
    beyond = [(x + 0.05, s - 0.008) for x, s in edge[1:]]
    yield Form("latissimus-edge", skin.line(beyond), -1.2, 6.0, 0.024, (0.3, 0.5))
    upper = [(0.12, 0.585), (0.26, 0.617), (0.42, 0.632)]
    yield Form("latissimus-top", skin.line(upper), 0.9, 20.0, 0.0, (0.4, 0.3), right_mm=5.0)
    trapezius = [(0.05, 0.49), (0.11, 0.57), (0.20, 0.68), (0.30, 0.78), (0.40, 0.845)]
    yield Form("trapezius", skin.line(trapezius), 1.6, 22.0, 0.0, (0.35, 0.25), right_mm=5.5)
    under = [(x + 0.035, s - 0.008) for x, s in trapezius]
    yield Form("trapezius-edge", skin.line(under), -0.9, 5.0, 0.022, (0.4, 0.3), right_mm=8.0)
    neck = [(0.16, 1.16), (0.20, 1.08), (0.32, 1.00), (0.56, 0.955)]
    yield Form("trapezius-top", skin.line(neck), 2.0, 13.0, 0.0, (0.4, 0.4))
    nape = [(0.10, 1.17), (0.11, 1.08), (0.16, 1.00)]
    yield Form("splenius", skin.line(nape), 1.4, 9.0, 0.0, (0.4, 0.5))
    yield Form("nape", skin.line([(0, 1.17), (0, 1.05)]), -1.2, 7.0, 0.02, (0.3, 0.5), median=True)


def _pelvis(skin):
    crest = [(0.285, 0.158), (0.37, 0.190), (0.50, 0.215), (0.64, CREST)]
    crest = [*crest, (0.78, CREST - 0.003), (0.90, CREST - 0.020)]
    yield Form("iliac-crest", skin.line(crest), 2.6, 16.0, -0.008, (0.25, 0.2), right_mm=5.5)
    above = [(x, s + 0.026) for x, s in crest[1:]]
    yield Form("iliac-furrow", skin.line(above), -2.2, 5.5, 0.046, (0.3, 0.25), right_mm=13.0)
    dimple = skin.line([(0.262, DIMPLE + 0.006), (0.272, DIMPLE - 0.006)])
    yield Form("psis", dimple, -2.6, 8.5, 0.032, (0, 0))
    yield Form("psis-rim", skin.line([(0.345, DIMPLE + 0.010)]), 1.6, 9.0, 0.0)
    triangle = [(0.25, DIMPLE - 0.016), (0.17, 0.102), (0.085, 0.070), (0.02, CLEFT)]
    yield Form("sacral-edge", skin.line(triangle), 1.5, 4.5, 0.0, (0.35, 0.2), right_mm=20.0)
    within = [(x - 0.03, s + 0.014) for x, s in triangle[:3]]
    yield Form("sacral-triangle", skin.line(within), -1.2, 7.0, 0.030, (0.3, 0.3))
    yield Form("sacrum", skin.line([(0, 0.135), (0, 0.10)]), 1.2, 10.0, -0.01, (0, 0), median=True)
    medius = [(0.56, 0.170), (0.68, 0.12), (0.76, 0.07)]
    yield Form("gluteus-medius", skin.line(medius), 2.0, 22.0, 0.0, (0.4, 0.4))
    between = [(0.36, 0.15), (0.52, 0.105), (0.66, 0.05), (0.76, -0.01)]
    yield Form("gluteus-maximus", skin.line(between), -1.2, 12.0, 0.016, (0.35, 0.35))
    hollow = [(0.80, 0.065), (0.86, 0.01), (0.88, -0.05)]
    yield Form("trochanteric-hollow", skin.line(hollow), -4.0, 25.0, 0.016, (0.5, 0.5))
    yield Form("trochanter", skin.line([(1.02, 0.0)]), 1.6, 15.0, -0.01)


def _thorax_front(skin):
    front = lambda places: skin.line(places, "front")  # noqa: E731 - said ten times below
    clavicle = [(0.11, 0.893), (0.26, 0.905), (0.46, 0.920), (0.68, 0.928), (0.90, 0.922)]
    clavicle = [*clavicle, (1.02, 0.914)]
    yield Form("clavicle", front(clavicle), 3.0, 4.6, -0.012, (0.08, 0.3), right_mm=6.0)
    yield Form("clavicle-head", front([(0.125, 0.893)]), 1.8, 7.0, -0.008)
    below = front([(x, s - 0.030) for x, s in clavicle[:5]])
    yield Form("clavicle-under", below, -1.5, 5.5, 0.034, (0.15, 0.4), right_mm=11.0)
    fossa = [(0.30, 0.950), (0.44, 0.962), (0.60, 0.962)]
    yield Form("supraclavicular", front(fossa), -3.4, 11.0, 0.030, (0.35, 0.4))
    yield Form("infraclavicular", front([(0.74, 0.875), (0.80, 0.845)]), -2.2, 12.0, 0.016, (0, 0))
    yield Form("coracoid", front([(0.86, 0.875)]), 1.2, 8.0)
    yield Form("notch", front([(0, 0.912)]), -3.6, 7.5, 0.065, median=True)
    sterno = [(0.075, 0.905), (0.15, 0.965), (0.27, 1.05), (0.40, 1.14)]
    yield Form("sternomastoid", front(sterno), 2.8, 5.5, -0.004, (0.12, 0.5), right_mm=9.0)
    beside = [(0.03, 0.955), (0.10, 1.01), (0.19, 1.08)]
    yield Form("sternomastoid-in", front(beside), -1.4, 7.0, 0.022, (0.4, 0.5))
    yield Form("thyroid", front([(0, 1.045), (0, 1.015)]), 1.5, 7.0, 0.0, (0, 0), median=True)
    sternum = [(0, s) for s in (0.87, 0.80, 0.72, 0.64, 0.57)]
    yield Form("sternum", front(sternum), -1.7, 8.5, 0.016, (0.3, 0.25), median=True)
    angle = front([(0.0, 0.832), (0.06, 0.830), (0.12, 0.826)])
    yield Form("sternal-angle", angle, 1.0, 5.0, 0.0, (0, 0.6))
    yield Form("xiphoid", front([(0, 0.562)]), -1.4, 10.0, 0.018, median=True)
    margin = [(0.06, 0.565), (0.15, 0.530), (0.28, 0.480), (0.43, 0.420), (0.58, 0.370)]
    yield Form("rib-margin", front(margin), 1.5, 18.0, 0.0, (0.3, 0.5), right_mm=8.0)
    under = front([(x - 0.02, s - 0.028) for x, s in margin])
    yield Form("rib-under", under, -1.4, 7.0, 0.022, (0.35, 0.5), right_mm=16.0)
    groove = [(0.72, 0.905), (0.80, 0.855), (0.86, 0.79), (0.89, 0.73)]
    deep = 1.0 if skin.sex == "M" else 0.6
    yield Form("deltopectoral", front(groove), -1.9 * deep, 7.0, 0.026 * deep, (0.3, 0.4))


def _breast(skin):
    """Of the woman: the fold below the breast, and its fullness above."""
    if skin.figure.startswith("F10"):
        return
    front = lambda places: skin.line(places, "front")  # noqa: E731
    fold = [(0.17, 0.632), (0.28, 0.606), (0.44, 0.594), (0.60, 0.602), (0.74, 0.638)]
    yield Form(
        "mammary-fold", front(fold), -1.6, 7.0, 0.020, (0.35, 0.35), right_mm=13.0, bone=False
    )
    yield Form("breast", front([(0.40, 0.66), (0.52, 0.66)]), 3.0, 27.0, -0.01, (0, 0), bone=False)


def _chest(skin):
    """Of the man: the lower border of pectoralis, serratus, the belly's intersections."""
    front = lambda places: skin.line(places, "front")  # noqa: E731
    edge = [(0.10, 0.612), (0.28, 0.588), (0.50, 0.592), (0.70, 0.640), (0.86, 0.705)]
    yield Form("pectoral", front(edge), 1.8, 22.0, 0.0, (0.3, 0.3), right_mm=6.0)
    under = front([(x, s - 0.016) for x, s in edge])
    yield Form("pectoral-under", under, -1.0, 6.0, 0.020, (0.35, 0.35))
    for x, s in ((0.80, 0.565), (0.77, 0.515), (0.72, 0.465)):
        tooth = [(x + 0.05, s + 0.028), (x, s), (x - 0.06, s - 0.010)]
        yield Form("serratus", front(tooth), -1.1, 5.5, 0.016, (0.4, 0.4))
    for s, x in ((0.475, 0.34), (0.395, 0.42), (0.318, 0.42)):
        across = [(0.05, s + 0.004), (0.2, s), (x, s + 0.010)]
        yield Form("intersection", front(across), -0.8, 8.0, 0.010, (0.4, 0.5))


def _nipple(skin):
    """The foremost spot of the breast, away from the midline."""
    m, p = skin.marks, skin.points
    s = (p[:, 1] - m.y_hip) / m.trunk_mm
    chest = (
        (s > 0.58) & (s < 0.78) & (p[:, 0] > 0.38 * m.x_shoulder) & (p[:, 0] < 0.8 * m.x_shoulder)
    )
    spot = p[chest][p[chest, 2].argmax()]
    yield Form("areola", spot[None], 0.3, 6.0, 0.055, bone=False)
    yield Form("nipple", spot[None], 1.2, 2.4, 0.03, bone=False)


def _belly(skin):
    front = lambda places: skin.line(places, "front")  # noqa: E731
    alba = [(0, s) for s in (0.55, 0.47, 0.39, 0.33, 0.285)]
    yield Form("linea-alba", front(alba), -1.1, 7.0, 0.016, (0.3, 0.3), median=True)
    semilunar = [(0.47, 0.42), (0.51, 0.34), (0.50, 0.25), (0.43, 0.15), (0.32, 0.06)]
    yield Form("semilunaris", front(semilunar), -1.3, 14.0, 0.012, (0.4, 0.45), right_mm=9.0)
    rectus = [(0.25, 0.50), (0.27, 0.38), (0.26, 0.24), (0.20, 0.10)]
    yield Form("rectus", front(rectus), 1.7, 16.0, 0.0, (0.3, 0.4))
    navel = skin.at(0.0, skin.marks.y_navel, "front")
    pit = navel + np.array([[0, 2.5, 0], [0, -2.5, 0]])
    yield Form("navel", pit, -3.0, 4.2, 0.09, (0, 0), median=True, bone=False)
    yield Form("navel-rim", (navel + np.array([0, 9.0, 0]))[None], 1.2, 6.0, 0.0, median=True)
    yield Form("asis", front([(0.74, 0.136), (0.76, 0.122)]), 2.0, 11.0, 0.0, (0, 0))
    yield Form("asis-under", front([(0.71, 0.100)]), -1.0, 10.0, 0.012)
    crest = [(0.78, 0.14), (0.86, 0.175), (0.95, 0.205)]
    yield Form("crest-front", front(crest), 1.8, 6.5, 0.0, (0.3, 0.45), right_mm=13.0)
    flank = [(0.70, 0.165), (0.80, 0.200), (0.92, 0.235)]
    yield Form("crest-furrow", front(flank), -1.4, 11.0, 0.018, (0.4, 0.45), right_mm=6.5)
    groin = [(0.73, 0.090), (0.58, 0.035), (0.42, -0.020), (0.27, -0.075)]
    yield Form("inguinal", front(groin), -2.2, 9.0, 0.036, (0.3, 0.25), right_mm=5.5, bone=False)


def _sternomastoid(skin):
    """The muscle from behind the ear to the sternum, round the side of the neck."""
    m, low = skin.marks, skin.trunk(0.10, 0.925, "front")
    head = skin.joint["head"]
    mastoid = np.array([m.x_eye * 2.2, m.y_eye - 44.0, head[2] - 22.0])
    neck = skin.joint["neck01"]
    line = []
    for t in np.linspace(0.08, 0.92, 7):
        p = mastoid + t * (low - mastoid)
        share = np.clip((p[1] - neck[1]) / (head[1] - neck[1]), 0, 1)
        origin = np.array([0.0, p[1], neck[2] + share * (head[2] - neck[2])])
        line.append(skin.ray(origin, p - origin, ("neck", "trunk", "head")))
    yield Form("sternomastoid-side", np.array(line), 2.6, 8.0, 0.0, (0.3, 0.25), right_mm=6.5)


#: (s, angle) of the iliac crest round the flank
FLANK_CREST = ((0.203, 122), (0.215, 106), (0.215, 90), (0.200, 74), (0.172, 58))


def _flank(skin):
    """The crest and what lies below it, seen from the side."""
    crest = np.array([skin.around(s, a) for s, a in FLANK_CREST])
    yield Form("crest-side", crest, 2.0, 6.0, 0.0, (0.3, 0.3), right_mm=15.0)
    above = np.array([skin.around(s + 0.028, a) for s, a in FLANK_CREST])
    yield Form("crest-side-furrow", above, -1.5, 12.0, 0.022, (0.3, 0.35), right_mm=6.0)
    medius = np.array([skin.around(s, a) for s, a in ((0.15, 105), (0.09, 100), (0.03, 98))])
    yield Form("gluteus-side", medius, 1.6, 20.0, 0.0, (0.4, 0.4))


MAKERS = (
    _sternomastoid,
    _flank,
    _spine,
    _erectors,
    _scapula,
    _planes,
    _pelvis,
    _thorax_front,
    _nipple,
    _belly,
)


def trunk_forms(skin):
    """All relief of the trunk, of the left half and the median plane."""
    makers = (*MAKERS, _chest if skin.sex == "M" else _breast)
    return [form for maker in makers for form in maker(skin) if np.isfinite(form.points).all()]
