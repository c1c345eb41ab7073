"""Who the demonstration is about: invented patients, whose names say so, and their courses.

Every spot names a zone and a view; `services/demo/demo.py` finds the middle of that zone on the
figure and lays the points round it. What they are called and what is noted of them is told in
the language of who makes the demonstration. Products are from the catalogue, lots begin with DÉMO.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Spot:
    """Points in `rows` × `columns` round the middle of a zone, or an outline where `patch`.

    `step_mm`: between points, or half the size of the outline (across, down).
    """

    zone: str
    view: str
    depth: str
    rows: int = 1
    columns: int = 1
    step_mm: tuple[float, float] = (15.0, 15.0)
    shift_mm: tuple[float, float] = (0.0, 0.0)
    patch: bool = False
    syringe: str = "A"


@dataclass(frozen=True, slots=True)
class Visit:
    """One session: days before today, pain (zone, before, after), minutes on the clock."""

    days_ago: int
    pain: tuple[str, int, int]
    minutes: float
    spots: tuple[Spot, ...]
    left_ml: float = 0.4
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A patient's form, their course, and what is in their syringe A (and B for the nappage)."""

    fields: dict[str, str]
    course: str = ""
    planned_sessions: int = 4
    products: tuple[str, ...] = ("Lidocaïne", "Piroxicam")
    visits: tuple[Visit, ...] = field(default=())
    today: tuple[Spot, ...] = ()
    """Plan of a session that waits, marked but not agreed to, on the day itself."""
    estimate_at: int | None = None
    """Which visit an estimate was issued for, if any."""


def told(person: Person, say: Callable[[str], str], product: Callable[[str], str]) -> Person:
    """Put what is said of a person into another language; dates and figures stay."""
    return replace(
        person,
        fields={key: say(value) for key, value in person.fields.items()},
        course=say(person.course),
        products=tuple(product(name) for name in person.products),
        visits=tuple(replace(visit, note=say(visit.note)) for visit in person.visits),
    )


def _lumbar(points: int) -> tuple[Spot, ...]:
    sides = ("lumbar_paravertebral.L", "lumbar_paravertebral.R")
    deep = tuple(Spot(z, "back", "IDP", points, 2, (20.0, 20.0)) for z in sides)
    return (*deep, Spot("lumbar_paravertebral.L", "back", "IDS", patch=True,
                        step_mm=(75.0, 42.0), shift_mm=(16.0, -6.0), syringe="B"))  # fmt: skip


def _elbow(points: int) -> tuple[Spot, ...]:
    zone = "elbow_lateral_epicondyle.R"
    return (
        Spot(zone, "back", "IDP", points, 2, (10.0, 12.0)),
        Spot(zone, "back", "IED", patch=True, step_mm=(22.0, 34.0), syringe="B"),
    )


def _knee(points: int) -> tuple[Spot, ...]:
    return (
        Spot("knee_patellar.L", "front", "IDP", 1, points, (16.0, 16.0), (0.0, 22.0)),
        Spot("knee_medial.L", "front", "IDS", patch=True, step_mm=(14.0, 36.0), syringe="B"),
        Spot("knee_popliteal.L", "back", "IDP", 1, 2, (26.0, 16.0)),
    )


def _neck(points: int) -> tuple[Spot, ...]:
    both = ("L", "R")
    neck = tuple(Spot(f"cervical_posterior.{s}", "back", "IDP", points, 1, (12.0, 16.0))
                 for s in both)  # fmt: skip
    shoulder = tuple(Spot(f"trapezius_upper.{s}", "back", "IHD", 1, 2, (26.0, 16.0)) for s in both)
    return neck + shoulder


def _achilles(points: int) -> tuple[Spot, ...]:
    return (
        Spot("achilles.R", "back", "IDP", points, 2, (14.0, 13.0)),
        Spot("calf_medial.R", "back", "IDS", patch=True, step_mm=(26.0, 52.0), syringe="B"),
    )


