"""Acts that are texts: a note of the session, and what is added once it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain import ask
from mesomap.domain.acts.act import Act, Body
from mesomap.domain.session import Addendum, Note

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally


def _check_text(body: Body) -> None:
    ask.note(body.get("text"))


def _write(tally: Tally, event: Event, body: Body) -> None:
    tally.notes.append(Note(body["text"], event.when, event.author_id))


def _add(tally: Tally, event: Event, body: Body) -> None:
    tally.addenda.append(Addendum(event.when, event.author_id, text=body["text"]))


ACTS = (
    Act(kind="note.written", check=_check_text, apply=_write),
    Act(kind="addendum.written", check=_check_text, apply=_add, after_signature=True),
)
