"""What a practice asks for a session: its tariff, read and checked.

MesoMap recommends no price: the shipped tariff asks nothing until the doctor sets it.
The act (CCAM ANLB003, listed since 2005 at 0 €; status V as of 2017), its wording and the
notice thresholds (70 €: written information before the act; 300 €: detailed estimate of an
aesthetic act; status V) are starting values that the practice may change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from mesomap.domain.ask import cents, member, object_, one_of, text, whole, within, yes_no
from mesomap.domain.countries import COUNTRIES, FRANCE, MINOR_DIGITS, OTHER, under_french_law
from mesomap.errors import N_, Malformed, Refused

MAX_ROWS = 30
CURRENCIES = tuple(MINOR_DIGITS)

T = TypeVar("T")


class Mode(StrEnum):
    """What the fee of the session itself depends on."""

    FLAT = "flat"
    REGION = "region"
    SURFACE = "surface"
    MINUTES = "minutes"


class Purpose(StrEnum):
    """Decides the VAT: care is exempt, an aesthetic act is taxed."""

    THERAPEUTIC = "therapeutic"
    AESTHETIC = "aesthetic"


class Per(StrEnum):
    """What a supply is counted by."""

    SESSION = "session"
    SYRINGE = "syringe"


@dataclass(frozen=True, slots=True)
class Tier:
    """Fee for a treated surface of at most `up_to_cm2` (None: any larger one)."""

    up_to_cm2: float | None
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Act:
    """An associated act that the doctor may choose (cryotherapy, taping…)."""

    key: str
    label: str
    amount_cents: int
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Supply:
    key: str
    label: str
    amount_cents: int
    per: Per
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Thresholds in cents; `aesthetic_delay_days` None: no waiting time is printed."""

    prior_information_cents: int = 7_000
    aesthetic_estimate_cents: int = 30_000
    aesthetic_delay_days: int | None = None


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a session costs, in the smallest unit of `currency` (ISO 4217).

    `country` says whose law stands on its papers.
    """

    country: str = FRANCE
    currency: str = "EUR"
    mode: Mode = Mode.FLAT
    flat_cents: int = 0
    region_cents: int = 0
    tiers: tuple[Tier, ...] = ()
    minute_cents: int = 0
    minute_step: int = 5
    minimum_cents: int = 0
    purpose: Purpose = Purpose.THERAPEUTIC
    vat_franchise: bool = False
    aesthetic_vat_pct: float = 20.0
    vat_note: str = ""
    acts: tuple[Act, ...] = ()
    supplies: tuple[Supply, ...] = ()
    act_code: str = "ANLB003"
    act_label: str = N_("Séance de mésothérapie à visée antalgique")
    act_wording: str = N_("Acte non pris en charge par l’Assurance maladie.")
    thresholds: Thresholds = Thresholds()

    @property
    def is_set(self) -> bool:
        """False as long as the practice has named no fee for the session itself."""
        fee = {
            Mode.FLAT: self.flat_cents,
            Mode.REGION: self.region_cents,
            Mode.SURFACE: len(self.tiers),
            Mode.MINUTES: self.minute_cents,
        }
        return fee[self.mode] > 0


def tariff_to_json(tariff: Tariff) -> dict[str, Any]:
    """Write a tariff; the inverse of `tariff_from_json`."""
    t = tariff
    return {
        "country": t.country,
        "currency": t.currency,
        "mode": t.mode.value,
        "flat_cents": t.flat_cents,
        "region_cents": t.region_cents,
        "tiers": [{"up_to_cm2": r.up_to_cm2, "amount_cents": r.amount_cents} for r in t.tiers],
        "minute_cents": t.minute_cents,
        "minute_step": t.minute_step,
        "minimum_cents": t.minimum_cents,
        "purpose": t.purpose.value,
        "vat_franchise": t.vat_franchise,
        "aesthetic_vat_pct": t.aesthetic_vat_pct,
        "vat_note": t.vat_note,
        "acts": [_row(a) | {"purpose": a.purpose.value} for a in t.acts],
        "supplies": [
            _row(s) | {"per": s.per.value, "purpose": s.purpose.value} for s in t.supplies
        ],
        "act": {"code": t.act_code, "label": t.act_label, "wording": t.act_wording},
        "notice": {
            "prior_information_cents": t.thresholds.prior_information_cents,
            "aesthetic_estimate_cents": t.thresholds.aesthetic_estimate_cents,
            "aesthetic_delay_days": t.thresholds.aesthetic_delay_days,
        },
    }


def _row(row: Act | Supply) -> dict[str, Any]:
    return {"key": row.key, "label": row.label, "amount_cents": row.amount_cents}


#: Where the law of France does not hold nothing of it is a starting value.
_ELSEWHERE = Tariff(
    country=OTHER, aesthetic_vat_pct=0.0, act_code="",
    act_label=N_("Séance de mésothérapie"), act_wording="",
)  # fmt: skip


def default_tariff(country: str = FRANCE) -> dict[str, Any]:
    """Write the tariff of a practice that has set none, in JSON form."""
    if not under_french_law(country):
        return tariff_to_json(replace(_ELSEWHERE, country=country))
    rate = COUNTRIES[country].vat_pct
    return tariff_to_json(Tariff(country=country, aesthetic_vat_pct=rate))


def _country(value: Mapping[str, Any]) -> str:
    """Tell where a tariff is from; one of before that was asked tells by its currency."""
    said = value.get("country") or (FRANCE if value.get("currency", "EUR") == "EUR" else OTHER)
    return one_of(said, tuple(COUNTRIES), "country")


def _without_france(act: Mapping[str, Any]) -> dict[str, Any]:
    """Take out of an act what MesoMap had put there for France."""
    french, own = default_tariff()["act"], default_tariff(OTHER)["act"]
    return {key: own[key] if act.get(key) == french[key] else act.get(key, own[key]) for key in own}


def moved(value: Mapping[str, Any], was: str, now: str) -> dict[str, Any]:
    """Take a tariff from one place to another.

    A rate of VAT that is the start value of `was` was put there by MesoMap: it becomes that of
    `now`. Any other is the practice's own, and stays.
    """
    given, old = dict(value), default_tariff(was)["aesthetic_vat_pct"]
    if was != now and given.get("aesthetic_vat_pct") == old:
        given["aesthetic_vat_pct"] = default_tariff(now)["aesthetic_vat_pct"]
    return given


def tariff_in(value: Mapping[str, Any], country: str) -> Tariff:
    """Read a tariff that was made elsewhere, or before anyone asked, as one of that country.

    Raises
    ------
    Malformed, Refused
    """
    return tariff_from_json({**moved(value, _country(value), country), "country": country})


def tariff_from_json(value: Any) -> Tariff:
    """Read and check a tariff; what is missing has its default.

    Raises
    ------
    Malformed, Refused
        With a sentence, and `values["field"]` naming the field.
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Le tarif est un objet JSON."))
    country = _country(value)
    given = default_tariff(country) | dict(value)
    act = object_(given["act"], "act")
    if not under_french_law(country):
        act = _without_france(act)
    notice = object_(given["notice"], "notice")
    return Tariff(
        country=country,
        currency=one_of(given["currency"], CURRENCIES, "currency"),
        mode=member(Mode, given["mode"], "mode"),
        flat_cents=cents(given["flat_cents"], "flat_cents"),
        region_cents=cents(given["region_cents"], "region_cents"),
        tiers=_tiers(given["tiers"]),
        minute_cents=cents(given["minute_cents"], "minute_cents"),
        minute_step=whole(given["minute_step"], "minute_step", 1, 60),
        minimum_cents=cents(given["minimum_cents"], "minimum_cents"),
        purpose=member(Purpose, given["purpose"], "purpose"),
        vat_franchise=yes_no(given["vat_franchise"], "vat_franchise"),
        aesthetic_vat_pct=within(given["aesthetic_vat_pct"], "aesthetic_vat_pct", 0, 30),
        vat_note=text(given["vat_note"], "vat_note", least=0),
        acts=_distinct(_rows(given["acts"], "acts", _act), "acts"),
        supplies=_distinct(_rows(given["supplies"], "supplies", _supply), "supplies"),
        act_code=text(act.get("code", ""), "act.code", least=0),
        act_label=text(act.get("label", ""), "act.label"),
        act_wording=text(act.get("wording", ""), "act.wording", least=0),
        thresholds=_thresholds(notice),
    )


