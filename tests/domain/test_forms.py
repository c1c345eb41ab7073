"""The forms of events, held to the file that JavaScript reads too, and read by a newer version."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mesomap.domain.events import CURRENT, SERVER_ONLY, UPCASTERS, Event, is_known
from mesomap.domain.fold import extended, fold, folded
from mesomap.domain.forms import TODAY, WORDS, Forms
from mesomap.domain.session_json import session_to_json
from mesomap.errors import Refused

CASES = Path(__file__).parents[1] / "cases"
SAID = json.loads((CASES / "forms.json").read_text())


def events_of(name):
    found = json.loads((CASES / "fold" / f"{name}.json").read_text())
    return [Event(**event) for event in found["events"]]


def test_the_forms_are_those_that_javascript_knows():
    assert dict(CURRENT) == SAID["current"]
    assert sorted(SERVER_ONLY) == SAID["server_only"]
    told = {kind: {at: list(row) for at, row in words.items()} for kind, words in WORDS.items()}
    assert told == SAID["words"]


def test_every_older_form_becomes_a_newer_one():
    """Whoever raises the version of a kind writes how the form before is read."""
    assert set(UPCASTERS) == {(kind, v) for kind, last in CURRENT.items() for v in range(1, last)}


def test_a_newer_version_folds_what_was_stored_in_the_forms_before_it():
    def text(body):
        return {"text": body["said"]}

    steps = {("note.written", 1): text, ("addendum.written", 1): text}
    tomorrow = SAID["tomorrow"]
    forms = Forms({**CURRENT, **tomorrow["current"]}, steps)
    events = [Event(**event) for event in tomorrow["events"]]
    assert session_to_json(fold(events, forms)) == tomorrow["session"]


@pytest.mark.parametrize("v", [0, 2, 7])
def test_a_version_that_is_not_known_is_not_read(v):
    event = replace(events_of("signed")[-1], v=v)
    assert TODAY.read(event) is None
    assert not is_known({"kind": event.kind, "v": v})


def test_a_session_that_a_newer_version_opened_says_so():
    with pytest.raises(Refused, match="version plus récente"):
        fold([replace(events_of("signed")[0], v=2)])


@pytest.mark.parametrize("name", ["newer_words", "newer_after_signature"])
def test_a_fold_goes_on_over_what_is_put_aside(name):
    row = events_of(name)
    for stop in range(1, len(row)):
        assert extended(folded(row[:stop]), row[stop:]).session == fold(row)
