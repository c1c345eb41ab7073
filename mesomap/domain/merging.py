"""What one record says that two records said of the same person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mesomap.domain.letters import fold, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Facts that cannot differ between two records of one person.
FIXED = ("sex", "birth_date")

#: Facts that are taken from the other record where this one has none.
FILLED = ("family_name", "given_name", "birth_date", "height_cm", "weight_kg", "age_band_years")

#: Texts of which both records' lines are kept.
UNITED = ("allergies", "treatments", "notes")


@dataclass(frozen=True, slots=True)
class Union:
    """`changes` are what the record that is left has to take over, by field.

    `contradictions` name the fields in which both cannot be right: sex, birth date, and allergies
    or treatments that one record denies ("none known") and the other one names.
    """

    changes: Mapping[str, Any] = field(default_factory=dict)
    contradictions: tuple[str, ...] = ()


def united(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Union:
    """Unite two records of one person; what `mine` says of a fact stands, texts are joined."""
    changes = {
        name: theirs[name]
        for name in FILLED
        if mine[name] in (None, "") and theirs[name] not in (None, "")
    }
    for name in UNITED:
        text = joined(mine[name], theirs[name])
        if text != mine[name]:
            changes[name] = text
    changes |= _none_known(mine, theirs)
    differ = [name for name in FIXED if _differ(mine[name], theirs[name])]
    denied = [name for name in UNITED if _denied(mine, theirs, name)]
    return Union(changes, (*differ, *denied))


def joined(mine: str, theirs: str) -> str:
    """Keep every line of both texts once; two lines are one where their words are the same."""
    lines = [line.strip() for line in (*mine.splitlines(), *theirs.splitlines())]
    first: dict[tuple[str, ...], str] = {}
    for line in lines:
        if line:
            first.setdefault(tuple(words_of(fold(line))) or (line,), line)
    return "\n".join(first.values())


def _differ(mine: Any, theirs: Any) -> bool:
    return mine is not None and theirs is not None and mine != theirs


def _denied(mine: Mapping[str, Any], theirs: Mapping[str, Any], name: str) -> bool:
    """Whether one record says that there are none, and the other one names some."""
    none = f"{name}_none_on"
    return bool((mine.get(none) and theirs[name]) or (theirs.get(none) and mine[name]))


def _none_known(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Say "none known" of what both records leave without words, if either of them said so."""
    changes: dict[str, Any] = {}
    for name in UNITED:
        on, by = f"{name}_none_on", f"{name}_none_by"
        if on not in mine:
            continue
        if mine[name] or theirs[name]:
            found = (None, None)
        else:
            said = [row for row in (mine, theirs) if row[on]]
            latest = max(said, key=lambda row: str(row[on]), default=mine)
            found = (latest[on], latest[by])
        changes |= {k: v for k, v in ((on, found[0]), (by, found[1])) if mine[k] != v}
    return changes
