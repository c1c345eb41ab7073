"""The words people read: French is written in the code, other languages come from catalogues.

Translators edit `translations/<lang>/LC_MESSAGES/messages.po`; `make i18n` compiles it into
the `.mo` beside it, which is kept in the repository too and is what is read here.
Placeholders are named, in braces, and filled in after translating:
`gettext(lang, "Bonjour {name}").format(name=…)`.
"""

from __future__ import annotations

import gettext as stdlib
import re
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import read_mo

#: What the interface speaks, the reference first.
LANGUAGES = ("fr", "en")
REFERENCE = "fr"

#: How each writes dates and numbers: English as in Britain, day before month.
LOCALES = {"fr": "fr", "en": "en_GB"}

#: Not a language: every text between brackets, so that a test can see what was never translated.
PSEUDO = "pseudo"

FOLDER = Path(__file__).resolve().parent / "translations"


#: Spaces that French never breaks a line at: before : ; ? ! », after «, before a unit.
_UNBROKEN = re.compile(
    r" (?=[:;?!»](?:\W|$))|(?<=«) |(?<=[\d}]) (?=(?:cm²|cm|mm|mL|mg|min|kg|h|s|€|%)(?!\w))"
)


_FIRST = re.compile(r"(?<!\d)1 (?=janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)")


def with_first(written: str) -> str:
    """Write the first of a month as French does, and no library of dates.

    The same in `static/js/model/days.js`.

    >>> with_first("mardi 1 décembre 2026"), with_first("11 mai"), with_first("1 December 2026")
    ('mardi 1er décembre 2026', '11 mai', '1 December 2026')
    """
    return _FIRST.sub("1er ", written)


@lru_cache(maxsize=4096)
def typeset(french: str) -> str:
    r"""Set the no-break spaces of French typography, so that no line begins with a colon.

    >>> typeset("Points : {n} cm²").replace("\u00a0", "~")
    'Points~: {n}~cm²'
    """
    return _UNBROKEN.sub("\u00a0", french)


class Texts(stdlib.NullTranslations):
    """Texts of one language; what its catalogue lacks stays in French."""

    def __init__(
        self,
        texts: dict[str, tuple[str, ...]],
        *,
        brackets: bool = False,
    ) -> None:
        super().__init__()
        self.texts = texts
        self.brackets = brackets

    def gettext(self, message: str) -> str:
        if self.brackets:
            return f"⟦{message}⟧"
        found = self.texts.get(message)
        return found[0] if found else typeset(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One or many. French says one for 0 and 1, English for 1 alone."""
        one = n == 1 if msgid1 in self.texts else abs(n) < 2
        if self.brackets:
            return f"⟦{msgid1 if one else msgid2}⟧"
        found = self.texts.get(msgid1)
        return found[0 if one else 1] if found else typeset(msgid1 if one else msgid2)

    # Names that Flask-Babel asks for.
    ugettext = gettext
    ungettext = ngettext


def _of_message(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


@lru_cache(maxsize=8)
def texts(lang: str) -> Texts:
    """Texts of `lang`: `fr`, `en` or `pseudo`; any other speaks French."""
    if lang == PSEUDO:
        return Texts({}, brackets=True)
    path = FOLDER / lang / "LC_MESSAGES" / "messages.mo"
    if lang not in LANGUAGES or not path.is_file():
        return Texts({})
    with path.open("rb") as file:
        catalog = read_mo(file)
    found = {
        str(_of_message(m.id)[0]): _of_message(m.string)
        for m in catalog
        if m.id and all(_of_message(m.string))
    }
    return Texts(found)


def gettext(lang: str, message: str) -> str:
    """Say `message` in `lang`.

    >>> gettext("fr", "Séance {n}").format(n=3)
    'Séance 3'
    """
    return texts(lang).gettext(message)


def ngettext(lang: str, one: str, many: str, n: int) -> str:
    """Say `one` or `many` in `lang`, by its own rule of plurals."""
    return texts(lang).ngettext(one, many, n)
