"""The close-ups of the median plane: each is its own mirror image (see close_up_list.py)."""

from __future__ import annotations

from atlas.close_up_views import NO_ARMS, CloseUp, round_spot

FRONT, BACK = (0.0, 0.0, 0.0), (180.0, 0.0, 0.0)
ALL = ("front", "back", "left", "right")
HEAD_ROUND = (("top", -125, 20), ("head", 125, -112))

MEDIAN = (
    CloseUp(
        "face",
        "face",
        ("Visage, de face", "Face, front"),
        ("Face", "Front"),
        FRONT,
        HEAD_ROUND,
        (),
        opens_from=("front",),
    ),
    CloseUp(
        "face-below",
        "face",
        ("Dessous du menton", "Underside of the chin"),
        ("Dessous", "Below"),
        (0.0, -48.0, 0.0),
        round_spot("head", 115, 115, 90, 95),
        (),
        opens_from=("front",),
    ),
    CloseUp(
        "scalp-top",
        "scalp",
        ("Cuir chevelu, du dessus", "Scalp, from above"),
        ("Dessus", "Top"),
        (180.0, 70.0, 0.0),
        round_spot("top", 125, 125, 150, 135),
        (),
        opens_from=ALL,
    ),
    CloseUp(
        "scalp-back",
        "scalp",
        ("Cuir chevelu, de dos", "Scalp, from behind"),
        ("Derrière", "Back"),
        (180.0, 10.0, 0.0),
        HEAD_ROUND,
        (),
        opens_from=("back", "left", "right"),
    ),
    CloseUp(
        "neck-front",
        "neck",
        ("Cou, face antérieure", "Neck, front"),
        ("Devant", "Front"),
        FRONT,
        round_spot("c7", 135, 135, 85, 105),
        (),
        opens_from=("front",),
    ),
    CloseUp(
        "neck-back",
        "neck",
        ("Nuque et trapèzes", "Nape and top of the shoulders"),
        ("Nuque", "Nape"),
        (180.0, 32.0, 0.0),
        round_spot("c7", 205, 205, 125, 95),
        (),
        opens_from=("back",),
    ),
    CloseUp(
        "spine",
        "spine",
        ("Rachis", "Spine"),
        ("Rachis", "Spine"),
        BACK,
        (("c7", -130, 110), ("hip", 130, -60)),
        NO_ARMS,
        opens_from=("back",),
    ),
    CloseUp(
        "lower-back",
        "pelvis",
        ("Lombes et sacrum", "Lower back and sacrum"),
        ("Lombes", "Low back"),
        BACK,
        round_spot("hip", 195, 195, 250, 25),
        NO_ARMS,
        opens_from=("back",),
    ),
    CloseUp(
        "pelvis-back",
        "pelvis",
        ("Bassin et fesses", "Pelvis and buttocks"),
        ("Fesses", "Buttocks"),
        (180.0, -30.0, 0.0),
        round_spot("hip", 210, 210, 135, 150),
        NO_ARMS,
        opens_from=("back",),
    ),
    CloseUp(
        "pelvis-front",
        "pelvis",
        ("Bassin, face antérieure", "Pelvis, front"),
        ("Devant", "Front"),
        FRONT,
        round_spot("hip", 200, 200, 165, 120),
        NO_ARMS,
        opens_from=("front",),
    ),
)
