"""A backup brought back: what was there is moved aside, and all of it or nothing changes."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from mesomap import instance
from mesomap.instance import holding
from mesomap.services.practice import devices
from mesomap.services.safety import backup, restore, verify
from mesomap.storage import health
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from tests.cast import NOW, Tablet, cookie_of, new_id
from tests.furnished import EVENTS, tamper
from tests.services.backup.asked import HERE, quiet, refused, rows

ROOT = Path(__file__).resolve().parents[3]


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
    assert devices.of_practice(Seat(again, doc.practice_id), NOW) == []
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
