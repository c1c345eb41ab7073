"""The `mesomap` command: each of its verbs, and what it refuses."""

import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from mesomap import instance, server
from mesomap.app import create_app
from mesomap.cli import main
from mesomap.errors import Refused
from mesomap.services.demo import demo
from mesomap.services.practice import accounts
from mesomap.storage.sqlite import open_storage
from mesomap.web.common.store import STORAGE
from tests.cast import Tablet, doctor
from tests.serving import Server, free_port

RELEASE = Path(__file__).parents[2] / "storage/releases/2026-11.sql"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MESOMAP_INSTANCE", str(tmp_path / "practice"))
    monkeypatch.setenv("MESOMAP_OPEN", "0")
    monkeypatch.delenv("MESOMAP_LANG", raising=False)
    return tmp_path / "practice"


def mesomap(*arguments):
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def storage(folder):
    mesomap("migrate")
    storage = open_storage(folder / "mesomap.db")
    yield storage
    storage.close()


def test_help_names_every_verb():
    said = mesomap("--help").output
    for verb in (
        "run", "demo", "area", "export", "migrate", "verify", "rebuild", "backup", "restore", "password",
    ):  # fmt: skip
        assert verb in said
    assert "0.1.0" in mesomap("--version").output


def test_migrating_makes_what_is_missing_and_then_nothing(folder):
    first = mesomap("migrate")
    assert first.exit_code == 0
    assert (folder / "mesomap.db").is_file()
    assert mesomap("migrate").output != first.output


def test_a_file_of_the_release_before_is_measured_while_todays_model_is_here(folder):
    folder.mkdir()
    with sqlite3.connect(folder / "mesomap.db") as db:
        db.executescript(RELEASE.read_text())
    db.close()
    first = mesomap("migrate")
    assert first.exit_code == 0
    assert "mises à jour : 3 sur 3." in first.output.replace("\xa0", " ")
    assert "Séances" not in mesomap("migrate").output
    assert mesomap("verify").exit_code == 0


def test_the_instance_folder_is_for_its_owner_alone(folder):
    mesomap("migrate")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    storage = open_storage(folder / "mesomap.db")  # while it is open, its -wal and -shm are there
    doctor(storage)
    modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir()}
    storage.close()
    names = ["in-use.lock", "mesomap.db", "mesomap.db-shm", "mesomap.db-wal", "secret.key"]
    assert modes == dict.fromkeys(names, 0o600)
    key = instance.secret_key(folder)
    assert len(key) == 64
    instance.prepare(folder)
    assert instance.secret_key(folder) == key, "made once"


