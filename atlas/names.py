"""French and English names of the zones, their side in words, and the coded region of each.

French adjectives agree with the noun that has the side ("Face latérale du genou droit"), so
a term carries that noun's gender; `{side}` says where the side stands when it is not the end.
Terms follow Terminologia Anatomica where it names the place, the doctor's word elsewhere.
"""

from __future__ import annotations

import json
from pathlib import Path

from atlas.names_2 import TERMS_2
from atlas.terms import term

CODES = Path(__file__).with_name("region_codes.json")

SIDES = {"L": "left", "R": "right", "": "median"}
SIDE_EN = {"left": "Left", "right": "Right"}
SIDE_FR = {"left": {"m": "gauche", "f": "gauche"}, "right": {"m": "droit", "f": "droite"}}


TERMS_1 = {
    "deltoid_anterior": term(
        "Région deltoïdienne antérieure", "f", "anterior deltoid region", "shoulder"
    ),
    "deltoid_lateral": term(
        "Région deltoïdienne latérale", "f", "lateral deltoid region", "shoulder"
    ),
    "deltoid_posterior": term(
        "Région deltoïdienne postérieure", "f", "posterior deltoid region", "shoulder"
    ),
    "arm_biceps": term("Face antérieure du bras", "m", "anterior arm", "upper_arm"),
    "arm_lateral": term("Face latérale du bras", "m", "lateral arm", "upper_arm"),
    "arm_triceps": term("Face postérieure du bras", "m", "posterior arm", "upper_arm"),
    "arm_medial": term("Face médiale du bras", "m", "medial arm", "upper_arm"),
    "elbow_cubital_fossa": term("Fosse cubitale", "f", "cubital fossa", "elbow"),
    "elbow_lateral_epicondyle": term(
        "Épicondyle latéral", "m", "lateral epicondyle", "lat_epicondyle"
    ),
    "elbow_olecranon": term("Région olécrânienne", "f", "olecranon region", "elbow"),
    "elbow_medial_epicondyle": term(
        "Épicondyle médial", "m", "medial epicondyle", "med_epicondyle"
    ),
    "forearm_flexor": term("Face antérieure de l’avant-bras", "m", "anterior forearm", "forearm"),
    "forearm_brachioradial": term(
        "Face latérale de l’avant-bras", "m", "lateral forearm", "forearm"
    ),
    "forearm_extensor": term(
        "Face postérieure de l’avant-bras", "m", "posterior forearm", "forearm"
    ),
    "wrist_volar": term("Face palmaire du poignet", "m", "palmar wrist", "wrist"),
    "wrist_dorsal": term("Face dorsale du poignet", "m", "dorsal wrist", "wrist"),
    "fingers_palmar": term("Face palmaire des doigts, main {side}", "f", "palmar fingers", "hand"),
    "fingers_dorsal": term("Face dorsale des doigts, main {side}", "f", "dorsal fingers", "hand"),
    "thumb_palmar": term("Face palmaire du pouce", "m", "palmar thumb", "thumb"),
    "thumb_dorsal": term("Face dorsale du pouce", "m", "dorsal thumb", "thumb"),
    "hand_palm": term("Paume de la main", "f", "palm of hand", "hand"),
    "hand_dorsum": term("Dos de la main", "f", "dorsum of hand", "hand"),
    "hip_trochanter": term("Région trochantérienne", "f", "trochanteric region", "trochanter"),
    "gluteal": term("Région glutéale", "f", "gluteal region", "gluteal"),
    "inguinal": term("Région inguinale", "f", "inguinal region", "abdomen"),
    "thigh_anterior": term("Face antérieure de la cuisse", "f", "anterior thigh", "thigh"),
    "thigh_lateral": term("Face latérale de la cuisse", "f", "lateral thigh", "thigh"),
    "thigh_posterior": term("Face postérieure de la cuisse", "f", "posterior thigh", "thigh"),
    "thigh_medial": term("Face médiale de la cuisse", "f", "medial thigh", "thigh"),
    "knee_suprapatellar": term("Région suprapatellaire", "f", "suprapatellar region", "knee"),
    "knee_patellar": term("Région patellaire", "f", "patellar region", "knee"),
    "knee_lateral": term("Face latérale du genou", "m", "lateral knee", "knee"),
    "knee_popliteal": term("Fosse poplitée", "f", "popliteal fossa", "knee"),
    "knee_medial": term("Face médiale du genou", "m", "medial knee", "knee"),
    "leg_tibial": term("Face antérieure de la jambe", "f", "anterior leg", "lower_leg"),
    "leg_peroneal": term("Face latérale de la jambe", "f", "lateral leg", "lower_leg"),
    "calf_lateral": term("Partie latérale du mollet", "m", "lateral calf", "gastrocnemius"),
    "calf_medial": term("Partie médiale du mollet", "m", "medial calf", "gastrocnemius"),
    "achilles": term("Région du tendon calcanéen", "m", "Achilles tendon region", "achilles"),
    "leg_posteromedial": term(
        "Face postéro-médiale de la jambe", "f", "posteromedial leg", "lower_leg"
    ),
    "ankle_anterior": term("Face antérieure de la cheville", "f", "anterior ankle", "ankle"),
    "ankle_lateral": term("Face latérale de la cheville", "f", "lateral ankle", "ankle"),
    "ankle_medial": term("Face médiale de la cheville", "f", "medial ankle", "ankle"),
    "heel_plantar": term("Face plantaire du talon", "m", "plantar heel", "sole"),
    "foot_plantar": term("Plante du pied", "m", "sole of foot", "sole"),
    "toes_plantar": term("Face plantaire des orteils, pied {side}", "m", "plantar toes", "sole"),
    "toes_dorsal": term("Face dorsale des orteils, pied {side}", "m", "dorsal toes", "foot"),
    "heel": term("Talon", "m", "heel", "foot"),
    "foot_dorsum": term("Dos du pied", "m", "dorsum of foot", "foot"),
    "trapezius_upper": term(
        "Région trapézienne supérieure", "f", "upper trapezius region", "trapezius"
    ),
    "thoracic_paravertebral": term(
        "Région thoracique paravertébrale", "f", "thoracic paravertebral region", "thoracic_spine"
    ),
    "scapular": term("Région scapulaire", "f", "scapular region", "upper_back"),
    "thoracolumbar_paravertebral": term(
        "Région thoraco-lombaire paravertébrale",
        "f",
        "thoracolumbar paravertebral region",
        "thoracic_spine",
    ),
    "back_infrascapular": term("Région infrascapulaire", "f", "infrascapular region", "upper_back"),
    "lumbar_paravertebral": term(
        "Région lombaire paravertébrale", "f", "lumbar paravertebral region", "lumbar_back"
    ),
    "lumbar_lateral": term("Région lombaire latérale", "f", "lateral lumbar region", "lumbar_back"),
    "sacroiliac": term("Région sacro-iliaque", "f", "sacroiliac region", "sacral"),
    "supraclavicular": term("Région supraclaviculaire", "f", "supraclavicular region", "neck"),
    "clavicular": term("Région claviculaire", "f", "clavicular region", "chest"),
    "sternal": term("Région présternale", "f", "presternal region", "chest"),
    "pectoral": term("Région pectorale", "f", "pectoral region", "chest"),
    "epigastric": term("Région épigastrique", "f", "epigastric region", "abdomen"),
    "hypochondriac": term("Hypocondre", "m", "hypochondriac region", "abdomen"),
    "umbilical": term("Région ombilicale", "f", "umbilical region", "abdomen"),
    "abdomen_lateral": term(
        "Région abdominale latérale", "f", "lateral abdominal region", "abdomen"
    ),
    "genital": term(
        "Région pubienne et génitale, médiane", "f", "Pubic and genital region, median", "abdomen"
    ),
    "hypogastric": term("Région hypogastrique", "f", "hypogastric region", "abdomen"),
    "iliac": term("Fosse iliaque", "f", "iliac region", "abdomen"),
    "axillary": term("Région axillaire", "f", "axillary region", "chest"),
    "thorax_lateral": term("Face latérale {side} du thorax", "f", "lateral thorax", "chest"),
    "flank": term("Flanc", "m", "flank", "abdomen"),
    "cervical_posterior": term(
        "Région cervicale postérieure", "f", "posterior cervical region", "cervical_spine"
    ),
    "neck_lateral": term("Région cervicale latérale", "f", "lateral cervical region", "neck"),
    "neck_anterior": term("Région cervicale antérieure", "f", "anterior cervical region", "neck"),
    "periorbital": term("Région orbitaire", "f", "orbital region", "periorbital"),
    "nose": term("Nez, côté {side}", "m", "side of nose", "face"),
    "perioral": term("Région périorale", "f", "perioral region", "face"),
    "chin": term("Région mentonnière", "f", "chin region", "chin"),
    "cheek": term("Joue", "f", "cheek", "cheek"),
    "forehead": term("Région frontale", "f", "frontal region", "forehead"),
    "temple": term("Tempe", "f", "temple", "temple"),
    "jaw_masseter": term("Région massétérine", "f", "masseteric region", "face"),
    "suboccipital": term("Région suboccipitale", "f", "suboccipital region", "cervical_spine"),
    "scalp_frontal": term("Cuir chevelu frontal", "m", "frontal scalp", "scalp"),
    "scalp_parietal": term("Cuir chevelu pariétal", "m", "parietal scalp", "scalp"),
    "scalp_occipital": term("Cuir chevelu occipital", "m", "occipital scalp", "scalp"),
    "scalp_temporal": term("Cuir chevelu temporal", "m", "temporal scalp", "scalp"),
}

