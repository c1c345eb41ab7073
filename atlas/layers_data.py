"""What is laid over the skin: levels of the spine, and skin with something beneath it.

Places are told on the reference body of the zones, on the patient's left; charts as in the zones'
modules. Depths are the practice's to enter: none is here.
"""

from __future__ import annotations

from dataclasses import dataclass

#: s (0 at the hip joints, 1 at C7) of spinous processes that a doctor finds by a landmark: scapular
#: spine T3, inferior angle of the scapula T7 (standing), iliac crests L4, posterior superior iliac
#: spines S2. Rules of thumb as tabled in J Chiropr Med 2007;6:87-93 (PMC2647093), table 1. The heights
#: of these, of T1 and of T12 to L5 are those at which the drawing shows them (forms_trunk). C1 lies level with the joint of the head.
LANDMARK_LEVELS = {
    "C7": 1.0, "T1": 0.965, "T3": 0.845, "T7": 0.640, "T12": 0.445, "L1": 0.390, "L2": 0.335, "L3": 0.280,
    "L4": 0.228, "L5": 0.182, "S2": 0.138, "S5": 0.078,
}  # fmt: skip
#: Between two landmarks the levels share the way by the height of vertebra and disc beneath the level
#: above. Relative, set here: vertebrae grow steadily from C2 to L5 (Panjabi, Spine 1991;16:888-901).
PITCH = {
    "C2": 16, "C3": 15, "C4": 15, "C5": 15, "C6": 15, "C7": 16,
    "T1": 18, "T2": 19, "T3": 20, "T4": 20, "T5": 21, "T6": 21, "T7": 22, "T8": 22, "T9": 23,
    "T10": 24, "T11": 25, "T12": 27, "L1": 29, "L2": 32, "L3": 33, "L4": 34, "L5": 34,
    "S1": 28, "S2": 22, "S3": 20, "S4": 18, "S5": 16,
}  # fmt: skip
LEVELS = ("C1", *PITCH)
REGIONS = {
    "C": ("vertèbre cervicale", "cervical vertebra"),
    "T": ("vertèbre thoracique", "thoracic vertebra"),
    "L": ("vertèbre lombaire", "lumbar vertebra"),
    "S": ("vertèbre sacrée", "sacral vertebra"),
}


@dataclass(frozen=True)
class Area:
    """An outline round a danger: knots in a chart of the left half, and where its name stands."""

    key: str
    fr: str
    gender: str
    en: str
    chart: str  # front, neck, knee, elbow, hand, armpit
    knots: tuple[tuple[float, float], ...]
    label: tuple[float, float]
    why_fr: str
    why_en: str
    source: str


AREAS = (
    Area(
        "eye", "Œil", "m", "eye", "eye",
        ((-25, 3), (-14, 16), (2, 20), (18, 15), (27, 2), (18, -13), (2, -18), (-15, -13)),
        (3, -17),
        "Globe oculaire, paupières fines.",
        "Eyeball, thin lids.",
        "Common knowledge; no text of its own.",
    ),
    Area(
        "neck_vessels", "Vaisseaux du cou, côté {side}", "m", "vessels of neck", "neck",
        ((6, 2), (-8, 24), (-15, 52), (-17, 80), (-10, 98), (8, 98), (15, 80), (16, 52), (16, 24), (16, 4)),
        (0, 54),
        "Artère carotide et veine jugulaire interne, sous le bord antérieur du sterno-cléido-mastoïdien.",
        "Carotid artery and internal jugular vein, under the front edge of sternocleidomastoid.",
        "O’Rahilly, Müller, Carpenter, Swenson: Basic Human Anatomy, ch. 50 (Dartmouth).",
    ),
    Area(
        "armpit", "Creux axillaire", "m", "armpit", "armpit", (), (0, 0),
        "Artère et veine axillaires, plexus brachial.",
        "Axillary artery and vein, brachial plexus.",
        "StatPearls, Anatomy, axilla (article 32386).",
    ),
    Area(
        "ulnar_nerve", "Nerf ulnaire au coude", "m", "ulnar nerve at elbow", "elbow",
        ((212, -52), (226, -60), (240, -50), (245, -14), (240, 24), (226, 40), (210, 38), (206, 0)),
        (226, -6),
        "Nerf ulnaire, sous la peau derrière l’épicondyle médial.",
        "Ulnar nerve, under the skin behind the medial epicondyle.",
        "Macchi et al., J Anat 2014, the cubital tunnel (PMC4111932).",
    ),
    Area(
        "median_nerve", "Nerf médian au poignet", "m", "median nerve at wrist", "hand",
        ((-11, -40), (0, -46), (11, -40), (13, -10), (13, 18), (0, 28), (-11, 18), (-12, -10)),
        (0, -8),
        "Nerf médian, entre les tendons du long palmaire et du fléchisseur radial du carpe.",
        "Median nerve, between the tendons of palmaris longus and flexor carpi radialis.",
        "Woon et al., That tendon is the median nerve: cadaver forearms.",
    ),
    Area(
        "femoral_triangle", "Triangle fémoral", "m", "femoral triangle", "front",
        ((30, 898), (48, 915), (78, 945), (104, 972), (122, 962), (128, 920), (124, 870), (116, 826), (104, 806), (90, 822), (66, 858), (42, 886)),
        (92, 896),
        "Veine, artère et nerf fémoraux, sous le ligament inguinal.",
        "Femoral vein, artery and nerve, below the inguinal ligament.",
        "McMinn: Last’s Anatomy, regional and applied, 1998, femoral triangle.",
    ),
    Area(
        "popliteal_fossa", "Fosse poplitée", "f", "popliteal fossa", "knee",
        ((181, -92), (164, -70), (149, -38), (143, -6), (150, 26), (164, 46), (181, 54), (198, 46), (212, 28), (219, -6), (212, -38), (198, -70)),
        (181, -14),
        "Nerf tibial, veine et artère poplitées, le nerf au plus près de la peau.",
        "Tibial nerve, popliteal vein and artery, the nerve nearest to the skin.",
        "Greenwood et al., Anat Cell Biol 2021;54(1), popliteal fossa by bony landmarks.",
    ),
)  # fmt: skip
