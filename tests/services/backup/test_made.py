"""Backups: whole while others write, read back, on a disk that will do."""

import os
import shutil
import stat
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from mesomap import instance
from mesomap.instance import notes
from mesomap.services.safety import archive, backup, restore, verify
from mesomap.storage import copying
from tests.furnished import EVENTS, tamper
from tests.services.backup.asked import HERE, quiet, refused, rows

ROOT = Path(__file__).resolve().parents[3]


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
    """A limit of the system on file sizes takes the place of a full disk."""
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
