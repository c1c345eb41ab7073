"""Who is found by what someone types, and who is nearly called so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mesomap.domain.dates import birth_terms, take_out
from mesomap.domain.letters import fold, words_of
from mesomap.domain.names import MOST_WORDS, distance, found, rank, squashed, tolerance
from mesomap.domain.patient import PatientRow
from mesomap.services.people.records import patient_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mesomap.storage.protocol import Reader, Row
    from mesomap.storage.seat import Seat

#: Lines of one page of a list.
PAGE = 50

#: So many near names are shown, at the most.
MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: `rows` from the `start`-th on (0 first), of `total`; `size` at the most."""

    rows: tuple[PatientRow, ...]
    start: int
    total: int
    size: int = PAGE

    @property
    def end(self) -> int:
        return self.start + len(self.rows)


def line(row: Row) -> PatientRow:
    """Make a line of a list of its row."""
    return PatientRow(
        id=row["patient_id"],
        name=f"{row['family_name']} {row['given_name']}".strip(),
        birth_date=row["birth_date"],
        sex=row["sex"],
        last_session_date=row["last_session_date"],
        sessions_count=row["sessions_count"],
        course=row["course"],
        age_band_years=row["age_band_years"],
        course_sessions=row["course_sessions"],
        course_planned=row["course_planned"],
    )


def page(seat: Seat, text: str, *, start: int = 0, limit: int = PAGE) -> Page:
    """Find patients; a blank text gives everyone, by their latest session or registration.

    Every word is the beginning of a name or of a part of one, written together or apart, in any
    order; dates are read as registration reads them. Names that are so come before names that begin
    so, family names before given names; then who was here last comes first, then the name.
    """
    with seat.reading() as r:
        if not text.strip():
            rows = r.recent_patients(seat.practice_id, limit, start)
            return _page(rows, start, r.count_patients(seat.practice_id))
        ranks = by_text(r, seat.practice_id, text)
        return _page(r.ranked_patients(seat.practice_id, ranks, limit, start), start, len(ranks))


def _page(rows: Iterable[Row], start: int, total: int) -> Page:
    return Page(tuple(line(row) for row in rows), start, total)


def by_text(reader: Reader, practice_id: str, text: str) -> dict[str, int]:
    """Everyone who fits what was typed, with a rank; 0 is best."""
    return found(text, lambda beginning: _look(reader, practice_id, beginning))


def _look(reader: Reader, practice_id: str, beginning: str) -> dict[str, int]:
    best: dict[str, int] = {}
    for row in reader.patient_terms(practice_id, beginning):
        here = rank(row["term"], row["place"], beginning)
        best[row["patient_id"]] = min(here, best.get(row["patient_id"], here))
    return best


def near(seat: Seat, text: str) -> list[PatientRow]:
    """Patients whose names differ by a letter or two from what was typed, the nearest first.

    A date in the text is left aside, so that a mistaken day does not hide a name.
    """
    left, _dates = take_out(fold(text))
    words = words_of(left)[:MOST_WORDS]
    with seat.reading() as r:
        ranks = _near(r, seat.practice_id, words)
        joined = _near(r, seat.practice_id, ["".join(words)]) if len(words) > 1 else {}
        ranks |= {key: cost for key, cost in joined.items() if cost < ranks.get(key, cost + 1)}
        return [line(row) for row in r.ranked_patients(seat.practice_id, ranks, MOST_NEAR)]


def _near(reader: Reader, practice_id: str, words: list[str]) -> dict[str, int]:
    best: dict[str, int] | None = None
    for word in words:
        here = _near_word(reader, practice_id, word)
        best = here if best is None else {
            key: best[key] + cost for key, cost in here.items() if key in best
        }  # fmt: skip
    return best or {}


