"""A piece of a text, from one sign to the next, as the reading of denials takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text, from `start` to `end`, its words, and the sign that it comes after."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    sign: str
    denied: bool = False
