"""A furnished instance, its doctor, a disk, a backup."""

import pytest

from mesomap import instance
from mesomap.services.safety import backup
from mesomap.storage.sqlite import open_storage
from tests.furnished import copied, furnish
from tests.services.backup.asked import HERE, quiet


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("furnished") / "instance"
    return folder, furnish(folder)


@pytest.fixture
def folder(original, tmp_path):
    return copied(original[0], tmp_path / "instance")


@pytest.fixture
def doc(original, folder):
    """The doctor of the copied instance, whose storage is open."""
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
