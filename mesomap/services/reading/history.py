"""What the history page shows: a patient's sessions as figures and drawings, and two compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap import drawing
from mesomap.body import zones
from mesomap.documents.words import Translate, Words
from mesomap.domain.depths import LEVELS
from mesomap.domain.examined import LUMBAR, counts
from mesomap.domain.session import was_said
from mesomap.errors import N_
from mesomap.services.measuring import went
from mesomap.services.measuring.nearest import nearest_said
from mesomap.services.measuring.one_at_a_time import in_turn
from mesomap.services.measuring.went import is_lettered
from mesomap.services.practice import checklist
from mesomap.services.practice.authors import names_of
from mesomap.services.reading import comparing
from mesomap.services.reading.mix_words import SAID, answers, syringe_lines, volume_words
from mesomap.services.reading.totals import Totals, of_record, of_session
from mesomap.services.record import nogo, sessions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.body.compared import Compared
    from mesomap.domain.marks import Mark
    from mesomap.domain.session import Session
    from mesomap.storage.seat import Seat


@dataclass(frozen=True, slots=True)
class Past:
    """One session, as a column of the strip and a row of the table.

    `thumbnail` is inline SVG (< 15 kB, one view); `zones` are names in the reader's language.
    `syringes` and `answers` are a line each.
    `minutes` is what the clock said, or None; `minutes_planned` what the model said.
    `pain`: [{"zone": name | "", "before": 0-10|None, "after": 0-10|None}].
    `figures`: totals of what was done, or of the plan while nobody said what was (`of` says which).
    """

    session_id: str
    number: int
    treatment_date: str
    state: str
    course_id: str | None
    zones: tuple[str, ...]
    of: str
    points: int
    treated_cm2: float
    by_depth_cm2: Mapping[str, float]
    minutes: float | None
    volume: str
    """What was injected, in words; of what nobody noted what was prepared."""
    clock_minutes: float | None
    """What the clock itself had said, where it was corrected to something else."""
    minutes_planned: float
    products: tuple[str, ...]
    syringes: tuple[str, ...]
    answers: tuple[str, ...]
    pain: tuple[Mapping[str, Any], ...]
    thumbnail: str
    figures: Mapping[str, Any]
    planned_date: str | None = None
    recorded_on: str | None = None
    """The day planned, and that of the signature, where the act was on another."""
    examined: tuple[int, int] | None = None
    """Painful places of the lumbar grid, of so many that were examined; None where none was."""
    nearest: str = ""
    """Which body was taken instead of the patient's; "" where it is the patient's."""
    newer: int = 0
    """How many entries a newer version wrote, which this one cannot count."""


def of_patient(
    seat: Seat,
    patient_id: str,
    *,
    lang: str,
    translate: Translate | None = None,
) -> list[Past]:
    """Tell every session of a patient, oldest first, but those that a newer version opened.

    Raises
    ------
    NotFound
    """
    words = Words.of(lang, translate)
    rows = sessions.of_patient(seat, patient_id)
    found = [sessions.load_read(seat, row.id) for row in reversed(rows)]
    return [_told(seat, session, words) for session in found if session]


def _told(seat: Seat, session: Session, words: Words) -> Past:
    own = checklist.own_names(seat)
    authors = names_of(seat, (bulk.author_id for bulk in session.bulk))
    said = answers(session, words, own, authors)
    return _past(session, words, of_record(seat, session), said)


@in_turn
def _past(session: Session, words: Words, counted: Totals, said: tuple[str, ...]) -> Past:
    totals = of_session(session, words.translate, counted)
    figures = totals[session.told]
    nearest = nearest_said(session)
    clocked_ms = session.timer.elapsed_ms
    return Past(
        session_id=session.id,
        number=session.number,
        treatment_date=session.treatment_date,
        state=session.state,
        course_id=session.course_id,
        zones=tuple(zones.name(key, words.lang) for key in comparing.zones_of(session)),
        of=session.told,
        points=figures["points"],
        treated_cm2=figures["treated_cm2"],
        by_depth_cm2=figures["by_depth_cm2"],
        minutes=round(clocked_ms / 60_000, 1) if clocked_ms else None,
        volume=volume_words(session, words) if session.state in SAID else "–",
        clock_minutes=_clock_minutes(session),
        minutes_planned=totals["plan"]["minutes"]["mid"],
        products=_products(session),
        syringes=(*syringe_lines(session, words), *went.lines(session, words)),
        answers=said,
        pain=_pain(session, words),
        thumbnail=drawing.thumbnail(
            drawn(session), session.figure, lang=words.lang, translate=words.translate
        ),
        figures=figures,
        planned_date=session.planned_date,
        recorded_on=session.recorded_on,
        examined=counts(session.examined, LUMBAR),
        nearest=words.say(nearest) if nearest else "",
        newer=len(session.aside),
    )


def _clock_minutes(session: Session) -> float | None:
    said = [c.was_ms for c in session.timer.corrections][:1]
    return round(said[0] / 60_000, 1) if said and said[0] != session.timer.elapsed_ms else None


def _products(session: Session) -> tuple[str, ...]:
    names = (p.name for syringe in session.syringes.values() for p in syringe.products)
    return tuple(dict.fromkeys(names))


def _pain(session: Session, words: Words) -> tuple[Mapping[str, Any], ...]:
    scores = {(p.zone, p.when): p.score for p in session.pain}
    return tuple(
        {
            "zone": zones.name(zone, words.lang) if zone else "",
            "before": scores.get((zone, "before")),
            "after": scores.get((zone, "after")),
        }
        for zone in dict.fromkeys(p.zone for p in session.pain)
    )


def drawn(session: Session) -> list[drawing.Drawn]:
    """List the marks of a session as they are drawn: planned, done, or left out in the end."""
    said = was_said(session.marks)
    lettered = is_lettered(session)
    return [
        drawing.Drawn(
            session.of_its_zones(m.mark), _state(done=m.done, said=said),
            letter=m.mark.syringe or "" if lettered else "",
        )
        for m in session.marks
        if not m.removed
    ]  # fmt: skip


def _state(*, done: bool | None, said: bool) -> str:
    if done is None:
        return "left-out" if said else "planned"
    return "done" if done else "left-out"


@in_turn
def maps(
    seat: Seat,
    session_id: str,
    *,
    lang: str,
    crop: bool = False,
    translate: Translate | None = None,
) -> list[dict[str, str]]:
    """Draw one session large, in the views that show its marks.

    [{"view", "name", "svg", "alt"}]; the SVG is for inlining (colours are CSS variables).
    """
    session = sessions.load(seat, session_id)
    words = Words.of(lang, translate)
    return drawing.maps(
        drawn(session), session.figure, lang=words.lang, translate=words.translate, crop=crop,
        avoid=nogo.standing_at(seat, session),
    )  # fmt: skip


def compare(
    seat: Seat,
    earlier_id: str,
    later_id: str,
    *,
    lang: str,
    translate: Translate | None = None,
) -> dict[str, Any]:
    """Put two sessions side by side, on the same parts of the same views.

    {"earlier": Past, "later": Past, "views": [{"view", "name", "earlier": svg, "later": svg}],
    "rows": [{"label", "earlier", "later", "delta"}] all text, "sentence": what changed}.

    Raises
    ------
    NotFound
    """
    words = Words.of(lang, translate)
    earlier = sessions.load(seat, earlier_id)
    later = sessions.load(seat, later_id)
    before, after = (_told(seat, session, words) for session in (earlier, later))
    return {
        "earlier": before,
        "later": after,
        "views": _views(
            earlier,
            later,
            words,
            (
                nogo.standing_at(seat, earlier),
                nogo.standing_at(seat, later),
            ),
        ),
        "rows": _rows(before, after, words),
        "sentence": _sentence(before, after, comparing.compare(earlier, later), words),
    }


@in_turn
def _views(
    earlier: Session, later: Session, words: Words, avoid: tuple[list[Mark], list[Mark]]
) -> list[dict[str, str]]:
    pairs = drawing.pairs(
        (drawn(earlier), earlier.figure),
        (drawn(later), later.figure),
        lang=words.lang,
        translate=words.translate,
        avoid=avoid,
    )
    return [
        {"view": view, "name": name, "earlier": one, "later": other}
        for view, name, one, other in pairs
    ]


def _rows(before: Past, after: Past, words: Words) -> list[dict[str, str]]:
    """Figures side by side; a depth that neither session used has no row."""
    t = words.t
    figures: list[tuple[str, float | None, float | None, int]] = [
        (t(N_("Points")), before.points, after.points, 0),
        (t(N_("Surface traitée (cm²)")), before.treated_cm2, after.treated_cm2, 1),
    ]
    for depth, level in LEVELS.items():
        pair = before.by_depth_cm2.get(depth, 0.0), after.by_depth_cm2.get(depth, 0.0)
        if any(pair):
            figures.append((t(N_("{depth} (cm²)"), depth=t(level.name)), *pair, 1))
    figures += [
        (t(N_("Points douloureux examinés")), _painful(before), _painful(after), 0),
        (t(N_("Durée (min)")), before.minutes, after.minutes, 1),
        (t(N_("Douleur avant (0 à 10)")), _mean(before, "before"), _mean(after, "before"), 1),
        (t(N_("Douleur après (0 à 10)")), _mean(before, "after"), _mean(after, "after"), 1),
    ]
    rows = [_row(words, *row) for row in figures if row[1] is not None or row[2] is not None]
    volume = _volume_row(before, after, words)
    return [*rows, volume] if {before.volume, after.volume} != {"–"} else rows


def _volume_row(before: Past, after: Past, words: Words) -> dict[str, str]:
    """Put volumes side by side as they are said; a difference where both are known."""
    pair = _ml(before), _ml(after)
    delta = "" if None in pair else _row(words, _VOLUME, *pair, 2)["delta"]
    label = words.t(_VOLUME)
    return {"label": label, "earlier": before.volume, "later": after.volume, "delta": delta}


_VOLUME = N_("Volume injecté")


def _painful(past: Past) -> int | None:
    return past.examined[0] if past.examined else None


def _ml(past: Past) -> float | None:
    volume_ml: float | None = past.figures["volume_ml"] if past.of == "done" else None
    return volume_ml


def _mean(past: Past, when: str) -> float | None:
    whole = [row[when] for row in past.pain if row[when] is not None and not row["zone"]]
    scores = whole or [row[when] for row in past.pain if row[when] is not None]
    return sum(scores) / len(scores) if scores else None


def _row(
    words: Words, label: str, earlier: float | None, later: float | None, digits: int
) -> dict[str, str]:
    """One figure of two sessions: as many decimals on both sides, and their difference as shown."""
    pair = [None if x is None else round(x, digits) for x in (earlier, later)]
    decimals = 0 if all(x is None or x == round(x) for x in pair) else digits
    one, other = ("–" if x is None else words.fixed(x, decimals) for x in pair)
    before, after = pair
    delta = "" if before is None or after is None else signed(after - before, decimals, words)
    return {"label": label, "earlier": one, "later": other, "delta": delta}


def signed(value: float, digits: int, words: Words) -> str:
    """Write a difference with its sign: `+3`, `−1,5`, `=`."""
    rounded = round(value, digits)
    if rounded == 0:
        return "="
    return ("+" if rounded > 0 else "−") + words.fixed(abs(rounded), digits)


def _sentence(before: Past, after: Past, found: Compared, words: Words) -> str:
    return comparing.sentences(
        found,
        _change(before.points, after.points, 0, words),
        _change(before.treated_cm2, after.treated_cm2, 1, words),
        words,
    )


def _change(before: float, after: float, digits: int, words: Words) -> str:
    """Write what became of a figure: `10 → 6`."""
    return f"{words.fixed(before, digits)} → {words.fixed(after, digits)}"
