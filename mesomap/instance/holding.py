"""Who is at work on an instance folder: a lock of the system, which ends with the process.

The server and every command hold it together; a restore takes it alone. On Windows, where there is
no such lock, the system itself refuses to move a database that is open.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mesomap.errors import N_, Conflict
from mesomap.instance import cannot_serve, make_folder, refuse_lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCK = "in-use.lock"


#: What the system says of a folder that may not be written.
_NOT_WRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def hold(instance: Path, *, reads: bool = False) -> Callable[[], None]:
    """Hold the folder with others, made if it is not there; gives the function that releases it.

    Who only `reads` may do so where nothing can be written: no restore is at work there either.

    Raises
    ------
    Refused
        The database is gone and something says that it was there; the folder cannot serve.
    Conflict
        A restore is at work in it.
    """
    refuse_lost(instance)
    try:
        make_folder(instance)
    except OSError as problem:
        if not reads or problem.errno not in _NOT_WRITABLE:
            raise cannot_serve(instance, problem) from problem
        if not (instance / LOCK).exists():
            return lambda: None
    descriptor = _locked(instance, alone=False)
    return lambda: os.close(descriptor)


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Hold the folder alone. Raises Conflict where a server or a command is at work on it."""
    descriptor = _locked(instance, alone=True)
    try:
        yield
    finally:
        os.close(descriptor)


def is_in_use(instance: Path) -> bool:
    """Tell whether a server or a command is at work on the folder; nothing is made to ask."""
    if not (instance / LOCK).exists():
        return False
    try:
        with alone(instance):
            return False
    except Conflict:
        return True


def _locked(instance: Path, *, alone: bool) -> int:
    path = instance / LOCK
    try:
        # An existing one is only read: to ask is possible where nothing may be written.
        there = path.exists()
        descriptor = os.open(path, os.O_RDONLY if there else os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise cannot_serve(instance, problem) from problem
    try:
        _lock(descriptor, alone=alone)
    except OSError as problem:
        os.close(descriptor)
        raise Conflict(
            N_("MesoMap est en service sur {folder} : arrêtez-le (Ctrl+C), puis recommencez.")
            if alone
            else N_("Une restauration est en cours dans {folder} : attendez qu’elle se termine."),
            folder=instance,
        ) from problem
    return descriptor


def _lock(descriptor: int, *, alone: bool) -> None:
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415  not there on Windows

    fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
