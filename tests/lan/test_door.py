"""The door over plain HTTP: the few files for a tablet that does not trust the authority yet."""

import http.client
import plistlib
import re
import socket
import ssl
from dataclasses import replace

import pytest

from mesomap.lan import certificates, connect, keeping
from mesomap.lan.door import AT_ONCE, HEADERS, MOST_A_MINUTE, Door, Files, Rate
from tests.lan.net import MACHINE, NOW

PATHS = ("/", "/connect", "/mesomap.crt", "/mesomap.mobileconfig", "/static/css/tokens.css",
         "/static/css/connect.css", "/static/icons/mesomap.svg")  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("practice")
    authority, leaf = keeping.keep(folder, MACHINE, NOW)
    found = keeping.status_of(
        authority, leaf, MACHINE, url="https://cabinet-1.local:8000/",
        others=("https://192.168.1.20:8000/",), door="http://192.168.1.20:8001/",
    )  # fmt: skip
    connect.write_door(folder, found, authority.der)
    return folder, authority, found


@pytest.fixture
def door(made):
    door = Door("127.0.0.1", 0, Files(made[0]))
    door.start()
    yield door
    door.shutdown()
    door.server_close()


def ask(door, path="/", method="GET", **headers):
    connection = http.client.HTTPConnection(*door.server_address, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_all_that_it_hands_out_and_how(door):
    for path in PATHS:
        answer, body = ask(door, path)
        assert answer.status == 200, path
        assert body
        assert {name: answer.getheader(name) for name in HEADERS} == HEADERS
        assert answer.getheader("Set-Cookie") is None


def test_the_authority_and_never_its_key(door, made):
    _, authority, _ = made
    answer, der = ask(door, "/mesomap.crt")
    assert answer.getheader("Content-Type") == "application/x-x509-ca-cert"
    assert der == authority.der
    pem = ssl.DER_cert_to_PEM_cert(der)
    assert ssl.create_default_context(cadata=pem).cert_store_stats()["x509_ca"] == 1
    for path in PATHS:
        assert b"PRIVATE" not in ask(door, path)[1]


def test_the_profile_of_an_ipad(door, made):
    _, authority, _ = made
    answer, body = ask(door, "/mesomap.mobileconfig")
    assert answer.getheader("Content-Type") == "application/x-apple-aspen-config"
    profile = plistlib.loads(body)
    (payload,) = profile["PayloadContent"]
    assert payload["PayloadType"] == "com.apple.security.root"
    assert payload["PayloadContent"] == authority.der
    assert profile["PayloadUUID"] != payload["PayloadUUID"]


@pytest.mark.parametrize(
    "path",
    ["/authority.pem", "/server.pem", "/../authority.pem", "/static/../tls/authority.pem",
     "/machine.fr.html", "/tablet.fr.html", "/patients", "/sign-in", "/static/js/app/session.js",
     "/%2e%2e/authority.pem", "/mesomap.crt/"],
)  # fmt: skip
def test_it_hands_out_nothing_else(door, path):
    answer, body = ask(door, path)
    assert (answer.status, body) == (404, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_it_takes_nothing(door, method):
    assert ask(door, "/", method)[0].status == 501


def test_the_page_speaks_the_readers_language(door):
    assert b'<html lang="fr">' in ask(door)[1]
    assert b'<html lang="en">' in ask(door, **{"Accept-Language": "en-GB,fr;q=0.5"})[1]
    assert b'<html lang="fr">' in ask(door, "/?lang=fr", **{"Accept-Language": "en"})[1]
    assert b'<html lang="fr">' in ask(door, "/?lang=xx", **{"Accept-Language": "zz"})[1]


def test_at_the_machine_it_shows_code_address_and_fingerprint(door, made):
    _, _, found = made
    page = ask(door)[1].decode()
    assert 'class="qr"' in page
    assert found.door in page
    assert found.url in page
    assert "".join(re.findall(r"<span>([0-9A-F]{4})</span>", page)) == "".join(found.groups)
    assert found.fingerprint_sha1 in page


def test_a_tablet_is_shown_what_to_load_and_no_fingerprint(made):
    """Plain HTTP could be tampered with: the fingerprint is shown at the machine alone."""
    folder, _, found = made
    _, body = Files(folder).get("/", "fr", at_machine=False)
    page = body.decode()
    assert "/mesomap.mobileconfig" in page
    assert "/mesomap.crt" in page
    assert found.url in page
    assert found.fingerprint not in page
    assert found.groups[0] not in page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_pages_obey_their_policy(made, lang):
    for at_machine in (True, False):
        page = connect.page(made[2], lang, at_machine=at_machine)
        for forbidden in (" style=", "<style", "<script", "<form", "javascript:"):
            assert forbidden not in page
        assert len(re.findall(r'<svg class="picture"', page)) == 9


def test_a_name_of_the_network_is_no_markup(made):
    strange = replace(made[2], url='https://"><script>/', door="http://<b>/", host="<i>")
    page = connect.page(strange, "fr", at_machine=True)
    assert "<script>" not in page
    assert "<b>" not in page


def test_who_asks_too_often_waits():
    rate = Rate(most=3)
    assert [rate.allows("a") for _ in range(5)] == [True] * 3 + [False] * 2
    assert rate.allows("b")
    assert 3 * len(PATHS) < MOST_A_MINUTE


def test_asking_too_often_is_answered_shortly(made):
    door = Door("127.0.0.1", 0, Files(made[0]))
    door.rate = Rate(most=1)
    door.start()
    assert [ask(door)[0].status for _ in range(2)] == [200, 429]
    door.shutdown()
    door.server_close()


def test_those_who_say_nothing_leave_room(door):
    """However many stay silent, or say a little now and then: the next is answered, and at once."""
    silent = [socket.create_connection(door.server_address, timeout=30) for _ in range(3 * AT_ONCE)]
    for one in silent[::2]:
        one.sendall(b"GET / HTTP/1.1\r\nX-Half: ")
    for _ in range(3):
        assert ask(door)[0].status == 200
    assert silent[0].recv(1) == b"", "the one that came first is hung up on"
    for one in silent:
        one.close()


def test_a_strange_request_does_not_end_it(door):
    for said in (
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0" * 9,
    ):
        with socket.create_connection(door.server_address) as plain:
            plain.sendall(said)
    assert ask(door)[0].status == 200


def test_an_address_that_is_none_is_answered(door):
    with socket.create_connection(door.server_address) as plain:
        plain.sendall(b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert plain.makefile("rb").readline().split()[1] == b"400"


def test_renewed_files_are_read_anew(made, tmp_path):
    authority, leaf = keeping.keep(tmp_path, MACHINE, NOW)
    connect.write_door(tmp_path, made[2], authority.der)
    files = Files(tmp_path)
    other = certificates.make_authority(MACHINE, NOW)
    connect.write_door(tmp_path, made[2], other.der)
    assert files.get("/mesomap.crt", "fr", at_machine=False)[1] == authority.der
    files.read()
    assert files.get("/mesomap.crt", "fr", at_machine=False)[1] == other.der
    assert leaf
