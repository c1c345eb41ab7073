"""What bad input from a tablet gets, line by line: a sentence, and nothing lost.

As in `test_bad_input.py`: over HTTP to the real application on a real file, in both languages, and
every row of every table compared. What a page makes of a service worker of another version is in
`tests/browser/test_offline.py`; here it is what the server says to it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mesomap.lan import status
from mesomap.web.record import shell
from tests.test_bad_input import (  # noqa: F401  fixtures of that list, used here too
    app,
    built,
    changed,
    clear,
    doc,
    events_of,
    file,
    lang,
    me,
    migrated,
    send,
    session_id,
    tablet,
)
from tests.web.conftest import _templates_compiled_once  # noqa: F401

NOTHING = set()
STORED = {"event", "event_body", "session", "mark"}


def only(answer):
    assert answer.status_code == 200
    (found,) = answer.json["answers"]
    return found


def refused(me, session_id, file, event, words, lang):  # noqa: F811
    """Refused with that sentence, and not a row is another than before."""
    before = file()
    found = only(send(me, session_id, event))
    assert found["status"] == "refused"
    clear(found["sentence"], words, lang)
    assert changed(before, file()) == NOTHING


# ------------------------------------------------------------ a duplicate event


def test_a_duplicate_event(me, session_id, tablet, file):  # noqa: F811
    """Twice in one request, and again later: one event, at one place."""
    point = tablet.point("a")
    first, second = send(me, session_id, point, point).json["answers"]
    assert [first["status"], second["status"]] == ["stored", "replayed"]
    assert first["seq"] == second["seq"]
    before = file()
    assert only(send(me, session_id, point)) == second
    assert changed(before, file()) == NOTHING
    assert len(events_of(me, session_id)) == 2


def test_a_duplicate_id_on_another_act(me, session_id, tablet, file, lang):  # noqa: F811
    point = tablet.point("a")
    send(me, session_id, point)
    before = file()
    found = only(send(me, session_id, point | {"kind": "mark.removed", "body": {"mark_id": "a"}}))
    assert found["status"] == "quarantined"
    clear(found["sentence"], ("désigne déjà", "already"), lang)
    assert changed(before, file()) == {"quarantine", "seal"}


# ------------------------------------------------------------ a gap in device_seq


def test_a_gap_in_device_seq(me, session_id, tablet, file):  # noqa: F811
    """What is there is kept; what is missing is named, until it comes."""
    one, two, three = (tablet.point(name) for name in "abc")
    answer = send(me, session_id, one, three)
    assert [a["status"] for a in answer.json["answers"]] == ["stored", "stored"]
    (gap,) = answer.json["gaps"]
    assert (gap["device_id"], gap["missing"]) == (tablet.name, 1)
    answer = send(me, session_id, two)
    assert only(answer)["status"] == "stored"
    assert answer.json["gaps"] == []
    assert len(events_of(me, session_id)) == 4


# ------------------------------------------------------------ an event from the future


def test_an_event_from_the_future(me, session_id, tablet, file, lang):  # noqa: F811
    """Kept, by the server's own clock, and said."""
    before = file()
    event = tablet.point("a") | {"at": "2099-01-01T00:00:00.000Z"}
    found = only(send(me, session_id, event))
    assert found["status"] == "stored"
    clear(found["sentence"], ("L’horloge de cette tablette avance", "clock"), lang)
    assert changed(before, file()) >= STORED - {"session"}
    (_, kept) = events_of(me, session_id)
    assert kept["received_at"] < "2099"


# ------------------------------------------------------------ syringes


def syringe(**fields):
    product = {"name": "Lidocaïne", "lot": "L1", "expiry": "2099-06", "volume_ml": 2}
    return {"syringe": {"key": "A", "products": [product | fields.pop("product", {})]} | fields}


def test_a_syringe_with_four_products(me, session_id, tablet, file, lang):  # noqa: F811
    names = ("Lidocaïne", "Thiocolchicoside", "Calcitonine", "Magnésium")
    event = tablet.event("syringe.prepared", syringe(products=[{"name": n} for n in names]))
    refused(me, session_id, file, event, ("Trois produits au plus", "At most three products"), lang)


LESS_THAN_NOTHING = {
    "prepared": ("syringe.prepared", syringe(volume_ml=-1)),
    "of a product": ("syringe.prepared", syringe(product={"volume_ml": -1})),
    "left": ("syringe.emptied", {"key": "A", "left_ml": -1}),
}


