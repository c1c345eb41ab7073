"""Landmarks of the limbs as relief. Places: share of the way along a bone, angle round it
(0 anterior, 90 lateral, 180 posterior, -90 medial)."""

from __future__ import annotations

import numpy as np

from atlas.relief import Form

THIGH, LEG = ("upperleg01", "lowerleg01"), ("lowerleg01", "foot")
ARM, FOREARM = ("upperarm01", "lowerarm01"), ("lowerarm01", "wrist")
LOWER, UPPER = ("leg", "foot"), ("arm", "hand")
FINGERS = (2, 3, 4, 5)
#: name, bone, places, height mm, radius mm, tone, ends, radius to the right of the way if another
LEGS = (
    ("trochanter", THIGH, ((-0.03, 92), (0.03, 92)), 2.6, 16, 0, (0, 0)),
    (
        "behind-trochanter",
        THIGH,
        ((-0.06, 125), (0.0, 122), (0.08, 120)),
        -2.2,
        17,
        0.016,
        (0.4, 0.4),
    ),
    ("tensor", THIGH, ((-0.06, 62), (0.10, 70), (0.24, 80)), 1.8, 14, 0, (0.4, 0.4)),
    ("rectus-femoris", THIGH, ((0.25, 5), (0.5, 5), (0.82, 2)), 1.8, 19, 0, (0.4, 0.3)),
    ("vastus-medialis", THIGH, ((0.74, -30), (0.90, -42)), 2.8, 16, 0, (0.5, 0.3)),
    ("vastus-lateralis", THIGH, ((0.60, 45), (0.84, 42)), 2.0, 18, 0, (0.5, 0.4)),
    ("above-patella", THIGH, ((0.885, -18), (0.875, 0), (0.885, 18)), -1.4, 7, 0.022, (0.4, 0.4)),
    (
        "sartorius",
        THIGH,
        ((0.15, 10), (0.4, -25), (0.7, -60), (0.95, -85)),
        -1.3,
        9,
        0.018,
        (0.3, 0.3),
    ),
    ("iliotibial", THIGH, ((0.35, 95), (0.6, 98), (0.93, 88)), -1.8, 9, 0.022, (0.4, 0.3)),
    ("hamstrings", THIGH, ((0.3, 176), (0.55, 180), (0.8, 182)), -1.6, 10, 0.022, (0.4, 0.4)),
    ("semitendinosus", THIGH, ((0.70, 203), (0.88, 215), (1.0, 228)), 2.2, 7.5, 0, (0.5, 0.25)),
    ("biceps-femoris", THIGH, ((0.70, 162), (0.88, 146), (1.0, 130)), 2.2, 7.5, 0, (0.5, 0.25)),
    ("popliteal", THIGH, ((0.84, 180), (0.92, 180), (1.0, 180)), -2.2, 14, 0.02, (0.5, 0.4)),
    ("tendon-patella", LEG, ((0.005, 2), (0.07, 2), (0.155, 3)), 1.7, 7, 0, (0.3, 0.35)),
    ("beside-tendon-l", LEG, ((0.0, 36), (0.045, 30), (0.09, 22)), -1.2, 7, 0.010, (0.4, 0.4)),
    ("beside-tendon-m", LEG, ((0.0, -32), (0.045, -26), (0.09, -18)), -1.2, 7, 0.010, (0.4, 0.4)),
    ("tuberosity", LEG, ((0.12, 2), (0.145, 2)), 1.2, 10, 0, (0, 0)),
    ("joint-line-l", LEG, ((0.005, 38), (0.0, 62), (-0.005, 85)), -0.9, 5, 0.018, (0.4, 0.4)),
    ("joint-line-m", LEG, ((0.01, -38), (0.005, -62), (0.0, -85)), -0.9, 5, 0.018, (0.4, 0.4)),
    ("fibula", LEG, ((0.055, 112), (0.08, 112)), 2.0, 9, 0, (0, 0)),
    ("tibia", LEG, ((0.14, 4), (0.4, 3), (0.65, -4), (0.88, -16)), 2.0, 6.5, -0.005, (0.3, 0.3)),
    ("beside-tibia", LEG, ((0.18, 26), (0.4, 24), (0.7, 18)), -1.3, 7, 0.022, (0.25, 0.35)),
    ("calf-inner-edge", LEG, ((0.15, -72), (0.4, -75), (0.7, -82)), -1.3, 8, 0.02, (0.4, 0.4)),
    ("gastrocnemius-m", LEG, ((0.12, 208), (0.25, 212), (0.36, 208)), 3.4, 17, 0, (0.4, 0.3)),
    ("gastrocnemius-l", LEG, ((0.12, 152), (0.22, 148), (0.32, 150)), 2.8, 16, 0, (0.4, 0.3)),
    ("between-heads", LEG, ((0.06, 180), (0.25, 179), (0.42, 181)), -2.0, 7, 0.024, (0.35, 0.35)),
    (
        "calf-m-below",
        LEG,
        ((0.33, 255), (0.425, 230), (0.46, 206), (0.425, 184)),
        2.2,
        5.5,
        0,
        (0.35, 0.35),
        19,
    ),
    ("calf-m-edge", LEG, ((0.37, 250), (0.455, 228), (0.49, 205)), -1.1, 8, 0.02, (0.4, 0.4), 5),
    (
        "calf-l-below",
        LEG,
        ((0.29, 108), (0.37, 130), (0.40, 154), (0.375, 176)),
        2.0,
        17,
        0,
        (0.35, 0.35),
        5.5,
    ),
    ("calf-l-edge", LEG, ((0.33, 112), (0.40, 132), (0.43, 156)), -1.0, 5, 0.018, (0.4, 0.4), 8),
    ("achilles", LEG, ((0.60, 180), (0.8, 180), (1.0, 180)), 2.4, 7, 0, (0.45, 0.15)),
    ("beside-achilles-l", LEG, ((0.74, 143), (0.88, 138), (1.0, 135)), -2.8, 7, 0.05, (0.5, 0.3)),
    (
        "beside-achilles-m",
        LEG,
        ((0.74, -143), (0.88, -138), (1.0, -135)),
        -2.8,
        7,
        0.05,
        (0.5, 0.3),
    ),
    ("malleolus-l", LEG, ((0.98, 98), (1.0, 98)), 2.9, 8.5, -0.01, (0, 0)),
    ("malleolus-m", LEG, ((0.95, -88), (0.965, -88)), 2.9, 9.5, -0.01, (0, 0)),
    ("below-malleolus-l", LEG, ((1.06, 80), (1.08, 100), (1.05, 122)), -1.8, 6, 0.045, (0.4, 0.4)),
    (
        "below-malleolus-m",
        LEG,
        ((1.05, -72), (1.07, -90), (1.04, -112)),
        -1.8,
        6,
        0.045,
        (0.4, 0.4),
    ),
)
ARMS = (
    ("deltoid-front", ARM, ((0.12, 22), (0.28, 48), (0.44, 78)), -1.7, 8, 0.024, (0.35, 0.35)),
    ("deltoid-back", ARM, ((0.12, 160), (0.28, 132), (0.44, 102)), -1.7, 8, 0.026, (0.35, 0.35)),
    ("biceps", ARM, ((0.38, -8), (0.6, -5), (0.82, 0)), 2.6, 14, 0, (0.4, 0.4)),
    ("groove-medial", ARM, ((0.35, -72), (0.6, -72), (0.92, -62)), -1.8, 7, 0.03, (0.35, 0.35)),
    ("groove-lateral", ARM, ((0.48, 82), (0.7, 76), (0.92, 58)), -1.6, 7, 0.026, (0.4, 0.35)),
    ("triceps-long", ARM, ((0.25, 205), (0.45, 205), (0.62, 200)), 2.2, 14, 0, (0.4, 0.4)),
    ("triceps-lateral", ARM, ((0.25, 145), (0.42, 142), (0.56, 148)), 2.2, 12, 0, (0.4, 0.4)),
    ("triceps-tendon", ARM, ((0.55, 180), (0.7, 178), (0.9, 180)), -1.5, 8, 0.024, (0.35, 0.35)),
    ("cubital", ARM, ((0.96, -6), (1.0, -6)), -2.4, 11, 0.045, (0, 0)),
    ("olecranon", FOREARM, ((-0.01, 182), (0.03, 182)), 2.9, 8, -0.01, (0, 0)),
    ("over-olecranon", ARM, ((0.93, 160), (0.915, 180), (0.93, 200)), -1.3, 7, 0.014, (0.4, 0.4)),
    ("ulnar-groove", FOREARM, ((-0.06, 222), (0.0, 220), (0.07, 210)), -1.7, 6, 0.02, (0.4, 0.4)),
    (
        "radial-groove",
        FOREARM,
        ((-0.05, 146), (0.02, 146), (0.10, 152)),
        -1.6,
        7,
        0.018,
        (0.4, 0.4),
    ),
    ("epicondyle-m", ARM, ((0.965, -96), (0.98, -98)), 3.0, 7.5, -0.015, (0, 0)),
    ("epicondyle-l", ARM, ((0.96, 100), (0.975, 102)), 2.2, 7.5, -0.01, (0, 0)),
    ("brachioradialis", FOREARM, ((-0.08, 50), (0.15, 42), (0.4, 40)), 2.0, 11, 0, (0.4, 0.5)),
    ("flexors", FOREARM, ((0.1, -40), (0.3, -35), (0.5, -28)), 1.6, 12, 0, (0.4, 0.4)),
    ("forearm-groove", FOREARM, ((0.06, 8), (0.3, 10), (0.55, 12)), -1.5, 6.5, 0.026, (0.3, 0.4)),
    ("ulna", FOREARM, ((0.08, 196), (0.4, 200), (0.8, 206)), -1.3, 5.5, 0.026, (0.25, 0.3)),
    ("extensors", FOREARM, ((0.1, 150), (0.3, 150), (0.5, 155)), 1.8, 10, 0, (0.4, 0.4)),
    ("ulnar-styloid", FOREARM, ((0.935, 205), (0.95, 205)), 2.8, 5.5, -0.02, (0, 0)),
    ("radial-styloid", FOREARM, ((0.96, 92), (0.975, 92)), 2.0, 6, -0.01, (0, 0)),
    ("palmaris", FOREARM, ((0.68, -6), (0.82, -4), (0.96, -2)), 1.1, 3.0, 0, (0.4, 0.2)),
    ("beside-palmaris", FOREARM, ((0.72, 14), (0.84, 13), (0.96, 12)), -0.8, 3.2, 0.02, (0.4, 0.3)),
)


