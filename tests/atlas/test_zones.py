"""zones.json: complete, unique, in the atlas's order, each name with its side."""

import json
import re
from pathlib import Path

import pytest

from atlas.names import TERMS
from tests.atlas import drawings as dr

FIRST = Path(__file__).resolve().parents[1] / "cases/zones/version_1.json"

SIDE_WORDS = {
    "left": ("gauche", "Left "),
    "right": ("droit", "Right "),
    "median": ("médiane", "median"),
}


def test_one_row_for_each_zone_in_the_order_of_the_atlas():
    keys = [row["key"] for row in dr.zone_rows()]
    assert keys == dr.body()["zones"][1:]
    assert len(set(keys)) == len(keys) == 254
    current = {i for i, row in enumerate(dr.zone_rows(), 1) if row["until"] is None}
    assert len(current) == 250
    assert set(dr.atlas()["zone"].tolist()) == current, "each zone has skin, a retired one has none"


def test_the_first_zones_keep_their_keys_and_numbers():
    first = json.loads(FIRST.read_text("utf-8"))["keys"]
    rows = dr.zone_rows()
    assert [row["key"] for row in rows[:173]] == first
    assert {row["since"] for row in rows[:173]} == {"1"}
    assert {row["since"] for row in rows[173:]} == {"2"}
    retired = {row["base"] for row in rows if row["until"] == "1"}
    assert retired == {"scapular", "foot_plantar"}
    assert {row["until"] for row in rows} == {None, "1"}


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


#: First noun of a French name -> its gender, where a name has its side after that noun.
GENDERS = {
    "Région": "f", "Fosse": "f", "Crête": "f", "Éminence": "f", "Articulation": "f", "Tubérosité": "f",
    "Voûte": "f", "Tempe": "f", "Joue": "f", "Patte": "f", "Épicondyle": "m", "Sillon": "m",
    "Ligament": "m", "Interligne": "m", "Processus": "m", "Tractus": "m", "Flanc": "m", "Hypocondre": "m",
    "Talon": "m", "Hallux": "m", "Cuir": "m",
}  # fmt: skip
#: Nouns that follow "du", "de la", "de l’" and take the side themselves.
OWNERS = {
    "bras": "m", "avant-bras": "m", "poignet": "m", "pouce": "m", "main": "f", "cuisse": "f", "genou": "m",
    "jambe": "f", "mollet": "m", "tendon": "m", "cheville": "f", "talon": "m", "pied": "m", "fessier": "m",
    "piriforme": "m", "tubérosité": "f", "scapula": "f", "nerf": "m", "canal": "m", "fibula": "f",
    "aponévrose": "f", "oreille": "f",
}  # fmt: skip


def gender_of(name):
    """Gender of the noun that a French name gives its side to."""
    words = re.findall(r"[\w-]+", name)
    for word in reversed(words):
        if word in OWNERS:
            return OWNERS[word]
    return GENDERS[words[0]]


@pytest.mark.parametrize("base", [b for b, t in TERMS.items() if "{side}" not in t.fr])
def test_the_side_has_the_gender_of_its_noun(base):
    if "médiane" not in TERMS[base].fr:
        assert TERMS[base].gender == gender_of(TERMS[base].fr), TERMS[base].fr


def test_french_names_are_typeset():
    for row in dr.zone_rows():
        assert "'" not in row["fr"]
        assert row["fr"][0].isupper()
        assert row["en"][0].isupper()
        assert "  " not in row["fr"] + row["en"]


def test_regions_are_coded():
    for row in dr.zone_rows():
        assert row["region_fr"]
        assert row["region_en"]
        assert re.fullmatch(r"UBERON:\d{7}", row["uberon"])
        assert row["fma"], row["key"]
        assert all(re.fullmatch(r"FMA:\d+", code) for code in row["fma"])


def close_ups_of():
    """Key -> close-ups that say they show the zone well."""
    found = {}
    for view in dr.body()["views"]:
        for key in view.get("zones", ()) if view["kind"] == "close-up" else ():
            found.setdefault(key, []).append(view["key"])
    return found


def test_every_zone_is_shown_by_the_views_it_names():
    close = close_ups_of()
    for row in dr.zone_rows():
        if row["until"]:
            assert row["views"] == [], row["key"]
            continue
        assert row["views"] or close.get(row["key"]), row["key"]
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


def test_the_page_of_the_documentation_shows_each():
    docs = Path(__file__).resolve().parents[2] / "docs"
    page = (docs / "zones.md").read_text("utf-8")
    for row in dr.zone_rows():
        if row["side"] != "right":
            assert f"| `{row['base']}`" in page, row["key"]
            assert f"| {row['fr']} | {row['en']} |" in page, row["key"]
    pictures = re.findall(r"\]\((pictures/[\w-]+\.png)\)", page)
    assert len(pictures) == 6
    assert all((docs / picture).is_file() for picture in pictures)
