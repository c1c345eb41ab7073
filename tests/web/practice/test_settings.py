"""Settings: every figure can be changed, and nothing impossible can be kept."""

import re

import pytest

from mesomap.services.practice import catalogue, settings
from mesomap.web.practice import settings_sections
from tests.cast import NOW
from tests.web.conftest import errors_beside_fields, form_of

SECTIONS = [key for key, s in settings_sections.SECTIONS.items() if s.form]


@pytest.mark.parametrize("section", [*SECTIONS, "products"])
def test_saving_what_stands_there_changes_nothing(me, doc, section):
    before = settings.get(doc.seat, section)
    answer = me.fill(f"/settings/{section}", f"settings-{section}")
    assert answer.location == f"/settings/{section}"
    after = settings.get(doc.seat, section)
    if section == "practice":
        before["doctor"] = "Dr Exemple"  # the value that an empty field offers
    if section == "products":
        before = {"hidden": [], "added": [], "needles": [{"mm": 4}, {"mm": 6}, {"mm": 13}]}
    assert after == before


def test_each_section_is_kept(me, doc):
    me.fill(
        "/settings/practice",
        "settings-practice",
        speciality="Médecine du sport",
        rpps="10 00 00 00 001",
    )
    me.fill("/settings/duration", "settings-duration", idp_s_per_point="2,5")
    me.fill(
        "/settings/counting", "settings-counting", **{"radii_mm.IDP": "12,5", "spacing_mm.IDS": "3"}
    )
    assert settings.get(doc.seat, "practice")["rpps"] == "10000000001"
    assert settings.get(doc.seat, "duration")["idp_s_per_point"] == 2.5
    counting = settings.get(doc.seat, "counting")
    assert (counting["radii_mm"]["IDP"], counting["spacing_mm"]["IDS"]) == (12.5, 3)
    page = me.get("/settings/counting").text
    assert 'value="12,5"' in page
    me.get("/patients")
    me.post("/language", {"lang": "en"})
    assert 'value="12.5"' in me.get("/settings/counting").text


def test_a_tariff_by_surface_with_acts_and_supplies(me, doc):
    rows = {
        "mode": "surface", "tier-0-up": "50", "tier-0-amount": "40", "tier-1-amount": "60,50",
        "acts-0-label": "Bande de taping", "acts-0-amount": "12", "supplies-0-label": "Kit",
        "supplies-0-amount": "5", "supplies-0-per": "syringe", "vat_franchise": "1",
        "aesthetic_delay_days": "15", "act_code": "",
    }  # fmt: skip
    assert me.fill("/settings/tariff", "settings-tariff", **rows).status_code == 303
    tariff = settings.get(doc.seat, "tariff")
    assert tariff["tiers"] == [
        {"up_to_cm2": 50, "amount_cents": 4000},
        {"up_to_cm2": None, "amount_cents": 6050},
    ]
    assert [(a["key"], a["amount_cents"]) for a in tariff["acts"]] == [("bande-de-taping", 1200)]
    assert [(s["label"], s["per"]) for s in tariff["supplies"]] == [("Kit", "syringe")]
    assert tariff["vat_franchise"] is True
    assert tariff["notice"]["aesthetic_delay_days"] == 15
    me.fill("/settings/tariff", "settings-tariff", **{"acts-0-label": "Taping"})
    assert settings.get(doc.seat, "tariff")["acts"][0]["key"] == "bande-de-taping", (
        "an old key is kept"
    )


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("practice", "rpps", "123"), ("practice", "siret", "abc"), ("practice", "time_zone", "Mars/Olympus"),
        ("tariff", "flat_cents", "-1"), ("tariff", "flat_cents", "ten"), ("tariff", "minute_step", "0"),
        ("tariff", "aesthetic_vat_pct", "200"), ("tariff", "minute_step", "1,5"),
        ("duration", "set_up_s", "-5"), ("duration", "set_up_s", "long"), ("duration", "spread_pct", "95"),
        ("counting", "radii_mm.IDP", "0"), ("counting", "radii_mm.IDP", "900"), ("counting", "stroke_width_mm", "x"),
        ("products", "added", "Bétaméthasone"), ("products", "added", "x" * 81),
    ],
    ids=lambda v: v[:16],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(me, doc, section, field, value):
    before = settings.get(doc.seat, section)
    answer = me.fill(f"/settings/{section}", f"settings-{section}", **{field: value})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert settings.get(doc.seat, section) == before
    if section != "products":
        assert field in errors_beside_fields(answer.text)
    assert value in answer.text, "what was typed is still there"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("flat_cents", "1.200"), ("flat_cents", "1,200"), ("flat_cents", "45€50"), ("flat_cents", "1e3"),
        ("flat_cents", "1_000"), ("flat_cents", "１２"), ("flat_cents", "45 $"), ("flat_cents", "1'200"),
        ("tier-0-up", "1,000"), ("tier-0-amount", "1.500"), ("minute_step", "1 h"), ("prior_information_cents", "70€0"),
        ("aesthetic_vat_pct", "0,200 €"), ("aesthetic_delay_days", "2 mois"),
    ],
)  # fmt: skip
def test_a_figure_of_two_readings_or_of_none_is_kept_out_of_the_tariff(me, doc, field, value):
    before = settings.get(doc.seat, "tariff")
    rows = {"mode": "surface", "tier-0-up": "50", "tier-0-amount": "40", "tier-1-amount": "60"}
    answer = me.fill("/settings/tariff", "settings-tariff", **(rows | {field: value}))
    assert answer.status_code == 422
    assert settings.get(doc.seat, "tariff") == before


