"""A disk that the system made read-only: what can still be read of it, and what is said."""

import errno
import os
from pathlib import Path

import pytest

from mesomap import instance
from mesomap.errors import Refused
from mesomap.instance import holding
from mesomap.storage import uris
from tests.cast import fresh_storage


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    """A folder with a database, as a disk without writing answers for it."""
    fresh_storage(tmp_path).close()

    def refuse(path, *_mode, **_more):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    monkeypatch.setattr(Path, "chmod", refuse)
    return tmp_path


def test_a_database_that_nobody_can_write_is_read_as_it_lies(sealed):
    path = instance.database(sealed)
    assert uris.read_only(path).endswith("?mode=ro&immutable=1")


@pytest.mark.parametrize(("end", "content"), [("wal", b"x"), ("shm", b""), ("shm", b"x")])
def test_one_that_somebody_may_have_open_is_not(sealed, end, content):
    path = instance.database(sealed)
    path.with_name(f"{path.name}-{end}").write_bytes(content)
    assert uris.read_only(path).endswith("?mode=ro")


def test_nor_one_in_a_folder_that_can_be_written(tmp_path):
    fresh_storage(tmp_path).close()
    assert uris.read_only(instance.database(tmp_path)).endswith("?mode=ro")


@pytest.mark.parametrize("with_lock", [False, True])
def test_who_reads_may_and_who_writes_is_told_what_still_can_be_done(sealed, with_lock):
    if with_lock:
        (sealed / holding.LOCK).touch()
    holding.hold(sealed, reads=True)()
    with pytest.raises(Refused, match=r"lecture seule.*mesomap backup"):
        holding.hold(sealed)
