"""Which of the patient's own words may concern a product: to be highlighted, never a verdict.

The words always stand in full beside the syringe; a match only marks the clause that names the
product, its brand, its family or an ingredient. Nothing is ever concluded from no match. Names,
families, ingredients and their sources are in `mesomap/data/allergens.json`, with the words that
deny. The same in `static/js/model/allergies.js`; `tests/cases/syringes/allergies.json` holds both
to it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mesomap.domain.clause import Clause
from mesomap.domain.denials import Denials
from mesomap.domain.wording import stemmed
from mesomap.resources import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ALLERGENS = PACKAGE / "data" / "allergens.json"

#: Letters with a point after each are one word: A.I.N.S.
_POINTED = r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
_TOKEN = re.compile(_POINTED + r"|[^\W\d_]+|\d+")
#: Where one clause ends: not a comma or a point within a figure, a point after "vit", nor a hyphen
#: within a word.
_END = re.compile(r"(?:(?<!\d)[.,]|[.,](?!\d))(?<!\b[Vv][Ii][Tt]\.)|[;\n\r•·|()+]|\s[-–—]\s")
#: A denial with one of these (a question, "à vérifier") is not counted as one.
_ASKED = re.compile(
    r"[?？]|(?<![^\W_])(?:à|a) (?:vérifier|confirmer|revoir)(?![^\W_])", re.IGNORECASE
)
_EDGE = " \t\n\r,.;•·|()+-–—"
#: Letters of a word that is compared by itself; shorter ones are shared by chance.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the patient's text; the parts in a row are the whole text."""

    text: str
    concerns: bool


@lru_cache(maxsize=1)
def shipped() -> dict[str, Any]:
    """Read the file: `concepts` with their sources, and `words` by what they do."""
    found: dict[str, Any] = json.loads(ALLERGENS.read_text(encoding="utf-8"))
    return found


def for_the_page() -> dict[str, Any]:
    """Give the page what it compares with: the file without its sources."""
    kept = ("key", "phrases", "in", "alike", "contains")
    rows = [{k: row[k] for k in kept if k in row} for row in shipped()["concepts"]]
    return {"concepts": rows, "words": shipped()["words"]}


@lru_cache(maxsize=1)
def _known() -> _Known:
    return _Known(shipped())


class _Known:
    """The file, made ready to compare with."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.concepts = {row["key"]: row for row in data["concepts"]}
        self.denials = Denials(data["words"])
        self.ignored = frozenset(map(stemmed, data["words"]["ignored"]))
        small = (self.denials.between, self.denials.joining, self.denials.negators)
        self.passed_over = self.ignored.union(*small)
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for row in data["concepts"]:
            for phrase in row["phrases"]:
                words = tuple(_words(phrase))
                self.phrases.setdefault(words[0], []).append((words, row["key"]))

    def named(self, words: Sequence[str]) -> set[str]:
        """Concepts that are named, the longest phrase first."""
        found: set[str] = set()
        at = 0
        while at < len(words):
            fits = [
                (len(phrase), key)
                for phrase, key in self.phrases.get(words[at], ())
                if tuple(words[at : at + len(phrase)]) == phrase
            ]
            longest = max((length for length, _key in fits), default=1)
            found |= {key for length, key in fits if length == longest}
            at += longest
        return found

    def with_all(self, keys: Iterable[str]) -> set[str]:
        """Concepts with their families and ingredients."""
        found, todo = set(), list(keys)
        while todo:
            key = todo.pop()
            if key not in found:
                found.add(key)
                row = self.concepts[key]
                todo += [*row.get("in", ()), *row.get("contains", ())]
        return found

    def alike(self, key: str) -> set[str]:
        """Families whose members are taken for each other, of a concept that is named."""
        row = self.concepts[key]
        own = {key} if row.get("alike") else set()
        return own.union(*(self.alike(family) for family in row.get("in", ())))


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a figure of a text, as it is compared, and where it stands."""

    start: int
    end: int
    word: str


def _tokens(text: str) -> list[_Token]:
    found = _TOKEN.finditer(text)
    return [_Token(m.start(), m.end(), stemmed(m.group().replace(".", ""))) for m in found]


