"""Acts that answer what is asked before the act: one question, or several in one tap.

A question that is answered by itself is in no bulk answer, whichever of two tablets was first; one
that is answered in bulk again is in the last one alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.domain import ask
from mesomap.domain.acts.act import Act, Body
from mesomap.domain.ask import MOST_NOTE, is_number, need
from mesomap.domain.events import is_name
from mesomap.domain.registering import is_day
from mesomap.domain.session import BulkAnswer, Check
from mesomap.errors import N_, Malformed, Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally

#: More questions than this are not answered at once.
MAX_QUESTIONS = 100

#: A bulk answer: what was answered in an earlier session still holds.
UNCHANGED = "unchanged"


# ------------------------------------------------------------------ checked


def _check_answered(body: Body) -> None:
    need(is_name(body.get("question")), N_("La question n’est pas nommée."))
    need("answer" in body, N_("La réponse manque."))
    answer = body["answer"]
    known = answer is None or isinstance(answer, bool) or is_number(answer)
    need(
        known or (isinstance(answer, str) and len(answer) <= MOST_NOTE),
        N_("Une réponse est un texte, un nombre, oui ou non."),
    )
    note = body.get("note")
    if note not in (None, ""):
        ask.note(note)


def _check_bulk(body: Body) -> None:
    """Look at one answer to several questions: no to all, or nothing new since another session."""
    questions = body.get("questions")
    need(
        isinstance(questions, list) and 1 <= len(questions) <= MAX_QUESTIONS
        and all(is_name(q) for q in questions),
        N_("Une réponse groupée nomme de 1 à {most} questions."), most=MAX_QUESTIONS,
    )  # fmt: skip
    need("answer" in body, N_("La réponse manque."))
    answer = body["answer"]
    if answer is not None and answer is not False and answer != UNCHANGED:
        raise Refused(N_("Une réponse groupée est « non » ou « rien de nouveau »."))
    if answer == UNCHANGED:
        _check_since(body)


def _check_since(body: Body) -> None:
    """Look at which day, and which answers of then, "nothing new" is said of."""
    day, stood = body.get("since"), body.get("stood")
    need(isinstance(day, str) and is_day(day), N_("« Rien de nouveau » nomme un jour."))
    if not isinstance(stood, Mapping) or set(stood) != set(body["questions"]):
        raise Malformed(N_("« Rien de nouveau » dit ce qui était répondu à chaque question."))
    for question, check in stood.items():
        if not isinstance(check, Mapping):
            raise Malformed(N_("La réponse manque."))
        _check_answered({"question": question, **check})


# ------------------------------------------------------------------ applied


def _answer(tally: Tally, _event: Event, body: Body) -> None:
    question = body["question"]
    if body["answer"] is None:
        tally.checks.pop(question, None)
    else:
        tally.checks[question] = Check(body["answer"], body.get("note"))
        tally.bulk = _without(tally.bulk, (question,))


def _answer_in_bulk(tally: Tally, event: Event, body: Body) -> None:
    """Add an answer to several questions, null taking those questions back."""
    tally.bulk = _without(tally.bulk, body["questions"])
    named = tuple(q for q in dict.fromkeys(body["questions"]) if q not in tally.checks)
    if body["answer"] is None or not named:
        return
    then = body.get("stood") or {}
    stood = {q: Check(then[q]["answer"], then[q].get("note")) for q in named if q in then}
    made = BulkAnswer(
        named, body["answer"], event.when, event.author_id, body.get("since"),
        MappingProxyType(stood),
    )  # fmt: skip
    tally.bulk = (*tally.bulk, made)


def _without(bulk: tuple[BulkAnswer, ...], questions: Collection[str]) -> tuple[BulkAnswer, ...]:
    """Take questions out of bulk answers; an answer that is left without questions goes."""
    left = (_fewer(one, questions) for one in bulk)
    return tuple(one for one in left if one.questions)


def _fewer(one: BulkAnswer, questions: Collection[str]) -> BulkAnswer:
    named = tuple(q for q in one.questions if q not in questions)
    if named == one.questions:
        return one
    stood = MappingProxyType({q: c for q, c in one.stood.items() if q in named})
    return replace(one, questions=named, stood=stood)


ACTS = (
    Act(kind="check.answered", check=_check_answered, apply=_answer),
    Act(kind="checks.answered", check=_check_bulk, apply=_answer_in_bulk),
)
