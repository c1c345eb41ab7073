"""Backups: whole while others write, read back, and refused where they are not what they say."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mesomap import instance
from mesomap.errors import Conflict, Refused
from mesomap.instance import holding, notes
from mesomap.services import archive, backup, devices, restore, verify
from mesomap.storage import copying, health
from mesomap.storage.sqlite import open_storage
from tests.cast import NOW, Tablet, cookie_of, new_id
from tests.furnished import EVENTS, copied, furnish, tamper

ROOT = Path(__file__).resolve().parents[2]
HERE = NOW.astimezone()


def quiet(*_said):
    return None


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("furnished") / "instance"
    return folder, furnish(folder)


@pytest.fixture
def folder(original, tmp_path):
    return copied(original[0], tmp_path / "instance")


@pytest.fixture
def doc(original, folder):
    """The doctor of the copied instance, with it open."""
    storage = open_storage(instance.database(folder))
    made = type(original[1])(storage, original[1].practice_id, original[1].user_id)
    yield made
    storage.close()


@pytest.fixture
def disk(tmp_path):
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


@pytest.fixture
def made(folder, disk):
    return backup.make(folder, disk, HERE, quiet).path


def rows(database):
    """Every row of every table, but for those that say where a device is signed in."""
    with closing(sqlite3.connect(database)) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {n: db.execute(f'SELECT * FROM "{n}"').fetchall() for n in names if n != "sign_in"}


# ------------------------------------------------------------ made


def test_a_backup_is_one_private_file_named_by_its_date(folder, disk):
    found = backup.make(folder, disk, HERE, quiet)
    assert [path.name for path in disk.iterdir()] == [f"mesomap-{HERE:%Y-%m-%d-%H%M%S}.zip"]
    assert stat.S_IMODE(found.path.stat().st_mode) == 0o600
    assert (found.broken, found.noted) == ((), True)
    [counted] = found.manifest.census.practices
    assert (counted.patients, counted.sessions, counted.events, counted.estimates) == (
        1,
        2,
        EVENTS,
        1,
    )


def test_everything_comes_back_as_it_was(folder, made, tmp_path):
    target = tmp_path / "elsewhere"
    found = restore.restore(target, made, HERE, quiet)
    assert (found.aside, found.since, found.broken, found.migrated) == (None, None, (), ())
    assert rows(instance.database(target)) == rows(instance.database(folder))
    for name in archive.PARTS[1:]:
        assert (target / name).read_bytes() == (folder / name).read_bytes()
        assert stat.S_IMODE((target / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((target / "tls").stat().st_mode) == 0o700
    assert verify.verify(target, (), quiet).findings == ()


def test_what_is_still_in_the_write_ahead_file_is_copied_as_well(folder, doc, disk):
    """The file of a running server, copied as a file, would lose this."""
    doc.patient("Dans le journal")
    assert instance.database(folder).with_name("mesomap.db-wal").stat().st_size > 0
    found = backup.make(folder, disk, HERE, quiet)
    assert found.manifest.census.practices[0].patients == 2


def test_a_backup_is_one_moment_while_others_write(folder, doc, tmp_path, monkeypatch):
    """Others write after every piece: the copy neither begins anew nor mixes two moments."""
    monkeypatch.setattr(copying, "PAGES", 8)
    steps = []

    def write(done):
        steps.append(done)
        assert len(steps) < 1000, "it begins anew at every write"
        doc.patient(f"Pendant {len(steps)}")

    found = copying.copy(instance.database(folder), tmp_path / "copy.db", write)
    assert len(steps) > 5
    assert steps == sorted(steps), "it never began anew"
    assert found.practices[0].patients == 1
    assert found.tables["patient"] == 1


def test_a_restore_can_be_made_of_what_a_backup_names_as_its_parts(folder):
    """A file that comes to the instance is either carried or known to be done without."""
    (folder / "tls" / "door").mkdir()
    for name in (*archive.NOT_CARRIED[2:7], archive.NOT_CARRIED[7]):
        (folder / name).touch()
    held = {str(path.relative_to(folder)) for path in folder.rglob("*")} - {"tls"}
    assert held <= {*archive.PARTS, *archive.NOT_CARRIED}


def test_the_last_backup_is_noted_and_not_carried(folder, made, tmp_path):
    note = notes.read(folder, notes.BACKUP)
    assert (note["made_at"], note["file"]) == ("2026-11-21T20:47:54.123Z", str(made))
    with zipfile.ZipFile(made) as whole:
        assert sorted(whole.namelist()) == sorted([*archive.PARTS, archive.MANIFEST])
    restore.restore(tmp_path / "elsewhere", made, HERE + timedelta(days=9), quiet)
    again = notes.read(tmp_path / "elsewhere", notes.BACKUP)
    assert again["made_at"] == note["made_at"], "the moment of the backup, not of its return"
    assert again["restored_at"] > again["made_at"]


def test_a_broken_chain_is_backed_up_and_told(folder, disk):
    tamper(folder, "UPDATE event SET author_id = 'x' WHERE seq = 3")
    assert backup.make(folder, disk, HERE, quiet).broken == ("Cabinet du Parc",)


# ------------------------------------------------------------ where it may go


def refused(work, *arguments):
    with pytest.raises((Refused, Conflict)) as said:
        work(*arguments)
    assert "{" not in str(said.value)
    return str(said.value)


def test_destinations_that_will_not_do(folder, disk):
    (disk / "there.zip").write_text("older")
    for dest, word in [
        (disk / "there.zip", "existe déjà"),
        (disk / "no" / "where.zip", "n’existe pas"),
        (disk / "there.zip" / "below.zip", "n’existe pas"),
        (folder, "dans le dossier des données"),
        (folder / "tls" / "b.zip", "dans le dossier des données"),
    ]:
        assert word in refused(backup.make, folder, dest, HERE, quiet)
    assert [path.name for path in disk.iterdir()] == ["there.zip"]
    assert (disk / "there.zip").read_text() == "older"
    assert notes.read(folder, notes.BACKUP) == {}


def test_a_link_into_the_instance_is_seen_through(folder, disk):
    (disk / "link").symlink_to(folder)
    assert "dans le dossier des données" in refused(backup.make, folder, disk / "link", HERE, quiet)


def test_a_disk_without_room_is_told_before(folder, disk, monkeypatch):
    usage = shutil.disk_usage(disk)._replace(free=5 * 2**20)
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _folder: usage)
    assert "5 Mo" in refused(backup.make, folder, disk, HERE, quiet)
    assert list(disk.iterdir()) == []


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from mesomap.cli import main
main(sys.argv[2:])
"""


