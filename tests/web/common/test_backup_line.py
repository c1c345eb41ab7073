"""The date of the last backup in sight, and a reminder when it is old."""

from datetime import UTC, datetime, timedelta

import pytest

from mesomap.domain.clock import utc_text
from mesomap.instance import notes
from mesomap.services.record import chain_ends
from tests.cast import Tablet, new_id
from tests.web.conftest import Visitor, marked

DUE, HERE = "backup-due", "backup-line"


def note(app, doc, *, days, head=None):
    """Note a backup that was made so many days ago, at this end of the chain."""
    with doc.storage.reading() as r:
        head = head or chain_ends.head_of(r, doc.practice_id)
    made_at = utc_text(datetime.now(UTC) - timedelta(days=days))
    value = {"made_at": made_at, "heads": {doc.practice_id: head}}
    notes.write(app.config["INSTANCE"], notes.BACKUP, value)


def lines(me):
    page = me.get("/patients").text
    return DUE in page, HERE in page


def test_an_empty_practice_is_not_reminded(me):
    assert lines(me) == (False, False)


def test_never_backed_up(doc, me):
    marked(doc)
    assert lines(me) == (True, False)
    assert "Aucune sauvegarde" in me.get("/settings/backup").text
    assert "mesomap backup" in me.get("/settings/backup").text


@pytest.mark.parametrize(
    ("days", "more", "seen"),
    [(0, True, (False, True)), (7, True, (False, True)), (8, True, (True, False)),
     (40, False, (False, True)), (-3, True, (False, True))],
)  # fmt: skip
def test_a_backup_is_shown_and_spoken_of_when_old_and_more_was_recorded(
    app, doc, me, days, more, seen
):
    _person, session_id, _tablet = marked(doc)
    note(app, doc, days=days - 1 / 1440)
    if more:
        doc.send(session_id, Tablet(session_id, new_id()).point("later"))
    assert lines(me) == seen
    assert ("enregistrées depuis" in me.get("/settings/backup").text) is seen[0]


def test_how_old_it_is_stands_in_the_line(app, doc, me):
    marked(doc)
    note(app, doc, days=12, head="0.000000000000")
    assert "il y a 12 jours" in me.get("/patients").text


@pytest.mark.parametrize("text", ["", "[]", "{", '{"made_at": 3}', '{"made_at": "x", "heads": []}'])
def test_a_note_that_cannot_be_read_is_none(app, doc, me, text):
    marked(doc)
    (app.config["INSTANCE"] / notes.BACKUP).write_text(text)
    assert lines(me) == (True, False)


def test_the_demonstration_is_not_reminded(app):
    visitor = Visitor(app)
    visitor.get("/setup")
    visitor.post("/demo", {})
    assert visitor.get("/patients").status_code == 200
    assert DUE not in visitor.get("/patients").text


def test_an_end_that_a_tablet_knows_and_the_server_does_not_is_noted(app, doc, me):
    _person, session_id, _tablet = marked(doc)
    assert me.get("/api/hello?head=99.0123456789ab").json["restored"]
    me.get(f"/api/sessions/{session_id}/events?after=0&head=98.0123456789ab")
    [known] = notes.heads(app.config["INSTANCE"])
    assert (known["head"], known["who"]) == ("99.0123456789ab", "tablet")


def test_an_end_that_the_server_holds_is_not_noted(app, doc, me):
    marked(doc)
    assert not me.get(f"/api/hello?head={me.get('/api/hello').json['head']}").json["restored"]
    assert notes.heads(app.config["INSTANCE"]) == []
