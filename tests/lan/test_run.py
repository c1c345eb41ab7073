"""`mesomap run --lan`: the real command, the real server, clients that trust its authority alone."""

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from mesomap import server
from mesomap.cli import main
from mesomap.lan import certificates, status
from mesomap.lan.files import AUTHORITY, SERVER
from mesomap.lan.machine import this_machine
from tests.lan.net import MACHINE, LanServer
from tests.serving import free_port


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MESOMAP_INSTANCE", str(tmp_path / "practice"))
    monkeypatch.setenv("MESOMAP_OPEN", "0")
    monkeypatch.delenv("MESOMAP_LANG", raising=False)
    return tmp_path / "practice"


def mesomap(*arguments):
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_tablets_are_answered_over_tls_and_nothing_else(tmp_path):
    running = LanServer(tmp_path / "practice").start()
    try:
        with urllib.request.urlopen(f"{running.url}/setup", context=running.trust()) as answer:
            assert answer.status == 200
            assert "Secure" in answer.headers["Set-Cookie"]
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(f"{running.url}/setup")
        assert not in_the_clear(running.port).startswith(b"HTTP")
        door = f"http://127.0.0.1:{running.door_port}/"
        with urllib.request.urlopen(door) as answer:
            found = status.read(running.instance)
            assert found.groups[0] in answer.read().decode()
        with urllib.request.urlopen(f"{running.url}/connect", context=running.trust()) as answer:
            page = answer.read().decode()
            assert 'class="qr"' in page
            assert found.groups[0] in page
        log = running.log.read_text()
        assert " ".join(found.groups) in log
        assert found.door in log
        libraries = parent_libraries(running.process.pid)
        assert "_ssl" in libraries, "the look at what is loaded sees something"
        assert "cryptography" not in libraries
    finally:
        running.stop()


def in_the_clear(port):
    """What the port of TLS says to who speaks plain HTTP to it."""
    with (
        closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as plain,
        suppress(ConnectionError),
    ):
        plain.sendall(b"GET /setup HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return plain.recv(100)
    return b""


def parent_libraries(pid):
    return Path(f"/proc/{pid}/maps").read_text()


def test_a_certificate_about_to_end_is_renewed_beside_the_running_server(tmp_path):
    """Its files are replaced by one of 20 s; clients are answered all the while."""
    running = LanServer(tmp_path / "practice", env={"MESOMAP_TLS_EVERY_S": "0.3"}).start()
    try:
        first = running.serial()
        short(running, timedelta(seconds=20))
        answers, deadline = [], datetime.now(UTC) + timedelta(seconds=90)
        while served(running) in {first, None} or len(workers_of(running)) != 1:
            answers.append(answered(running))
            assert datetime.now(UTC) < deadline, running.log.read_text()
        assert len(answers) > 2
        # what waited unread in the queue of the old worker's socket is asked again by a client
        assert answers.count(False) <= 1, answers
        found = status.read(running.instance)
        assert datetime.fromisoformat(found.leaf_ends) - datetime.now(UTC) > timedelta(days=80)
    finally:
        running.stop()


def served(running):
    """Serial number that a client is shown; None where it is hung up on."""
    with suppress(ConnectionResetError, ssl.SSLError):
        return running.serial()
    return None


def answered(running):
    """Whether a new connection gets its answer; raises where nobody listens."""
    try:
        with urllib.request.urlopen(f"{running.url}/sign-in", context=running.trust()) as answer:
            return answer.status == 200
    except (ConnectionResetError, http.client.RemoteDisconnected):
        return False
    except urllib.error.URLError as error:
        if isinstance(error.reason, ConnectionRefusedError):
            raise
        return False


def workers_of(running):
    """Processes that the main thread of the server's parent started: its workers."""
    parent = running.process.pid
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def short(running, lasts):
    """Lay a certificate that ends soon in the place of the one that was made at the start."""
    tls = running.instance / "tls"
    authority = certificates.read_pair((tls / AUTHORITY).read_bytes())
    leaf = certificates.make_leaf(authority, this_machine(), datetime.now(UTC), lasts)
    status.write_private(tls / SERVER, leaf.pem)
    found = status.read(running.instance)
    ends = {"leaf_begins": leaf.begins.isoformat(), "leaf_ends": leaf.ends.isoformat()}
    status.write(running.instance, status.Status(**(vars_of(found) | ends)))


def vars_of(found):
    return {name: getattr(found, name) for name in found.__slots__}


# ------------------------------------------------------------ what is refused


def test_a_torn_authority_ends_with_a_sentence(folder):
    mesomap("migrate")
    (folder / "tls").mkdir()
    (folder / "tls" / AUTHORITY).write_text("torn")
    said = mesomap("run", "--lan", "--port", str(free_port()))
    assert said.exit_code == 2


def test_a_torn_authority_is_named(folder, capfd):
    mesomap("migrate")
    (folder / "tls").mkdir()
    (folder / "tls" / AUTHORITY).write_text("torn")
    mesomap("run", "--lan", "--port", str(free_port()))
    heard = capfd.readouterr().err
    assert AUTHORITY in heard
    assert "--new-authority" in heard
    assert (folder / "tls" / AUTHORITY).read_text() == "torn"


@pytest.mark.parametrize(
    "arguments",
    [("--new-authority",), ("--lan", "--new-authority", "--tls-cert", "C", "--tls-key", "C")],
)
def test_a_new_authority_where_there_is_none_of_ours(folder, tmp_path, arguments):
    given = tmp_path / "given.pem"
    given.write_bytes(certificates.make_authority(MACHINE, datetime.now(UTC)).pem)
    said = mesomap("run", *[str(given) if a == "C" else a for a in arguments])
    assert said.exit_code == 2
    assert "--lan" in said.stderr
    assert not folder.exists(), "nothing is made before"


def test_half_a_certificate_with_lan(folder, tmp_path):
    given = tmp_path / "given.pem"
    given.write_bytes(certificates.make_authority(MACHINE, datetime.now(UTC)).pem)
    said = mesomap("run", "--lan", "--tls-cert", str(given))
    assert said.exit_code == 2
    assert "--tls-key" in said.stderr


def test_a_door_that_is_taken(folder):
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = mesomap("run", "--lan", "--port", str(free_port()), "--connect-port", str(port))
    assert said.exit_code == 2
    assert "--connect-port" in said.stderr
    assert str(port) in said.stderr


@pytest.mark.parametrize("days", [3, -3])
def test_a_given_certificate_about_to_end_is_said(folder, tmp_path, capfd, monkeypatch, days):
    now = datetime.now(UTC)
    authority = certificates.make_authority(MACHINE, now - timedelta(days=60))
    leaf = certificates.make_leaf(
        authority, MACHINE, now - timedelta(days=60), timedelta(days=60 + days)
    )
    path = tmp_path / "given.pem"
    path.write_bytes(leaf.pem)
    monkeypatch.setattr(server, "serve", lambda *_, **__: None)
    said = mesomap(
        "run", "--port", str(free_port()), "--tls-cert", str(path), "--tls-key", str(path)
    )
    assert said.exit_code == 0
    assert "certificat donné" in said.output
    assert ("est terminé" in said.output) == (days < 0)