def test_figures_are_taken_with_the_unit_that_is_printed(me, doc):
    rows = {"flat_cents": "1\u202f200,50 €", "minute_step": "10 min", "aesthetic_vat_pct": "20 %"}
    assert me.fill("/settings/tariff", "settings-tariff", **rows).status_code == 303
    tariff = settings.get(doc.seat, "tariff")
    assert (tariff["flat_cents"], tariff["minute_step"]) == (120_050, 10)
    swiss = {
        "currency": "CHF", "mode": "surface", "minimum_cents": "CHF 80.-", "tier-0-up": "1'200 cm²",
        "tier-0-amount": "1’200.50", "tier-1-amount": "2’000",
    }  # fmt: skip
    assert me.fill("/settings/tariff", "settings-tariff", **swiss).status_code == 303
    tariff = settings.get(doc.seat, "tariff")
    assert tariff["minimum_cents"] == 8_000
    assert tariff["tiers"][0] == {"up_to_cm2": 1200, "amount_cents": 120_050}
    me.fill("/settings/counting", "settings-counting", stroke_width_mm="4,5 mm")
    assert settings.get(doc.seat, "counting")["stroke_width_mm"] == 4.5


def test_settings_of_a_practice_elsewhere_speak_of_no_french_law(me, doc):
    assert "CGI" in me.get("/settings/tariff").text
    sent = {"country": "CH", "identifiers": "RCC X 000000", "time_zone": "Europe/Zurich"}
    assert me.fill("/settings/practice", "settings-practice", **sent).status_code == 303
    me.fill(
        "/settings/tariff", "settings-tariff", currency="CHF", vat_note="Exempt", flat_cents="120"
    )
    page = me.get("/settings/tariff").text
    for said in ("CGI", "CCAM", "ANLB003", "70 €", "300 €", "chirurgie"):
        assert said not in page
    assert 'value="Exempt"' in page
    tariff = settings.get(doc.seat, "tariff")
    assert (tariff["country"], tariff["vat_note"]) == ("CH", "Exempt")
    assert "RCC X 000000" in me.get("/settings/practice").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tier-2-up", "30"), ("tier-2-up", "1,000"), ("tier-2-amount", "x"), ("acts-1-amount", "1.200"),
        ("supplies-0-amount", "5 $"), ("act_label", ""), ("prior_information_cents", "-3"), ("country", "ZZ"),
    ],
)  # fmt: skip
def test_a_row_of_a_table_says_what_is_wrong_with_it(me, doc, field, value):
    """The second row is empty: rows are told by where they stand on the page."""
    settings.put(doc.seat, "practice", {"country": "FR", "time_zone": "Europe/Paris"}, NOW)
    rows = {
        "mode": "surface", "tier-0-up": "50", "tier-0-amount": "40", "tier-2-up": "100", "tier-2-amount": "50",
        "tier-3-amount": "60", "acts-1-label": "Taping", "acts-1-amount": "12", "supplies-0-label": "Kit",
    }  # fmt: skip
    section = "practice" if field == "country" else "tariff"
    answer = me.fill(f"/settings/{section}", f"settings-{section}", **(rows | {field: value}))
    assert answer.status_code == 422
    if value != "30":
        assert field in errors_beside_fields(answer.text) or field == "country"


