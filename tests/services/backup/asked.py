"""Helpers of the tests of backups."""

import sqlite3
from contextlib import closing

import pytest

from mesomap.errors import Conflict, Refused
from tests.cast import NOW

HERE = NOW.astimezone()


def quiet(*_said):
    return None


def refused(work, *arguments):
    with pytest.raises((Refused, Conflict)) as said:
        work(*arguments)
    assert "{" not in str(said.value)
    return str(said.value)


def rows(database):
    """Every row of every table, but for those that say where a device is signed in."""
    with closing(sqlite3.connect(database)) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {n: db.execute(f'SELECT * FROM "{n}"').fetchall() for n in names if n != "sign_in"}
