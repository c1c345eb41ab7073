"""The printed papers: what they say is read back out of them, and the standards they claim."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mesomap.documents import aftercare_pdf, estimate_pdf
from mesomap.documents.glyphs import FONT_FOLDER, MISSING, characters_of, clean, family_of
from mesomap.documents.press import joined
from mesomap.texts import texts
from tests.documents.papers import DRAWING, PATIENT, estimate, line, sheet


def text_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def printed(**more):
    return text_of(estimate_pdf(estimate(**more), lang="fr"))


def test_the_estimate_says_everything_that_the_law_asks_for():
    said = printed()
    for words in (
        "Devis D-2026-0007", "Dr Alix Exemple", "Cabinet du Parc", "RPPS 00000000001",
        "SIRET 000 000 000 00018", "Tél. 00 00 00 00 00", "Exemple Maëlle", "Née le 12 avril 1985",
        "Séance de mésothérapie (ANLB003)", "Non pris en charge.", "Honoraires de la séance",
        "3 régions × 20,00 €", "60,00 €", "Total à payer", "art. 261-4-1° du CGI",
        "Prix donné par écrit.", "bon pour accord", "Page 1 / 1",
    ):  # fmt: skip
        assert words in said, words


def test_the_day_of_issue_is_the_practices_own():
    """23:30 in Greenwich on the 20th is the 21st in Paris."""
    assert "Établi le 21 novembre 2026, pour la séance n° 2 du 21 novembre 2026" in printed()


def test_the_figures_are_written_the_french_way_and_told_by_depth():
    said = printed()
    assert "1 234,6 cm²" in said
    assert "Nappage (N) : 1 222 cm²" in said
    assert "Point par point (P) : 1 point, 12,5 cm²" in said
    assert said.index("Nappage (N)") < said.index("Point par point (P)")
    assert "de 10 à 18 min" in said
    assert "±" not in said


def test_an_uncertainty_is_printed_once_it_is_known():
    figures = estimate()["figures"] | {"uncertainty_pct": 12.0}
    assert "1 234,6 cm² (± 12 %)" in printed(figures=figures)


def test_what_is_meant_for_the_doctor_is_not_printed():
    assert "Pour le médecin seul" not in printed()


def test_an_adjusted_amount_says_what_was_computed_and_why():
    said = printed(
        lines=[line(cents=4000, computed_cents=6000, reason="Étudiant")], total_cents=4000
    )
    assert "Montant ajusté (calculé : 60,00 €) : Étudiant" in said


def test_a_long_estimate_goes_on_with_its_headings():
    pdf = estimate_pdf(estimate(lines=[line(label=f"Ligne {i}") for i in range(45)]), lang="fr")
    pages = [re.sub(r"\s+", " ", p.extract_text()) for p in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) >= 2
    assert all("Désignation" in page for page in pages[:2])
    assert pages[0].count("Total à payer") == 0
    assert f"Page 2 / {len(pages)}" in pages[1]


@pytest.mark.parametrize("told", [True, False], ids=["notices", "none"])
@pytest.mark.parametrize("drawings", [0, 1, 3])
@pytest.mark.parametrize("lines", [4, 8, 9, 10, 40])
def test_the_boxes_to_sign_are_never_alone_on_a_page(lines, drawings, told):
    """Something of the estimate stands above the signature; on a later page number and total too."""
    more = {} if told else {"notices": []}
    body = estimate(lines=[line(key=f"l{i}") for i in range(lines)], **more)
    pdf = estimate_pdf(body, lang="fr", drawings=[DRAWING] * drawings)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    signed = next(text for text in pages if "Le médecin, date et signature" in text)
    assert re.search("Prix donné par écrit|Surface traitée|Zones à traiter", signed)
    again = "D-2026-0007 · total à payer" in signed.replace("\xa0", " ")
    assert again is (signed is not pages[0])


def rows_of(pdf):
    """Every table of the tagged structure, as the kinds of cells in its rows."""

    def below(element, kind):
        kids = element.get("/K", [])
        for kid in (k.get_object() for k in (kids if isinstance(kids, list) else [kids])):
            if isinstance(kid, dict):
                if kid.get("/S") == kind:
                    yield kid
                yield from below(kid, kind)

    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    for table in below(root, "/Table"):
        yield [
            {k for k in ("/TH", "/TD") if any(True for _ in below(row, k))}
            for row in below(table, "/TR")
        ]


@pytest.mark.parametrize("drawings", [0, 1])
def test_every_table_begins_with_header_cells(drawings):
    drawn = [DRAWING] * drawings
    tables = list(rows_of(estimate_pdf(estimate(), lang="fr", drawings=drawn)))
    assert len(tables) == 2
    assert [rows[0] for rows in tables] == [{"/TH"}, {"/TH"}]


def test_vat_is_told_apart_where_there_is_some():
    row = {"purpose": "aesthetic", "rate_pct": 20.0, "total_cents": 12000, "vat_cents": 2000,
           "net_cents": 10000, "mention": "TVA comprise"}  # fmt: skip
    assert "TVA comprise : 20,00 € au taux de 20 %, soit 100,00 € hors taxe" in printed(vat=[row])


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_drawings_are_on_it_when_asked_for_with_their_words(count):
    pdf = estimate_pdf(estimate(), lang="fr", drawings=[DRAWING] * count)
    assert text_of(pdf).count("Dos") == count
    assert alternatives(pdf) == ["Dos. Un point."] * count


def alternatives(pdf):
    """Texts that stand in for figures, in the tree of tags."""
    reader, found = PdfReader(io.BytesIO(pdf)), []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize(
    "pdf",
    [
        estimate_pdf(estimate(), lang="fr", drawings=[DRAWING]),
        aftercare_pdf(sheet(), lang="en"),
    ],
    ids=["estimate", "aftercare"],
)
def test_a_paper_is_pdf_a_3a_and_pdf_ua_1_with_every_font_inside(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    meta = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part[>=\"]+3", meta)
    assert re.search(r"pdfaid:conformance[>=\"]+A", meta)
    assert re.search(r"pdfuaid:part[>=\"]+1", meta)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] in {"fr", "en"}
    assert root["/OutputIntents"]
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert any(key in inner.get_object() for key in ("/FontFile2", "/FontFile3"))
        box = [float(x) for x in page.mediabox[2:]]
        assert box == pytest.approx([595.28, 841.89], abs=0.1)


def test_the_same_paper_has_the_same_bytes():
    assert estimate_pdf(estimate(), lang="fr", drawings=[DRAWING]) == estimate_pdf(
        estimate(), lang="fr", drawings=[DRAWING]
    )
    assert aftercare_pdf(sheet(), lang="fr") == aftercare_pdf(sheet(), lang="fr")
    assert aftercare_pdf(sheet(), lang="fr") != aftercare_pdf(sheet(zone_names=[]), lang="fr")


def test_a_name_in_arabic_with_an_emoji_is_shown():
    name = "مثال تجربة 🙂 Zoé"
    said = printed(patient=PATIENT | {"name": name})
    assert "Zoé" in said
    assert "🙂" in said
    assert "مثال" in said or "مثال"[::-1] in said
    assert MISSING not in said


def test_what_no_font_can_show_becomes_a_box_and_the_paper_is_made():
    said = printed(patient=PATIENT | {"name": "山田 \x00\ud800 太郎"})
    assert said.count(MISSING) == 5


@pytest.mark.parametrize(
    "start", ["<svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<?xml", "%PDF"]
)
def test_a_name_that_looks_like_a_drawing_is_a_name(start):
    said = printed(patient=PATIENT | {"name": f"{start} 山"})
    assert start[:4] in said
    assert MISSING in said
    practice = sheet()["practice"] | {"name": f"{start} 山", "address": f"{start} 山"}
    assert aftercare_pdf(sheet(practice=practice), lang="fr").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoé", "Zoé"),
        ("e\u0301", "é"),
        ("a\x07b", "ab"),
        ("山", MISSING),
        ("\ue000", MISSING),
        ("❤\ufe0f", "❤"),
        ("☎\u0301", "☎"),
        ("שלום", "שלום"),
        ("12\u202f345", "12\u00a0345"),
        ("ligne\nsuivante", "ligne suivante"),
        ("", ""),
    ],
)
def test_texts_are_cleaned_for_the_fonts(text, shown):
    assert clean(text) == shown


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_name_can_stop_the_press(name):
    assert estimate_pdf(estimate(patient=PATIENT | {"name": name}), lang="fr").startswith(b"%PDF")


KNOWN = frozenset().union(*map(characters_of, FONT_FOLDER.glob("*.ttf")))
SHOWN = [chr(c) for c in sorted(KNOWN) if family_of(chr(c)) is not None]
MARKS = ["\u0301", "\u064e", "\u05b7", "\u200d", "\u200c", "\u20e3", "\U0001f3fb"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SHOWN + MARKS * 200), max_size=40).map("".join))
def test_no_mixture_of_scripts_and_marks_can_stop_the_press(name):
    assert aftercare_pdf(sheet(patient=PATIENT | {"name": name}), lang="fr").startswith(b"%PDF")


@pytest.mark.parametrize(
    "mark", ["#set page(fill: red)", "$x^2$", "*gras* _it_", "]", "\\", "@x <y>"]
)
def test_what_looks_like_markup_is_only_text(mark):
    said = printed(patient=PATIENT | {"name": mark})
    assert mark in said


def test_after_care_tells_clock_times():
    said = text_of(aftercare_pdf(sheet(), lang="fr"))
    for words in (
        "Séance terminée le samedi 21 novembre à 14 h 30.",
        "Jusqu’au dimanche 22 novembre à 14 h 30", "Pas de massage", "sauna", "piscine",
        "Jusqu’au lundi 23 novembre à 14 h 30", "Pas de soleil", "maquillage",
        "Jusqu’au mardi 24 novembre à 14 h 30", "ionisation",
        "Sport possible dès le lendemain, dimanche 22 novembre.",
        "appelez le cabinet", "00 00 00 00 00", "savon de Marseille",
    ):  # fmt: skip
        assert words in said, words
    sections = [
        said.index(w)
        for w in ("dimanche 22", "Pas de massage", "lundi 23", "Pas de soleil", "mardi 24")
    ]
    assert sections == sorted(sections)


def test_hours_are_counted_through_the_change_of_clocks():
    """Clocks go back on 25 October 2026: 24 hours after 14:30 is 13:30."""
    said = text_of(aftercare_pdf(sheet(ended_at="2026-10-24T12:30:00.000Z"), lang="fr"))
    assert "Séance terminée le samedi 24 octobre à 14 h 30." in said
    assert "Jusqu’au dimanche 25 octobre à 13 h 30" in said


def test_after_care_without_a_name_or_telephone_is_still_a_sheet():
    said = text_of(aftercare_pdf(
        sheet(patient={"name": "", "sex": "M", "birth_date": None}, practice={}, zone_names=[]), lang="fr"
    ))  # fmt: skip
    assert "Sans nom" in said
    assert "Zones traitées" not in said


def test_english_dates_and_amounts_are_written_the_english_way():
    body = estimate(lang="en")
    said = text_of(estimate_pdf(body, lang="en"))
    assert "€60.00" in said
    assert "1,234.6" in said
    assert "Monday 23 November at 14:30" in text_of(aftercare_pdf(sheet(), lang="en"))


@pytest.mark.parametrize("make", [
    lambda t: estimate_pdf(estimate(), lang="fr", translate=t),
    lambda t: aftercare_pdf(sheet(), lang="fr", translate=t),
], ids=["estimate", "aftercare"])  # fmt: skip
def test_no_words_of_a_paper_escape_the_translator(make):
    """With every text between brackets, what stands outside of them came in as data."""
    said = text_of(
        make(lambda text: texts("pseudo").gettext(text).replace("⟦", "[[").replace("⟧", "]]"))
    )
    rest = said
    while (shorter := re.sub(r"\[\[[^\[\]]*\]\]", "", rest)) != rest:
        rest = shorter
    for words in ("Devis", "Total", "Montant", "Établi", "Durée", "Zones", "Page", "Jusqu", "Pas de",
                  "appelez", "Née", "RPPS", "Tél", "prochaine", "signature", "Surface"):  # fmt: skip
        assert words not in rest, (words, rest)


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        ("10 mm", "fr", "10\u00a0mm"),
        ("10 mmm", "fr", "10 mmm"),
        ("« oui » : 5 %", "fr", "«\u00a0oui\u00a0»\u00a0: 5\u00a0%"),
        ("yes: 5 min", "en", "yes: 5\u00a0min"),
    ],
)
def test_lines_do_not_end_before_a_unit(text, lang, shown):
    assert joined(text, lang) == shown


def test_the_fonts_are_there_with_their_licence_and_stay_small():
    fonts = sorted(FONT_FOLDER.glob("*.ttf"))
    assert len(fonts) == 8
    assert sum(f.stat().st_size for f in fonts) < 6_000_000
    licence = (FONT_FOLDER / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(f.name.split("-")[0].split("Regular")[0] in licence for f in fonts)
