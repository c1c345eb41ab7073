"""What a disk refuses, in a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say of what fails in the block that `path` cannot be written, and why. Raises Refused."""
    try:
        yield
    except OSError as problem:
        raise Refused(
            N_("{path} ne peut pas être écrit ({reason})."),
            path=path, reason=problem.strerror or str(problem),
        ) from problem  # fmt: skip
