"""From what someone types to a full-text query that cannot be anything but a search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: More words than this are no name.
MAX_WORDS = 8
MAX_LETTERS = 40

WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Words (letters and digits of any script) of what was typed.

    >>> words_of('  d’Aumont "Zoé" *')
    ['d', 'Aumont', 'Zoé']
    """
    return [word[:MAX_LETTERS] for word in WORD.findall(text)[:MAX_WORDS]]


def match(practice_id: str, words: Sequence[str]) -> str:
    """FTS5 expression: in this practice, every word the beginning of a word."""
    wanted = " ".join(f'"{word}"*' for word in words)
    key = practice_id.replace("-", "")
    return f'practice_key : "{key}" AND {{family_name given_name birth_date}} : ({wanted})'
