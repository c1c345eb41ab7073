"""The API of events: status and sentence of every way a request can be wrong."""

import json

import pytest
from itsdangerous import URLSafeTimedSerializer

from mesomap.app import create_app
from mesomap.services.people import patients
from mesomap.services.record import sessions, sync
from mesomap.web.common.store import STORAGE
from tests.cast import NOW, Tablet, cookie_of, doctor


@pytest.fixture
def app(tmp_path):
    app = create_app({"INSTANCE": tmp_path / "instance"})
    app.extensions[STORAGE].migrate()
    yield app
    app.extensions[STORAGE].close()


@pytest.fixture
def doc(app):
    return doctor(app.extensions[STORAGE])


def client_of(app, doctor):
    """A browser in which that doctor is signed in, and the token that its pages carry."""
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(cookie_of(app.extensions[STORAGE], doctor.user_id), csrf_token="token")
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("token")
    client.environ_base["HTTP_X_CSRFTOKEN"] = token
    return client


@pytest.fixture
def client(app, doc):
    return client_of(app, doc)


@pytest.fixture
def session_id(doc):
    return doc.session().id


@pytest.fixture
def url(session_id):
    return f"/api/sessions/{session_id}/events"


@pytest.fixture
def tablet(session_id):
    return Tablet(session_id)


def sentence(answer):
    error = answer.json["error"]
    assert error["sentence"].strip().endswith((".", "!", "?"))
    assert "{" not in error["sentence"]
    return error["code"]


def test_events_are_taken_in_and_given_back(client, url, tablet):
    sent = [tablet.point("a"), tablet.event("note.written", {"text": "é 🙂"})]
    answer = client.post(url, json={"events": sent})
    assert answer.status_code == 200
    assert answer.json == {
        "answers": [{"id": e["id"], "status": "stored", "seq": n} for n, e in enumerate(sent, 2)],
        "head": answer.json["head"], "restored": False, "gaps": [],
    }  # fmt: skip
    got = client.get(f"{url}?after=1").json
    assert [event["body"] for event in got["events"]] == [event["body"] for event in sent]
    assert client.get(f"{url}?after=3").json == {
        "events": [], "quarantined": 0, "head": answer.json["head"], "restored": False,
    }  # fmt: skip


def test_an_answer_brings_what_came_since(client, url, tablet):
    mine, others = tablet.point("a"), tablet.point("b")
    client.post(url, json={"events": [others]})
    answer = client.post(url, json={"events": [mine], "after": 1}).json
    assert [e["id"] for e in answer["events"]] == [others["id"], mine["id"]]
    assert client.post(url, json={"events": [], "after": 3}).json["events"] == []
    assert "events" not in client.post(url, json={"events": []}).json


def test_an_open_page_is_told_what_another_device_wrote_of_the_patient(client, url, tablet, doc):
    def asked(seen):
        got = client.get(f"{url}?after=0&seen={seen}").json.get("patient")
        sent = client.post(url, json={"events": [], "seen": seen}).json.get("patient")
        assert got == sent
        return got

    known = {
        "subject": "allergies",
        "state": "text",
        "text": "Latex",
        "before": {"state": "unasked", "text": ""},
    }
    patient_id = sessions.load(doc.seat, tablet.session_id).patient_id
    first = asked("none")
    assert (first["allergies"], asked(first["seen"])) == ("", None)
    patients.say_known(doc.seat, patient_id, known, NOW)
    assert asked(first["seen"])["known"]["allergies"]["text"] == "Latex"
    for strange in ([], {}, 5, None, True):
        assert "patient" not in client.post(url, json={"events": [], "seen": strange}).json


@pytest.mark.parametrize("after", ["2", -1, 1.5, True, 10**15, [], {}])
def test_a_place_that_is_none_is_refused_and_nothing_stored(client, url, tablet, after):
    answer = client.post(url, json={"events": [tablet.point("a")], "after": after})
    assert answer.status_code == 400
    assert sentence(answer) == "malformed"
    assert [e["seq"] for e in client.get(url).json["events"]] == [1]