@pytest.mark.parametrize(("kind", "body"), LESS_THAN_NOTHING.values(), ids=LESS_THAN_NOTHING)
def test_less_than_nothing_in_a_syringe(me, session_id, tablet, file, lang, kind, body):  # noqa: F811
    words = ("est un nombre entre 0 et 100", "is a number between 0 and 100")
    refused(me, session_id, file, tablet.event(kind, body), words, lang)


def test_a_lot_past_its_date_in_a_syringe_is_kept_and_said(me, session_id, tablet, lang):  # noqa: F811
    """The act is recorded, whatever was in the syringe; nothing more is said once it was confirmed."""
    late = {"expiry": "2020-01"}
    found = only(send(me, session_id, tablet.event("syringe.prepared", syringe(product=late))))
    assert found["status"] == "stored"
    clear(found["sentence"], ("L1 est périmé (2020-01)", "L1 has expired (2020-01)"), lang)
    seen = syringe(product=late | {"expired_confirmed": True})
    found = only(send(me, session_id, tablet.event("syringe.prepared", seen)))
    assert found["status"] == "stored"
    assert not found.get("sentence")


def test_a_lot_past_its_date_stays_off_the_tray(me, file, lang):  # noqa: F811
    me.get("/patients")
    before = file()
    lot = {"name": "Lidocaïne", "lot": "L1", "expiry": "2020-01"}
    answer = me.post("/api/tray", json={"confirm": [lot]})
    assert answer.status_code == 422
    clear(answer.json["error"]["sentence"], ("est périmé depuis", "expired"), lang)
    assert changed(before, file()) == NOTHING


# ------------------------------------------------------------ 10,000 marks in one paste


def test_ten_thousand_marks_in_one_paste(me, session_id, tablet, file, lang):  # noqa: F811
    """Too much for one request is turned away whole; in pieces it is all kept, each once."""
    marks = [tablet.point(f"m{n}") for n in range(10_000)]
    before = file()
    answer = send(me, session_id, *marks)
    assert answer.status_code == 413
    clear(answer.json["error"]["sentence"], ("moins", "fewer"), lang)
    answer = send(me, session_id, *marks[:501])
    assert answer.status_code == 413
    clear(answer.json["error"]["sentence"], ("500 saisies au plus", "at most"), lang)
    assert changed(before, file()) == NOTHING
    answers = send(me, session_id, *marks[:500]).json["answers"]
    assert {a["status"] for a in answers} == {"stored"}
    assert len(events_of(me, session_id)) == 501


# ------------------------------------------------------------ versions that differ


def test_an_older_server_keeps_what_a_newer_page_sends(me, session_id, tablet, file, lang):  # noqa: F811
    before = file()
    found = only(send(me, session_id, tablet.event("mark.planned", {"new": "form"}, v=9)))
    assert found["status"] == "quarantined"
    clear(found["sentence"], ("ne connaît pas cette forme", "does not know"), lang)
    assert changed(before, file()) == {"quarantine", "seal"}


def test_a_newer_server_takes_what_an_older_worker_s_page_sends(me, session_id, tablet):  # noqa: F811
    """Every page says whose files it belongs to; what an older one sends is taken all the same."""
    page = me.get(f"/sessions/{session_id}")
    assert page.headers[shell.HEADER] in me.get("/sw.js").text
    sent = me.post(
        f"/api/sessions/{session_id}/events", json={"events": [tablet.point("a")]},
        headers={shell.HEADER: "0" * 16},
    )  # fmt: skip
    assert only(sent)["status"] == "stored"


# ------------------------------------------------------------ a certificate about to end


def test_a_certificate_about_to_end(me, app, file, lang):  # noqa: F811
    now = datetime.now(UTC)
    begins, ends = (now - timedelta(days=300)).isoformat(), (now + timedelta(days=9)).isoformat()
    given = status.Status(own=True, leaf_begins=begins, leaf_ends=ends, names=("mesomap.local",))
    app.config["TLS"] = True
    before = file()
    status.write(app.config["INSTANCE"], given)
    page = me.get("/settings/devices").text
    said = {"fr": "Le certificat donné se termine le", "en": "The given certificate ends on"}
    assert said[lang] in page, [line for line in page.splitlines() if "ertificat" in line]
    assert status.day_of(ends) in page
    status.write(
        app.config["INSTANCE"], replace(given, leaf_ends=(now - timedelta(days=1)).isoformat())
    )
    assert status.day_of((now - timedelta(days=1)).isoformat()) in me.get("/settings/devices").text
    assert changed(before, file()) == NOTHING