def purpose_from_json(value: Any, field: str = "purpose") -> Purpose:
    """Read a purpose. Raises Refused."""
    return member(Purpose, value, field)


def _rows(value: Any, field: str, read: Callable[[Mapping[str, Any], str], T]) -> tuple[T, ...]:
    if not isinstance(value, list | tuple) or len(value) > MAX_ROWS:
        raise Refused(
            N_("Une liste de {most} lignes au plus est attendue."), field=field, most=MAX_ROWS
        )
    return tuple(read(object_(row, f"{field}.{i}"), f"{field}.{i}") for i, row in enumerate(value))


def _act(row: Mapping[str, Any], field: str) -> Act:
    return Act(
        key=text(row.get("key"), f"{field}.key"),
        label=text(row.get("label"), f"{field}.label"),
        amount_cents=cents(row.get("amount_cents"), f"{field}.amount_cents"),
        purpose=member(Purpose, row.get("purpose", "therapeutic"), f"{field}.purpose"),
    )


def _supply(row: Mapping[str, Any], field: str) -> Supply:
    return Supply(
        key=text(row.get("key"), f"{field}.key"),
        label=text(row.get("label"), f"{field}.label"),
        amount_cents=cents(row.get("amount_cents"), f"{field}.amount_cents"),
        per=member(Per, row.get("per", "session"), f"{field}.per"),
        purpose=member(Purpose, row.get("purpose", "therapeutic"), f"{field}.purpose"),
    )


