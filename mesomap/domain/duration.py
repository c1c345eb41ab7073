"""How long a session takes: a model of its gestures, shown as a range and explained.

No source gives seconds a point. Published anchors: whole sessions 10-45 min, an
intra-epidermal pass 3-7 min, an injector up to 9 shots a second. Every coefficient
below is derived from these (status D) and is the practice's to edit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mesomap.domain.ask import is_finite
from mesomap.domain.depths import Depth
from mesomap.domain.said import Number, Said
from mesomap.errors import N_, Malformed, Refused


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One editable figure of the model; `status` as in the domain notes (D: derived here)."""

    key: str
    default: float
    unit: str
    label: str
    reference: str
    status: str = "D"
    most: float = 3600.0


_GESTURES = N_("Estimation de départ, à ajuster d’après vos propres séances chronométrées.")
_INJECTOR = N_("Grille de 4 mm à cinq impacts par seconde ; un injecteur en fait jusqu’à neuf.")
_BY_HAND = N_("Grille de 4 mm, trois piqûres par seconde.")
_STROKES = N_("Une séance épidermique publiée dure de 3 à 7 minutes.")
_SPREAD = N_(
    "Aucune source ne donne de dispersion ; les séances publiées durent de 10 à 45 minutes."
)

COEFFICIENTS = (
    Coefficient("set_up_s", 180, "s", N_("Installation"), _GESTURES),
    Coefficient("antisepsis_s_per_region", 60, "s", N_("Antisepsie, par région"), _GESTURES),
    Coefficient("idp_s_per_point", 2, "s", N_("Point par point (IDP), par point"), _GESTURES),
    Coefficient("ihd_s_per_point", 4, "s", N_("Hypodermique (IHD), par point"), _GESTURES),
    Coefficient("ids_manual_s_per_cm2", 2.1, "s", N_("Nappage à la main, par cm²"), _BY_HAND),
    Coefficient(
        "ids_injector_s_per_cm2", 1.25, "s", N_("Nappage à l’injecteur, par cm²"), _INJECTOR
    ),
    Coefficient("ied_s_per_cm2", 1, "s", N_("Épidermique (IED), par cm²"), _STROKES),
    Coefficient("position_change_s", 45, "s", N_("Changement de position"), _GESTURES),
    Coefficient("after_care_s", 120, "s", N_("Soins et consignes après la séance"), _GESTURES),
    Coefficient(
        "spread_pct", 25, "%", N_("Fourchette affichée, de part et d’autre"), _SPREAD, most=90
    ),
)

DEFAULTS: Mapping[str, float] = MappingProxyType({c.key: float(c.default) for c in COEFFICIENTS})


@dataclass(frozen=True, slots=True)
class Workload:
    """What there is to do. Points that stand for a filled area are counted by its spacing."""

    regions: int = 0
    idp_points: float = 0.0
    ihd_points: float = 0.0
    ids_manual_cm2: float = 0.0
    ids_injector_cm2: float = 0.0
    ied_cm2: float = 0.0
    position_changes: int = 0

    @property
    def empty(self) -> bool:
        """True where nothing is marked: the duration is then 0 s, without lines."""
        gestures = (self.idp_points, self.ihd_points, self.ids_manual_cm2)
        return not any((*gestures, self.ids_injector_cm2, self.ied_cm2))


@dataclass(frozen=True, slots=True)
class DurationLine:
    key: str
    sentence: Said
    seconds: float


@dataclass(frozen=True, slots=True)
class Duration:
    """Seconds, as a range; `lines` sum to `mid_s`."""

    low_s: float = 0.0
    mid_s: float = 0.0
    high_s: float = 0.0
    lines: tuple[DurationLine, ...] = field(default=())


def coefficients_from_json(value: Any) -> dict[str, float]:
    """Read coefficients; what is missing has its default, what is unknown is refused.

    Raises
    ------
    Malformed, Refused
        With `values["field"]` naming the coefficient.
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Les durées forment un objet JSON."))
    unknown = sorted(set(value) - set(DEFAULTS))
    if unknown:
        raise Refused(N_("Coefficient de durée inconnu : {field}."), field=unknown[0])
    return {c.key: _checked(c, value.get(c.key, c.default)) for c in COEFFICIENTS}


def _checked(coefficient: Coefficient, value: Any) -> float:
    if not is_finite(value) or not 0 <= value <= coefficient.most:
        raise Refused(
            N_("« {label} » est un nombre entre 0 et {most} {unit}, reçu : {value!r}."),
            field=coefficient.key,
            label=coefficient.label,
            most=f"{coefficient.most:g}",
            unit=coefficient.unit,
            value=value,
        )
    return float(value)


def _gesture(key: str, depth: str, amount: float, each_s: float, template: str) -> DurationLine:
    said = Said(template, {"depth": depth, "amount": Number(amount, 1), "each": Number(each_s, 2)})
    return DurationLine(key, said, amount * each_s)


_POINTS = N_("{depth} : {amount} points × {each} s")
_AREA = N_("{depth} : {amount} cm² × {each} s")
_AREA_BY_INJECTOR = N_("{depth} à l’injecteur : {amount} cm² × {each} s")
_REGIONS = N_("Antisepsie, par région : {amount} × {each} s")
_MOVES = N_("Changements de position : {amount} × {each} s")


def duration_of(work: Workload, coefficients: Mapping[str, float] = DEFAULTS) -> Duration:
    """Seconds for `work`, with the spread of `spread_pct` on each side, and the lines behind it."""
    if work.empty:
        return Duration()
    c = coefficients
    candidates = (
        DurationLine("set_up", Said(N_("Installation")), c["set_up_s"]),
        _gesture("antisepsis", "", work.regions, c["antisepsis_s_per_region"], _REGIONS),
        _gesture("idp", Depth.IDP, work.idp_points, c["idp_s_per_point"], _POINTS),
        _gesture("ihd", Depth.IHD, work.ihd_points, c["ihd_s_per_point"], _POINTS),
        _gesture("ids_manual", Depth.IDS, work.ids_manual_cm2, c["ids_manual_s_per_cm2"], _AREA),
        _gesture(
            "ids_injector",
            Depth.IDS,
            work.ids_injector_cm2,
            c["ids_injector_s_per_cm2"],
            _AREA_BY_INJECTOR,
        ),
        _gesture("ied", Depth.IED, work.ied_cm2, c["ied_s_per_cm2"], _AREA),
        _gesture("moves", "", work.position_changes, c["position_change_s"], _MOVES),
        DurationLine("after_care", Said(N_("Soins et consignes")), c["after_care_s"]),
    )
    lines = tuple(line for line in candidates if line.seconds > 0)
    mid_s = sum(line.seconds for line in lines)
    spread = c["spread_pct"] / 100
    return Duration(mid_s * (1 - spread), mid_s, mid_s * (1 + spread), lines)


def clock_minutes(duration: Duration) -> dict[str, int]:
    """Whole minutes to show: the range is rounded outwards, its middle to the nearest."""
    return {
        "low": math.floor(duration.low_s / 60),
        "mid": math.floor(duration.mid_s / 60 + 0.5),
        "high": math.ceil(duration.high_s / 60 - 1e-9),
    }
