"""Each endpoint says what it needs of whoever asks, and whose record it is about."""

import pytest

from mesomap.errors import NotFound
from mesomap.web.common.needs import Right, Whose, needs_of

#: The part of an address that names whose record it is.
NAMED = {"patient_id": Whose.PATIENT, "session_id": Whose.SESSION, "estimate_id": Whose.ESTIMATE}


def test_every_endpoint_says_what_it_needs_and_of_whom(app):
    rules = list(app.url_map.iter_rules())
    assert len(rules) > 80
    for rule in rules:
        whose = needs_of(app, rule.endpoint).whose
        named = [NAMED[part] for part in rule.arguments if part in NAMED]
        if named:
            assert [whose] == named, rule.endpoint
        else:
            assert whose in (Whose.PRACTICE, Whose.NOBODY), rule.endpoint


def test_what_anyone_may_see_is_nobodys_record(app):
    for rule in app.url_map.iter_rules():
        said = needs_of(app, rule.endpoint)
        if said.right in (Right.NOTHING, Right.DEVICE):
            assert said.whose is Whose.NOBODY, rule.endpoint


def test_what_changes_something_needs_more_than_to_read(app):
    reading = {right for right in Right if right.endswith(".read")}
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            assert needs_of(app, rule.endpoint).right not in reading, rule.endpoint


def test_an_endpoint_that_says_nothing_is_not_there(own_app):
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    with pytest.raises(NotFound):
        needs_of(own_app, "forgotten")
    assert own_app.test_client().get("/forgotten").status_code == 404
