"""Who is drawn: sixteen figures by sex, age and build, two of them with raised arms too.

Heights and weights are usual for the age (rounded medians: adults 165 and 176 cm, 14 years about
162 cm and 52 kg, 10 years 139 cm and 32 kg). A figure's positions never change once it has shipped, for
outlines were recorded on them: a better body gets a new id.
"""

from __future__ import annotations

from atlas.fat import FULL_FACE, YOUNG_FACE, share_of
from atlas.pose import Stance

STOUT = Stance(arm_off_deg=24.0)
OBESE = Stance(arm_off_deg=28.0, leg_off_deg=4.0)
ARM_UP = Stance(raised_deg=104.0)
FULLER = share_of(FULL_FACE, 0.5)
YOUTH = share_of(YOUNG_FACE, 0.7)

WOMAN = {"muscle": 0.62, "proportions": 0.65, "cup": 0.45, "firm": 0.75}
MAN = {"muscle": 0.82, "proportions": 0.65}
GIRL = {"muscle": 0.5, "proportions": 0.5, "cup": 0.0, "firm": 0.8, "features": YOUNG_FACE}
BOY = {"proportions": 0.5, "features": YOUNG_FACE}

#: id -> (sex, age, height cm, weight kg) and what the artist's model leaves free
FIGURES = {
    "F": (("F", 30, 165, 57), WOMAN),
    "F-slim": (
        ("F", 30, 165, 50.5),
        {"muscle": 0.52, "proportions": 0.65, "cup": 0.35, "firm": 0.75},
    ),
    "F-strong": (
        ("F", 40, 165, 76),
        {
            "muscle": 0.55,
            "proportions": 0.5,
            "cup": 0.6,
            "firm": 0.6,
            "features": FULLER,
            "stance": STOUT,
        },
    ),
    "F-obese": (
        ("F", 45, 165, 95),
        {
            "muscle": 0.48,
            "proportions": 0.45,
            "cup": 0.7,
            "firm": 0.45,
            "features": FULL_FACE,
            "stance": OBESE,
        },
    ),
    "F14": (
        ("F", 14, 160, 50),
        {"muscle": 0.5, "proportions": 0.55, "cup": 0.3, "firm": 0.8, "features": YOUTH},
    ),
    "F14-strong": (
        ("F", 14, 160, 68),
        {
            "muscle": 0.5,
            "proportions": 0.5,
            "cup": 0.4,
            "firm": 0.7,
            "features": YOUTH,
            "stance": STOUT,
        },
    ),
    "F10": (("F", 10, 139, 32), GIRL),
    "F10-strong": (("F", 10, 140, 44), {**GIRL, "stance": STOUT}),
    "M": (("M", 30, 176, 73), MAN),
    "M-slim": (("M", 30, 176, 58), {"muscle": 0.62, "proportions": 0.65}),
    "M-strong": (
        ("M", 40, 176, 87),
        {"muscle": 0.64, "proportions": 0.55, "features": FULLER, "stance": STOUT},
    ),
    "M-obese": (
        ("M", 45, 176, 109),
        {"muscle": 0.45, "proportions": 0.45, "features": FULL_FACE, "stance": OBESE},
    ),
    "M14": (("M", 14, 164, 53), {"muscle": 0.55, "proportions": 0.55, "features": YOUTH}),
    "M14-strong": (
        ("M", 14, 164, 72),
        {"muscle": 0.45, "proportions": 0.5, "features": YOUTH, "stance": STOUT},
    ),
    "M10": (("M", 10, 139, 32), {**BOY, "muscle": 0.5}),
    "M10-strong": (("M", 10, 140, 44), {**BOY, "muscle": 0.45, "stance": STOUT}),
}
#: Posed figures for close-ups: id of the figure, an underscore, name of the pose.
POSED = {
    "F_arm-up": (FIGURES["F"][0], {**WOMAN, "stance": ARM_UP}),
    "M_arm-up": (FIGURES["M"][0], {**MAN, "stance": ARM_UP}),
}
#: The man on whom the zone of each face is told.
ZONED = {"zones": (("M", 30, 175, 75), {})}
BODIES = {**FIGURES, **POSED, **ZONED}
#: Bodies that shipped before the others; kept to the last bit of their doubles.
FIRST = ("F", "M", "zones")

#: How much of what lies under the skin shows: 1 in the plain adults, less under fat and in the young.
LEANNESS = {"": 1.0, "-slim": 1.12, "-strong": 0.62, "-obese": 0.38}
YOUNG_LEANNESS = {"14": 0.72, "10": 0.58}
#: Muscles show less still in the young and under much fat.
MUSCLES = ("rectus", "semilunaris", "intersection", "serratus", "pectoral", "latissimus", "erector")
MUSCLES += ("trapezius", "infraspinatus", "teres", "deltopectoral", "gluteus", "linea-alba")
MUSCULAR = {"young": 0.6, "-obese": 0.6}
ADULT_CM = {"F": 165.0, "M": 176.0}


def is_young(name):
    """A child's or an adolescent's figure."""
    return name[1:3] in YOUNG_LEANNESS


def leanness(name):
    """Share of the landmarks' relief that a figure shows."""
    base = name.partition("_")[0]
    return YOUNG_LEANNESS.get(base[1:3], 1.0) * LEANNESS[base[1:].lstrip("014")]


def muscularity(name):
    """What of that share is left of muscles."""
    return MUSCULAR["young"] if is_young(name) else MUSCULAR.get(name[1:], 1.0)


def size(name):
    """Height as a share of the adult's of the sex: what lies under the skin is smaller in a child."""
    (sex, _, height_cm, _), _ = BODIES[name]
    return height_cm / ADULT_CM[sex]
