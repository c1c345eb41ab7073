"""zones.json: complete, unique, in the atlas's order, each name with its side."""

from tests.atlas import drawings as dr

SIDE_WORDS = {
    "left": ("gauche", "Left "),
    "right": ("droit", "Right "),
    "median": ("médiane", "median"),
}


def test_one_row_for_each_zone_in_the_order_of_the_atlas():
    keys = [row["key"] for row in dr.zone_rows()]
    assert keys == dr.body()["zones"][1:]
    assert len(set(keys)) == len(keys) == 173
    assert set(dr.atlas()["zone"].tolist()) == set(range(1, len(keys) + 1)), "each zone has skin"


def test_names_are_unique_and_say_the_side():
    for lang in ("fr", "en"):
        names = [row[lang] for row in dr.zone_rows()]
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= 48, "fits a chip"
    for row in dr.zone_rows():
        french, english = SIDE_WORDS[row["side"]]
        assert french in row["fr"], row
        assert english in row["en"], row


def test_side_and_base_agree_with_the_key():
    for row in dr.zone_rows():
        base, _, letter = row["key"].partition(".")
        assert row["base"] == base
        assert row["side"] == {"L": "left", "R": "right", "": "median"}[letter]


def test_french_adjectives_agree():
    """The side belongs to the noun it follows: "du genou droit", not "droite"."""
    names = {row["key"]: row["fr"] for row in dr.zone_rows()}
    assert names["knee_medial.R"] == "Face médiale du genou droit"
    assert names["thigh_medial.R"] == "Face médiale de la cuisse droite"
    assert names["lumbar_paravertebral.L"] == "Région lombaire paravertébrale gauche"
    assert names["hand_dorsum.R"] == "Dos de la main droite"


def test_regions_are_coded():
    for row in dr.zone_rows():
        assert row["region_fr"]
        assert row["region_en"]
        assert row["uberon"].startswith("UBERON:")
        assert all(code.startswith("FMA:") for code in row["fma"])


def test_every_zone_is_shown_by_the_views_it_names():
    for row in dr.zone_rows():
        assert row["views"], row["key"]
        for view in row["views"]:
            layers = ("base", "limb") if view in ("left", "right") else ("base",)
            for figure in dr.FIGURES:
                assert any(row["key"] in dr.zones(figure, view, layer) for layer in layers), (
                    row["key"],
                    view,
                )


def test_body_json_says_the_same():
    for lang in ("fr", "en"):
        assert dr.body()["names"][lang] == {row["key"]: row[lang] for row in dr.zone_rows()}
    assert dr.body()["sides"] == {row["key"]: row["side"] for row in dr.zone_rows()}