def test_a_disk_that_fills_on_the_way_leaves_nothing(folder, disk):
    """A limit of the system stands for the end of the disk."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "100000", "backup", str(disk)],
        env=os.environ | {"MESOMAP_INSTANCE": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout + done.stderr
    assert "ne peut pas être écrit" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(disk.iterdir()) == []


def test_what_a_killed_backup_left_is_removed_later(folder, disk):
    stale, fresh = disk / f"{backup.WORK}old", disk / f"{backup.WORK}new"
    for left in (stale, fresh):
        left.mkdir()
    os.utime(stale, (1, 1))
    backup.make(folder, disk, HERE, quiet)
    assert not stale.exists()
    assert fresh.exists(), "another backup may be at work in it"


@pytest.mark.parametrize("key", [None, b"", b"short", b"\xff" * 64])
def test_a_key_that_is_gone_or_is_none_is_not_backed_up(folder, disk, key):
    if key is None:
        (folder / instance.SECRET).unlink()
    else:
        (folder / instance.SECRET).write_bytes(key)
    assert instance.SECRET in refused(backup.make, folder, disk, HERE, quiet)
    assert list(disk.iterdir()) == []


def test_nothing_to_be_backed_up(tmp_path, disk):
    assert "pas encore de données" in refused(backup.make, tmp_path / "none", disk, HERE, quiet)


def test_damaged_pages_are_not_called_a_backup(folder, disk):
    path = instance.database(folder)
    with path.open("r+b") as file:
        for page in range(3, path.stat().st_size // 4096, 5):
            file.seek(page * 4096)
            file.write(b"\xa5" * 64)
    assert "mesomap verify" in refused(backup.make, folder, disk, HERE, quiet)
    assert list(disk.iterdir()) == []


# ------------------------------------------------------------ what is no backup


def rewritten(source, target, change):
    """Write an archive anew, its entries as `change` makes them: {name: bytes}."""
    with zipfile.ZipFile(source) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    with zipfile.ZipFile(target, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return target


def manifest(entries, **changes):
    told = json.loads(entries[archive.MANIFEST]) | changes
    entries[archive.MANIFEST] = json.dumps(told).encode()


def say_it_is_part(entries, name, content=b"harmless"):
    told = json.loads(entries[archive.MANIFEST])
    digest = archive.hashlib.sha256(content).hexdigest()
    told["parts"].append({"name": name, "size": len(content), "sha256": digest})
    entries[archive.MANIFEST] = json.dumps(told).encode()
    entries[name] = content


def untold(entries, name, times=0):
    """Say a part so many times in the manifest."""
    told = json.loads(entries[archive.MANIFEST])
    parts = told["parts"]
    told["parts"] = [p for p in parts if p["name"] != name]
    told["parts"] += [p for p in parts if p["name"] == name] * times
    entries[archive.MANIFEST] = json.dumps(told).encode()


def newer_schema(entries):
    told = json.loads(entries[archive.MANIFEST])
    told["census"]["migrations"].append("m999_later")
    entries[archive.MANIFEST] = json.dumps(told).encode()


def counts_more(entries):
    told = json.loads(entries[archive.MANIFEST])
    told["census"]["practices"][0]["patients"] += 1
    entries[archive.MANIFEST] = json.dumps(told).encode()


CHANGED = {
    "a key changed": (lambda e: e.update({"secret.key": b"0" * 64}), "a changé"),
    "a key shorter": (lambda e: e.update({"secret.key": b"0"}), "a changé"),
    "a database changed": (
        lambda e: e.update({"mesomap.db": e["mesomap.db"].replace(b"IDP", b"IHD")}), "a changé"
    ),
    "no database": (lambda e: e.pop("mesomap.db"), "a changé"),
    "no key": (lambda e: e.pop("secret.key"), "a changé"),
    "no manifest": (lambda e: e.pop(archive.MANIFEST), "n’est pas une sauvegarde"),
    "a manifest that is none": (lambda e: e.update({archive.MANIFEST: b"[1]"}), "n’est pas une"),
    "a manifest of letters": (lambda e: e.update({archive.MANIFEST: b"\xff"}), "n’est pas une"),
    "a manifest without counts": (lambda e: manifest(e, census={}), "n’est pas une"),
    "a later form": (lambda e: manifest(e, mesomap_backup=2, version="9.0"), "9.0"),
    "a later schema": (newer_schema, "plus récente"),
    "other counts": (counts_more, "n’est pas ce qui devait"),
    "no parts": (lambda e: manifest(e, parts=[]), "a changé"),
    "a part that is not told": (lambda e: untold(e, "tls/authority.pem"), "a changé"),
    "a part that is told twice": (lambda e: untold(e, "secret.key", times=2), "a changé"),
    "a file beside": (lambda e: e.update({"readme.txt": b"harmless"}), "readme.txt"),
    "a path upwards": (lambda e: say_it_is_part(e, "../harmless.txt"), "../harmless.txt"),
    "a path from the root": (lambda e: say_it_is_part(e, "/tmp/harmless.txt"), "/tmp/harmless"),
    "a path through a part": (lambda e: say_it_is_part(e, "tls/../../h.txt"), "tls/../../h.txt"),
    "a backslash": (lambda e: say_it_is_part(e, "..\\h.txt"), "h.txt"),
    "another name for a part": (lambda e: say_it_is_part(e, "./secret.key"), "./secret.key"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_an_archive_that_is_not_what_was_made_is_refused(made, folder, tmp_path, name):
    change, word = CHANGED[name]
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    source = rewritten(made, tmp_path / "changed.zip", change)
    for work in (restore.drill, restore.restore):
        assert word in refused(work, folder, source, HERE, quiet)
    after = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p != source}
    assert set(after) - set(before) <= {folder / holding.LOCK}
    assert {p: after[p] for p in before} == before


def test_a_name_that_comes_twice_is_refused(made, folder, tmp_path):
    source = shutil.copy(made, tmp_path / "twice.zip")
    with zipfile.ZipFile(source, "a") as whole, pytest.warns(UserWarning, match="Duplicate"):
        whole.writestr("secret.key", b"0" * 64)
    assert "a changé" in refused(restore.drill, folder, Path(source), HERE, quiet)


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9, 0.999])
def test_a_file_that_was_cut_is_refused(made, folder, share):
    os.truncate(made, int(made.stat().st_size * share))
    assert "coupé" in refused(restore.drill, folder, made, HERE, quiet)


def test_every_changed_byte_of_the_database_is_noticed(made, folder):
    with zipfile.ZipFile(made) as whole:
        entry = whole.getinfo("mesomap.db")
    middle = entry.header_offset + 100 + entry.compress_size // 2
    with made.open("r+b") as file:
        file.seek(middle)
        byte = file.read(1)
        file.seek(middle)
        file.write(bytes([byte[0] ^ 0x40]))
    assert "a changé" in refused(restore.drill, folder, made, HERE, quiet)


def test_a_copy_of_the_database_alone_is_told_from_a_backup(folder):
    assert "base seule" in refused(restore.restore, folder, instance.database(folder), HERE, quiet)


@pytest.mark.parametrize("content", [b"", b"A letter. " * 100, b"PNG" * 100])
def test_another_file_is_no_backup(folder, tmp_path, content):
    (tmp_path / "other").write_bytes(content)
    assert "n’est pas une sauvegarde" in refused(
        restore.restore, folder, tmp_path / "other", HERE, quiet
    )


def test_a_file_that_is_not_there_and_a_folder(folder, tmp_path):
    for source in (tmp_path / "none.zip", tmp_path):
        assert "ne peut pas être lu" in refused(restore.restore, folder, source, HERE, quiet)


# ------------------------------------------------------------ brought back


def test_what_was_there_is_moved_aside_whole(folder, doc, made):
    doc.patient("Depuis")
    before = rows(instance.database(folder))
    doc.storage.close()
    found = restore.restore(folder, made, HERE, quiet)
    assert found.aside == folder / f"before-restore-{HERE:%Y-%m-%d-%H%M%S}"
    assert rows(instance.database(found.aside)) == before
    assert (found.aside / "secret.key").exists()
    [counted] = verify.verify(folder, (), quiet).practices
    assert counted.events == EVENTS
    assert not list(folder.glob(".restoring-*"))


def test_every_device_signs_in_again_and_tries_begin_anew(folder, doc, made):
    storage = doc.storage
    token = cookie_of(storage, doc.user_id, NOW)["sign_in"]
    for _nth in range(3):
        devices.count_try(storage, devices.find(storage, token))
    storage.close()
    later = backup.make(folder, made.parent / "later.zip", HERE, quiet).path
    restore.restore(folder, later, HERE, quiet)
    again = open_storage(instance.database(folder))
    assert devices.of_practice(again, doc.practice_id, NOW) == []
    assert devices.find(again, token).ended
    again.close()


def test_a_drill_counts_what_came_since_and_changes_nothing(folder, doc, made):
    person = doc.patient("Depuis", birth_date="1985-04-12", height_cm=165, weight_kg=62)
    old = doc.session(person.id, now=NOW)
    tablet = Tablet(old.id, new_id())
    doc.send(old.id, tablet.point("x"), now=NOW)
    doc.send(old.id, tablet.point("y"), tablet.point("z"), now=NOW + timedelta(days=6))
    before = kept(folder)
    [since] = restore.drill(folder, made, HERE + timedelta(days=8), quiet).since
    assert (since.same, since.events, since.from_tablets) == (True, 4, 3)
    assert (since.too_old, since.patients, since.estimates) == (1, 1, 0)
    assert kept(folder) == before


def kept(folder):
    """Every file but the one in which SQLite notes who reads."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith("-shm"))
    return {p: p.read_bytes() for p in files}