TERMS = TERMS_1 | TERMS_2
#: Zones that version 2 divided: their numbers and names stay, for what was marked before.
RETIRED = ("scapular", "foot_plantar")

REGIONS = {
    "lumbar_back": ("Région lombaire", "Lower back"),
    "sacral": ("Région sacrée", "Sacral region"),
    "gluteal": ("Région glutéale", "Buttock"),
    "upper_back": ("Haut du dos", "Upper back"),
    "thoracic_spine": ("Rachis thoracique", "Thoracic spine"),
    "cervical_spine": ("Rachis cervical", "Cervical spine"),
    "neck": ("Cou", "Neck"),
    "shoulder": ("Épaule", "Shoulder"),
    "trapezius": ("Trapèze", "Trapezius"),
    "elbow": ("Coude", "Elbow"),
    "lat_epicondyle": ("Épicondyle latéral", "Lateral epicondyle"),
    "med_epicondyle": ("Épicondyle médial", "Medial epicondyle"),
    "upper_arm": ("Bras", "Upper arm"),
    "forearm": ("Avant-bras", "Forearm"),
    "wrist": ("Poignet", "Wrist"),
    "hand": ("Main", "Hand"),
    "thumb": ("Pouce", "Thumb"),
    "trochanter": ("Grand trochanter", "Greater trochanter"),
    "thigh": ("Cuisse", "Thigh"),
    "knee": ("Genou", "Knee"),
    "lower_leg": ("Jambe", "Lower leg"),
    "gastrocnemius": ("Mollet", "Calf"),
    "achilles": ("Tendon calcanéen", "Achilles tendon"),
    "ankle": ("Cheville", "Ankle"),
    "foot": ("Pied", "Foot"),
    "sole": ("Plante du pied", "Sole"),
    "scalp": ("Cuir chevelu", "Scalp"),
    "forehead": ("Front", "Forehead"),
    "temple": ("Tempe", "Temple"),
    "face": ("Face", "Face"),
    "cheek": ("Joue", "Cheek"),
    "periorbital": ("Région orbitaire", "Periorbital region"),
    "chin": ("Menton", "Chin"),
    "chest": ("Thorax", "Chest"),
    "abdomen": ("Abdomen", "Abdomen"),
    "ear": ("Oreille", "Ear"),
}