def test_tiers_in_the_wrong_order(me, doc):
    rows = {
        "mode": "surface",
        "tier-0-up": "50",
        "tier-0-amount": "40",
        "tier-1-up": "20",
        "tier-1-amount": "60",
    }
    answer = me.fill("/settings/tariff", "settings-tariff", **rows)
    assert answer.status_code == 422
    assert "paliers" in answer.text


def test_a_section_that_is_none(me):
    me.get("/settings")
    for section in ("documents", "nothing", "..", "practice/x"):
        assert me.post(f"/settings/{section}", {}).status_code == 404
        assert me.get(f"/settings/{section}").status_code == 404
    assert me.post("/settings/devices", {}).status_code == 404, "a page without a form"


def test_every_section_is_found_from_the_overview_and_from_every_other(me):
    pages = {section: me.get(f"/settings/{section}").text for section in settings_sections.SECTIONS}
    for page in (me.get("/settings").text, *pages.values()):
        for section in settings_sections.SECTIONS:
            assert f'href="/settings/{section}"' in page
    for section, page in pages.items():
        assert f'href="/settings/{section}" aria-current="page"' in page
        assert page.count('data-form="settings-') == (
            0 if section in {"accounts", "devices", "backup"} else 1
        )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_letter_of_a_source_is_explained_on_its_page(me, lang):
    me.get("/patients")
    me.post("/language", {"lang": lang})
    for section in ("duration", "counting", "products", "reminders"):
        page = me.get(f"/settings/{section}").text
        shown = set(re.findall(r'<abbr class="tag sure"[^>]*>(\w)', page))
        told = dict(re.findall(r'<dt class="tag sure">(\w)</dt><dd>([^<]+)', page))
        assert shown == set(told), section
        assert all(len(words) > 5 for words in told.values())


def test_sources_are_told_in_the_language_of_the_page(me):
    pages = {"fr": "", "en": ""}
    for lang in pages:
        me.get("/patients")
        me.post("/language", {"lang": lang})
        for section in ("products", "reminders"):
            pages[lang] += " ".join(
                re.findall(r'class="source">(.*?)</p>', me.get(f"/settings/{section}").text)
            )
    for english, french in (
        ("as reported by", "rapporté par"), ("practising doctors", "praticiens"), ("(class)", "(classe)")
    ):  # fmt: skip
        assert english in pages["en"]
        assert english not in pages["fr"]
        assert french in pages["fr"]
        assert french not in pages["en"]


def test_ticks_of_a_refused_form_are_kept(me, doc):
    answer = me.fill("/settings/products", "settings-products", shown=["arnica"], added="x" * 81)
    assert answer.status_code == 422
    _action, form = form_of(answer.text, "settings-products")
    assert form["shown"] == "arnica"
    answer = me.fill(
        "/settings/reminders", "settings-reminders", shown=["question.ulcer"], min_age_years="x"
    )
    _action, form = form_of(answer.text, "settings-reminders")
    assert form["shown"] == "question.ulcer"


def test_products_are_hidden_and_added(me, doc):
    shown = [p.key for p in catalogue.shipped() if p.key != "arnica"]
    me.fill(
        "/settings/products",
        "settings-products",
        shown=shown,
        added="Sérum (exemple)\n\n  Sérum (exemple)\nAutre",
    )
    offered = [p["name"] for p in catalogue.offered(doc.seat, lang="fr")]
    assert "Arnica" not in offered
    assert offered[-2:] == ["Sérum (exemple)", "Autre"]
    page = me.get("/settings/products").text
    assert "Sérum (exemple)\nAutre</textarea>" in page


def test_a_hidden_product_is_not_offered_and_still_known_by_its_name(me, doc):
    shown = [p.key for p in catalogue.shipped() if p.key != "piroxicam"]
    me.fill("/settings/products", "settings-products", shown=shown, added="Piroxicam maison")
    assert "piroxicam" not in [p["key"] for p in catalogue.offered(doc.seat, lang="fr")]
    found = catalogue.known(doc.seat, lang="fr")
    assert [(p["key"], p["hidden"]) for p in found[-1:]] == [("piroxicam", True)]
    assert "nsaid" in found[-1]["flags"]
    assert found[-2]["name"] == "Piroxicam maison"


def test_an_own_product_has_what_is_stated_of_its_family(me, doc):
    family = "Anti-inflammatoire non stéroïdien"
    lines = f"Méloxicam ; 15 mg ; {family}\nSérum (exemple) ; ; Vitamine\nPiroxicam ; ; {family}"
    me.fill("/settings/products", "settings-products", added=lines)
    found = [p for p in catalogue.offered(doc.seat, lang="fr") if p["key"].startswith("own:")]
    assert found[0]["flags"] == ["nsaid", "pregnancy_24_weeks"]
    assert found[0]["concerns"] == ["nsaid_48h", "pregnant"]
    assert "classe" in found[0]["source"]
    assert found[1]["flags"] == []
    assert found[2]["flags"] == ["nsaid", "pregnancy_24_weeks", "benzyl_alcohol"]