def test_another_chain_is_told_from_a_later_one(folder, made):
    tamper(folder, "UPDATE event SET hash = zeroblob(32) WHERE seq = 11")
    [since] = restore.drill(folder, made, HERE, quiet).since
    assert since.same is False


def test_a_restore_is_refused_while_somebody_is_at_work(folder, made):
    let_go = holding.hold(folder)
    assert "arrêtez-le" in refused(restore.restore, folder, made, HERE, quiet)
    restore.drill(folder, made, HERE, quiet)
    let_go()
    restore.restore(folder, made, HERE, quiet)


def test_asking_who_is_at_work_makes_nothing(folder):
    assert not holding.is_in_use(folder)
    assert not (folder / holding.LOCK).exists()
    let_go = holding.hold(folder)
    assert holding.is_in_use(folder)
    let_go()
    assert not holding.is_in_use(folder)


def test_nobody_begins_while_a_restore_is_at_work(folder):
    with holding.alone(folder):
        assert "restauration" in refused(holding.hold, folder)


def test_a_restore_that_fails_on_the_way_puts_everything_back(folder, made, monkeypatch):
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    rename, done = Path.rename, []

    def fails_late(path, target):
        if len(done) == 3:
            done.clear()
            raise OSError(5, "Input/output error")
        done.append(path)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_late)
    assert "ne peut pas être écrit" in refused(restore.restore, folder, made, HERE, quiet)
    after = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) <= {holding.LOCK}


