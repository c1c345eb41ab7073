"""A sentence that will be said later: a French template and the values that go into it.

The domain knows no locale. It wraps the values whose writing depends on one
(`Money`, `Number`); whoever shows the sentence translates the template first and
writes the values in the reader's way (`mesomap.documents.words.say`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the smallest unit of the tariff's currency (a cent, a millime, a franc)."""

    cents: int


@dataclass(frozen=True, slots=True)
class Number:
    """A figure shown with at most `digits` decimals."""

    value: float
    digits: int = 0

    def __str__(self) -> str:
        """Write it in French without grouping, where no reader's way is known."""
        return (
            f"{self.value:.{self.digits}f}".rstrip("0").rstrip(".").replace(".", ",")
            if self.digits
            else f"{self.value:.0f}"
        )


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, `2026-11-21`."""

    iso: str

    def __str__(self) -> str:
        """Write it as in French, where no reader's way is known: `21/11/2026`."""
        return "/".join(reversed(self.iso.split("-")))


Value: TypeAlias = "str | int | Money | Number | Day | Said"


@dataclass(frozen=True, slots=True)
class Said:
    """`template` is a msgid in French, in `str.format` style; a value may itself be Said."""

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)


#: The template of a text that someone typed.
AS_IS = "{text}"


def as_is(text: str) -> Said:
    """Say a text that someone typed: not a template, not to be translated."""
    return Said(AS_IS, {"text": text})
