"""One answer to several questions, given in one tap. The same in `static/js/model/bulk.js`.

A question that is answered by itself is in no bulk answer, whichever of two tablets was first; one
that is answered in bulk again is in the last one alone.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.domain.session import BulkAnswer, Check

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from mesomap.domain.events import Event

Bulk = tuple[BulkAnswer, ...]


def without(bulk: Sequence[BulkAnswer], questions: Collection[str]) -> Bulk:
    """Take questions out of bulk answers; an answer to none is none."""
    left = (_fewer(one, questions) for one in bulk)
    return tuple(one for one in left if one.questions)


def _fewer(one: BulkAnswer, questions: Collection[str]) -> BulkAnswer:
    named = tuple(q for q in one.questions if q not in questions)
    if named == one.questions:
        return one
    stood = MappingProxyType({q: c for q, c in one.stood.items() if q in named})
    return replace(one, questions=named, stood=stood)


def answered(
    bulk: Sequence[BulkAnswer], checks: Mapping[str, Check], event: Event, body: Mapping[str, Any]
) -> Bulk:
    """Add the answer of a `checks.answered`, null taking those questions back."""
    left = without(bulk, body["questions"])
    named = tuple(q for q in dict.fromkeys(body["questions"]) if q not in checks)
    if body["answer"] is None or not named:
        return left
    then = body.get("stood") or {}
    stood = {q: Check(then[q]["answer"], then[q].get("note")) for q in named if q in then}
    made = BulkAnswer(
        named, body["answer"], event.when, event.author_id, body.get("since"),
        MappingProxyType(stood),
    )  # fmt: skip
    return (*left, made)