def test_an_instance_folder_that_cannot_be(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("MESOMAP_INSTANCE", str(tmp_path / "file"))
    answer = mesomap("migrate")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "MESOMAP_INSTANCE" in answer.stderr


def test_two_practices_have_two_keys(tmp_path):
    for name in ("a", "b"):
        instance.prepare(tmp_path / name)
    assert instance.secret_key(tmp_path / "a") != instance.secret_key(tmp_path / "b")


@pytest.mark.parametrize("torn", [b"", b" \n", b"\0" * 64, b"short", "é".encode() * 40])
def test_a_key_that_is_none_is_refused_and_kept(folder, torn):
    mesomap("migrate")
    (folder / "secret.key").write_bytes(torn)
    answer = mesomap("run", "--port", str(free_port()))
    assert answer.exit_code == 2
    assert "secret.key est vide ou abîmé" in answer.stderr
    assert (folder / "secret.key").read_bytes() == torn
    with pytest.raises(Refused, match="abîmé"):
        create_app({"INSTANCE": folder})


def test_a_full_disk_is_told_by_commands_too(folder):
    """The command's output goes to `/dev/full`, which is always out of room."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "mesomap", "migrate"], check=False, stdout=full,
            stderr=subprocess.PIPE, text=True, env=os.environ,
        )  # fmt: skip
    assert done.returncode == 2
    assert "Le disque est plein" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_that_was_taken_away_is_made_anew(folder):
    mesomap("migrate")
    (folder / "secret.key").unlink()
    create_app({"INSTANCE": folder}).extensions[STORAGE].close()
    assert len(instance.secret_key(folder)) == 64


def test_the_demonstration_is_made_once(folder):
    assert "est prêt" in mesomap("demo").output
    assert "existe déjà" in mesomap("demo").output
    storage = open_storage(folder / "mesomap.db")
    assert [p.practice_id for p in accounts.practices(storage)] == [demo.DEMO_PRACTICE_ID]
    storage.close()


def test_verifying_a_whole_record_and_a_broken_one(folder, storage):
    doc = doctor(storage)
    session = doc.session()
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"), tablet.point("b"))
    whole = mesomap("verify")
    assert (whole.exit_code, "chaîne intacte" in whole.output) == (0, True)
    _tamper(folder / "mesomap.db")
    broken = mesomap("verify")
    assert broken.exit_code == 1
    assert "chaîne rompue" in broken.output


def _tamper(path):
    """Change a stored event as someone with the file in hand could."""
    db = sqlite3.connect(path)
    triggers = [
        row[0]
        for row in db.execute(
            "select name from sqlite_master where type = 'trigger' and tbl_name = 'event'"
        )
    ]
    for name in triggers:
        db.execute(f"drop trigger {name}")
    db.execute("update event set kind = 'note.written' where kind = 'mark.planned'")
    db.commit()
    db.close()


def test_rebuilding_says_how_many(storage):
    doctor(storage).session()
    assert "1 séances" in mesomap("rebuild").output


# ------------------------------------------------------------ export


def test_one_patient_is_exported(storage, tmp_path):
    doc = doctor(storage)
    person = doc.patient("Exemple", "Zoé")
    assert json.loads(mesomap("export", person.id).output)
    path = tmp_path / "zoe.json"
    assert mesomap("export", person.id, "-o", str(path)).exit_code == 0
    assert "Zoé" in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_everyone_is_exported_into_a_folder(storage, tmp_path):
    people = [doctor(storage).patient(), doctor(storage).patient()]
    mesomap("export", "-o", str(tmp_path / "all"))
    assert {f.stem for f in (tmp_path / "all").iterdir()} == {p.id for p in people}


def test_a_patient_that_is_nowhere(storage):
    answer = mesomap("export", "nobody")
    assert answer.exit_code == 2
    assert "nobody" in answer.stderr


def test_the_terminal_can_speak_english(folder, monkeypatch):
    monkeypatch.setenv("MESOMAP_LANG", "en")
    assert mesomap("export", "nobody").exit_code == 2


def test_an_export_that_cannot_be_written(storage, tmp_path):
    person = doctor(storage).patient()
    (tmp_path / "file").write_text("no folder")
    for arguments in (
        ["-o", str(tmp_path / "file")],
        [person.id, "-o", str(tmp_path / "no" / "x")],
    ):
        answer = mesomap("export", *arguments)
        assert (answer.exit_code, answer.stdout) == (2, "")
        assert "ne peut pas être écrit" in answer.stderr
    assert (tmp_path / "file").read_text() == "no folder"


# ------------------------------------------------------------ run


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "cabinet.test", "2001:db8::1"])
def test_an_open_address_without_tls_is_refused(folder, host):
    with pytest.raises(Refused):
        server.check_address(host, None, None)
    answer = mesomap("run", "--host", host)
    assert answer.exit_code == 2
    assert "--tls-cert" in answer.stderr
    assert not folder.exists(), "nothing is made before"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.5.5.5"])
def test_loopback_needs_no_tls(host):
    server.check_address(host, None, None)


def test_with_tls_any_address_will_do(tmp_path):
    server.check_address("0.0.0.0", tmp_path, tmp_path)
    with pytest.raises(Refused):
        server.check_address("127.0.0.1", tmp_path, None)


def test_files_that_are_no_certificate(folder, tmp_path):
    (tmp_path / "file").write_text("no certificate")
    name = str(tmp_path / "file")
    answer = mesomap("run", "--tls-cert", name, "--tls-key", name)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "certificat" in answer.stderr
    assert not folder.exists(), "nothing is made before"


def test_a_port_that_is_taken_is_said(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = mesomap("run", "--port", str(port))
    assert answer.exit_code == 2
    assert str(port) in answer.stderr
    assert "--port" in answer.stderr


@pytest.mark.parametrize("port", ["0", "70000", "many"])
def test_a_port_that_is_none(folder, port):
    assert mesomap("run", "--port", port).exit_code == 2


def test_the_address_to_open():
    assert server.address("127.0.0.1", 8000, tls=False) == "http://127.0.0.1:8000/"
    assert server.address("0.0.0.0", 8443, tls=True) == "https://localhost:8443/"
    assert server.address("::1", 8000, tls=False) == "http://[::1]:8000/"


def test_the_server_starts_answers_and_ends(tmp_path):
    """One parent and one worker; a term signal to the parent ends both, and frees the port."""
    running = Server(tmp_path / "practice").start()
    try:
        with urllib.request.urlopen(f"{running.url}/setup") as answer:
            assert answer.status == 200
        strange = urllib.request.Request(f"{running.url}/setup", headers={"Host": "elsewhere.test"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(strange)
        assert refused.value.code == 400
        os.kill(running.process.pid, signal.SIGTERM)
        assert running.process.wait(timeout=30) == 0
    finally:
        running.stop()
    server.check_port("127.0.0.1", running.port)


def test_ports_can_be_chosen_by_the_environment(folder, monkeypatch):
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        monkeypatch.setenv("PORT", str(port))
        assert str(port) in mesomap("run").stderr
