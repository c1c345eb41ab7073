"""Where a form leads on to: a path of this site, however another address is dressed up."""

import html
import re

import pytest

from mesomap.web.common.paths import MOST_CHARACTERS, safe_next
from tests.web.conftest import PASSWORD, Visitor

ELSEWHERE = [
    "//host", "///host", "////host", "/\\host", "/\\/host", "\\/host", "\\\\host", "\\host",
    "/\t/host", "/\n/host", "/\r/host", "/\r\n/host", "\t//host", " //host", "\n/host", "/\t\\host",
    "/\x00/host", "/\x0b/host", "/\x1f/host", "/\x7f/host", "/\x85/host", "/\u2028/host", "/x\n", "/a\\b",
    "/%2Fhost", "/%2fhost", "/%5Chost", "/%5chost", "/%09/host", "/%0a/host", "/%0d%0aSet-Cookie:a=b",
    "/%252Fhost", "/%2509/host", "/%00", "%2F%2Fhost", "/%c2%85/host",
    "http://host", "HTTP://host", "https:host", "http:///host", "javascript:alert(1)", "data:text/html,x",
    "//user@host", "//user:word@host", "user@host", "//host:80", "//[::1]", "//[", "host", "host/path",
    "", " ", ".", "..", "?next=/", "#x", "\ud800", "/\ud800", "/x\udfff", "/" + "x" * MOST_CHARACTERS,
]  # fmt: skip

HERE = [
    "/", "/patients", "/patients?q=a", "/patients?q=a%20b&x=%C3%A9", "/patients?q=%2F%2Fhost",
    "/patients?q=http://host", "/patients?next=//host", "/sessions/1#fin", "/@host", "/user@host/x",
    "/x:y", "/a//b", "/%C3%A9", "/é", "/a%20b", "/patients?q=%0a", "/x?y=%5C", "/http://host",
]  # fmt: skip


@pytest.mark.parametrize("target", [None, *ELSEWHERE])
def test_an_address_elsewhere_is_not_followed(target):
    assert safe_next(target) == "/"
    assert safe_next(target, "/there") == "/there"


@pytest.mark.parametrize("target", HERE)
def test_a_path_of_this_site_is(target):
    assert safe_next(target) == target


# ------------------------------------------------------------ every door that leads on


def sign_in(app, me, doc, target):
    visitor = Visitor(app)
    visitor.get("/sign-in")
    sent = {"email": "parc@exemple.test", "password": PASSWORD, "next": target}
    return visitor.post("/sign-in", sent)


def sign_in_again(app, me, doc, target):
    return me.client.get("/sign-in", query_string={"next": target})


def unlock_again(app, me, doc, target):
    return me.client.get("/unlock", query_string={"next": target})


def language(app, me, doc, target):
    return me.post("/language", {"lang": "fr", "next": target})


def theme(app, me, doc, target):
    return me.post("/theme", {"theme": "dark", "next": target})


def pin(app, me, doc, target):
    return me.post("/pin", {"pin": "739154", "again": "739154", "next": target})


def unlock(app, me, doc, target):
    pin(app, me, doc, "/")
    me.post("/lock")
    return me.post("/unlock", {"pin": "739154", "next": target})


def patient(app, me, doc, target):
    person = doc.patient()
    return me.fill(f"/patients/{person.id}/edit", "patient", next=target)


DOORS = (sign_in, sign_in_again, unlock_again, language, theme, pin, unlock, patient)
THREE = ["/\t/host", "/\n/x", "/\\host"]


@pytest.mark.parametrize("target", THREE)
@pytest.mark.parametrize("door", DOORS)
def test_no_door_leads_elsewhere(app, me, doc, door, target):
    answer = door(app, me, doc, target)
    assert answer.status_code in {302, 303}
    assert re.fullmatch(r"/[a-z][\w/-]*|/", answer.location), answer.location


@pytest.mark.parametrize("door", DOORS)
def test_every_door_leads_on_here(app, me, doc, door):
    assert door(app, me, doc, "/settings?x=%C3%A9").location == "/settings?x=%C3%A9"


@pytest.mark.parametrize("target", THREE)
def test_no_page_carries_another_address_on(app, me, doc, target):
    """What a script of the page follows (unlock.js) is looked at as well."""
    pin(app, me, doc, "/")
    me.post("/lock")
    page = me.client.get("/unlock", query_string={"next": target}).text
    assert html.unescape(re.search(r'name="next" value="([^"]*)"', page)[1]) == "/"
    held = {"pin": "739154", "held_path": target, "held": '[["a", "b"]]'}
    assert me.post("/unlock", held).location == "/"
