"""Whether a clause of a patient's allergies denies what it names ("pas d’allergie à …").

A clause denies only where everything that it says of a reaction is denied, or where it says that a
product is tolerated. Where that is not plain it does not deny: a needless highlight does less harm
than a missing one. The same in `static/js/model/denials.js`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from mesomap.domain.short_denials import ShortDenials
from mesomap.domain.wording import stemmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mesomap.domain.clause import Clause


#: So many words before "que" tell of what it restricts.
_NEAR = 7

#: A negator and one of these after it affirm ("pas sans allergie").
_WITHOUT = frozenset({"san", "without"})


def _affirmed(clauses: list[Clause]) -> list[Clause]:
    """Take the denial from the clauses that deny in a row at the end."""
    at = len(clauses)
    while at and (clauses[at - 1].denied or not clauses[at - 1].words):
        at -= 1
    return [*clauses[:at], *(replace(clause, denied=False) for clause in clauses[at:])]


def _phrases(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(stemmed, text.split())) for text in texts)


def _begins(words: Sequence[str], at: int, phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in phrases)


class Denials:
    """The words that deny, by what they do (`mesomap/data/allergens.json`, `words`)."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        def one(key: str) -> frozenset[str]:
            return frozenset(map(stemmed, words[key]))

        self.short = ShortDenials(words)
        self.negators, self.between, self.heads = one("negators"), one("between"), one("heads")
        self.harms = self.heads | one("troubles")
        self.spoilers, self.tested, self.negative = one("spoilers"), one("tested"), one("negative")
        self.last, self.fine, self.carrying = one("last"), one("fine"), one("carrying")
        self.joining, self.affirming = one("joining"), one("affirming")
        self.telling, self.conditions = one("telling"), one("conditions")
        self.tolerated = tuple(map(stemmed, words["tolerated"]))
        self.excluded = tuple(map(stemmed, words["excluded"]))
        self.but = _phrases(words["but"])
        self.only, self.restricting = one("only"), one("restricting")
        self.no_rest, self.not_with = one("restricting_not_after"), one("restricting_not_with")
        self.subjects = _phrases(words["restricting_not_before"])

    def turns(self, words: Sequence[str]) -> Iterator[int]:
        """Give places before which a clause begins: mais …, sauf …, et allergie à …, que …."""
        inside = 0
        for at, word in enumerate(words):
            if at < inside:  # of "mise à part", which holds "à part"
                continue
            inside = at + max(
                (len(but) for but in self.but if _begins(words, at, (but,))), default=0
            )
            joined = word in self.joining and self.heads & set(words[at + 1 : at + 4])
            if joined or self._turned(words, at) or self._restricts(words, at):
                yield at

    def judged(self, clauses: Sequence[Clause]) -> list[Clause]:
        """Say of each clause whether it denies, by itself or with the one beside it."""
        found: list[Clause] = []
        for at, clause in enumerate(clauses):
            denied = self._denies(clause.words) or self.short.denies(clauses, at)
            if not denied and found and found[-1].denied:
                denied = self._carried_on(clause.words)
            answered = bool(at) and self.short.answers(clauses, at - 1)
            if not denied and self._takes_back(clause.words, answered=answered):
                found = _affirmed(found)
            if denied and found and self._about_the_last(clause):
                found[-1] = replace(found[-1], denied=True)
            found.append(replace(clause, denied=denied))
        return found

    def _denies(self, words: Sequence[str]) -> bool:
        heads = [at for at, word in enumerate(words) if word in self.harms]
        denied: set[int] = set()
        for at in heads:
            if self._denied_at(words, at, denied):
                denied.add(at)
        if heads and len(denied) == len(heads):
            return True
        if self._excluded(words) or self._ends_with_no(words):
            return True
        return not set(heads) - denied and self._is_tolerated(words)

    def _denied_at(self, words: Sequence[str], at: int, denied: set[int]) -> bool:
        """Tell whether a word for a reaction is denied: a negator just before it."""
        back = at - 1
        while back >= 0 and words[back] in self.between and words[back] not in self.negators:
            back -= 1
        if back < 0:
            return False
        joined = words[back] in {"ou", "or"} and bool(denied)
        return joined or (words[back] in self.negators and self._plainly(words, back, at))

    def _plainly(self, words: Sequence[str], negator: int, at: int) -> bool:
        """Leave out "pas sans allergie", "non-allergic reaction": another word is denied."""
        word = words[negator]
        twice = word in _WITHOUT and negator > 0 and words[negator - 1] in self.negators
        return not twice and not (word == "non" and self.heads & set(words[negator + 1 : at]))

    def _is_tolerated(self, words: Sequence[str]) -> bool:
        for at, word in enumerate(words):
            if word.startswith(self.tolerated):
                return not self.spoilers & set(words[:at]) and words[-1] not in self.last
        return words[-1:] != () and words[-1] in self.fine

    def _excluded(self, words: Sequence[str]) -> bool:
        """Tell of an allergy that was ruled out, or a test that was negative."""
        said = set(words)
        for at, word in enumerate(words):
            ruled = word.startswith(self.excluded) and said & (self.heads | self.tested)
            tested = word in self.negative and said & self.tested
            if (ruled or tested) and not self.spoilers & set(words[max(0, at - 2) : at]):
                return True
        return False

    def _ends_with_no(self, words: Sequence[str]) -> bool:
        heads = [word for word in words if word in self.heads]
        return len(heads) == 1 and words[-1] in self.last and words[-1] not in self.heads

    def _carried_on(self, words: Sequence[str]) -> bool:
        begins = bool(words) and words[0] in self.carrying and not self._turned(words, 0)
        return begins and not (self.harms | self.affirming) & set(words)

    def _turned(self, words: Sequence[str], at: int) -> bool:
        only = words[at] in self.only and not (at and words[at - 1] in self.negators)
        return only or _begins(words, at, self.but)

    def _restricts(self, words: Sequence[str], at: int) -> bool:
        """Tell of "aucune allergie (connue) que la …": what follows is left out of the denial.

        Not of "… que je sache", "ainsi que …": somebody or a comparison follows; nor of "pas
        d’autre allergie que …", which denies nothing of what it names.
        """
        before = words[max(0, at - _NEAR) : at]
        another = any(a in self.not_with and b in self.harms for a, b in pairwise(before))
        return (
            words[at] in self.restricting
            and bool(self.harms & set(before))
            and not another
            and words[at - 1] not in self.no_rest
            and not _begins(words, at + 1, self.subjects)
        )

    def _takes_back(self, words: Sequence[str], *, answered: bool) -> bool:
        """Tell of "…, puis choc" and ", urticaire en 2020": a reaction to what was denied.

        Or of "aucune allergie … exceptée": what was named before is left out of the denial. A word
        for what somebody has, not for what happened ("asthme"), wants a date or a turn beside it;
        after a bare answer ("lidocaïne : non, allergie") it says why.
        """
        if tuple(words) in self.but or (len(words) == 1 and words[0] in self.only):
            return True
        turned = bool(words) and (words[0] in self.joining or self._turned(words, 0))
        heard = self.negators | self.between | self.harms | self.joining | self.telling
        rest = [word for word in words[turned:] if word not in heard and not word.isdigit()]
        if rest or not self.heads & set(words):
            return False
        dated = any(word.isdigit() or word in self.telling for word in words)
        return turned or dated or answered or bool(self.heads & set(words) - self.conditions)

    def _about_the_last(self, clause: Clause) -> bool:
        """Tell of "lidocaïne (pas d’allergie)" or "lidocaïne, bien tolérée": it names nothing."""
        spoken = self.negators | self.between | self.harms | {"bien", "tre", "well", "toujour"}
        bare = all(w in spoken or w.isdigit() or w.startswith(self.tolerated) for w in clause.words)
        beside = clause.sign == "(" or (clause.sign == "," and self._is_tolerated(clause.words))
        return bare and beside