def test_an_own_product_has_a_box_and_a_family(me, doc):
    line = "Sérum (exemple) ; 10 mg/2 mL ; oligo-element et mineral\nAutre"
    assert me.fill("/settings/products", "settings-products", added=line).status_code == 303
    assert catalogue.own(doc.seat) == [
        {"name": "Sérum (exemple)", "presentation": "10 mg/2 mL", "family": "mineral"},
        {"name": "Autre", "presentation": "", "family": ""},
    ]
    found = [p for p in catalogue.offered(doc.seat, lang="fr") if p["key"].startswith("own:")]
    assert [(p["presentations"], p["family"]) for p in found] == [
        (["10 mg/2 mL"], "mineral"), ([], "")
    ]  # fmt: skip
    page = me.get("/settings/products").text
    assert "Sérum (exemple) ; 10 mg/2 mL ; Oligo-élément et minéral\nAutre</textarea>" in page
    me.post("/language", {"lang": "en"})
    assert "10 mg/2 mL ; Trace element or mineral" in me.get("/settings/products").text
    assert me.fill("/settings/products", "settings-products").status_code == 303
    assert [row["family"] for row in catalogue.own(doc.seat)] == ["mineral", ""]


def test_an_own_product_has_what_is_known_of_its_substance(me, doc):
    me.fill("/settings/products", "settings-products", added="Coltramyl ; 4 mg/2 mL\nTraumeel")
    coltramyl, traumeel = catalogue.offered(doc.seat, lang="fr")[-2:]
    assert (coltramyl["name"], coltramyl["min_age_years"]) == ("Coltramyl", 16)
    assert "contraception" in coltramyl["flags"]
    assert len(coltramyl["reminders"]) == len(coltramyl["concerns"]) > 1
    assert coltramyl["source"]
    assert (traumeel["flags"], traumeel["reminders"], traumeel["source"]) == ([], [], "")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("added", "Sérum ; ; poudre de perlimpinpin", "Famille inconnue"),
        ("added", "Sérum ; Kenacort 40 ; Vitamine", "aucun mélange"),
        ("needles", "longue", "Une aiguille"),
        ("needles", "130 mm", "Une aiguille"),
        ("needles", "13 mm 99G", "Une aiguille"),
        ("needles", "\n".join(f"{n} mm" for n in range(1, 10)), "Au plus 8"),
    ],
)
def test_a_product_or_a_needle_that_cannot_be_comes_back_with_what_was_typed(
    me, doc, field, typed, words
):
    answer = me.fill("/settings/products", "settings-products", **{field: typed})
    assert answer.status_code == 422
    assert words in errors_beside_fields(answer.text)[field]
    assert form_of(answer.text, "settings-products")[1][field] == typed
    assert catalogue.own(doc.seat) == []


def test_a_practice_lists_its_needles(me, doc):
    me.fill(
        "/settings/products", "settings-products", needles="13 mm 30G\n4mm 30 g\n\n13 mm 30G\n6"
    )
    assert catalogue.needles_of(doc.seat) == [
        {"mm": 13, "gauge": 30}, {"mm": 4, "gauge": 30}, {"mm": 6}
    ]  # fmt: skip
    assert "13 mm 30G\n4 mm 30G\n6 mm</textarea>" in me.get("/settings/products").text
    me.fill("/settings/products", "settings-products", needles="")
    assert catalogue.needles_of(doc.seat) == [{"mm": 4}, {"mm": 6}, {"mm": 13}]


def test_every_figure_says_where_it_comes_from(me):
    page = "".join(me.get(f"/settings/{section}").text for section in SECTIONS)
    for said in (
        "Estimation de départ",
        "conventions de MesoMap",
        "ANLB003",
        "base-donnees-publique",
    ):
        assert said in page


