"""What is asked before injecting. The doctor answers and decides; a reminder never blocks.

Texts and sources are in `mesomap/data/checklist.json`; sources disagree on which of these forbid
the act (status X), so none of them does here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Reminder:
    """A sentence from a source, by language, and how sure it is (see `web.words.STATUSES`)."""

    text: Mapping[str, str]
    source: Mapping[str, str]
    status: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, answered yes or no.

    `asked`: when it is asked without being chosen, one of these: {"always": true}, {"flags": of a
    product in a syringe}, each for {"ages": [least, most]} alone where that stands too.
    `record`: the part of the patient's record that answers it ("allergies", "treatments").
    `ask`: what a yes is asked for. `lasting`: last session's answer is worth showing again, to be
    confirmed. `number`: {"key", "most", names by language}, a figure that a yes is asked for.
    """

    key: str
    name: Mapping[str, str]
    lasting: bool
    asked: tuple[Mapping[str, Any], ...] = ()
    record: str | None = None
    ask: Mapping[str, str] | None = None
    number: Mapping[str, Any] | None = None
    reminder: Reminder | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together; `sex`: asked of patients of one sex alone."""

    key: str
    name: Mapping[str, str]
    questions: tuple[Question, ...]
    sex: str | None = None


def group_from_json(row: Mapping[str, Any]) -> Group:
    """Read one group of the shipped list."""
    questions = tuple(_question(q) for q in row["questions"])
    return Group(row["key"], _texts(row), questions, row.get("sex"))


def _question(row: Mapping[str, Any]) -> Question:
    said = row.get("reminder")
    reminder = said and Reminder(_texts(said), said["source"], said["status"])
    return Question(
        row["key"], _texts(row), row["lasting"], tuple(row["asked"]), row.get("record"),
        row.get("ask"), row.get("number"), reminder,
    )  # fmt: skip


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {"fr": row["fr"], "en": row["en"]}
