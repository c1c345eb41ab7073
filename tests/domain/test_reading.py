"""Forms of events: older ones as a newer version reads them, newer ones as this one does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mesomap.domain.acts import ACTS
from mesomap.domain.acts.reading import TODAY, Forms, is_known
from mesomap.domain.events import Event
from mesomap.domain.fold import extended, fold, folded
from mesomap.domain.session_json import session_to_json
from mesomap.errors import Refused

CASES = Path(__file__).parents[1] / "cases"
NEWER = json.loads((CASES / "newer_forms.json").read_text())
NEWER_KINDS = ("note.written", "addendum.written")


def events_of(name):
    found = json.loads((CASES / "fold" / f"{name}.json").read_text())
    return [Event(**event) for event in found["events"]]


def test_a_newer_version_folds_what_was_stored_in_the_forms_before_it():
    def text(body):
        return {"text": body["said"]}

    newer = {kind: replace(ACTS[kind], upcasters=(text,)) for kind in NEWER_KINDS}
    events = [Event(**event) for event in NEWER["events"]]
    assert session_to_json(fold(events, Forms({**ACTS, **newer}))) == NEWER["session"]


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
