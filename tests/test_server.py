"""The real server over real sockets: clients that stall, and what HTTP asks of a server."""

import gzip
import http.client
import json
import re
import signal
import socket
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.serving import Server

#: Seconds within which an answer has to come.
WITHIN_S = 30

BODIES, HEADS, SILENT = 60, 200, 200
BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ne"
)
HEAD = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Half: "

#: A tenth of what the server waits for people; requests below are sent in one go.
PATIENCE = {"MESOMAP_HEAD_WITHIN_S": "3"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("server") / "practice", env=PATIENCE).start()
    yield running
    running.stop(signal.SIGKILL)


def connected(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=WITHIN_S)


def asked(server, method, path, body=None, **headers):
    """Status, headers and body of an answer."""
    given = {"Host": "localhost", "Connection": "close"} | headers
    if body is not None and "Transfer-Encoding" not in headers:
        given["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {text}" for name, text in given.items())]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    with connected(server) as line:
        line.sendall(head + (body or b""))
        answer = http.client.HTTPResponse(line, method=method)
        answer.begin()
        return answer.status, answer.headers, answer.read()


def said(server, request):
    """Everything that comes back on a connection until the server ends it."""
    with connected(server) as line:
        line.sendall(request)
        return b"".join(iter(lambda: line.recv(65_536), b""))


def test_clients_that_stall_do_not_stop_the_server(server):
    """A stalled body gets a 408, half a head or nothing is hung up on; others are answered."""
    lines = [connected(server) for _ in range(BODIES + HEADS + SILENT)]
    for line in lines[:BODIES]:
        line.sendall(BODY)
    for line in lines[BODIES : BODIES + HEADS]:
        line.sendall(HEAD)
    for _ in range(5):
        assert asked(server, "GET", "/setup")[0] == 200
        assert asked(server, "POST", "/language", b"lang=fr")[0] == 400, "no token"
    heard = {line.recv(12) for line in lines[:BODIES]}
    assert heard == {b"HTTP/1.1 408"}
    assert {line.recv(12) for line in lines[BODIES:]} == {b""}, "hung up on"
    for line in lines:
        line.close()


def test_a_client_that_leaves_in_the_middle_is_forgotten(server):
    for _ in range(5):
        with connected(server) as line:
            line.sendall(BODY)
    assert asked(server, "GET", "/setup")[0] == 200
    assert "Traceback" not in server.log.read_text()


def test_heads_alone_and_bodies_in_chunks(server):
    status, headers, body = asked(server, "HEAD", "/setup")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000
    form = {"Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked"}
    chunks = b"6\r\nemail=\r\n5\r\nx@y.z\r\n0\r\n\r\n"
    status, _, page = asked(server, "POST", "/sign-in", chunks, **form)
    assert status == 401
    assert b'value="x@y.z"' in page


@pytest.mark.parametrize(
    "chunks", [b"zz\r\n\r\n", b"ffffffffffffffff1\r\na", b"1\r\nabc\r\n0\r\n\r\n"]
)
def test_chunks_that_are_none_are_the_senders_fault(server, chunks):
    head = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert said(server, head + chunks).startswith(b"HTTP/1.1 400")


def test_who_asks_first_is_told_to_go_on(server):
    head = (
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
    )
    with connected(server) as line:
        line.sendall(head + b"Content-Length: 7\r\n\r\n")
        assert line.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(b"email=x")
        assert line.recv(12) == b"HTTP/1.1 401"
    assert said(server, head + b"Content-Length: 9000000\r\n\r\n").startswith(b"HTTP/1.1 413")


def test_too_much_is_said_to_be_too_much(server):
    status, _, page = asked(server, "POST", "/sign-in", b"x" * 2_000_000)
    assert status == 413
    assert "300000" in page.decode()


def test_large_files_come_whole_and_packed(server):
    status, headers, body = asked(server, "GET", "/static/svg/M-front.svg")
    assert status == 200
    assert len(body) == int(headers["content-length"]) > 100_000
    packed = asked(server, "GET", "/static/svg/M-front.svg", **{"Accept-Encoding": "gzip"})[2]
    assert gzip.decompress(packed) == body
    part = {"Range": "bytes=100-149"}
    status, _, piece = asked(server, "GET", "/static/body/faces-1.bin", **part)
    assert (status, len(piece)) == (206, 50)


def test_paths_of_all_kinds_are_answered(server):
    for path in ("/%2e%2e/x", "/a%2Fb", "/%C3%A9", "/%ff", "/%00", "//x", "/a?b=%ff&c", "/;a"):
        assert asked(server, "GET", path)[0] in {302, 308, 404}, path
    assert said(server, b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert "Traceback" not in server.log.read_text()


def test_names_and_cookies_go_both_ways(server):
    _, headers, _ = asked(server, "GET", "/setup")
    cookie = headers["set-cookie"].partition(";")[0]
    asked(server, "GET", "/setup", Cookie=cookie, **{"User-Agent": "\xe9"})
    strange = b"GET /setup HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n"
    assert said(server, strange).startswith(b"HTTP/1.1 400")
    none = b"GET /setup HTTP/1.0\r\n\r\n"
    assert said(server, none).startswith(b"HTTP/1.0 400")


# ------------------------------------------------------------ the end


def test_what_was_written_is_in_one_file_at_the_end(tmp_path):
    running = Server(tmp_path / "practice").start()
    write_ahead = running.instance / "mesomap.db-wal"
    make_practice(running)
    running.stop(signal.SIGKILL)
    assert write_ahead.stat().st_size > 0, "a killed server leaves it"
    running.start()
    assert write_ahead.stat().st_size == 0, "the next start folds it in"
    sign_in = json.dumps({"email": "cabinet@exemple.test", "password": PASSWORD}).encode()
    assert asked(running, "POST", "/sign-in", sign_in, **AS_JSON)[0] == 200
    assert write_ahead.stat().st_size > 0
    running.stop()
    assert not write_ahead.exists()
    with closing(sqlite3.connect(running.instance / "mesomap.db")) as db:
        assert db.execute("SELECT name FROM practice").fetchall() == [("Cabinet Exemple",)]


PASSWORD = "un mot de passe assez long"
AS_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


def make_practice(server):
    status, headers, page = asked(server, "GET", "/setup")
    assert status == 200
    token = re.search(r'name="csrf-token" content="([^"]+)"', page.decode())
    form = {
        "csrf_token": token[1], "practice_name": "Cabinet Exemple", "doctor_name": "Dr Exemple",
        "email": "cabinet@exemple.test", "password": PASSWORD,
    }  # fmt: skip
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    cookie = headers["set-cookie"].partition(";")[0]
    status, _, _ = asked(server, "POST", "/setup", urlencode(form).encode(), Cookie=cookie, **sent)
    assert status == 303
