"""Which language a page speaks, and how it writes numbers, money and dates."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_datetime, format_time
from babel.messages.extract import extract
from babel.numbers import format_decimal, get_currency_symbol
from flask import Blueprint, current_app, g, jsonify, redirect, request, session
from flask_babel import Babel, get_babel, get_locale
from markupsafe import Markup, escape

from mesomap import texts
from mesomap.documents.words import written_money
from mesomap.domain.clock import utc_moment
from mesomap.domain.said import Day, Number
from mesomap.errors import N_, Malformed, MesoMapError, NotFound
from mesomap.resources import resource_dir
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.paths import safe_next

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from flask import Flask, Response
    from werkzeug.wrappers import Response as WerkzeugResponse

bp = Blueprint("i18n", __name__)

THEMES = ("auto", "light", "dark")
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


def language() -> str:
    """Tell which language was chosen (by the address, or before); French where none was."""
    chosen = g.get("speaking") or session.get("lang")
    return str(chosen) if chosen in texts.LANGUAGES else texts.REFERENCE


def catalogue_language() -> str:
    """Like `language`, but `pseudo` while a test looks for texts never translated."""
    return texts.PSEUDO if current_app.config.get("PSEUDO_LANGUAGE") else language()


def translator() -> Callable[[str], str] | None:
    """Give services what to translate with: None (their own way), or the pseudo-language."""
    pseudo = current_app.config.get("PSEUDO_LANGUAGE")
    return texts.texts(texts.PSEUDO).gettext if pseudo else None


class _Domain:
    """Hands Flask-Babel our catalogues in place of its own compiled files."""

    def get_translations(self) -> texts.Texts:
        return texts.texts(catalogue_language())

    def gettext(self, string: str, **variables: Any) -> str:
        said = self.get_translations().gettext(string)
        return said.format(**variables) if variables else said

    def ngettext(self, one: str, many: str, num: int, **variables: Any) -> str:
        said = self.get_translations().ngettext(one, many, num)
        return said.format(**variables) if variables else said


#: A value that came from outside is quoted this far in a sentence.
QUOTED_CHARACTERS = 80


class _Quoted:
    """A value as JSON writes it, cut short: `null`, `true`, `"x"`, and never a page of it.

    A figure alone has its decimals as the reader writes them.
    """

    def __init__(self, value: Any, lang: str) -> None:
        self.value = value
        self.comma = lang == "fr" and isinstance(value, float)

    def __repr__(self) -> str:
        said = self._figure(json.dumps(self.value, ensure_ascii=False, default=str))
        return said if len(said) <= QUOTED_CHARACTERS else said[:QUOTED_CHARACTERS] + "…"

    def __format__(self, form: str) -> str:
        return self._figure(format(self.value, form))

    def _figure(self, said: str) -> str:
        return said.replace(".", ",") if self.comma else said


def _written(value: Any, lang: str) -> Any:
    """Write a value of an error's sentence in the reader's way."""
    if isinstance(value, Number):
        return figure(value.value, value.digits)
    if isinstance(value, Day):
        return day(value.iso)
    said = texts.gettext(lang, value) if isinstance(value, str) and value else value
    return _Quoted(said, lang)


def say(error: MesoMapError) -> str:
    """Say the error's sentence in the reader's language."""
    lang = catalogue_language()
    values = {k: _written(v, lang) for k, v in error.values.items()}
    return texts.gettext(lang, error.template).format(**values)


# ------------------------------------------------------------ numbers, money, dates


def _locale() -> str:
    return texts.LOCALES.get(str(get_locale()), texts.REFERENCE)


def number(value: float | None, digits: int = 0) -> str:
    """`1234.5` → `1 234,5` (French); None → an en dash."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, pattern, locale=_locale())


