"""The body of an event, looked at before it is stored: what each kind must hold.

Keys that are not named here are kept and have no effect. Whether a face or a zone exists is
the atlas's to say (`mesomap.body`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from mesomap.domain.door import MAX_TEXT
from mesomap.domain.door import amount as _amount
from mesomap.domain.door import flag as _flag
from mesomap.domain.door import need as _need
from mesomap.domain.door import one_of as _one_of
from mesomap.domain.door import text as _text
from mesomap.domain.events import CURRENT, Event, is_id, is_name, is_number, upcast
from mesomap.domain.examined import check_examined
from mesomap.domain.marks import (
    FIGURES,
    MAX_ANCHORS,
    Mark,
    anchor_from_json,
    mark_from_json,
    view_key,
)
from mesomap.domain.nogo import nogo_from_json
from mesomap.domain.openings import check_number, check_opening, day_of
from mesomap.domain.physique import asked_from_json, physique_from_json
from mesomap.domain.registering import is_day
from mesomap.domain.syringe_door import (
    DRY,
    SYRINGES,
    check_left,
    check_syringe,
    check_syringe_key,
)
from mesomap.errors import N_, Malformed, Refused

Body = Mapping[str, Any]

SILHOUETTES = ("slim", "medium", "strong", "obese")
CHANGES = ("depth", "syringe", "radius_mm", "width_mm")
WHEN = ("before", "after")

#: More questions than this are not answered at once.
MAX_QUESTIONS = 100

#: A bulk answer: what was answered in an earlier session still holds.
UNCHANGED = "unchanged"

#: Kinds about skin that is left alone.
NOGO = ("nogo.drawn", "nogo.lifted")

#: More patches than this do not lie under one mark.
MAX_ACCEPTED = 100


def check_body(event: Event) -> None:
    """Look at the body of an event in today's form.

    Raises
    ------
    Malformed, Refused
        With a sentence that says what was wanted.
    """
    body = upcast(event)
    for key in ("undoes", "redoes"):
        if not (body.get(key) is None or is_id(body[key])):
            raise Malformed(N_("« {key} » nomme le geste annulé ou rétabli."), key=key)
    CHECKS[event.kind](body)


def marks_in(event: Event) -> tuple[Mark, ...]:
    """List the marks, or stand-ins for moved ones, whose places the atlas should look at."""
    body = upcast(event)
    if event.kind == "mark.planned":
        return (mark_from_json(body["mark"]),)
    if event.kind in NOGO:
        return (nogo_from_json(body["nogo"]).as_mark(),)
    if event.kind == "mark.moved" and body["anchors"]:
        stand_in = {"id": body["mark_id"], "kind": "stroke", "view": "front", "depth": "IED"}
        drawn = {k: body[k] for k in ("anchors", "view", "figure") if body.get(k) is not None}
        return (mark_from_json(stand_in | drawn),)
    return ()


def _mark_id(body: Body) -> None:
    _need(is_id(body.get("mark_id")), N_("La marque visée n’est pas nommée."))


def _opened(body: Body) -> None:
    _physique(body)
    _need(is_id(body.get("patient_id")), N_("Une séance nomme son patient."))
    check_opening(body)


def _physique(body: Body) -> None:
    physique_from_json(body.get("body"))
    _one_of(body.get("figure"), FIGURES)
    _flag(body, "body_estimated")
    _flag(body, "body_nearest")
    asked = asked_from_json(body)
    _need(
        asked is None or (asked.age_years >= 0 < min(asked.height_cm, asked.weight_kg)),
        N_("La taille et le poids demandés sont des nombres positifs."),
    )
    if body.get("silhouette") is not None:
        _one_of(body["silhouette"], SILHOUETTES)


def _planned(body: Body) -> None:
    mark = mark_from_json(body.get("mark"))
    _need(is_id(mark.id), N_("Une marque porte un identifiant de 1 à 64 lettres et chiffres."))
    _one_of(body.get("phase", "plan"), ("plan", "end"))
    if mark.syringe is not None:
        _one_of(mark.syringe, SYRINGES)
    _accepted(body)


def _accepted(body: Body) -> None:
    """Look at which skin to leave alone the doctor chose to mark all the same."""
    ids = body.get("accepted_nogo", [])
    _need(
        isinstance(ids, list) and len(ids) <= MAX_ACCEPTED and all(is_id(i) for i in ids),
        N_("Les peaux à éviter acceptées forment une liste d’identifiants."),
    )


def _nogo(body: Body) -> None:
    nogo = nogo_from_json(body.get("nogo"))
    _need(
        is_id(nogo.id), N_("Une peau à éviter porte un identifiant de 1 à 64 lettres et chiffres.")
    )


def _changed(body: Body) -> None:
    _mark_id(body)
    changes = body.get("changes")
    if not isinstance(changes, Mapping) or not changes:
        raise Malformed(N_("Un changement dit ce qui change."))
    for key in changes:
        _one_of(key, CHANGES)
    if changes.get("syringe") is not None:
        _one_of(changes["syringe"], SYRINGES)
    # A point that stands in for the mark has the same rules for depth and lengths.
    mark_from_json({"kind": "point", "anchors": [[0, 0, 0]], "depth": "IDP"} | dict(changes))


def _moved(body: Body) -> None:
    _mark_id(body)
    anchors = body.get("anchors")
    if not isinstance(anchors, list) or not 1 <= len(anchors) <= MAX_ANCHORS:
        raise Malformed(N_("Une marque déplacée a de 1 à {most} ancrages."), most=MAX_ANCHORS)
    for anchor in anchors:
        anchor_from_json(anchor)
    if body.get("view") is not None:
        view_key(body["view"])
    if body.get("figure") is not None:
        _one_of(body["figure"], FIGURES)
    _accepted(body)


def _agreed(body: Body) -> None:
    _flag(body, "informed")
    estimate = body.get("estimate_id")
    _need(estimate is None or is_id(estimate), N_("Le devis accepté n’est pas nommé."))


def _done(body: Body) -> None:
    if "mark_ids" not in body:
        _need(
            isinstance(body.get("as_planned"), bool),
            N_("« Fait » se dit de toutes les marques, ou de marques nommées."),
        )
        return
    ids = body["mark_ids"]
    _need(
        isinstance(ids, list) and len(ids) <= MAX_ANCHORS and all(is_id(i) for i in ids),
        N_("Les marques faites forment une liste d’identifiants."),
    )
    _need(
        "done" in body and (body["done"] is None or isinstance(body["done"], bool)),
        N_("Une marque est faite, non faite ou encore à dire."),
    )


def _assigned(body: Body) -> None:
    """Look at which syringe marks are said to be injected from, and among which it was chosen."""
    ids, among = body.get("mark_ids"), body.get("among")
    _need(
        isinstance(ids, list) and 1 <= len(ids) <= MAX_ANCHORS and all(is_name(i) for i in ids),
        N_("Les marques d’une seringue forment une liste d’identifiants."),
    )
    _need("syringe" in body, N_("La seringue n’est pas dite."))
    if body["syringe"] is not None:
        _one_of(body["syringe"], (*SYRINGES, DRY))
    if among is not None:
        _need(isinstance(among, list), N_("Les seringues préparées forment une liste."))
        for key in among:
            _one_of(key, SYRINGES)


def _prepared(body: Body) -> None:
    check_syringe(body.get("syringe"))


def _emptied(body: Body) -> None:
    check_left(body)


def _withdrawn(body: Body) -> None:
    check_syringe_key(body.get("key"))


def _answered(body: Body) -> None:
    _need(is_name(body.get("question")), N_("La question n’est pas nommée."))
    _need("answer" in body, N_("La réponse manque."))
    answer = body["answer"]
    known = answer is None or isinstance(answer, bool) or is_number(answer)
    _need(
        known or (isinstance(answer, str) and len(answer) <= MAX_TEXT),
        N_("Une réponse est un texte, un nombre, oui ou non."),
    )
    note = body.get("note")
    if note not in (None, ""):
        _text(note)


def _answered_in_bulk(body: Body) -> None:
    """Look at one answer to several questions: no to all, or nothing new since another session."""
    questions = body.get("questions")
    _need(
        isinstance(questions, list) and 1 <= len(questions) <= MAX_QUESTIONS
        and all(is_name(q) for q in questions),
        N_("Une réponse groupée nomme de 1 à {most} questions."), most=MAX_QUESTIONS,
    )  # fmt: skip
    _need("answer" in body, N_("La réponse manque."))
    answer = body["answer"]
    if answer is not None and answer is not False and answer != UNCHANGED:
        raise Refused(N_("Une réponse groupée est « non » ou « rien de nouveau »."))
    if body["answer"] == UNCHANGED:
        _since(body)


def _since(body: Body) -> None:
    """Look at which day, and which answers of then, "nothing new" is said of."""
    day, stood = body.get("since"), body.get("stood")
    _need(isinstance(day, str) and is_day(day), N_("« Rien de nouveau » nomme un jour."))
    if not isinstance(stood, Mapping) or set(stood) != set(body["questions"]):
        raise Malformed(N_("« Rien de nouveau » dit ce qui était répondu à chaque question."))
    for question, check in stood.items():
        if not isinstance(check, Mapping):
            raise Malformed(N_("La réponse manque."))
        _answered({"question": question, **check})


def _scored(body: Body) -> None:
    _one_of(body.get("when"), WHEN)
    zone = body.get("zone")
    _need(zone is None or is_name(zone), N_("La zone douloureuse n’est pas nommée."))
    _need("score" in body, N_("La douleur se note de 0 à 10."))
    score = body["score"]
    if score is not None and not (is_number(score) and 0 <= score <= 10):
        raise Refused(N_("La douleur se note de 0 à 10, reçu : {score!r}."), score=score)


def _timed(body: Body) -> None:
    elapsed = body.get("elapsed_ms")
    _need(is_number(elapsed), N_("Le chronomètre compte en millisecondes."))
    _amount(elapsed, "elapsed_ms", 7 * 24 * 3_600_000)


def _noted(body: Body) -> None:
    _text(body.get("text"))


def _nothing(_body: Body) -> None:
    """Look at nothing: the kind alone says it."""


CHECKS: Mapping[str, Callable[[Body], object]] = MappingProxyType(
    {
        "session.opened": _opened,
        "session.numbered": check_number,
        "session.dated": day_of,
        "body.corrected": _physique,
        "mark.planned": _planned,
        "mark.changed": _changed,
        "mark.moved": _moved,
        "mark.removed": _mark_id,
        "mark.restored": _mark_id,
        "plan.agreed": _agreed,
        "plan.withdrawn": _nothing,
        "marks.done": _done,
        "marks.assigned": _assigned,
        "syringe.prepared": _prepared,
        "syringe.emptied": _emptied,
        "syringe.withdrawn": _withdrawn,
        "check.answered": _answered,
        "checks.answered": _answered_in_bulk,
        "pain.scored": _scored,
        "timer.started": _timed,
        "timer.paused": _timed,
        "timer.stopped": _timed,
        "timer.corrected": _timed,
        "note.written": _noted,
        "nogo.drawn": _nogo,
        "nogo.lifted": _nogo,
        "points.examined": check_examined,
        "session.signed": _nothing,
        "session.measured": _nothing,
        "addendum.written": _noted,
    }
)
assert CHECKS.keys() == CURRENT.keys()