def _told(skin, table, parts):
    for name, bone, places, height, radius, tone, ends, *right in table:
        line = skin.along(bone, places, parts)
        yield Form(name, line, height, radius, tone, ends, right_mm=right[0] if right else None)


def patella_mm(skin):
    """Middle of the kneecap, radius mm."""
    centre = skin.limb(THIGH, 0.965, 1, LOWER)
    return centre, 0.042 * np.linalg.norm(
        skin.joint["lowerleg01.L"] - skin.joint["upperleg01.L"]
    ) + 5


def _patella(skin):
    centre, radius = patella_mm(skin)
    turn = np.radians(np.arange(0, 361, 30))
    ring = [
        skin.at(
            centre[0] + 0.94 * radius * np.cos(t), centre[1] + 1.12 * radius * np.sin(t), "front"
        )
        for t in turn
    ]
    yield Form("patella", centre[None], 2.4, 0.7 * radius, -0.02)
    yield Form("patella-rim", np.array(ring), -1.2, 7.0, 0.022, (0, 0))


def _hand(skin):
    """Extensor tendons, knuckles and the two mounds of the palm."""
    wrist = skin.joint["wrist.L"]
    for finger in FINGERS:
        knuckle = skin.joint[f"finger{finger}-1.L"]
        way = [wrist + t * (knuckle - wrist) for t in (0.3, 0.6, 0.9)]
        line = np.array([skin.at(p[0], p[1], "back") for p in way])
        yield Form(f"tendon-{finger}", line, 1.1, 2.4, -0.012, (0.4, 0.1))
        yield Form(f"knuckle-{finger}", skin.at(*knuckle[:2], "back")[None], 1.7, 5.0, -0.03)
    thumb, little = skin.joint["finger1-2.L"], skin.joint["finger5-1.L"]
    middle = skin.joint["finger3-1.L"]
    for name, toward, height in (("thenar", thumb, 2.2), ("hypothenar", little, 1.6)):
        spot = wrist + 0.52 * (toward - wrist)
        yield Form(name, skin.at(spot[0], spot[1], "front")[None], height, 11.0, -0.01)
    hollow = wrist + 0.55 * (middle - wrist)
    yield Form("palm", skin.at(hollow[0], hollow[1], "front")[None], -1.6, 10.0, 0.04)


