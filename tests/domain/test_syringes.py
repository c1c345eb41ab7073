"""Syringes and products: volumes, the rules every source agrees on, reminders."""

import json
from pathlib import Path

import pytest

from mesomap.domain.acts.reading import check_event
from mesomap.domain.allergies import concern, shipped
from mesomap.domain.events import Event
from mesomap.domain.products import (
    FAMILIES,
    REMINDERS,
    concerns_fat_lysis,
    is_called,
    names_of,
    product_from_json,
    reminders,
)
from mesomap.domain.refused import refused_as_injected, table
from mesomap.domain.session import Syringe
from mesomap.domain.syringes import injected_ml, prepared_ml
from mesomap.errors import Refused
from mesomap.resources import PACKAGE

CATALOGUE = [
    product_from_json(row)
    for row in json.loads((PACKAGE / "data" / "products.json").read_text("utf-8"))
]


def syringe(key="A", **fields):
    return Syringe(key, **fields)


def test_what_was_injected_is_prepared_minus_left():
    both = [syringe(volume_ml=3.0, left_ml=0.5), syringe("B", volume_ml=2.0, left_ml=0.0)]
    assert prepared_ml(both) == 5.0
    assert injected_ml(both) == 4.5


def test_what_is_not_known_is_none_and_never_zero():
    assert prepared_ml([]) is None
    assert prepared_ml([syringe()]) is None
    assert injected_ml([syringe(volume_ml=3.0)]) is None
    assert injected_ml([syringe(volume_ml=3.0, left_ml=1.0), syringe("B", volume_ml=2.0)]) is None


def test_a_dry_syringe_counts_for_nothing():
    assert injected_ml([syringe(volume_ml=3.0, left_ml=0.5), syringe("B", dry=True)]) == 2.5


def prepared(*names):
    products = [{"name": name, "lot": None, "expiry": None, "volume_ml": 1.0} for name in names]
    syringe = {"key": "A", "dry": False, "products": products, "volume_ml": 3.0}
    return Event(
        "e", "tablet", 1, "s", "syringe.prepared", 1, {"syringe": syringe}, None,
        "2026-11-21T20:47:54.123Z",
    )  # fmt: skip


def test_every_name_that_is_refused_has_a_source_and_is_refused():
    rows = table()
    assert all(row["source"] and row["status"] in {"V", "S", "C"} for row in rows)
    # a form of a name that was not read itself stands for what is refused by its source
    unread = [row for row in rows if row["status"] == "C"]
    assert {row["kind"] for row in unread} <= {"substance", "class"}
    assert all("ATC/DDD index" in row["source"] for row in unread)
    assert {row["why"] for row in rows} == {"corticoid", "fat_lysis"}
    assert [n for row in rows for n in row["names"] if not refused_as_injected(n)] == []
    brands = {country for row in rows for country in row.get("countries", ())}
    assert brands >= {"FR", "BE", "CH", "MA"}
    fat = [row for row in rows if row["why"] == "fat_lysis"]
    ruled = [row["rules"][0] for row in fat if "rules" in row]
    french = {"country": "FR", "purpose": "aesthetic", "standing": "forbidden"}
    assert all(french.items() <= rule.items() for rule in ruled)
    assert len(ruled) == len(fat) - 1, "of one brand no rule was found, and it is refused too"


@pytest.mark.parametrize(
    "name", ["BÉTAMÉTHASONE 4 mg", "Kenacort retard", "Désoxycholate de sodium", "Hydrocortisone"]
)
def test_a_corticoid_or_a_fat_dissolver_never_enters_a_mix(name):
    with pytest.raises(Refused) as caught:
        check_event(prepared("Lidocaïne", name))
    assert name in str(caught.value)


def test_three_products_fit_in_a_syringe_and_a_fourth_does_not():
    check_event(prepared("Lidocaïne", "Piroxicam", "Arnica"))
    with pytest.raises(Refused):
        check_event(prepared("Lidocaïne", "Piroxicam", "Arnica", "Procaïne"))


def test_nothing_in_the_catalogue_is_banned_and_all_of_it_has_a_status():
    named = [(p.key, name) for p in CATALOGUE for name in (*p.names.values(), p.brand)]
    assert [key for key, name in named if refused_as_injected(name)] == []
    assert {p.status for p in CATALOGUE} <= {"V", "P", "U"}
    assert all(p.source for p in CATALOGUE if p.status == "V")
    assert all(p.family in FAMILIES and set(p.flags) <= set(REMINDERS) for p in CATALOGUE)
    assert len({p.key for p in CATALOGUE}) == len(CATALOGUE)


def test_reminders_say_the_age_first():
    calcitonin = next(p for p in CATALOGUE if p.key == "calcitonin")
    key, said = reminders(calcitonin)[0]
    assert (key, said.values) == ("age", {"age": 18})
    assert reminders(next(p for p in CATALOGUE if p.key == "arnica")) == ()


FLAGS = {
    "sulfites": "sulfites", "benzyl_alcohol": "alcool benzylique", "amide": "anesthésique local",
    "nsaid": "AINS",
}  # fmt: skip


def test_what_the_catalogue_says_is_in_a_product_is_found_in_the_allergies():
    marked = [
        (product.key, flag)
        for product in CATALOGUE
        for flag in product.flags
        if flag in FLAGS and concern(FLAGS[flag], [product.name("fr"), product.brand])
    ]
    assert marked == [(p.key, f) for p in CATALOGUE for f in p.flags if f in FLAGS]
    assert len(marked) == 5


def test_every_name_that_is_compared_has_a_source():
    rows = shipped()["concepts"]
    assert all(row["source"] and row["status"] in set("VSPC") for row in rows)
    keys = {row["key"] for row in rows}
    assert len(keys) == len(rows)
    assert {k for row in rows for k in (*row.get("in", ()), *row.get("contains", ()))} <= keys


@pytest.mark.parametrize(
    ("indication", "flagged"),
    [("Cellulite des cuisses", True), ("Lipolyse", True), ("Lombalgie", False), ("", False)],
)
def test_fat_lysis_is_flagged(indication, flagged):
    assert concerns_fat_lysis(indication) is flagged


CALLED = json.loads((Path(__file__).parents[1] / "cases/syringes/called.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CALLED, ids=lambda case: case["about"])
def test_a_name_that_was_typed_is_known_by_all_that_the_product_goes_by(case):
    assert is_called(case["name"], case["names"]) == case["called"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Coltramyl 4 mg/2 mL", "thiocolchicoside"), ("Feldène", "piroxicam"),
        ("Ketoprofen 100 mg", "ketoprofen"), ("calcitonine", "calcitonin"),
        ("Dicynone 250 mg/2 mL", "etamsylate"), ("Xylocaïne 1 %", "lidocaine"),
    ],
)  # fmt: skip
def test_a_brand_or_a_name_of_the_other_language_is_one_product_of_the_catalogue(name, key):
    assert [p.key for p in CATALOGUE if is_called(name, names_of(p))] == [key]
