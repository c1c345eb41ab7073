"""What was in the syringes and what was answered, in a line each: for history."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mesomap.domain.amounts import amounts
from mesomap.domain.clock import utc_moment
from mesomap.domain.lots import is_expired
from mesomap.domain.syringes import volumes
from mesomap.errors import N_
from mesomap.services.practice import checklist

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mesomap.documents.words import Words
    from mesomap.domain.session import BulkAnswer, Check, Session, Syringe, SyringeProduct

_REST = N_("Le reste : non ({n} questions en une réponse ; {given})")
_UNCHANGED = N_("Rien de nouveau depuis le {since} ({n} questions en une réponse ; {given})")

#: Answers that stand for acts and not for questions; they are told elsewhere.
ACTS = frozenset({"informed", "antisepsis"})


#: States in which it is known what was done, so that a rest that nobody noted is a gap.
SAID = ("finishing", "signed")


def syringe_lines(session: Session, words: Words) -> tuple[str, ...]:
    """Say each syringe: products with volumes and lots, what was injected, the reason kept."""
    return tuple(
        " · ".join(_parts(syringe, session.treatment_date, words, said=session.state in SAID))
        for syringe in session.syringes.values()
    )


def volume_words(session: Session, words: Words) -> str:
    """Say what was injected; of a syringe whose rest nobody noted what was prepared, and that."""
    found = volumes(session.syringes.values())
    alone = found.injected_ml is None and len(found.open) == 1
    said = [] if found.injected_ml is None else [f"{words.number(found.injected_ml, 2)} mL"]
    for key, volume_ml in found.open:
        unread = words.t(_ALONE if alone else _UNREAD, key=key, volume=words.number(volume_ml, 2))
        said.append(unread)
    return " ; ".join(said) or "–"


_ALONE = N_("préparé {volume} mL, reste non noté")
_UNREAD = N_("{key} : préparé {volume} mL, reste non noté")


def _parts(syringe: Syringe, day: str, words: Words, *, said: bool) -> Iterator[str]:
    mix = " + ".join(_product(p, day, words) for p in syringe.products)
    what = words.t(N_("sèche")) if syringe.dry else mix or "–"
    yield words.t(N_("{key} : {what}"), key=syringe.key, what=what)
    if not syringe.dry and syringe.volume_ml is not None and syringe.left_ml is not None:
        injected = words.number(max(0.0, syringe.volume_ml - syringe.left_ml), 2)
        prepared = words.number(syringe.volume_ml, 2)
        yield words.t(
            N_("injecté {injected} sur {prepared} mL"), injected=injected, prepared=prepared
        )
    elif not syringe.dry and syringe.volume_ml is not None and said:
        yield words.t(_ALONE, volume=words.number(syringe.volume_ml, 2))
    yield from _injected(syringe, words)
    if syringe.allergy_reason:
        yield words.t(N_("allergie notée, raison : {why}"), why=syringe.allergy_reason)


def _injected(syringe: Syringe, words: Words) -> Iterator[str]:
    for found in amounts(syringe):
        if found.injected is not None:
            amount = words.number(found.injected, 2)
            yield f"{found.name} {amount} {found.strength.unit}"


def _product(product: SyringeProduct, day: str, words: Words) -> str:
    volume = product.volume_ml
    said = [product.name] if volume is None else [product.name, f"{words.number(volume, 2)} mL"]
    lot = [
        words.t(N_("lot {lot}"), lot=product.lot) if product.lot else "",
        product.expiry or "",
        words.t(N_("périmé")) if is_expired(product.expiry, day) else "",
    ]
    known = ", ".join(part for part in lot if part)
    return " ".join(said) + (f" ({known})" if known else "")


def answers(
    session: Session, words: Words, own: Mapping[str, str] | None = None,
    authors: Mapping[str, str] | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Say what was answered with yes before injecting, figures asked for, and bulk answers as such.

    `own`: names of the practice's own questions; `authors`: names of who works here, by their id.
    """
    names = checklist.names(words.lang) | dict(own or {})
    found = []
    for key, check in session.checks.items():
        if key in ACTS or check.answer is False or key not in names:
            continue
        found.append(_named(names[key], check))
    said = [_bulk(bulk, session.time_zone, names, words, authors or {}) for bulk in session.bulk]
    return (*found, *said)


def _bulk(
    bulk: BulkAnswer, time_zone: str, names: Mapping[str, str], words: Words,
    authors: Mapping[str, str],
) -> str:  # fmt: skip
    """Say one answer to several questions: how many, when, by whom; never as so many answers."""
    at = utc_moment(bulk.at).astimezone(ZoneInfo(time_zone)).strftime("%H:%M")
    given = ", ".join(part for part in (at, authors.get(bulk.author_id or "", "")) if part)
    n = len(bulk.questions)
    if bulk.since is None:
        return words.t(_REST, n=n, given=given)
    still = [_named(names.get(q, q), c) for q, c in bulk.stood.items() if c.answer is not False]
    said = words.t(_UNCHANGED, since=words.day(bulk.since), n=n, given=given)
    return said + (words.t(N_(", alors : {was}"), was=", ".join(still)) if still else "")


def _named(name: str, check: Check) -> str:
    more = check.note or ("" if check.answer is True else str(check.answer))
    return f"{name} ({more})" if more else name
