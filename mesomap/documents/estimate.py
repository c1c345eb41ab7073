"""The estimate on paper, from the body that was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.documents.paper import footer, patient_block, practice_block
from mesomap.documents.press import make_pdf
from mesomap.documents.words import Translate, Words
from mesomap.domain.clock import utc_moment
from mesomap.domain.depths import LEVELS, Depth
from mesomap.domain.estimate import issued_on
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def estimate_pdf(
    estimate: Mapping[str, Any],
    *,
    lang: str,
    drawings: Sequence[Mapping[str, str]] = (),
    translate: Translate | None = None,
) -> bytes:
    """Set an issued estimate.

    `estimate` is its stored body, with its number; `drawings` as `mesomap.drawing.maps` gives
    them, with an "alt" each. The document's date is the moment of issue, so the same estimate
    always gives the same bytes.
    """
    words = Words.of(lang, translate, estimate["currency"], estimate["time_zone"])
    data = estimate_data(estimate, words, drawings)
    return make_pdf("estimate", data, made_at=utc_moment(estimate["issued_at"]))


def estimate_data(
    estimate: Mapping[str, Any], words: Words, drawings: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Word everything that the page shows."""
    title = words.t(N_("Devis {number}"), number=estimate["number"])
    practice = practice_block(estimate["practice"], words)
    act = estimate["act"]
    code = f" ({act['code']})" if act["code"] else ""
    return {
        "lang": words.lang,
        "title": title,
        "issued": _issued(estimate, words),
        "practice": practice,
        "patient": patient_block(estimate["patient"], words),
        "footer": footer(title, practice),
        "page_word": words.t(N_("Page")),
        "act": {"label": act["label"] + code, "wording": act["wording"]},
        "words": _headings(words),
        "lines": [_line(line, words) for line in estimate["lines"]],
        "total": words.money(estimate["total_cents"]),
        "vat": list(dict.fromkeys(s for row in estimate["vat"] if (s := _vat(row, words)))),
        "facts": _facts(estimate, words),
        "drawings": list(drawings),
        "notices": [n["sentence"] for n in estimate["notices"] if n.get("printed")],
        "signed": words.t(
            N_("{title} · total à payer : {total}"),
            title=title,
            total=words.money(estimate["total_cents"]),
        ),
        "signatures": [
            words.t(N_("Le médecin, date et signature")),
            words.t(N_("Le patient, « bon pour accord », date et signature")),
        ],
    }


def _issued(estimate: Mapping[str, Any], words: Words) -> str:
    issued = words.day(issued_on(estimate))
    planned = words.day(estimate["treatment_date"])
    return words.t(
        N_("Établi le {issued}, pour la séance n° {number} du {day}"),
        issued=issued,
        number=estimate["session_number"],
        day=planned,
    )


def _headings(words: Words) -> dict[str, str]:
    return {
        "item": words.t(N_("Désignation")),
        "amount": words.t(N_("Montant")),
        "total": words.t(N_("Total à payer")),
        "fact": words.t(N_("Élément du plan")),
        "planned": words.t(N_("Prévu")),
        "based_on": words.t(N_("Établi d’après le plan de la séance")),
        "drawing": words.t(N_("Zones à traiter")),
        "notices": words.t(N_("Informations")),
    }


def _line(line: Mapping[str, Any], words: Words) -> dict[str, str]:
    reason = line["reason"]
    if line["amount_cents"] != line["computed_cents"]:
        reason = words.t(
            N_("Montant ajusté (calculé : {computed}) : {reason}"),
            computed=words.money(line["computed_cents"]),
            reason=reason,
        )
    return {
        "label": line["label"],
        "explanation": line["explanation"],
        "reason": reason,
        "amount": words.money(line["amount_cents"]),
    }


def _vat(row: Mapping[str, Any], words: Words) -> str:
    if not row["vat_cents"]:
        return str(row["mention"])
    return words.t(
        N_("{mention} : {vat} au taux de {rate} %, soit {net} hors taxe"),
        mention=row["mention"],
        vat=words.money(row["vat_cents"]),
        rate=words.number(row["rate_pct"], 1),
        net=words.money(row["net_cents"]),
    )


def _facts(estimate: Mapping[str, Any], words: Words) -> list[dict[str, Any]]:
    figures, duration = estimate["figures"], estimate["duration"]
    area = words.t(N_("{area} cm²"), area=words.number(figures["treated_cm2"], 1))
    if figures["uncertainty_pct"] is not None:
        sure = figures["uncertainty_pct"]
        pct = "> 99" if sure > 99 else words.number(sure, 0)
        area += words.t(N_(" (± {pct} %)"), pct=pct)
    minutes = words.t(
        N_("de {low} à {high} min"), low=duration["low_min"], high=duration["high_min"]
    )
    rows = (
        (N_("Zones"), ", ".join(figures["zone_names"])),
        (N_("Surface traitée (estimation)"), area),
        (N_("Durée prévue"), minutes),
        (N_("Mode de calcul"), _counting(estimate["computed_from"], words)),
    )
    facts = [{"name": words.t(name), "value": value, "depths": []} for name, value in rows if value]
    depths = _by_depth(figures, words)
    by_depth = {"name": words.t(N_("Par profondeur")), "value": "", "depths": depths}
    return [*facts[:-2], *([by_depth] if depths else []), *facts[-2:]]


def _by_depth(figures: Mapping[str, Any], words: Words) -> list[dict[str, str]]:
    """One line a depth that the plan has, shallow to deep, with the sign that it is drawn by."""
    return [
        {
            "depth": depth.value,
            "colour": LEVELS[depth].colour,
            "text": _depth(figures, depth, words),
        }
        for depth in Depth
        if depth.value in figures["by_depth_cm2"]
    ]


def _depth(figures: Mapping[str, Any], depth: Depth, words: Words) -> str:
    level = LEVELS[depth]
    name = f"{words.t(level.name)} ({words.t(level.letter)})"
    area = words.number(figures["by_depth_cm2"][depth.value], 1)
    count = figures["points_by_depth"].get(depth.value, 0)
    if not count:
        return words.t(N_("{depth} : {area} cm²"), depth=name, area=area)
    one, many = N_("{depth} : 1 point, {area} cm²"), N_("{depth} : {count} points, {area} cm²")
    return words.t(one if count == 1 else many, depth=name, count=count, area=area)


def _counting(source: Mapping[str, Any], words: Words) -> str:
    radii = source["radii_mm"]
    return words.t(
        N_(
            "Peau comptée autour de chaque point : {idp} mm (point par point), {ihd} mm "
            "(hypodermique), {ids} mm (nappage isolé) ; trait de {width} mm"
        ),
        idp=words.number(radii["IDP"], 1),
        ihd=words.number(radii["IHD"], 1),
        ids=words.number(radii["IDS"], 1),
        width=words.number(source["stroke_width_mm"], 1),
    )
