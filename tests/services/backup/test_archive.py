"""Files that are no backup, or no longer what was made: refused, and nothing is taken of them."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from mesomap import instance
from mesomap.instance import holding
from mesomap.services.safety import archive, restore
from tests.services.backup.asked import HERE, quiet, refused

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
