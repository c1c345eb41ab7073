"""Denials told by word order or a sign: "No lidocaine allergy", "Lidocaïne : non".

And "allergie à la pénicilline, pas à la lidocaïne". Each form is narrow: "No lidocaine: allergy",
"Lidocaïne tolérée : non" and "pas seulement à la lidocaïne" deny nothing. The same in
`static/js/model/short_denials.js`; `tests/cases/syringes/allergies.json` holds both to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mesomap.domain.wording import stemmed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mesomap.domain.clause import Clause

#: Words without a sign between them.
_PLAIN = re.compile(r"\W*[\w\s'’-]*\W*")
#: An answer after a sign, which ends the clause.
_ANSWER = re.compile(r"[^:=!]*[:=]\s*[^\W\d_]+[^\w!]*")


class ShortDenials:
    """Denials that depend on the signs between words (`mesomap/data/allergens.json`, `words`)."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        def one(*keys: str) -> frozenset[str]:
            return frozenset(stemmed(word) for key in keys for word in words.get(key, ()))

        self.heads, self.negators = one("adjunct_heads"), one("adjunct_negators")
        self.fillers, self.subjects = one("adjunct_fillers"), one("adjunct_subjects")
        self.qualifiers = one("qualifiers")
        self.after = self.heads | one("between")
        self.harms, self.last, self.only = one("heads", "troubles"), one("last"), one("only")
        self.stops = self.harms | self.only | self.fillers | one(
            "adjunct_stops", "negators", "joining", "telling", "spoilers", "but"
        )  # fmt: skip
        self.saying_nothing = one("ignored") - one("negators")
        self.allowing = tuple(map(stemmed, (*words["tolerated"], *words.get("allowing", ()))))
        self.not_named = self.harms | one("negators", "joining", "spoilers", "only")
        self.not_to, self.to = one("not_to"), one("to")

    def denies(self, clauses: Sequence[Clause], at: int) -> bool:
        """Tell whether the clause at this place denies in one of these forms."""
        clause = clauses[at]
        return (
            (bool(_PLAIN.fullmatch(clause.text)) and self._no_allergy(clause.words))
            or self.answers(clauses, at)
            or (self._not_to(clause.words) and self._told_before(clauses, at))
        )

    def answers(self, clauses: Sequence[Clause], at: int) -> bool:
        """Tell of "Lidocaïne : non", where nothing else is spoken of than what is on a list."""
        clause = clauses[at]
        if not _ANSWER.fullmatch(clause.text) or clause.words[-1] not in self.last:
            return False
        named = [w for w in clause.words[:-1] if w not in self.saying_nothing and not w.isdigit()]
        allowed = any(w.startswith(self.allowing) for one in clauses for w in one.words)
        return len(named) == 1 and not self.not_named & set(clause.words[:-1]) and not allowed

    def _no_allergy(self, words: Sequence[str]) -> bool:
        """Tell of "(the patient has) no (known) lidocaine (or procaine) allergy"."""
        first = next((at for at, word in enumerate(words) if word in self.harms), len(words))
        if not words[first:] or not set(words[first:]) <= self.after:
            return False
        at = self._before_names(words, first)
        if at is None:
            return False
        while at > 0 and words[at - 1] in self.fillers:
            at -= 1
        negated = at > 0 and words[at - 1] in self.negators
        return negated and set(words[: at - 1]) <= self.subjects

    def _before_names(self, words: Sequence[str], end: int) -> int | None:
        """Give where the names before `end` begin, parted by "or"; None where there is none."""
        at = end
        while at > 0 and words[at - 1] not in self.stops:
            at -= 2 if at > 1 and words[at - 2] in self.qualifiers else 1
            if at > 1 and words[at - 1] in {"or", "nor", "and"}:
                at -= 1
            else:
                return at
        return None

    def _not_to(self, words: Sequence[str]) -> bool:
        """Tell of "pas à la lidocaïne": to what there is no reaction, said after one to another."""
        said = words[1:] if words[:1] and words[0] in {"mai", "but", "et", "and"} else words
        rest = said[2:]
        begun = bool(rest) and said[0] in self.not_to and said[1] in self.to
        return begun and not (self.not_named | self.not_to) & set(rest)

    def _told_before(self, clauses: Sequence[Clause], at: int) -> bool:
        """Tell whether a word for a reaction stands before, in the same sentence."""
        while at > 0 and clauses[at].sign in {",", ""}:
            at -= 1
            if self.harms & set(clauses[at].words):
                return True
        return False
