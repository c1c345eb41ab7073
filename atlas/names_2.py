"""Names of the zones that version 2 added; their order is the order of their numbers, from 174.

Each belongs to the region that its skin had before: a fee by regions counts them.
"""

from __future__ import annotations

from atlas.terms import term

TERMS_2 = {
    "iliac_crest": term("Crête iliaque", "f", "iliac crest", "lumbar_back"),
    "gluteus_medius": term("Région du moyen fessier", "m", "gluteus medius region", "gluteal"),
    "piriformis": term("Région du piriforme", "m", "piriformis region", "gluteal"),
    "ischial": term(
        "Région de la tubérosité ischiatique", "f", "ischial tuberosity region", "gluteal"
    ),
    "gluteal_fold": term("Sillon glutéal", "m", "gluteal fold", "gluteal"),
    "lumbar_interspinous": term(
        "Ligne interépineuse lombaire, médiane",
        "f",
        "Lumbar interspinous line, median",
        "lumbar_back",
    ),
    "sacral": term("Région sacrée, médiane", "f", "Sacral region, median", "sacral"),
    "coccygeal": term("Région coccygienne, médiane", "f", "Coccygeal region, median", "sacral"),
    "supraspinous": term("Fosse supra-épineuse", "f", "supraspinous fossa", "upper_back"),
    "infraspinous": term("Fosse infra-épineuse", "f", "infraspinous fossa", "upper_back"),
    "scapular_medial_border": term(
        "Bord médial de la scapula", "f", "medial border of scapula", "upper_back"
    ),
    "levator_scapulae": term(
        "Angle supérieur de la scapula", "f", "superior angle of scapula", "upper_back"
    ),
    "subacromial": term("Région subacromiale", "f", "subacromial region", "shoulder"),
    "acromioclavicular": term(
        "Articulation acromio-claviculaire", "f", "acromioclavicular joint", "shoulder"
    ),
    "bicipital_groove": term("Sillon intertuberculaire", "m", "intertubercular groove", "shoulder"),
    "ulnar_groove": term("Sillon du nerf ulnaire", "m", "groove for ulnar nerve", "elbow"),
    "carpal_median": term("Région du canal carpien", "m", "carpal tunnel region", "wrist"),
    "radial_styloid": term("Processus styloïde radial", "m", "radial styloid process", "wrist"),
    "thumb_base": term("Base du pouce", "m", "base of thumb", "thumb"),
    "hand_thenar": term("Éminence thénar", "f", "thenar eminence", "hand"),
    "hand_hypothenar": term("Éminence hypothénar", "f", "hypothenar eminence", "hand"),
    "hand_knuckles": term(
        "Têtes des métacarpiens, main {side}", "f", "metacarpal heads (knuckles)", "hand"
    ),
    "adductor_origin": term(
        "Origine des adducteurs, cuisse {side}", "f", "adductor origin", "thigh"
    ),
    "iliotibial_distal": term("Tractus ilio-tibial distal", "m", "distal iliotibial tract", "knee"),
    "patellar_tendon": term("Ligament patellaire", "m", "patellar ligament", "knee"),
    "tibial_tuberosity": term("Tubérosité tibiale", "f", "tibial tuberosity", "knee"),
    "knee_joint_line_medial": term(
        "Interligne médial du genou", "m", "medial joint line of knee", "knee"
    ),
    "knee_joint_line_lateral": term(
        "Interligne latéral du genou", "m", "lateral joint line of knee", "knee"
    ),
    "pes_anserinus": term("Patte d’oie", "f", "pes anserinus", "knee"),
    "fibular_head": term("Tête de la fibula", "f", "head of fibula", "lower_leg"),
    "ankle_ligaments_lateral": term(
        "Ligaments latéraux de la cheville", "f", "lateral ligaments of ankle", "ankle"
    ),
    "ankle_ligament_medial": term(
        "Ligament deltoïde de la cheville", "f", "deltoid ligament of ankle", "ankle"
    ),
    "retromalleolar_medial": term(
        "Région rétromalléolaire médiale", "f", "medial retromalleolar region", "ankle"
    ),
    "heel_achilles": term(
        "Insertion du tendon calcanéen", "m", "calcaneal tendon insertion", "achilles"
    ),
    "heel_fascia": term(
        "Insertion de l’aponévrose plantaire", "f", "plantar fascia insertion", "sole"
    ),
    "foot_arch": term("Voûte plantaire", "f", "plantar arch", "sole"),
    "foot_metatarsal_heads": term(
        "Têtes des métatarsiens, pied {side}", "m", "plantar metatarsal heads", "sole"
    ),
    "toe_hallux": term("Hallux", "m", "hallux", "foot"),
    "auricle": term("Pavillon de l’oreille", "f", "auricle", "ear"),
    "mastoid": term("Région mastoïdienne", "f", "mastoid region", "ear"),
    "tmj": term("Articulation temporo-mandibulaire", "f", "temporomandibular joint", "face"),
    "greater_occipital": term(
        "Émergence du nerf grand occipital", "m", "greater occipital nerve point", "scalp"
    ),
}