K = TypeVar("K", Act, Supply)


def _distinct(rows: tuple[K, ...], field: str) -> tuple[K, ...]:
    if len({row.key for row in rows}) < len(rows):
        raise Refused(N_("Deux lignes portent le même nom."), field=field)
    return rows


def _tiers(value: Any) -> tuple[Tier, ...]:
    tiers = _rows(value, "tiers", _tier)
    bounds = [float("inf") if t.up_to_cm2 is None else t.up_to_cm2 for t in tiers]
    if any(a >= b for a, b in pairwise(bounds)):
        raise Refused(N_("Les paliers de surface vont du plus petit au plus grand."), field="tiers")
    if tiers and tiers[-1].up_to_cm2 is not None:
        raise Refused(
            N_(
                "Le dernier palier de surface n’a pas de limite : il vaut pour tout ce qui dépasse."
            ),
            field="tiers",
        )
    return tiers


def _tier(row: Mapping[str, Any], field: str) -> Tier:
    bound = row.get("up_to_cm2")
    return Tier(
        up_to_cm2=None if bound is None else within(bound, f"{field}.up_to_cm2", 0.1, 30_000),
        amount_cents=cents(row.get("amount_cents"), f"{field}.amount_cents"),
    )


def _thresholds(value: Mapping[str, Any]) -> Thresholds:
    delay = value.get("aesthetic_delay_days")
    return Thresholds(
        prior_information_cents=cents(
            value.get("prior_information_cents", 7_000), "notice.prior_information_cents"
        ),
        aesthetic_estimate_cents=cents(
            value.get("aesthetic_estimate_cents", 30_000), "notice.aesthetic_estimate_cents"
        ),
        aesthetic_delay_days=None
        if delay is None
        else whole(delay, "notice.aesthetic_delay_days", 0, 365),
    )