def _words(text: str) -> list[str]:
    return [token.word for token in _tokens(_seen(text))]


def _seen(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf")


def pieces(allergies: str, product: Iterable[str]) -> tuple[Piece, ...]:
    """Cut the patient's text into pieces and mark those that may concern a product.

    `product`: what it is called: name, brand, box.

    >>> [p.text for p in pieces("Pollens, Xylocaïne (2019)", ["Lidocaïne"]) if p.concerns]
    ['Xylocaïne']
    """
    known, text = _known(), _seen(allergies)
    called = _called(tuple(product), known)
    found = [
        Piece(text[c.start : c.end], not _denied(c, text) and _concerns(c, called, known))
        for c in known.denials.judged(_clauses(text, known))
    ]
    return tuple(part for piece in found for part in _trimmed(piece))


def concern(allergies: str, product: Iterable[str]) -> bool:
    """Tell whether any of the patient's words may concern the product."""
    return any(piece.concerns for piece in pieces(allergies, product))


@dataclass(frozen=True, slots=True)
class _Called:
    """What a product is called by: concepts, words, and words in a row where these are short."""

    inside: set[str]
    words: set[str]
    rows: set[tuple[str, ...]]


def _called(names: Sequence[str], known: _Known) -> _Called:
    words = _words(" , ".join(names))
    telling = {w for w in words if len(w) >= _SHORTEST and not w.isdigit()} - known.ignored
    rows = {row for name in names for row in _rows(_seen(name), known)}
    return _Called(known.with_all(known.named(words)), telling, rows)


def _rows(name: str, known: _Known) -> Iterator[tuple[str, ...]]:
    """Give a name's letters with a figure ("B12"), and its first word that says what it is.

    A capital alone is a name with the word before it ("Vitamine A"); after a figure stand units.
    """
    tokens = _tokens(name)
    figured = [a for a, b in pairwise(tokens) if a.end == b.start and b.word.isdigit()]
    yield from ((a.word, b.word) for a, b in pairwise(tokens) if a in figured)
    for at, token in enumerate(tokens):
        capital = len(token.word) == 1 and name[token.start].isupper()
        if token.word.isdigit():
            return
        if capital or token.word not in known.passed_over:
            if len(token.word) > 1:
                yield (token.word,)
            elif at and token not in figured:
                yield (tokens[at - 1].word, token.word)
            return


def _denied(clause: Clause, text: str) -> bool:
    """Tell whether a clause denies; one that asks does not."""
    return clause.denied and not _ASKED.search(text[clause.start : clause.end])


def _concerns(clause: Clause, called: _Called, known: _Known) -> bool:
    words, inside = clause.words, called.inside
    if called.words & set(words) or called.rows & {*zip(words, strict=True), *pairwise(words)}:
        return True
    named = known.named(words)
    return bool(named & inside) or any(known.alike(key) & inside for key in named)


def _clauses(text: str, known: _Known) -> list[Clause]:
    """Cut at signs, and before words that turn the sense round."""
    tokens = _tokens(text)
    within = {at for token in tokens for at in range(token.start, token.end)}
    cuts = {m.end(): m.group().strip() for m in _END.finditer(text) if m.start() not in within}
    for at in known.denials.turns([token.word for token in tokens]):
        cuts.setdefault(tokens[at].start, "")
    ends = sorted({*cuts, len(text)} - {0})
    found, start, sign = [], 0, ""
    for end in ends:
        words = tuple(token.word for token in tokens if start <= token.start < end)
        found.append(Clause(start, end, text[start:end], words, sign))
        start, sign = end, cuts.get(end, "")
    return found


def _trimmed(piece: Piece) -> tuple[Piece, ...]:
    """Leave signs and spaces at the edges of a marked clause unmarked."""
    if not piece.concerns:
        return (piece,)
    inner = piece.text.strip(_EDGE)
    before, after = piece.text.split(inner, 1) if inner else ("", "")
    parts = (
        Piece(before, concerns=False),
        replace(piece, text=inner),
        Piece(after, concerns=False),
    )
    return tuple(part for part in parts if part.text)
