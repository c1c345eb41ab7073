"""The forms of the groups of settings; one of plain fields alone is a list of them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from mesomap.domain.depths import Depth
from mesomap.domain.duration import COEFFICIENTS
from mesomap.domain.letters import fold
from mesomap.errors import N_, Refused
from mesomap.web.common.forms import amount_out, cents, number, plain_number, whole
from mesomap.web.practice.plain_forms import (
    SettingsForm,
    box,
    figure,
    plain,
    squeezed,
    text,
    whole_or_none,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.web.practice.plain_forms import Form

#: Rows that the tables of the tariff offer.
ROWS = 12

NOTICES = ("prior_information_cents", "aesthetic_estimate_cents")

MONEY = ("flat_cents", "region_cents", "minute_cents", "minimum_cents")


def slug(label: str, place: int) -> str:
    """Make a key for a row that the doctor named: `Bande de taping` → `bande-de-taping`."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or f"row-{place}"


# ------------------------------------------------------------ stored → fields


def tariff_fields(value: Mapping[str, Any], lang: str) -> dict[str, str]:
    currency = value["currency"]
    fields = {name: amount_out(value[name], currency, lang) for name in MONEY}
    fields |= {name: str(value[name]) for name in ("currency", "mode", "purpose", "minute_step")}
    fields["vat_franchise"] = "1" if value["vat_franchise"] else ""
    fields["country"] = value["country"]
    fields["vat_note"] = value["vat_note"]
    fields["aesthetic_vat_pct"] = plain_number(value["aesthetic_vat_pct"], lang)
    fields |= {f"act_{name}": value["act"][name] for name in ("code", "label", "wording")}
    notice = value["notice"]
    for name in NOTICES:
        fields[name] = amount_out(notice[name], currency, lang)
    delay = notice["aesthetic_delay_days"]
    fields["aesthetic_delay_days"] = "" if delay is None else str(delay)
    return fields | _row_fields(value, lang)


def _row_fields(value: Mapping[str, Any], lang: str) -> dict[str, str]:
    fields, currency = {}, value["currency"]
    for i, tier in enumerate(value["tiers"]):
        fields[f"tier-{i}-up"] = plain_number(tier["up_to_cm2"], lang)
        fields[f"tier-{i}-amount"] = amount_out(tier["amount_cents"], currency, lang)
    for table in ("acts", "supplies"):
        for i, row in enumerate(value[table]):
            for name in ("key", "label", "purpose"):
                fields[f"{table}-{i}-{name}"] = str(row[name])
            fields[f"{table}-{i}-amount"] = amount_out(row["amount_cents"], currency, lang)
            fields[f"{table}-{i}-per"] = row.get("per", "")
    return fields


def danger_fields(value: Mapping[str, Any], lang: str) -> dict[str, str]:
    fields = {}
    for key, own in value.items():
        depth = own["depth_mm"]
        fields[f"{key}.depth_mm"] = "" if depth is None else plain_number(depth, lang)
        fields[f"{key}.note"] = own["note"]
    return fields


# ------------------------------------------------------------ fields → stored


def tariff_value(form: Form) -> dict[str, Any]:
    currency = form.get("currency", "")
    delay = form.get("aesthetic_delay_days", "").strip()
    return _amounts(form, MONEY, currency) | {
        "currency": currency,
        "mode": form.get("mode", ""),
        "purpose": form.get("purpose", ""),
        "minute_step": whole(form.get("minute_step") or "5", "minute_step", "min"),
        "vat_franchise": bool(form.get("vat_franchise")),
        "aesthetic_vat_pct": number(form.get("aesthetic_vat_pct") or "0", "aesthetic_vat_pct", "%"),
        "vat_note": form.get("vat_note", "").strip(),
        "tiers": _tiers(form, currency),
        "acts": _rows(form, "acts", currency),
        "supplies": _rows(form, "supplies", currency),
        "act": {name: form.get(f"act_{name}", "").strip() for name in ("code", "label", "wording")},
        "notice": _notices(form, currency)
        | {
            "aesthetic_delay_days": whole(delay, "aesthetic_delay_days", "jours") if delay else None
        },
    }


def _notices(form: Form, currency: str) -> dict[str, Any]:
    """Read the thresholds of French law as typed; where it does not hold, as they stand.

    Nobody sees them there, so they are no amounts of another currency that is chosen.
    """
    kept = {name: form.get(f"{name}-kept", "") for name in NOTICES}
    if all(re.fullmatch(r"[0-9]{1,9}", text) for text in kept.values()):
        return {name: int(text) for name, text in kept.items()}
    return _amounts(form, NOTICES, currency)


def _amounts(form: Form, names: tuple[str, ...], currency: str) -> dict[str, Any]:
    """Read the fields of those names; an empty one is no amount."""
    return {name: cents(form.get(name, "").strip() or "0", name, currency) for name in names}


_NO_FEE = N_("Ce palier a une limite et pas de montant : écrivez-le, ou effacez la limite.")
_NO_NAME = N_("Cette ligne a un montant et pas de nom : nommez-la, ou effacez le montant.")