PEOPLE = (
    Person(
        {
            "family_name": N_("Exemple"), "given_name": N_("Lombalgie"), "sex": "F",
            "birth_date": "1979-03-14", "height_cm": "166", "weight_kg": "64",
            "treatments": N_("Paracétamol au besoin (exemple)"),
        },
        N_("Lombalgie commune"), 4,
        visits=(
            Visit(42, ("lumbar_paravertebral.L", 7, 5), 17, _lumbar(4),
                  note=N_("Première séance.")),
            Visit(35, ("lumbar_paravertebral.L", 6, 4), 15, _lumbar(4)),
            Visit(28, ("lumbar_paravertebral.L", 4, 2), 14, _lumbar(3)),
            Visit(14, ("lumbar_paravertebral.L", 2, 1), 12, _lumbar(2), note=N_("Remarche.")),
        ),
        estimate_at=0,
    ),
    Person(
        {
            "family_name": N_("Démo"), "given_name": "Tennis-Elbow", "sex": "M",
            "birth_date": "1985-09-02", "height_cm": "181", "weight_kg": "82",
        },
        N_("Épicondylite latérale droite"), 3,
        ("Lidocaïne", "Arnica"),
        visits=(
            Visit(30, ("elbow_lateral_epicondyle.R", 6, 4), 11, _elbow(4)),
            Visit(23, ("elbow_lateral_epicondyle.R", 4, 3), 10, _elbow(3)),
            Visit(16, ("elbow_lateral_epicondyle.R", 2, 1), 9, _elbow(2)),
        ),
    ),
    Person(
        {
            "family_name": N_("Fictif"), "given_name": N_("Genou"), "sex": "M",
            "birth_date": "1961-12-20", "height_cm": "174", "weight_kg": "91",
            "allergies": N_("Procaïne (exemple) : urticaire"),
            "treatments": N_("Anticoagulant (exemple)"),
        },
        N_("Gonarthrose gauche"), 5,
        ("Lidocaïne", "Étamsylate"),
        visits=(
            Visit(49, ("knee_patellar.L", 7, 6), 16, _knee(4)),
            Visit(42, ("knee_patellar.L", 6, 5), 15, _knee(4)),
            Visit(35, ("knee_patellar.L", 5, 4), 14, _knee(4)),
            Visit(28, ("knee_patellar.L", 5, 3), 13, _knee(3)),
            Visit(14, ("knee_patellar.L", 3, 2), 12, _knee(3), note=N_("Monte les escaliers.")),
        ),
    ),
    Person(
        {
            "family_name": N_("Modèle"), "given_name": N_("Cervicalgie"), "sex": "F",
            "birth_date": "1990-06-08", "height_cm": "170", "weight_kg": "58",
            "allergies": N_("Piroxicam (exemple)"),
        },
        N_("Cervicalgie commune"), 3,
        ("Lidocaïne", "Pidolate de magnésium"),
        visits=(
            Visit(21, ("cervical_posterior.R", 6, 4), 12, _neck(4)),
            Visit(14, ("cervical_posterior.R", 4, 3), 12, _neck(4)),
            Visit(7, ("cervical_posterior.R", 3, 1), 10, _neck(3)),
        ),
    ),
    Person(
        {
            "family_name": N_("Témoin"), "given_name": N_("Achille"), "sex": "M",
            "birth_date": "1995-01-30", "height_cm": "178", "weight_kg": "70",
            "notes": N_("Coureur inventé : rien de ceci n’est vrai."),
        },
        N_("Tendinopathie d’Achille droite"), 5,
        visits=(
            Visit(21, ("achilles.R", 6, 5), 11, _achilles(5)),
            Visit(14, ("achilles.R", 5, 3), 11, _achilles(5)),
            Visit(7, ("achilles.R", 3, 2), 9, _achilles(4)),
        ),
        today=_achilles(3),
    ),
    Person(
        {
            "family_name": N_("Essai"), "given_name": N_("Sans-Séance"), "sex": "F",
            "birth_date": "1972-10-05", "notes": N_("Pour essayer une première séance."),
        },
    ),
)  # fmt: skip

CHECKS = ("anticoagulant", "nsaid_48h", "infection", "skin_infection", "informed", "antisepsis")
