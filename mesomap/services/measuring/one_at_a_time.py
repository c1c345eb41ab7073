"""A lock: one thread at a time measures or draws, which takes tens of megabytes for a moment.

Python runs one thread at a time anyway; in turns, the server's memory peaks at one such piece of
work and not at three, and two that need the same figures compute them once.
"""

from __future__ import annotations

from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = ParamSpec("Asked")
Given = TypeVar("Given")

#: Held while skin is measured or sessions are drawn; the thread that holds it may take it again.
turn = RLock()


def in_turn(act: Callable[Asked, Given]) -> Callable[Asked, Given]:
    """Make a function hold `turn` while it runs."""

    @wraps(act)
    def waiting(*args: Asked.args, **kwargs: Asked.kwargs) -> Given:
        with turn:
            return act(*args, **kwargs)

    return waiting