def test_an_older_backup_is_migrated(folder, disk):
    tamper(folder, "DELETE FROM _sqlite_migrations WHERE name = 'm010_patterns'")
    with closing(sqlite3.connect(instance.database(folder))) as db:
        db.execute("DROP TABLE pattern")
    made = backup.make(folder, disk, HERE, quiet).path
    found = restore.restore(folder, made, HERE, quiet)
    assert found.migrated == ("m010_patterns",)
    assert verify.verify(folder, (), quiet).findings == ()


def test_a_restore_that_was_cut_off_is_not_taken_for_a_first_visit(folder, made):
    found = restore.restore(folder, made, HERE, quiet)
    for path in list(folder.iterdir()):
        if path != found.aside and path.is_file():
            path.unlink()
    shutil.rmtree(folder / "tls")
    assert "before-restore-" in refused(instance.prepare, folder)
    assert not instance.database(folder).exists()


def test_a_killed_servers_file_is_backed_up_with_all_it_had_acknowledged(folder, doc, tmp_path):
    """The files as a killed server leaves them: the last events are in the write-ahead file alone."""
    doc.patient("Confirmé")
    left = tmp_path / "left"
    shutil.copytree(folder, left)
    assert instance.database(left).with_name("mesomap.db-wal").stat().st_size > 0
    found = backup.make(left, tmp_path / "left.zip", HERE, quiet)
    assert found.manifest.census.practices[0].patients == 2
    wal = instance.database(left).with_name("mesomap.db-wal")
    with wal.open("r+b") as file:
        file.seek(wal.stat().st_size - 2000)
        file.write(b"\xa5" * 64)
    for _twice in range(2):
        assert [f.what for f in verify.verify(left, (), quiet).findings] == ["wal"]
    assert health.write_ahead(instance.database(left), in_use=False).lost == 1