def french(base, side):
    found = TERMS[base]
    if side == "median":
        return found.fr
    pattern = found.fr if "{side}" in found.fr else found.fr + " {side}"
    return pattern.format(side=SIDE_FR[side][found.gender])


def english(base, side):
    found = TERMS[base]
    return found.en if side == "median" else f"{SIDE_EN[side]} {found.en}"


def entry(key, codes, views):
    """One row of zones.json; `views` are the views whose drawing has a path of this zone.

    `since` and `until` are the first and the last version of the zones that have it on the skin.
    """
    base, _, letter = key.partition(".")
    side, region = SIDES[letter], TERMS[base].region
    return {
        "key": key,
        "base": base,
        "side": side,
        "fr": french(base, side),
        "en": english(base, side),
        "region": region,
        "region_fr": REGIONS[region][0],
        "region_en": REGIONS[region][1],
        "uberon": codes[region]["uberon"],
        "fma": codes[region]["fma"],
        "since": "2" if base in TERMS_2 else "1",
        "until": "1" if base in RETIRED else None,
        "views": list(views),
    }


def table(keys, views_of):
    """zones.json: one entry a zone, in the order of the zone's index (which starts at 1)."""
    codes = {row["key"]: row for row in json.loads(CODES.read_text("utf-8"))}
    return [entry(key, codes, views_of.get(key, ())) for key in keys]
