"""The adapter alone: bodies in pieces, and a client that stalls, leaves, or reads slowly."""

import asyncio
import json
import threading

import pytest

from mesomap import asgi
from mesomap.asgi import Adapter, environ_of
from mesomap.intake import API_BYTES, FORM_BYTES, Intake
from tests.web.conftest import _templates_compiled_once, app, built, migrated  # noqa: F401  fixtures

#: Time limit of each test here, in seconds: enough on a busy machine.
WITHIN_S = 30


def scope_of(path="/sign-in", method="POST", headers=(), address="10.0.0.1"):
    return {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"host", b"localhost"), *headers],
        "client": (address, "5000"), "server": ("127.0.0.1", "8000"),
    }  # fmt: skip


class Client:
    """One request: pieces of its body, then silence (`stalls`), its end, or the client's leaving."""

    def __init__(self, *pieces, then="ends", **asked):
        self.scope = scope_of(**asked)
        self._left = [{"type": "http.request", "body": p, "more_body": True} for p in pieces]
        if then == "ends":
            self._left.append({"type": "http.request", "body": b"", "more_body": False})
        elif then == "leaves":
            self._left.append({"type": "http.disconnect"})
        self.read, self.said = 0, []
        self.reads = asyncio.Event()  # set where the client takes what is sent
        self.reads.set()

    async def receive(self):
        if not self._left:
            await asyncio.Event().wait()
        self.read += 1
        return self._left.pop(0)

    async def send(self, message):
        await self.reads.wait()
        self.said.append(message)

    async def ask(self, adapter):
        await adapter(self.scope, self.receive, self.send)
        return self

    @property
    def status(self):
        return self.said[0]["status"]

    @property
    def headers(self):
        return dict(self.said[0]["headers"])

    @property
    def body(self):
        return b"".join(message["body"] for message in self.said[1:])

    @property
    def sentence(self):
        return json.loads(self.body)["error"]["sentence"]


async def until(holds):
    """Let other tasks run until a condition holds."""
    while not holds():  # noqa: ASYNC110  what is waited for is no event of the loop
        await asyncio.sleep(0.001)


def run(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, WITHIN_S))


def echo(environ, start):
    """A small application that answers with the body it was sent."""
    start("200 OK", [("X-Length", environ["CONTENT_LENGTH"])])
    return [environ["wsgi.input"].read()]


@pytest.fixture
def application(app):  # noqa: F811
    """MesoMap itself."""
    return app.wsgi_app


JSON = ((b"accept", b"application/json"),)


def test_a_body_in_pieces_is_one(tmp_path):
    client = run(Client(b"a", b"", b"bc").ask(Adapter(echo)))
    assert client.body == b"abc"
    assert client.headers[b"x-length"] == b"3"
    assert b"connection" not in client.headers


def test_a_body_that_stalls_is_told_so_and_never_reaches_the_application(application):
    client = Client(b"e", then="stalls", headers=JSON)
    run(client.ask(Adapter(application, Intake(idle_s=0.05))))
    assert client.status == 408
    assert "arrêté en route" in client.sentence
    assert client.headers[b"connection"] == b"close", "what comes later would be the next request"


def test_a_body_that_trickles_has_an_end(application):
    async def receive():
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": True}

    client = Client(headers=JSON)
    client.receive = receive
    run(client.ask(Adapter(application, Intake(idle_s=WITHIN_S, whole_s=0.1))))
    assert client.status == 408


def test_a_stalled_form_gets_a_page(application):
    client = Client(b"e", then="stalls")
    run(client.ask(Adapter(application, Intake(idle_s=0.05))))
    assert client.headers[b"content-type"].startswith(b"text/html")
    assert 'data-status="408"' in client.body.decode()


def test_a_client_that_leaves_is_not_served():
    called = []
    client = Client(b'{"half":', then="leaves")
    run(client.ask(Adapter(lambda *_: called.append(1))))
    assert called == []
    assert client.status == 400, "for whoever is still there"
    assert client.headers[b"connection"] == b"close"


@pytest.mark.parametrize(("path", "most"), [("/api/tray", API_BYTES), ("/language", FORM_BYTES)])
def test_too_much_is_read_no_further_than_its_sender_needs(application, path, most):
    at_most = Client(b"x" * most, path=path, headers=JSON)
    assert run(at_most.ask(Adapter(application))).status != 413
    more = Client(b"x" * most, b"x", path=path, headers=JSON)
    run(more.ask(Adapter(application)))
    assert more.status == 413
    assert str(most) in more.sentence
    assert more.read == 3, "to its end, so that the sender hears the answer"


def test_a_sender_that_asks_first_is_told_before_it_sends(application):
    said = ((b"content-length", b"2000000"), (b"expect", b"100-continue"))
    client = run(Client(headers=(*JSON, *said)).ask(Adapter(application)))
    assert client.status == 413
    assert client.read == 0


def test_a_get_is_not_waited_for():
    client = run(Client(then="stalls", method="GET").ask(Adapter(echo)))
    assert client.status == 200


# ------------------------------------------------------------ shares


