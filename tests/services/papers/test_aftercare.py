"""The sheet tells the times of the act, whenever it was recorded and whatever its clock said."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from mesomap.domain.clock import utc_text
from mesomap.services.billing import estimates
from mesomap.services.papers.aftercare import aftercare_pdf
from tests.cast import POINT, face_of

#: Two in the afternoon in Paris, on the day that the session was opened for.
THEN = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)


@pytest.fixture
def session(doc):
    return doc.session(now=THEN)


@pytest.fixture
def send(doc, session_id, tablet):
    """Send acts of a moment, received at once."""

    def at_once(moment, *acts):
        events = [tablet.event(kind, body, at=utc_text(moment)) for kind, body in acts]
        answers = doc.send(session_id, *events, now=moment)
        assert {answer.status for answer in answers} == {"stored"}

    return at_once


@pytest.fixture
def said(doc, session_id):
    """What the sheet says, printed at a moment."""

    def text(now):
        pdf = aftercare_pdf(doc.seat, session_id, lang="fr", now=now)
        pages = PdfReader(BytesIO(pdf)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    return text


def test_an_act_recorded_on_another_day_has_waits_in_days_of_its_own(send, said):
    later = THEN + timedelta(days=9)
    send(
        later, ("session.dated", {"treatment_date": "2026-11-21"}),
        ("marks.done", {"as_planned": True}), ("session.signed", {}),
    )  # fmt: skip
    sheet = said(later)
    for words in (
        "Séance du samedi 21 novembre.",
        "Jusqu’au dimanche 22 novembre inclus",
        "Jusqu’au lundi 23 novembre inclus",
        "Jusqu’au mardi 24 novembre inclus",
        "Sport possible dès le lendemain, dimanche 22 novembre.",
        "d’ici au lundi 23 novembre, appelez le cabinet",
    ):
        assert words in sheet, words
    assert "30 novembre" not in sheet


def test_an_act_of_another_day_that_ran_the_clock_keeps_its_hours(send, said):
    send(THEN, ("timer.started", {"elapsed_ms": 0}))
    send(THEN + timedelta(minutes=20), ("timer.stopped", {"elapsed_ms": 1_200_000}))
    later = THEN + timedelta(days=3)
    send(
        later, ("session.dated", {"treatment_date": "2026-11-21"}),
        ("marks.done", {"as_planned": True}),
    )  # fmt: skip
    assert "Séance terminée le samedi 21 novembre à 14 h 20." in said(later)


def test_an_act_that_ends_after_midnight_keeps_its_hour(send, said):
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    send(
        late, ("session.dated", {"treatment_date": "2026-11-21"}),
        ("marks.done", {"as_planned": True}),
    )  # fmt: skip
    assert "Séance terminée le dimanche 22 novembre à 0 h 30." in said(late)


@pytest.mark.parametrize(
    ("corrected_ms", "hour"),
    [((1_200_000,), "14 h 20"), ((3_600_000, 1_200_000), "14 h 20"), ((60_000_000,), "4 h 00")],
)
def test_a_forgotten_clock_that_was_set_right_ended_so_much_earlier(send, said, corrected_ms, hour):
    send(THEN, ("timer.started", {"elapsed_ms": 0}))
    found = THEN + timedelta(hours=14)
    right = [("timer.corrected", {"elapsed_ms": ms}) for ms in corrected_ms]
    send(found, ("timer.stopped", {"elapsed_ms": 14 * 3_600_000}), *right)
    assert f"à {hour}." in said(found)


def test_a_correction_before_the_clock_went_on_takes_nothing_off(send, said):
    send(THEN, ("timer.started", {"elapsed_ms": 0}), ("timer.paused", {"elapsed_ms": 50_000_000}))
    send(THEN, ("timer.corrected", {"elapsed_ms": 600_000}))
    end = THEN + timedelta(minutes=30)
    send(end, ("timer.stopped", {"elapsed_ms": 1_200_000}))
    assert "Séance terminée le samedi 21 novembre à 14 h 30." in said(end)


@pytest.fixture
def small_beside_the_rest(send):
    """A line on a knee beside twelve points on the lower back: a seventieth of the skin."""
    knee = [[face_of("knee_patellar.L", nth), 0.33, 0.33] for nth in range(2)]
    line = {
        "id": "line",
        "kind": "stroke",
        "anchors": knee,
        "depth": "IDS",
        "view": "front",
        "figure": "F",
    }
    points = [
        POINT | {"id": f"p{nth}{side}", "anchors": [[face_of(f"lumbar_lateral.{side}", nth * 5), 0.3, 0.3]]}
        for side in "LR" for nth in range(6)
    ]  # fmt: skip
    send(THEN, *(("mark.planned", {"mark": mark, "phase": "plan"}) for mark in (line, *points)))


@pytest.mark.usefixtures("small_beside_the_rest")
def test_what_is_small_beside_the_rest_is_named_last(said):
    zones = said(THEN).partition("Zones traitées : ")[2].partition(" Jusqu’au")[0]
    assert sorted(zones.split(", ")) == [
        "Région lombaire latérale droite", "Région lombaire latérale gauche", "Région patellaire gauche",
    ]  # fmt: skip
    assert zones.endswith("Région patellaire gauche")


@pytest.mark.usefixtures("small_beside_the_rest")
def test_an_estimate_names_it_as_well(doc, session_id):
    figures = estimates.draft(doc.seat, session_id, "fr").figures
    assert figures["zones"][-1] == "knee_patellar.L"
    assert len(figures["zones"]) == 3
