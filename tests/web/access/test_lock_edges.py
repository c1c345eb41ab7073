"""The lock at its edges: before there is a PIN, with a clock set back, and what no page says again."""

import html
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from mesomap.domain.clock import utc_text
from mesomap.resources import resource_dir
from mesomap.web.common.kept_forms import NEVER_HELD
from mesomap.web.common.needs import Right, needs_of
from mesomap.web.common.store import STORAGE
from tests.cast import cookie_of
from tests.web.access.test_lock import JSON, PIN, choose, unlock
from tests.web.conftest import PASSWORD, Visitor, age_sign_ins

# ------------------------------------------------------------ before there is a PIN


@pytest.fixture
def unpinned(app, doc):
    """A device on the network whose doctor has no PIN yet."""
    visitor = Visitor(app, "192.168.1.30")
    with visitor.client.session_transaction() as session:
        session.update(cookie_of(app.extensions[STORAGE], doc.user_id))
    visitor.get("/pin")
    return visitor


def test_before_the_pin_every_address_leads_to_it(app, unpinned):
    """Pages are led there, programs and forms refused; what anyone may see stays."""
    adapter = app.url_map.bind("localhost")
    looked = 0
    for rule in app.url_map.iter_rules():
        wanted = needs_of(app, rule.endpoint)
        if wanted.right is Right.NOTHING or wanted.while_locked or wanted.before_pin:
            continue
        path = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "x"))
        for method in rule.methods & {"GET", "POST"}:
            answer = unpinned.get(path) if method == "GET" else unpinned.post(path)
            looked += 1
            if method == "GET" and not path.startswith("/api/"):
                assert answer.location.startswith("/pin?next="), path
            else:
                assert answer.status_code == 401, path
    assert looked > 40


def test_before_the_pin_the_api_says_what_is_wanted(unpinned):
    answer = unpinned.get("/api/today")
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "no-pin")
    assert "code" in answer.json["error"]["sentence"]


def test_a_form_sent_before_the_pin_is_carried_through(unpinned):
    page = unpinned.post("/patients/new", {"family_name": "Exemple", "sex": "F"})
    assert page.status_code == 401
    carried = dict(re.findall(r'name="(held\w*)" value="([^"]*)"', page.text))
    assert carried["held_path"] == "/patients/new"
    held = html.unescape(carried["held"])
    wrong = {"pin": "111111", "again": "111111", "held_path": "/patients/new", "held": held}
    assert 'name="held"' in unpinned.post("/pin", wrong).text
    page = unpinned.post("/pin", wrong | {"pin": PIN, "again": PIN})
    assert 'data-form="held"' in page.text
    assert 'name="family_name" value="Exemple"' in page.text


def test_signing_in_says_that_a_pin_is_wanted(app, doc):
    sent = {"email": "parc@exemple.test", "password": PASSWORD}
    far, here = Visitor(app, "192.168.1.30"), Visitor(app)
    assert far.post("/sign-in", json=sent, headers=JSON).json["needs_pin"] is True
    assert here.post("/sign-in", json=sent, headers=JSON).json["needs_pin"] is False


# ------------------------------------------------------------ a clock that is set back


@pytest.mark.parametrize(("ago", "open_"), [({"seconds": -50}, True), ({"minutes": -2}, False)])
def test_a_clock_set_back_locks(app, me, ago, open_):
    choose(me)
    age_sign_ins(app, **ago)
    assert (me.get("/patients").status_code == 200) is open_
    assert (me.get("/api/hello").status_code == 200) is open_
    if not open_:
        assert me.get("/api/hello").json["error"]["code"] == "locked"
        assert unlock(me).status_code == 200
        assert me.get("/patients").status_code == 200, "the PIN opens it, by the clock of now"


@pytest.mark.parametrize("ago", [{"minutes": -2}, {"hours": -3}, {"days": -400}])
def test_without_a_pin_a_clock_set_back_ends_the_sign_in(app, me, ago):
    age_sign_ins(app, **ago)
    assert me.get("/api/hello").json["error"]["code"] == "not-signed-in"


def test_before_the_sign_in_itself_the_password_is_wanted(app, me):
    choose(me)
    path = app.config["INSTANCE"] / "mesomap.db"
    with closing(sqlite3.connect(path)) as db, db:
        later = utc_text(datetime.now(UTC) + timedelta(minutes=30))
        db.execute("UPDATE sign_in SET created_at = ?, seen_at = ?", [later, later])
    assert me.get("/api/hello").json["error"]["code"] == "not-signed-in"
    assert unlock(me).status_code == 401


# ------------------------------------------------------------ a PIN is never shown again


SECRETS = {"password": "un mot qui reste ici", "pin": "739154", "again": "739154"}


@pytest.mark.parametrize("path", ["/pin", "/unlock", "/sign-in", "/patients/new", "/tray"])
@pytest.mark.parametrize("signed", [True, False])
def test_no_page_says_a_pin_or_a_password_again(app, me, path, signed):
    """Also where the sign-in has ended, and the page carries on what was typed."""
    choose(me)
    if not signed:
        age_sign_ins(app, days=2)
    answer = me.post(path, SECRETS | {"family_name": "Exemple", "next": "/"})
    for secret in SECRETS.values():
        assert secret not in answer.text
        assert secret not in (answer.location or "")


def test_every_secret_field_of_a_page_is_left_out():
    """Whatever fields of type password the pages have: none is carried on."""
    found = set()
    for path in resource_dir("templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'field\("(\w+)"[^}]*type="password"', text))
        found |= set(re.findall(r'name="(\w+)" type="password"', text))
    assert {"password", "pin", "again"} <= found
    assert [name for name in found if not NEVER_HELD.search(name)] == []
