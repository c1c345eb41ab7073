"""What every storage must do. An engine is held to it by a subclass with a `make` of its own:

    class TestSqlite(Contract):
        def make(self, folder): ...   # a fresh, migrated storage; called again: the same data

`make` is called once for each storage that a test opens, with the test's own folder.
"""

import pytest

from tests.storage.contract_events import Events
from tests.storage.contract_papers import Papers
from tests.storage.contract_rows import Rows
from tests.storage.rows import AT, AUTHOR, P, Q, patient


class Contract(Events, Rows, Papers):
    """Tests of a storage; see the docstring of this file."""

    def make(self, folder):
        raise NotImplementedError

    @pytest.fixture
    def open_again(self, tmp_path):
        opened = []

        def open_again():
            opened.append(self.make(tmp_path))
            return opened[-1]

        yield open_again
        for storage in opened:
            storage.close()

    @pytest.fixture
    def storage(self, open_again):
        """Two practices, each with one patient."""
        storage = open_again()
        with storage.writing() as w:
            for practice in (P, Q):
                w.add_practice({"practice_id": practice, "name": practice, "created_at": AT})
                w.add("patient", patient(practice, "pat"), AUTHOR, AT)
        return storage
