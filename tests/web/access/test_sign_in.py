"""Signing in and out: who, how often, how long, from where."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mesomap.app import create_app
from mesomap.services.practice import devices
from mesomap.web.common.store import STORAGE
from tests.cast import cookie_of
from tests.web.conftest import PASSWORD, Visitor, age_sign_ins, practice

EMAIL = "parc@exemple.test"


def test_signing_in_opens_the_practice(visitor, doc):
    assert visitor.get("/patients").status_code == 401
    assert visitor.sign_in(EMAIL.upper()).location == "/"
    assert visitor.get("/patients").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "wrong"), ("other@exemple.test", PASSWORD), ("", ""), (EMAIL, "")],
)
def test_a_wrong_address_and_a_wrong_password_look_the_same(visitor, doc, email, password):
    answer = visitor.sign_in(email, password)
    assert answer.status_code == 401
    assert "Adresse ou mot de passe inexact." in answer.text
    assert visitor.get("/patients").status_code == 401


def test_the_page_that_was_wanted_comes_after(visitor, doc):
    assert 'name="next" value="/settings"' in visitor.get("/settings").text
    answer = visitor.post("/sign-in", {"email": EMAIL, "password": PASSWORD, "next": "/settings"})
    assert answer.location == "/settings"


@pytest.mark.parametrize(
    "there",
    ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", "javascript:1", ""],
)
def test_no_other_site_comes_after(visitor, doc, there):
    visitor.get("/sign-in")
    answer = visitor.post("/sign-in", {"email": EMAIL, "password": PASSWORD, "next": there})
    assert answer.location == "/"
    assert visitor.get("/sign-in?next=" + there).location == "/"


def test_signing_in_from_the_session_page(visitor, doc):
    wanted = {"Accept": "application/json"}
    wrong = visitor.post("/sign-in", json={"email": EMAIL, "password": "no"}, headers=wanted)
    assert (wrong.status_code, wrong.json["error"]["code"]) == (401, "wrong-password")
    right = visitor.post("/sign-in", json={"email": EMAIL, "password": PASSWORD}, headers=wanted)
    assert right.json["ok"] is True
    visitor.token = right.json["csrf"]
    assert visitor.post("/walk-in", {"who": "F-30"}).status_code == 303


@pytest.mark.parametrize("sent", ["[1]", '"text"', "null", '{"email": 3, "password": []}'])
def test_a_strange_sign_in_is_a_wrong_one(visitor, doc, sent):
    answer = visitor.client.post("/sign-in", data=sent, content_type="application/json")
    assert answer.status_code == 401


def test_tries_are_counted(visitor, doc):
    visitor.get("/sign-in")
    wrong = {"email": EMAIL, "password": "wrong"}
    codes = [visitor.post("/sign-in", wrong).status_code for _ in range(10)]
    assert codes == [401] * 8 + [429] * 2
    last = visitor.post("/sign-in", wrong | {"password": PASSWORD})
    assert last.status_code == 429
    assert "Trop d’essais" in last.text


def test_those_who_succeed_are_not_counted(app, doc):
    for _ in range(12):
        assert Visitor(app).sign_in(EMAIL).status_code == 303


def test_signing_out_forgets_but_the_language(me):
    me.post("/language", {"lang": "en"})
    me.post("/sign-out")
    assert me.get("/patients").status_code == 401
    with me.client.session_transaction() as session:
        assert set(session) <= {"lang", "csrf_token", "theme"}
        assert session["lang"] == "en"


# ------------------------------------------------------------ how long


def test_a_tablet_left_alone_signs_out(app, me):
    age_sign_ins(app, hours=11, minutes=59)
    assert me.get("/patients").status_code == 200
    age_sign_ins(app, hours=12, minutes=1)
    assert me.get("/patients").status_code == 401


def test_a_sign_in_ends_with_the_working_day(app, doc):
    """At four in the morning in Paris, however busy the tablet was."""
    storage = app.extensions[STORAGE]
    begun = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
    token = cookie_of(storage, doc.user_id, begun)["sign_in"]
    found = devices.find(storage, token)
    assert found.ends_at == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    busy = replace(found, seen_at=found.ends_at - timedelta(seconds=1))
    assert not busy.is_over(found.ends_at - timedelta(seconds=1))
    assert busy.is_over(found.ends_at)


def seen_at(app):
    with app.extensions[STORAGE].reading() as r:
        practice_id = r.practices()[0]["practice_id"]
        return [row["seen_at"] for row in r.sign_ins(practice_id)]


def test_polling_is_no_act(app, me, doc):
    session = doc.session()
    age_sign_ins(app, hours=1)
    before = seen_at(app)
    assert me.get(f"/api/sessions/{session.id}/events?after=0").status_code == 200
    assert seen_at(app) == before
    me.get("/patients")
    assert seen_at(app) > before


def test_an_act_is_not_written_down_with_every_request(app, me):
    before = seen_at(app)
    me.get("/patients")
    assert seen_at(app) == before


def test_a_sign_in_that_ended_in_the_middle_of_a_session(me, doc):
    """What the tablet sends is refused with a code it knows, and taken after signing in again."""
    session = doc.session()
    with me.client.session_transaction() as cookie:
        cookie.clear()
    path = f"/api/sessions/{session.id}/events"
    refused = me.post(path, json={"events": []})
    assert (refused.status_code, refused.json["error"]["code"]) == (401, "not-signed-in")
    again = me.post(
        "/sign-in",
        json={"email": EMAIL, "password": PASSWORD},
        headers={"Accept": "application/json"},
    )
    assert me.post(path, json={"events": []}, token=again.json["csrf"]).status_code == 200


# ------------------------------------------------------------ from where


@pytest.mark.parametrize(
    "path", ["/patients/new", "/walk-in", "/settings/tariff", "/sign-out", "/language"]
)
def test_a_form_without_its_token_is_refused(me, path):
    answer = me.post(path, {}, token="")
    assert answer.status_code == 400
    assert "rechargez" in answer.text.lower()


def test_a_page_of_another_site_cannot_sign_anyone_in(visitor, doc):
    form = {"email": EMAIL, "password": PASSWORD}
    for headers in (
        {"Origin": "https://elsewhere.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert visitor.post("/sign-in", form, headers=headers).status_code == 403
    assert visitor.post("/sign-in", form, headers={"Origin": "http://localhost"}).status_code == 303


@pytest.mark.parametrize(
    "host", ["elsewhere.test", "elsewhere.test:8000", "127.0.0.1.elsewhere.test", ""]
)
def test_a_strange_name_of_this_machine_is_refused(visitor, doc, host):
    assert visitor.get("/sign-in", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:9", "[::1]:8000"])
def test_its_own_names_are_known(visitor, doc, host):
    assert visitor.get("/sign-in", headers={"Host": host}).status_code == 200


def test_the_cookie_is_for_this_site_and_no_script(visitor, doc):
    cookie = visitor.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_with_tls_the_cookie_travels_over_tls_alone(tmp_path):
    app = create_app({"INSTANCE": tmp_path / "tls", "TLS": True})
    app.extensions[STORAGE].migrate()
    practice(app)
    assert "Secure" in Visitor(app).get("/sign-in").headers["Set-Cookie"]
    app.extensions[STORAGE].close()