def test_the_most_silent_body_of_an_address_gives_way(application):
    async def all_of_it():
        adapter = Adapter(application, Intake(share=3))
        stalled = [Client(b"e", then="stalls", headers=JSON) for _ in range(4)]
        other = Client(b"e", then="stalls", headers=JSON, address="10.0.0.2")
        tasks = []
        for client in (other, *stalled):
            tasks.append(asyncio.create_task(client.ask(adapter)))
            await until(lambda asked=client: asked.read)
        await tasks[1]
        assert stalled[0].status == 503
        assert stalled[0].headers[b"retry-after"] == b"5"
        assert "inachevés" in stalled[0].sentence
        assert not any(task.done() for task in (tasks[0], *tasks[2:]))
        fifth = await Client(b"", headers=JSON).ask(adapter)
        assert fifth.status != 503, "a body that comes whole is always served"
        for task in tasks:
            task.cancel()

    run(all_of_it())


def test_bodies_that_were_whole_are_not_counted():
    async def all_of_it():
        adapter = Adapter(echo, Intake(share=2))
        clients = [await Client(b"a", b"b").ask(adapter) for _ in range(9)]
        assert {client.status for client in clients} == {200}
        together = [Client(b"a", b"b") for _ in range(9)]
        await asyncio.gather(*(client.ask(adapter) for client in together))
        assert {client.status for client in together} == {200}

    run(all_of_it())


# ------------------------------------------------------------ threads


class Held:
    """An application whose answers wait for an event."""

    def __init__(self, inner):
        self.inner, self.go, self.begun = inner, threading.Event(), 0

    def __call__(self, environ, start):
        if environ["PATH_INFO"] == "/held":
            self.begun += 1
            assert self.go.wait(WITHIN_S)
            start("200 OK", [])
            return [b"held"]
        return self.inner(environ, start)


def test_who_waits_for_a_thread_is_served_in_the_end():
    async def all_of_it():
        held = Held(echo)
        adapter = Adapter(held, threads=2)
        first = [asyncio.create_task(Client(path="/held").ask(adapter)) for _ in range(2)]
        await until(lambda: held.begun == 2)
        later = [asyncio.create_task(Client(b"x").ask(adapter)) for _ in range(20)]
        await asyncio.sleep(0.05)
        assert not any(task.done() for task in later)
        held.go.set()
        found = await asyncio.gather(*first, *later)
        assert [client.body for client in found] == [b"held"] * 2 + [b"x"] * 20

    run(all_of_it())


@pytest.mark.parametrize("limit", ["BEGUN_WITHIN_S", "MOST_WAITING"])
def test_who_would_wait_too_long_is_told_that_the_server_is_busy(application, monkeypatch, limit):
    monkeypatch.setattr(asgi, limit, {"BEGUN_WITHIN_S": 0.05, "MOST_WAITING": 1}[limit])

    async def all_of_it():
        held = Held(application)
        adapter = Adapter(held, threads=1)
        first = asyncio.create_task(Client(path="/held").ask(adapter))
        await until(lambda: held.begun)
        client = await Client(b"x", headers=JSON).ask(adapter)
        assert client.status == 503
        assert client.headers[b"retry-after"] == b"5"
        assert "occupé" in client.sentence
        held.go.set()
        assert (await first).body == b"held", "what has begun is never given up"

    run(all_of_it())


def test_who_reads_slowly_holds_no_thread():
    async def all_of_it():
        adapter = Adapter(echo, threads=1)
        slow = Client(b"a" * 200_000, b"b" * 90_000)
        slow.reads.clear()
        waits = asyncio.create_task(slow.ask(adapter))
        await until(lambda: slow.read == 3)
        assert (await Client(b"x").ask(adapter)).body == b"x"
        slow.reads.set()
        await waits
        assert slow.body == b"a" * 200_000 + b"b" * 90_000
        assert len(slow.said) > 3, "in pieces"

    run(all_of_it())


def test_who_stops_reading_is_left(monkeypatch):
    monkeypatch.setattr(asgi, "READ_WITHIN_S", 0.05)

    async def all_of_it():
        stopped = Client(b"a" * 200_000)
        send = stopped.send

        async def take_the_head(message):
            await send(message)
            stopped.reads.clear()

        stopped.send = take_the_head
        await stopped.ask(Adapter(echo))
        assert len(stopped.said) == 1

    run(all_of_it())


def test_a_crash_of_the_application_is_the_servers_to_answer():
    def breaks(_environ, _start):
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        run(Client().ask(Adapter(breaks)))


# ------------------------------------------------------------ what the application is told


def test_a_request_is_written_as_wsgi_has_it():
    scope = scope_of(
        "/a%2Fb/%C3%A9 c/%ff",
        headers=(
            (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-many", b"1"), (b"x-many", b"2"),
            (b"x_many", b"3"), (b"x-name", b"\xe9"), (b"content-type", b"text/plain"),
        ),
    )  # fmt: skip
    environ = environ_of(scope | {"query_string": b"q=%C3%A9", "scheme": "https"})
    assert environ["PATH_INFO"].encode("latin-1") == "/a/b/é c/".encode() + b"\xff"
    assert environ["QUERY_STRING"] == "q=%C3%A9"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_MANY"] == "1,2", "a name with _ is not taken for the one with -"
    assert environ["HTTP_X_NAME"] == "\xe9"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["REMOTE_ADDR"] == "10.0.0.1"
    assert environ["wsgi.url_scheme"] == "https"
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"


def test_the_server_starts_and_ends():
    async def all_of_it():
        heard = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
        said = []

        async def receive():
            return heard.pop(0)

        async def send(message):
            said.append(message["type"])

        await Adapter(echo)({"type": "lifespan"}, receive, send)
        assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

    run(all_of_it())