def _tiers(form: Form, currency: str) -> list[dict[str, Any]]:
    """Rows with an amount; a row without a bound is the one that everything larger falls into."""
    tiers = []
    for i in range(ROWS):
        up, amount = form.get(f"tier-{i}-up", "").strip(), form.get(f"tier-{i}-amount", "").strip()
        if amount:
            bound = number(up, f"tier-{i}-up", "cm²") if up else None
            fee = cents(amount, f"tier-{i}-amount", currency)
            tiers.append({"up_to_cm2": bound, "amount_cents": fee})
        elif up:
            raise Refused(_NO_FEE, field=f"tier-{i}-amount")
    return tiers


def _rows(form: Form, table: str, currency: str) -> list[dict[str, Any]]:
    """Rows that have a label; a key once given is kept, so that old estimates still name it."""
    rows = []
    for i in range(ROWS):
        label = form.get(f"{table}-{i}-label", "").strip()
        amount = form.get(f"{table}-{i}-amount", "").strip()
        if not label:
            if amount:
                raise Refused(_NO_NAME, field=f"{table}-{i}-label")
            continue
        amount = amount or "0"
        row = {
            "key": form.get(f"{table}-{i}-key") or slug(label, i),
            "label": label,
            "amount_cents": cents(amount, f"{table}-{i}-amount", currency),
            "purpose": form.get(f"{table}-{i}-purpose") or "therapeutic",
        }
        if table == "supplies":
            row["per"] = form.get(f"{table}-{i}-per") or "session"
        rows.append(row)
    return rows


_IN_ROWS = {"up_to_cm2": "up", "amount_cents": "amount", "key": "label"}


def field_of(stored: str, form: Form) -> str:
    """Name the form's field of a stored one: `act.code` → `act_code`, `tiers.1.…` → `tier-2-…`.

    A row of a table is counted without the empty rows before it.
    """
    head, _dot, rest = stored.partition(".")
    place, _dot, name = rest.partition(".")
    if head == "act":
        return f"act_{rest}"
    if head == "notice":
        return rest
    row, filled = ("tier", "amount") if head == "tiers" else (head, "label")
    if head not in {"tiers", "acts", "supplies"} or not place.isdecimal():
        return stored
    kept = [i for i in range(ROWS) if form.get(f"{row}-{i}-{filled}", "").strip()]
    return f"{row}-{kept[int(place)]}-{_IN_ROWS.get(name, name)}"


def danger_value(form: Form) -> dict[str, Any]:
    """Every area that the form names; an empty depth is none."""
    value: dict[str, Any] = {}
    for name in form:
        key, _, field = name.partition(".")
        if field == "note":
            value.setdefault(key, {})["note"] = form.get(name, "")
        elif field == "depth_mm":
            text = form.get(name, "").strip()
            value.setdefault(key, {})["depth_mm"] = number(text, name, "mm") if text else None
    return value


def _ticked_reminders(form: Form) -> dict[str, Any]:
    """Ticked reminders are shown; what was listed and not ticked is off."""
    shown, listed = set(form.getlist("shown")), form.getlist("listed")
    return {"off": [key for key in listed if key not in shown]} if listed else {}


def products_value(form: Form, families: Mapping[str, str]) -> dict[str, Any]:
    """Ticked products are offered; what was listed and not ticked is hidden.

    `families`: names in the reader's language by key, as the lines of own products give them.
    """
    shown, listed = set(form.getlist("shown")), form.getlist("listed")
    keys = {fold(name): key for key, name in families.items()}
    value: dict[str, Any] = {}
    if listed:
        value["hidden"] = [key for key in listed if key not in shown]
    if "added" in form:
        value["added"] = [_own_product(line, keys) for line in form["added"].splitlines()]
    return value | ({"needles": form["needles"].splitlines()} if "needles" in form else {})


def _own_product(line: str, families: Mapping[str, str]) -> dict[str, str]:
    name, box, family = ([part.strip() for part in line.split(";", 2)] + ["", ""])[:3]
    return {"name": name, "presentation": box, "family": families.get(fold(family), family)}


PRACTICE = plain(
    *map(text, ("doctor", "speciality", "address", "telephone", "email", "country", "identifiers")),
    squeezed("rpps"), squeezed("siret"), text("time_zone"),
    box("left_handed"), box("pen_only"),
)  # fmt: skip
TARIFF = SettingsForm(tariff_fields, tariff_value, frozenset({"vat_franchise"}))
DURATION = plain(*(figure(c.key, c.unit, empty="0") for c in COEFFICIENTS))
COUNTING = plain(
    figure("stroke_width_mm", "mm"),
    *(figure(f"{table}.{d}", "mm") for table in ("radii_mm", "spacing_mm") for d in Depth),
)
DANGER_AREAS = SettingsForm(danger_fields, danger_value)
_AGE = plain(whole_or_none("min_age_years", "ans"))
REMINDERS = SettingsForm(_AGE.shown, lambda form: _AGE.read(form) | _ticked_reminders(form))