def test_each_event_has_its_answer_with_a_sentence(client, url, tablet):
    answer = client.post(
        url, json={"events": [7, tablet.event("mark.glowed"), tablet.point("a", 99_999)]}
    )
    assert answer.status_code == 200
    assert [a["status"] for a in answer.json["answers"]] == ["refused", "quarantined", "refused"]
    assert all(a["sentence"].endswith(".") for a in answer.json["answers"])
    assert "99999" in answer.json["answers"][2]["sentence"].replace("\u202f", "")


def test_what_was_put_aside_can_be_read(client, url, tablet):
    glowed = tablet.event("mark.glowed", {"x": 1})
    client.post(url, json={"events": [glowed]})
    assert client.get(url).json["quarantined"] == 1
    kept = client.get(url.replace("/events", "/quarantine")).json["quarantined"]
    assert [(row["reason"], row["raw"]) for row in kept] == [("unknown-form", glowed)]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b'{"events": [{"x": NaN}]}', b'{"events": [{"x": -Infinity}]}', b"[" * 100_000, b'{"a": "\xed\xa0"}'],
    ids=lambda b: repr(b[:12]),
)  # fmt: skip
def test_what_is_not_json_is_told_so(client, url, body):
    answer = client.post(url, data=body, content_type="application/json")
    assert (answer.status_code, sentence(answer)) == (400, "malformed")


@pytest.mark.parametrize("body", [[], {}, {"events": {}}, {"events": None}, 7, None])
def test_json_of_another_form_is_told_so(client, url, body):
    answer = client.post(url, json=body)
    assert (answer.status_code, sentence(answer)) == (400, "malformed")


def test_a_body_of_2_mb_is_too_large_and_nothing_is_kept(client, url, tablet, doc, session_id):
    large = {"events": [tablet.event("note.written", {"text": "x" * 10_000}) for _ in range(200)]}
    assert len(json.dumps(large)) > 2_000_000
    answer = client.post(url, json=large)
    assert (answer.status_code, sentence(answer)) == (413, "too-large")
    assert sessions.row(doc.seat, session_id).last_seq == 1


def test_too_many_events_are_too_large(client, url, tablet):
    answer = client.post(url, json={"events": [1] * (sync.MAX_EVENTS + 1)})
    assert (answer.status_code, sentence(answer)) == (413, "too-large")


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "²", "9" * 40])
def test_after_what(client, url, after):
    answer = client.get(url, query_string={"after": after})
    assert (answer.status_code, sentence(answer)) == (400, "malformed")


def test_a_session_that_is_not_there(client, tablet):
    for answer in (
        client.get("/api/sessions/nothing/events"),
        client.get("/api/sessions/nothing/totals"),
        client.get("/api/sessions/nothing/quarantine"),
        client.post("/api/sessions/nothing/events", json={"events": [tablet.point("a")]}),
    ):
        assert (answer.status_code, sentence(answer)) == (404, "not-found")


def test_another_practices_session_is_not_there(app, url, tablet, doc, session_id):
    other = client_of(app, doctor(app.extensions[STORAGE], "Ailleurs"))
    assert other.get(url).status_code == 404
    assert other.post(url, json={"events": [tablet.point("a")]}).status_code == 404
    assert sessions.row(doc.seat, session_id).last_seq == 1


def test_who_is_not_signed_in_is_told_so(app, url, client):
    with client.session_transaction() as session:
        del session["sign_in"]
    for answer in (client.get(url), client.post(url, json={"events": []})):
        assert (answer.status_code, sentence(answer)) == (401, "not-signed-in")


def test_a_post_without_the_pages_token_is_refused(client, url, tablet, doc, session_id):
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    answer = client.post(url, json={"events": [tablet.point("a")]})
    assert answer.status_code == 400
    assert sessions.row(doc.seat, session_id).last_seq == 1


def test_totals_follow_the_events(client, url, tablet):
    client.post(url, json={"events": [tablet.point("a")]})
    totals = client.get(url.replace("/events", "/totals")).json
    assert totals["last_seq"] == 2
    assert totals["plan"]["points"] == 1
    assert 2.8 < totals["plan"]["treated_cm2"] < 4
    assert totals["done"]["points"] == 0
