"""How the commands speak: a sentence in the terminal's language, errors on stderr."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

import click

from mesomap.errors import N_, Conflict
from mesomap.texts import gettext

if TYPE_CHECKING:
    from mesomap.errors import MesoMapError


def _lang() -> str:
    """French, unless the terminal asks for English with MESOMAP_LANG."""
    return os.environ.get("MESOMAP_LANG", "fr")


def said(sentence: str, **values: object) -> str:
    """Translate a sentence and fill it in."""
    text = gettext(_lang(), sentence)
    return text.format(**values) if values else text


def say(sentence: str, **values: object) -> None:
    """Print a sentence, translated and filled in."""
    click.echo(said(sentence, **values))


def moment(text: str) -> str:
    """Write a UTC moment as the machine's clock shows it."""
    try:
        return datetime.fromisoformat(text).astimezone().strftime("%d/%m/%Y %H:%M")
    except (TypeError, ValueError):
        return str(text)


def mark(sentence: str) -> str:
    """Mark a sentence for the extractor (imported as `_`); `say` translates it."""
    return sentence


def give_up(error: MesoMapError) -> NoReturn:
    """Say what is wrong on stderr; exit code 2."""
    click.echo(gettext(_lang(), error.template).format(**error.values), err=True)
    _leave_unwritten()
    sys.exit(2)


def _leave_unwritten() -> None:
    """Python writes what is left of the output as it ends: on a full disk, a second error."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def unreadable(problem: Exception) -> Conflict:
    """Turn what SQLite says of a database into a sentence."""
    return Conflict(
        N_("La base ne peut pas être lue ou écrite ({reason}) : « mesomap verify » dit ce qui est "
           "abîmé, « mesomap restore SAUVEGARDE » remet une sauvegarde en place."),
        reason=problem,
    )  # fmt: skip


class Progress:
    """How far long work is, on stderr: a line every `EVERY_S`, none in the first `QUIET_S`."""

    #: Seconds before the first line, and between two lines.
    QUIET_S, EVERY_S = 2.0, 5.0

    def __init__(self) -> None:
        self._next = time.monotonic() + self.QUIET_S

    def tell(self, sentence: str, done: float) -> None:
        """Say what is being done, and its share from 0 to 1."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self.EVERY_S
            click.echo(f"{gettext(_lang(), sentence)} : {done:.0%}", err=True)
