"""A patient's record as lines of text, made from the exported JSON alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mesomap.body.zones import name, zone_of_anchor

Json = dict[str, Any]

#: Asked beside the two that are told by a tap of their own.
TOLD = {"informed": "information", "antisepsis": "antisepsie"}
WORDS = {True: "oui", False: "non", None: "sans réponse"}


def record_lines(record: Json) -> list[str]:
    """Give the lines of one patient: who, what is known, each session, estimates."""
    who = record["patient"]
    merged = [f"réunie ici : {_name(other)}" for other in record["merged"]]
    # no number (it counts all estimates of the practice); the amount stands with its session
    prices = {e["session_id"]: e for e in _estimates(record)}
    sessions = [line for s in record["sessions"] for line in session_lines(s, prices)]
    return [
        _who(who),
        *(_known(record, s) for s in ("allergies", "treatments")),
        *merged,
        *sessions,
    ]


def _name(who: Json) -> str:
    return " ".join(n for n in (who["family_name"], who["given_name"]) if n) or "sans nom"


def _who(who: Json) -> str:
    born = (
        f"né le {who['birth_date']}"
        if who["birth_date"]
        else f"environ {who['age_band_years']} ans"
    )
    sizes = [f"{who[k]:g} {u}" for k, u in (("height_cm", "cm"), ("weight_kg", "kg")) if who[k]]
    return ", ".join([_name(who), who["sex"], born, *sizes])


def _known(record: Json, subject: str) -> str:
    found = record["known"][subject]
    said = {
        "text": found["text"],
        "none": f"rien de connu, demandé le {found['on']}",
        "unasked": "non demandé",
    }
    return f"{subject}: {said[found['state']]}"


def _estimates(record: Json) -> list[Json]:
    return [e for e in record["estimates"] if e.get("session_id")]


def session_lines(case: Json, prices: dict[str, Json]) -> list[str]:
    session = case["session"]
    lines = [_head(case), *_marks(session), *_skin(case), *_examined(session)]
    lines += [_syringe(s) for _key, s in sorted(session["syringes"].items())]
    lines += [_answers(session), *_bulk(session), _pain(session)]
    lines += [f"note: {note['text']}" for note in session["notes"]]
    lines += [f"complément: {late['text']}" for late in session["addenda"]]
    if session["id"] in prices:
        paper = prices[session["id"]]
        lines.append(
            f"devis {paper['number']}: {paper['total_cents'] / 100:.2f} {paper['currency']}"
        )
    return lines


def _head(case: Json) -> str:
    session = case["session"]
    state = "signée" if session["signed"] else f"non signée ({session['state']})"
    days = [f"acte du {session['treatment_date']}"]
    if case.get("planned_date"):
        days.append(f"prévu le {case['planned_date']}")
    if case.get("recorded_on"):
        days.append(f"saisi le {case['recorded_on']}")
    agreed = "accord donné" if session["agreed"] else "sans accord"
    return ", ".join([f"séance {session['number']}", state, *days, agreed])


def _marks(session: Json) -> list[str]:
    """ "2 points IDP, seringue A, fait: …" for every depth, syringe and fate, places counted."""
    groups: dict[str, Counter[str]] = {}
    for mark in session["marks"]:
        if mark["removed"]:
            continue
        fate = {True: "fait", False: "laissé", None: "prévu"}[mark["done"]]
        extra = ", ajouté en fin" if mark["phase"] == "end" else ""
        depth = mark["depth"] if isinstance(mark["depth"], str) else "+".join(mark["depth"])
        label = f"{mark['kind']} {depth}, seringue {mark.get('syringe') or 'aucune'}, {fate}{extra}"
        face, b1, b2 = mark["anchors"][0]
        place = name(zone_of_anchor((face, b1, b2)))
        groups.setdefault(label, Counter())[place] += 1
    return [
        f"{sum(places.values())} {label}: "
        + "; ".join(f"{n} {p}" for p, n in sorted(places.items()))
        for label, places in sorted(groups.items())
    ]


def _skin(case: Json) -> list[str]:
    """Say what was measured at the signature, in whole cm², or in tenths where it is less than two."""
    if "measured" not in case:
        return []
    treated_cm2 = case["measured"]["done"]["treated_mm2"] / 100
    return [f"peau traitée: {treated_cm2:.{int(treated_cm2 < 2)}f} cm²"]


def _examined(session: Json) -> list[str]:
    return [
        f"palpé {e['pattern']}: {len(e['painful'])} douloureux sur {len(e['examined'])}: "
        + " ".join(sorted(e["painful"]))
        for e in session.get("examined", [])
    ]


def _syringe(syringe: Json) -> str:
    if syringe["dry"]:
        return f"{syringe['key']}: à sec; aiguille {syringe['needle_mm']:g} mm"
    parts = [_product(p) for p in syringe["products"]]
    left = syringe["left_ml"]
    rest = "reste non noté" if left is None else f"reste {left:g} mL"
    reason = (
        f"; malgré l’allergie: {syringe['allergy_reason']}" if syringe.get("allergy_reason") else ""
    )
    volume = "" if syringe["volume_ml"] is None else f"; en tout {syringe['volume_ml']:g} mL"
    return f"{syringe['key']}: {' + '.join(parts)}{volume}; aiguille {syringe['needle_mm']:g} mm; {rest}{reason}"


def _product(product: Json) -> str:
    volume = product.get("volume_ml")
    said = [
        product["name"],
        product.get("presentation") or "",
        f"{volume:g} mL" if volume is not None else "",
        f"lot {product['lot']}" if product.get("lot") else "sans lot",
        f"exp {product['expiry']}" if product.get("expiry") else "",
        "périmé, employé tout de même" if product.get("expired_confirmed") else "",
    ]
    return " ".join(s for s in said if s)


def _answers(session: Json) -> str:
    told = [
        f"{word} {WORDS[session['checks'].get(key, {}).get('answer')]}"
        for key, word in TOLD.items()
    ]
    own = [
        f"{key} {_answer(check)}"
        for key, check in sorted(session["checks"].items())
        if key not in TOLD
    ]
    return "réponses: " + "; ".join(told + own)


def _answer(check: Json) -> str:
    value = check["answer"]
    word = WORDS[value] if isinstance(value, bool) or value is None else f"{value:g}"
    return f"{word} ({check['note']})" if check.get("note") else word


def _bulk(session: Json) -> list[str]:
    return [_bulk_line(b) for b in session.get("bulk", [])]


def _bulk_line(bulk: Json) -> str:
    keys = " ".join(sorted(bulk["questions"]))
    if bulk["answer"] == "unchanged":
        stood = "; ".join(f"{k} {_answer(c)}" for k, c in sorted(bulk["stood"].items()))
        return f"en bloc: rien de nouveau depuis le {bulk['since']}: {stood}"
    return f"en bloc: {len(bulk['questions'])} non: {keys}"


def _pain(session: Json) -> str:
    def of(when: str) -> str:
        found = [p for p in session["pain"] if p["when"] == when]
        return (
            ", ".join(f"{p['score']:g}" + (f" ({p['zone']})" if p["zone"] else "") for p in found)
            or "non notée"
        )

    return f"douleur {of('before')} → {of('after')}"
