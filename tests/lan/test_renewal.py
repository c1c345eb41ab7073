"""The look that is taken once a minute beside the server: what it does, and what it says."""

import ipaddress
from contextlib import closing
from datetime import UTC, datetime

import pytest

from mesomap.lan import status
from mesomap.lan.files import AUTHORITY, DOOR
from mesomap.lan.machine import Machine, this_machine
from mesomap.lan.renewal import Renewal, make
from mesomap.storage.sqlite import open_storage

ARGUMENTS = ("--port", "8000", "--door", "8001")
PRESENT = datetime.now(UTC)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MESOMAP_INSTANCE", str(tmp_path))
    with closing(open_storage(tmp_path / "mesomap.db")) as storage:
        storage.migrate()
    assert make(ARGUMENTS) == 0
    return tmp_path


@pytest.fixture
def heard():
    return []


@pytest.fixture
def renewal(folder, heard):
    return Renewal(folder, ARGUMENTS, lambda: heard.append("renewed"), heard.append)


def moved():
    """This machine, as if it had just been given another address."""
    here = this_machine()
    return Machine(here.host, (*here.addresses, ipaddress.ip_address("10.255.3.9")))


def test_the_command_makes_all_that_is_served(folder):
    found = status.read(folder)
    assert found.url.startswith("https://")
    assert found.door.endswith(":8001/")
    assert {p.name for p in (folder / "tls" / DOOR).iterdir()} >= {"mesomap.crt", "tablet.fr.html"}


def test_what_is_in_order_is_left_alone(renewal, heard):
    renewal.look(this_machine(), PRESENT)
    assert heard == []


def test_a_lost_status_is_written_again_and_the_server_reads_anew(folder, renewal, heard):
    (folder / "tls" / "status.json").unlink()
    renewal.look(this_machine(), PRESENT)
    assert heard == ["renewed"]
    assert status.read(folder) is not None


def test_a_renewal_that_fails_is_said_once_and_tried_again(folder, renewal, heard, capfd):
    whole = (folder / "tls" / AUTHORITY).read_bytes()
    (folder / "tls" / AUTHORITY).write_text("torn")
    for _ in range(2):
        renewal.look(moved(), PRESENT)
    assert len(heard) == 1
    assert "n’a pas pu être renouvelé" in heard[0]
    assert capfd.readouterr().err.count("--new-authority") == 1
    (folder / "tls" / AUTHORITY).write_bytes(whole)
    (folder / "tls" / "status.json").unlink()
    renewal.look(moved(), PRESENT)
    assert heard[1:] == ["renewed"]


@pytest.mark.parametrize("arguments", [(), ("--port", "many"), ("--port", "1", "--own", "nowhere")])
def test_what_the_command_refuses(folder, arguments, capfd):
    assert make(arguments) == 2
    assert capfd.readouterr().err
