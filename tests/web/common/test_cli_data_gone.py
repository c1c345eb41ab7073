"""Every command on every state of the file: a sentence and the right code, nothing made or lost."""

import json
import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from mesomap import cli, instance, server
from mesomap.storage.versions import NAMES
from tests.furnished import EVENTS, copied, furnish
from tests.serving import free_port


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("furnished") / "instance"
    furnish(folder)
    return folder


@pytest.fixture
def folder(original, tmp_path, monkeypatch):
    monkeypatch.setenv("MESOMAP_OPEN", "0")
    monkeypatch.delenv("MESOMAP_LANG", raising=False)
    monkeypatch.setenv("MESOMAP_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setattr(server, "serve", lambda *_, **__: None)
    monkeypatch.setattr(cli, "Process", Here)
    monkeypatch.chdir(tmp_path)
    return copied(original, tmp_path / "instance")


class Here:
    """Stands in for `Process` and runs in this process, so that its output is captured."""

    def __init__(self, target):
        self.target, self.exitcode = target, 0

    def start(self):
        try:
            self.target()
        except SystemExit as end:
            self.exitcode = end.code

    def join(self):
        pass


def mesomap(*arguments):
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


def gone(path):
    path.unlink()


def empty(path):
    path.write_bytes(b"")


def wiped(path):
    """A database without a single table, as a tool leaves one that was opened by mistake."""
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("VACUUM")


def text(path):
    path.write_text("A letter, and no database. " * 300)


def cut(path):
    os.truncate(path, path.stat().st_size // 3)


def newer(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) "
            "VALUES ('mesomap', 'm999_later', 'x')"
        )


def pages(path):
    """The pages of the rows are damaged; the list of tables can be read."""
    with path.open("r+b") as file:
        for page in range(2, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xa5" * 64)


STATES = {
    gone: "mesomap restore", empty: "mesomap restore", wiped: "mesomap restore",
    text: "mesomap restore", cut: "mesomap restore", newer: "m999_later", pages: "mesomap restore",
}  # fmt: skip
COMMANDS = {
    "run": ("run", "--port", "{port}"), "migrate": ("migrate",), "demo": ("demo",),
    "export": ("export", "-o", "all"), "one": ("export", "nobody"), "rebuild": ("rebuild",),
    "backup": ("backup", "."), "verify": ("verify",),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_cannot_serve_is_told_by_every_command(folder, state, command):
    path = instance.database(folder)
    state(path)
    before = path.read_bytes() if path.exists() else None
    answer = mesomap(*(part.format(port=free_port()) for part in COMMANDS[command]))
    said = answer.output
    if command == "run" and state is pages:
        assert answer.exit_code in {0, 2}, "the server looks at no page that it does not need"
        return
    found = command == "verify" and state is not newer
    assert answer.exit_code == (1 if found else 2), said
    assert "Traceback" not in said
    assert STATES[state] in said or found
    assert (path.read_bytes() if path.exists() else None) == before
    assert not list(folder.glob("before-*"))


@pytest.mark.parametrize("sign", ["secret.key", "tls/authority.pem", "backup.json", "heads.json",
                                  "before-0.1.0-2026-11-30-120000.db"])  # fmt: skip
@pytest.mark.parametrize("command", ["run", "migrate", "demo"])
def test_no_database_is_made_where_something_says_that_one_was_there(folder, sign, command):
    shutil.rmtree(folder)
    (folder / sign).parent.mkdir(parents=True)
    (folder / sign).write_text("{}")
    answer = mesomap(*(part.format(port=free_port()) for part in COMMANDS[command]))
    assert answer.exit_code == 2
    said = answer.output
    assert sign in said
    assert "mesomap restore" in said
    assert str(folder) in said
    assert not instance.database(folder).exists()


def test_a_damaged_write_ahead_file_is_kept_before_it_is_folded_in(folder, tmp_path):
    """What a killed server left, with a byte changed."""
    path = instance.database(folder)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE practice SET name = 'Cabinet'")
        db.commit()
        shutil.copytree(folder, tmp_path / "left")
    shutil.rmtree(folder)
    (tmp_path / "left").rename(folder)
    beside = folder / "mesomap.db-wal"
    with beside.open("r+b") as file:
        file.seek(beside.stat().st_size - 2000)
        file.write(b"\xa5" * 64)
    content = beside.read_bytes()
    answer = mesomap("run", "--port", str(free_port()))
    assert answer.exit_code == 0
    [kept] = folder.glob("before-damage-*.wal")
    assert kept.read_bytes() == content
    assert str(kept) in answer.output


def test_an_empty_folder_is_a_first_visit(folder):
    shutil.rmtree(folder)
    assert mesomap("run", "--port", str(free_port())).exit_code == 0
    assert instance.database(folder).stat().st_size > 0
    shutil.rmtree(folder)
    folder.mkdir()
    assert mesomap("migrate").exit_code == 0


# ------------------------------------------------------------ backup, restore and verify, as typed


def test_a_backup_and_a_drill_and_a_restore(folder, tmp_path):
    made = mesomap("backup", str(tmp_path))
    assert made.exit_code == 0, made.output
    [path] = tmp_path.glob("mesomap-*.zip")
    assert str(path) in made.stdout
    assert f"patients 1, séances 2, événements {EVENTS}, devis 1" in made.stdout
    drill = mesomap("restore", str(path), "--drill")
    assert drill.exit_code == 0, drill.output
    assert "0 événements" in drill.stdout
    assert "rien n’a été changé" in drill.stdout
    restored = mesomap("restore", str(path))
    assert restored.exit_code == 0, restored.output
    [aside] = folder.glob("before-restore-*")
    assert str(aside) in restored.stdout
    assert mesomap("verify").exit_code == 0


def test_english_is_spoken(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("MESOMAP_LANG", "en")
    assert "read back" in mesomap("backup", str(tmp_path)).stdout
    [path] = tmp_path.glob("mesomap-*.zip")
    assert "Drill" in mesomap("restore", str(path), "--drill").stdout
    assert "cannot know" in mesomap("verify").stdout


@pytest.mark.parametrize(
    "head", ["", "12", "x.0123456789ab", "12.012345", "12.0123456789aG", "-1.0123456789ab"]
)
def test_a_head_that_is_none(folder, head):
    answer = mesomap("verify", "--head", head)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "--head" in answer.stderr


def test_verify_speaks_json_and_knows_a_head(folder):
    answer = mesomap("verify", "--json")
    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["ok"], found["findings"]) == (0, True, [])
    [practice] = found["practices"]
    assert mesomap("verify", "--head", practice["head"]).exit_code == 0
    unknown = mesomap("verify", "--json", "--head", "99.0123456789ab")
    assert unknown.exit_code == 1
    [finding] = json.loads(unknown.stdout)["findings"]
    assert finding["what"] == "tail"
    assert "99.0123456789ab" in finding["sentence"]


# ------------------------------------------------------------ before a migration


def older(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm019_lots'")


def test_verify_claims_of_an_older_form_only_what_it_looked_at(folder):
    older(instance.database(folder))
    said = mesomap("verify").stdout
    assert "Fichier et chaîne" in said
    assert "devis" not in said.partition("savoir")[0]


@pytest.mark.parametrize("command", ["run", "migrate", "rebuild"])
def test_a_copy_is_made_before_a_migration(folder, command):
    path = instance.database(folder)
    older(path)
    answer = mesomap(*(part.format(port=free_port()) for part in COMMANDS[command]))
    assert answer.exit_code == 0, answer.output
    [copy] = folder.glob("before-*.db")
    assert copy.name in answer.output
    for file, names in ((copy, len(NAMES) - 1), (path, len(NAMES))):
        with closing(sqlite3.connect(file)) as db:
            assert db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (names,)
    assert copy.stat().st_mode & 0o777 == 0o600
    mesomap("migrate")
    assert len(list(folder.glob("before-*.db"))) == 1, "nothing to be migrated, nothing to copy"


def test_the_last_three_copies_are_kept(folder):
    for n in range(4):
        old = folder / f"before-0.0.{n}-2026-01-01-120000.db"
        old.write_text("older")
        os.utime(old, (n, n))
    older(instance.database(folder))
    mesomap("migrate")
    names = sorted(path.name[:12] for path in folder.glob("before-*.db"))
    assert names == ["before-0.0.2", "before-0.0.3", "before-0.1.0"]


def test_no_migration_without_room_for_the_copy(folder, monkeypatch):
    path = instance.database(folder)
    older(path)
    usage = shutil.disk_usage(folder)._replace(free=2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    answer = mesomap("migrate")
    assert answer.exit_code == 2
    assert "1 Mo" in answer.stderr
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (len(NAMES) - 1,)
