"""Finding people by what someone types: beginnings of names, joined or apart, and of birth dates.

What is stored of a person is a list of terms; what was typed is cut into pieces, each of which must
be the beginning of one of them. `static/js/model/names.js` does the same for the patients that a
tablet keeps; both are held to `tests/cases/names/found.json`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from mesomap.domain.dates import birth_terms, take_out
from mesomap.domain.letters import bare, fold, spellings, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

#: Most words of a text that are looked for, and most letters of a word.
MOST_WORDS = 8
MOST_LETTERS = 100

#: What is typed before a name and is none; it is read as a word of a name as well.
TITLES = frozenset(
    ("m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "mrs", "ms", "dr")
)

#: Words of names that are written in full or short. Only what is typed is written the other way.
SHORT = MappingProxyType({"saint": "st", "sainte": "ste", "st": "saint", "ste": "sainte"})

#: So many words at the most may be typed apart that are stored as one ("van der Berg").
MOST_JOINED = 4

#: Where a term comes from; a family name weighs more than a given name.
FAMILY, GIVEN, BIRTH, WHOLE = "family", "given", "birth", "whole"

#: Ranks of a piece: a term itself comes before one that only begins so, from `_BEGUN` on.
_BEGUN = 2
_RANKS = {FAMILY: (0, 2), GIVEN: (1, 3), BIRTH: (0, 0), WHOLE: (0, 3)}

Key = TypeVar("Key")


def terms_of(family_name: str, given_name: str, birth_date: str | None) -> list[tuple[str, str]]:
    """List the terms by which someone is found, each with its place, without repetition.

    Of each name its words, and from each word on the rest of the name as one: D’Aumont is found
    by *aumont*, *d’aumont* and *daumont*, Martin-Dupont by *martindupont* and *dupont*. Müller and
    Mueller are found by *muller* and *mueller*.
    """
    found = [(term, FAMILY) for term in _name_terms(family_name)]
    found += [(term, GIVEN) for term in _name_terms(given_name)]
    if family_name and given_name:
        pairs = (f"{family_name} {given_name}", f"{given_name} {family_name}")
        found += [(squashed(pair), WHOLE) for pair in pairs]
    found += [(term, BIRTH) for term in (birth_terms(birth_date) if birth_date else [])]
    return list(dict.fromkeys((term[:MOST_LETTERS], place) for term, place in found if term))


def _name_terms(name: str) -> list[str]:
    found: list[str] = []
    for spelt in spellings(name):
        words = words_of(spelt)
        for n, word in enumerate(words):
            found += [word, "".join(words[n:])]
    return found + [bare(term) for term in found]


def squashed(name: str) -> str:
    """Write a name as one folded word: what two spellings of the same name have in common."""
    return "".join(words_of(fold(name)))


def sort_key(family_name: str, given_name: str) -> str:
    """Order names as an index does: É with E, hyphens and spaces aside, then the given name."""
    return f"{squashed(family_name)} {squashed(given_name)}".strip()


def rank(term: str, place: str, typed: str) -> int:
    """Tell how well a term fits a piece that it begins with; 0 is best."""
    exact, begun = _RANKS[place]
    return exact if term == typed else begun


def found(text: str, look: Callable[[str], Mapping[Key, int]]) -> dict[Key, int]:
    """Find everyone whose terms fit all that was typed, in any order: `{key: rank}`, 0 best.

    `look` gives who has a term that begins so, with the rank of it. {} where nothing can be read.
    A name may look like a part of a date (*Jan 1985*): both readings count.
    """
    spelt = spellings(text)
    with_date = [take_out(one) for one in spelt]
    dates = with_date[0][1]
    ways = [_by_words(_lists(spelt), look)]
    if dates:
        born = _either([look(beginning) for beginning in dates])
        rest = _lists([left for left, _dates in with_date])
        ways.append(_both(_by_words(rest, look), born) if rest[0] else born)
    return _either(ways)


def _untitled(lists: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Leave a title out that names follow; [] where there is none."""
    titled = len(lists[0]) > 1 and lists[0][0] in TITLES
    return [words[1:] for words in lists] if titled else []


def _lists(spelt: Iterable[str]) -> list[list[str]]:
    """List the words of each spelling, and once more with Saint for St and the other way round."""
    lists = [words_of(one) for one in spelt]
    other = [[SHORT.get(word, word) for word in words] for words in lists]
    return lists + [words for words in other if words not in lists]


def _by_words(
    spelt: Sequence[Sequence[str]], look: Callable[[str], Mapping[Key, int]]
) -> dict[Key, int]:
    """Find by words alone, each list of `spelt` the same words; neighbours may be stored as one."""
    untitled = _untitled(spelt)
    if untitled:
        return _either((_by_words(untitled, look), _in_a_row(spelt, look)))
    return _in_a_row(spelt, look)


def _in_a_row(
    spelt: Sequence[Sequence[str]], look: Callable[[str], Mapping[Key, int]]
) -> dict[Key, int]:
    best: list[dict[Key, int] | None] = [None]
    for end in range(1, len(spelt[0][:MOST_WORDS]) + 1):
        ways = [
            _both(best[start], _either(_look_up(words[start:end], look) for words in spelt))
            for start in range(max(0, end - MOST_JOINED), end)
        ]
        best.append(_either(ways))
    return best[-1] or {}


def _look_up(words: Sequence[str], look: Callable[[str], Mapping[Key, int]]) -> Mapping[Key, int]:
    typed = "".join(words)[:MOST_LETTERS]
    if (plain := bare(typed)) != typed:
        # "mueller" finds Muller, but "noe" not everyone whose name begins with "no"
        whole = {key: cost for key, cost in look(plain).items() if cost < _BEGUN}
        return _either([look(typed), whole])
    if len(words) == 1 and typed.isdecimal():
        return _either([look(typed), look(f"y{typed}"), look(f"d{typed}")])
    return look(typed)


def _either(ways: Iterable[Mapping[Key, int]]) -> dict[Key, int]:
    least: dict[Key, int] = {}
    for way in ways:
        for key, cost in way.items():
            least[key] = min(cost, least.get(key, cost))
    return least


def _both(first: Mapping[Key, int] | None, then: Mapping[Key, int]) -> dict[Key, int]:
    if first is None:
        return dict(then)
    return {key: first[key] + cost for key, cost in then.items() if key in first}


def distance(a: str, b: str, most: int) -> int:
    """Count letters to change, add, leave out or swap with the next; `most + 1` for more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if last and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def tolerance(word: str) -> int:
    """Tell how many letters may be wrong: none of two, one of three to five, then two."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2