def _buttocks(skin):
    """The fold below and the cleft between."""
    median = skin.points[np.abs(skin.points[:, 0]) < 3.0]
    crotch = median[median[:, 1] > skin.marks.y_hip - 0.3 * skin.marks.trunk_mm, 1].min()
    x = skin.marks.x_shoulder
    fold = np.array([skin.at(a * x, crotch + b, "back") for a, b in FOLD])
    yield Form("gluteal-fold", fold, -2.6, 7.0, 0.07, (0.15, 0.5))
    cleft = np.array(
        [
            skin.at(0.0, y, "back")
            for y in np.linspace(crotch + 12, skin.marks.y_hip + 0.07 * skin.marks.trunk_mm, 6)
        ]
    )
    yield Form("gluteal-cleft", cleft, -1.5, 5.0, 0.07, (0.1, 0.4), median=True)


#: xs and height above the crotch, mm, of the gluteal fold
FOLD = ((0.14, 4), (0.30, 2), (0.48, 8), (0.64, 20), (0.76, 34))


def limb_forms(skin):
    """All relief of the left limbs, and the folds where the lower one begins."""
    yield from _told(skin, LEGS, LOWER)
    yield from _told(skin, ARMS, UPPER)
    for make in (_patella, _hand, _buttocks):
        yield from make(skin)
