"""A practice of its own for each test of a service: a real SQLite file, a doctor, a session, a tablet."""

import pytest

from tests.cast import Tablet, doctor, fresh_storage


@pytest.fixture
def storage(tmp_path):
    storage = fresh_storage(tmp_path)
    yield storage
    storage.close()


@pytest.fixture
def doc(storage):
    return doctor(storage)


@pytest.fixture
def session(doc):
    return doc.session()


@pytest.fixture
def session_id(session):
    return session.id


@pytest.fixture
def tablet(session_id):
    return Tablet(session_id)
