"""How the commands speak: a sentence in the terminal's language, errors on stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from mesomap.texts import gettext

if TYPE_CHECKING:
    from mesomap.errors import MesoMapError


def _lang() -> str:
    """French, unless the terminal asks for English with MESOMAP_LANG."""
    return os.environ.get("MESOMAP_LANG", "fr")


def say(sentence: str, **values: object) -> None:
    """Print a sentence, translated and filled in."""
    click.echo(gettext(_lang(), sentence).format(**values))


def mark(sentence: str) -> str:
    """Mark a sentence for the extractor (imported as `_`); `say` translates it."""
    return sentence


def give_up(error: MesoMapError) -> NoReturn:
    """Say what is wrong on stderr; exit code 2."""
    click.echo(gettext(_lang(), error.template).format(**error.values), err=True)
    sys.exit(2)