def test_a_practice_says_its_own_depth_of_a_danger_area(me, doc):
    said = {"eye.depth_mm": "", "eye.note": " jamais  ici ", "femoral_triangle.depth_mm": "4,5"}
    assert me.fill("/settings/danger_areas", "settings-danger_areas", **said).status_code == 303
    areas = settings.get(doc.seat, "danger_areas")
    assert areas["eye"] == {"depth_mm": None, "note": "jamais ici"}
    assert areas["femoral_triangle"] == {"depth_mm": 4.5, "note": ""}
    assert areas["armpit"] == {"depth_mm": None, "note": ""}, "nothing is shipped"
    page = me.get("/settings/danger_areas").text
    assert 'name="femoral_triangle.depth_mm" value="4,5"' in page
    assert 'value="jamais ici"' in page
    me.fill("/settings/danger_areas", "settings-danger_areas", **{"femoral_triangle.depth_mm": ""})
    assert settings.get(doc.seat, "danger_areas")["femoral_triangle"]["depth_mm"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("eye.depth_mm", "51"),
        ("eye.depth_mm", "-1"),
        ("eye.depth_mm", "nan"),
        ("eye.depth_mm", "deux"),
        ("armpit.note", "a" * 201),
        ("spleen.note", "x"),
    ],
)
def test_a_danger_area_refuses_what_cannot_be(me, doc, field, value):
    answer = me.fill(
        "/settings/danger_areas", "settings-danger_areas", **{"eye.note": "gardé", field: value}
    )
    assert answer.status_code == 422
    assert "notice-error" in answer.text
    assert "gardé" in answer.text, "what was typed is not lost"
    assert settings.get(doc.seat, "danger_areas")["eye"]["note"] == ""


def test_reminders_are_switched_off_and_a_least_age_is_set(me, doc):
    page = me.get("/settings/reminders").text
    assert "Les sources divergent ; l’une demande des précautions" in page
    _action, form = form_of(page, "settings-reminders")
    shown = [key for key in form["shown"] if key != "question.ulcer"]
    answer = me.fill("/settings/reminders", "settings-reminders", shown=shown, min_age_years="10")
    assert answer.status_code == 303
    kept = settings.get(doc.seat, "reminders")
    assert kept == {"off": ["question.ulcer"], "min_age_years": 10}


@pytest.mark.parametrize("age", ["dix", "-1", "10,5", "300"])
def test_an_age_that_is_none_is_told_and_nothing_changes(me, doc, age):
    answer = me.fill("/settings/reminders", "settings-reminders", min_age_years=age)
    assert answer.status_code == 422
    assert "min_age_years" in errors_beside_fields(answer.text)
    assert settings.get(doc.seat, "reminders") == {"off": [], "min_age_years": None}


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ("tier-1-up", "tier-1-amount"),
        ("acts-1-amount", "acts-1-label"),
        ("supplies-0-amount", "supplies-0-label"),
    ],
)
def test_half_a_row_is_asked_about_and_not_dropped(me, typed, beside):
    answer = me.fill("/settings/tariff", "settings-tariff", **{typed: "45"})
    assert answer.status_code == 422
    assert beside in errors_beside_fields(answer.text)
    assert f'name="{typed}"' in answer.text
    assert 'value="45"' in answer.text


OWN = {
    "practice": {"telephone": "01 23", "address": "1 rue Exemple", "speciality": "Mésothérapie"},
    "tariff": {"flat_cents": "60", "acts-0-label": "Bande", "acts-0-amount": "5", "tier-0-amount": "9"},
    "duration": {"set_up_s": "77"},
    "counting": {"stroke_width_mm": "9"},
    "danger_areas": {"eye.note": "Ma note", "eye.depth_mm": "3"},
    "reminders": {"min_age_years": "16", "shown": []},
    "products": {"added": "Produit Démo", "needles": "7 mm 30G", "shown": []},
    "questions": {"own": "Question Démo ?", "shown": []},
}  # fmt: skip


@pytest.mark.parametrize("section", OWN)
def test_a_form_that_lacks_a_field_leaves_what_stands(me, doc, section):
    """A page that was left open over an update does not have the newest fields."""
    assert me.fill(f"/settings/{section}", f"settings-{section}", **OWN[section]).status_code == 303
    before = settings.get(doc.seat, section)
    me.post(f"/settings/{section}", {"currency": "EUR", "mode": "flat"})
    assert settings.get(doc.seat, section) == before


def test_an_emptied_field_is_empty(me, doc):
    me.fill("/settings/practice", "settings-practice", telephone="01 23")
    me.fill("/settings/practice", "settings-practice", telephone="")
    me.fill("/settings/questions", "settings-questions", own="Question Démo ?")
    me.fill("/settings/questions", "settings-questions", own="")
    assert settings.get(doc.seat, "practice")["telephone"] == ""
    assert [q["on"] for q in settings.get(doc.seat, "questions")["own"]] == [False]
