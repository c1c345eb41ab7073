"""Words that people type, compared without case, accents, hyphens or how they are spaced.

The same in `static/js/model/wording.js`; `tests/cases/syringes/refused.json` and `allergies.json`
hold both to it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: Letters that Unicode does not take apart, and spellings that French and English differ in.
_LETTERS = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"))
_SPELLINGS = (("th", "t"), ("ph", "f"))
_WORD = re.compile(r"[a-z]+|[0-9]+")

#: What may follow the stem of a substance in French, English, German or Latin.
ENDINGS = ("", "e", "es", "s", "um", "i", "is", "a", "as", "o", "os")


def folded(text: str) -> str:
    r"""Lower case without accents, marks that are not seen, and ligatures.

    >>> folded("Solu\u00adDÉCADRON")
    'soludecadron'
    """
    apart = unicodedata.normalize("NFKD", text).lower()
    kept = (c for c in apart if unicodedata.category(c)[0] != "M")
    found = "".join(c for c in kept if unicodedata.category(c) != "Cf")
    for letter, instead in _LETTERS:
        found = found.replace(letter, instead)
    return found


def _spelled(word: str) -> str:
    for spelling, instead in _SPELLINGS:
        word = word.replace(spelling, instead)
    return word


def words_of(text: str) -> list[str]:
    """List the words and the figures of a text, in one spelling.

    >>> words_of("Kénacort-A 40 (méthyl-prednisolone)")
    ['kenacort', 'a', '40', 'metyl', 'prednisolone']
    """
    return [_spelled(word) for word in _WORD.findall(folded(text))]


def joined(text: str) -> str:
    """Write a name as one word: the form that names are kept and compared in."""
    return "".join(words_of(text))


def runs(words: list[str], longest: int) -> Iterator[str]:
    """Give every word, and words in a row written as one, up to `longest` letters.

    >>> list(runs(["depo", "medrol"], 20))
    ['depo', 'depomedrol', 'medrol']
    """
    for start in range(len(words)):
        run = ""
        for word in words[start:]:
            run += word
            if len(run) > longest:
                break
            yield run


def has_stem(word: str, stems: Collection[str]) -> bool:
    """Tell whether a word is one of `stems` with an ending."""
    return any(word.endswith(end) and word[: len(word) - len(end)] in stems for end in ENDINGS)