def _near_word(reader: Reader, practice_id: str, word: str) -> dict[str, int]:
    most = tolerance(word)
    best = dict.fromkeys(_look(reader, practice_id, word), 0)
    letters, kinds = Counter(word), set(word)
    costs: dict[str, int] = {}
    for row in reader.all_terms(practice_id, len(word) - most, len(word) + most):
        term = row["term"]
        if term not in costs:
            # one changed letter changes the set of letters by two at most
            far = len(kinds.symmetric_difference(term)) > 2 * most
            costs[term] = most + 1 if far else _cost(word, letters, term, most)
        if costs[term] <= most:
            best[row["patient_id"]] = min(costs[term], best.get(row["patient_id"], most))
    return best


def _cost(word: str, letters: Mapping[str, int], term: str, most: int) -> int:
    """Give the distance; words that share too few letters are not compared letter by letter."""
    shared = sum((Counter(term) & Counter(letters)).values())
    if max(len(word), len(term)) - shared > most:
        return most + 1
    return distance(word, term, most)


def doubles(reader: Reader, practice_id: str, fields: Mapping[str, Any]) -> list[str]:
    """Who may be the same person: ids of patients of that name, and of that birth date.

    Where both birth dates are known they are the same, and a name may differ by a letter or two, or
    one has a part that the other has not; or the name is the same, and day and month have changed
    places. Where one is unknown the name is the same. Family and given name may have changed
    places. A record that was merged counts for the one that is left.
    """
    whose = _called(fields)
    if not whose.family:
        return []
    terms = [whose.family + whose.given, *(birth_terms(born)[:1] if (born := whose.born) else [])]
    ids = {row["patient_id"] for term in terms for row in reader.patient_terms(practice_id, term)}
    return [
        key
        for key in sorted(ids)
        if (row := reader.patient(practice_id, key))
        and any(_is_double(_called(r), whose) for r in (row, *reader.merged(practice_id, key)))
    ]


@dataclass(frozen=True, slots=True)
class _Called:
    """What of a record tells a double: folded names, words of the family name, birth date."""

    family: str
    given: str
    words: frozenset[str]
    born: str | None

    @property
    def turned(self) -> _Called:
        return replace(self, family=self.given, given=self.family)


def _called(row: Mapping[str, Any]) -> _Called:
    family, given = row["family_name"], row["given_name"]
    words = frozenset(words_of(fold(family)))
    return _Called(squashed(family), squashed(given), words, row["birth_date"])


def _is_double(theirs: _Called, whose: _Called) -> bool:
    same = any((theirs.family, theirs.given) == (w.family, w.given) for w in (whose, whose.turned))
    if whose.born is None or theirs.born is None:
        return same
    if whose.born != theirs.born:
        return same and theirs.born == "{0}-{2}-{1}".format(*whose.born.split("-"))
    near = any(_near_names(theirs, w) for w in (whose, whose.turned))
    return near or _has_a_part_more(theirs, whose)


def _near_names(one: _Called, other: _Called) -> bool:
    pairs = ((other.family, one.family), (other.given, one.given))
    return all(distance(a, b, tolerance(a)) <= tolerance(a) for a, b in pairs)


def _has_a_part_more(one: _Called, other: _Called) -> bool:
    """Tell of Démo and Démo-Exemple, Marie and Marie Anne, or a given name of one alone."""
    family = one.words <= other.words or other.words <= one.words
    return family and (one.given.startswith(other.given) or other.given.startswith(one.given))


def having_doubles(seat: Seat, patient_ids: Iterable[str]) -> frozenset[str]:
    """Tell which of these patients have another record that may be the same person's."""
    with seat.reading() as r:
        rows = [r.patient(seat.practice_id, key) for key in set(patient_ids)]
        return frozenset(
            row["patient_id"]
            for row in rows
            if row and set(doubles(r, seat.practice_id, row)) - {row["patient_id"]}
        )


def alike(seat: Seat, patient_id: str) -> list[PatientRow]:
    """List other patients who may be the same person as this one. Raises NotFound."""
    with seat.reading() as r:
        row = patient_row(r, seat.practice_id, patient_id)
        ranks = dict.fromkeys(doubles(r, seat.practice_id, row), 0)
        ranks.pop(row["patient_id"], None)
        return [line(row) for row in r.ranked_patients(seat.practice_id, ranks, PAGE)]
