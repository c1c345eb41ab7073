"""Words that people type, compared without case, accents, hyphens or how they are spaced.

The same in `static/js/model/wording.js`; `tests/cases/syringes/refused.json` and `allergies.json`
hold both to it.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.domain.letters import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: Spellings in which languages differ, and the one that is compared.
_SPELLINGS = (("th", "t"), ("ph", "f"), ("z", "s"))
_WORD = re.compile(r"[a-z]+|[0-9]+")

#: Doubled letters, which are compared as one.
_TWICE = re.compile(r"([a-z])\1")

#: Signs beside a brand that the fold of letters would write as letters.
_TRADE = re.compile("[™℠®©]")

#: A shorter word has no ending to leave out.
SHORTEST = 4

#: What may follow the stem of a substance in French, English, German or Latin.
ENDINGS = ("", "e", "es", "s", "um", "i", "is", "a", "as", "o", "os")

#: Salts and esters that are written onto the stem ("Triamcinolonacetonid").
_SALTS = (
    "acetat", "acetonid", "hexacetonid", "fosfat", "natriumfosfat", "dinatriumfosfat", "succinat",
    "hemisuccinat", "propionat", "dipropionat", "valerat", "butyrat", "furoat", "pivalat",
)  # fmt: skip
ONTO = tuple(f"{ending}{salt}" for ending in ("", "e") for salt in _SALTS)
_AFTER = frozenset(f"{onto}{ending}" for onto in ("", *ONTO) for ending in ENDINGS)
LONGEST_AFTER = max(map(len, _AFTER))


def _spelled(word: str) -> str:
    for spelling, instead in _SPELLINGS:
        word = word.replace(spelling, instead)
    return word


def words_of(text: str) -> list[str]:
    """List the words and the figures of a text, in one spelling.

    >>> words_of("Kénacort-A 40 (méthyl-prednisolone)")
    ['kenacort', 'a', '40', 'metyl', 'prednisolone']
    """
    return [_spelled(word) for word in _WORD.findall(fold(_TRADE.sub(" ", text)))]


def stemmed(word: str) -> str:
    """Leave the plural, a last e and second letters out: "lidocaïnes" and "lidocaine" are one.

    >>> [stemmed(word) for word in ("Kétoprofènes", "ketoprofen", "AINS", "pas", "inflammatoire")]
    ['ketoprofen', 'ketoprofen', 'ain', 'pas', 'inflamatoir']
    """
    bare = _spelled(fold(word))
    if len(bare) < SHORTEST:
        return bare
    return _TWICE.sub(r"\1", bare.removesuffix("s").removesuffix("x").removesuffix("e"))


#: Letters of Cyrillic and Greek that look like Latin ones, by the Latin letters.
LOOKS = MappingProxyType({
    "A": "АΑ", "B": "ВΒ", "C": "СϹ", "E": "ЕЁΕ", "H": "НΗ", "I": "ІΙ", "J": "Ј", "K": "КΚ",
    "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "УΥ", "Z": "Ζ",
    "a": "аα", "c": "сϲ", "d": "ԁ", "e": "её", "h": "һ", "i": "іι", "j": "ј", "k": "кκ", "m": "м",
    "n": "п", "o": "оοσ", "p": "рρ", "s": "ѕ", "t": "тτ", "u": "υ", "v": "ѵν", "x": "хχ", "y": "у",
})  # fmt: skip
_LATIN = str.maketrans({like: latin for latin, all_ in LOOKS.items() for like in all_})


def as_it_looks(text: str) -> str:
    """Write letters that look like Latin ones as these: "Kеnalog" with a Cyrillic е is Kenalog."""
    return unicodedata.normalize("NFC", text).translate(_LATIN)


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
    """Tell whether a word is one of `stems` with an ending, or with a salt or ester and its own."""
    return any(word[:at] in stems and word[at:] in _AFTER for at in range(SHORTEST, len(word) + 1))