def figure(value: float | None, digits: int = 1) -> str:
    """Write a figure without needless zeros: `12.50` → `12,5`."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(value, pattern, locale=_locale())


def plus_minus(percent: float | None) -> str:
    """How sure an area is: `6.2` → ` ± 6 %`; nothing where it is not known."""
    if percent is None:
        return ""
    said = texts.texts(catalogue_language()).gettext(N_("± {pct} %"))
    return "\N{NO-BREAK SPACE}" + said.format(pct="> 99" if percent > 99 else figure(percent, 0))


def money(cents: int | None, currency: str = "EUR") -> str:
    """Write an amount of the smallest unit: `45,00 €`, `4 500 FCFP`; None → an en dash."""
    return "–" if cents is None else written_money(cents, currency, _locale())


def currency_sign(currency: str) -> str:
    """`EUR` → `€`."""
    return get_currency_symbol(currency, locale=_locale())


def _as_date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def day(value: date | str | None, style: str = "long") -> str:
    """`2026-11-21` → `21 novembre 2026`."""
    if not value:
        return "–"
    return texts.with_first(format_date(_as_date(value), style, locale=_locale()))


def moment(value: str | datetime | None, zone: ZoneInfo) -> str:
    """Write a stored moment as day and time of a time zone."""
    if not value:
        return "–"
    when = utc_moment(value) if isinstance(value, str) else value
    written = format_datetime(when.astimezone(zone), "d MMMM y, HH:mm", locale=_locale())
    return texts.with_first(written)


def clock(value: str, zone: ZoneInfo) -> str:
    """Write the time of day of a stored moment, in that time zone."""
    return format_time(utc_moment(value).astimezone(zone), "HH:mm", locale=_locale())


# ------------------------------------------------------------ texts for the browser


@lru_cache(maxsize=1)
def browser_messages() -> tuple[tuple[str, ...], ...]:
    """Messages that static/js asks for, each with its plural where it has one."""
    keywords: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "n_": (1, 2)}
    found: set[tuple[str, ...]] = set()
    for path in sorted((resource_dir("static") / "js").rglob("*.js")):
        with path.open("rb") as file:
            for _, message, _, _ in extract("javascript", file, keywords):
                found.add((message,) if isinstance(message, str) else tuple(message))
    return tuple(sorted(m for m in found if all(m)))


@lru_cache(maxsize=4)
def browser_texts(lang: str) -> dict[str, str | list[str]]:
    """Pick what the browser needs of a catalogue: `{French: other}`, a pair where it counts."""
    if lang == texts.REFERENCE:
        return {}
    catalogue = texts.texts(lang)
    return {
        m[0]: catalogue.gettext(m[0])
        if len(m) == 1
        else [catalogue.ngettext(m[0], m[1], 1), catalogue.ngettext(m[0], m[1], 2)]
        for m in browser_messages()
    }


@bp.get("/texts/<lang>.json")
@needs(Right.NOTHING)
def catalogue(lang: str) -> Response:
    if lang not in texts.LANGUAGES:
        raise NotFound(N_("Il n’y a pas de textes dans cette langue."))
    pseudo = current_app.config.get("PSEUDO_LANGUAGE")
    return jsonify(browser_texts(texts.PSEUDO if pseudo else lang))


@bp.post("/language")
@needs(Right.NOTHING)
def language_choice() -> WerkzeugResponse:
    lang = request.form.get("lang")
    if lang not in texts.LANGUAGES:
        raise Malformed(N_("Cette langue n’est pas disponible."))
    session["lang"] = lang
    return redirect(safe_next(request.form.get("next")), 303)


@bp.post("/theme")
@needs(Right.NOTHING)
def theme_choice() -> WerkzeugResponse:
    theme = request.form.get("theme")
    if theme not in THEMES:
        raise Malformed(N_("Ce thème n’existe pas."))
    session["theme"] = theme
    return redirect(safe_next(request.form.get("next")), 303)


def paragraphs(text: str) -> Markup:
    """Plain text with its line breaks kept."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def init_i18n(app: Flask) -> None:
    Babel(app, locale_selector=language, default_locale=texts.REFERENCE)
    with app.app_context():
        get_babel().instance.__dict__["domain_instance"] = _Domain()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda s: texts.texts(catalogue_language()).gettext(s),
        ngettext=lambda s, p, n: texts.texts(catalogue_language()).ngettext(s, p, n),
        newstyle=False,
    )
    app.jinja_env.filters.update(
        number=number, figure=figure, plus_minus=plus_minus, money=money,
        currency_sign=currency_sign, day=day, paragraphs=paragraphs,
    )  # fmt: skip
    app.jinja_env.globals.update(
        language=language,
        languages=LANGUAGE_NAMES,
        theme=lambda: session.get("theme", "auto"),
        browser_texts=lambda: browser_texts(catalogue_language()),
    )
    app.register_blueprint(bp)
