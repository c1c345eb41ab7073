"""The words of one reader: texts in their language, figures and moments in its way of writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from mesomap import texts
from mesomap.domain.clock import practice_day, utc_moment
from mesomap.domain.countries import MINOR_DIGITS
from mesomap.domain.said import AS_IS, Day, Money, Number, Said, Value

Translate = Callable[[str], str]


def written_money(cents: int, currency: str, locale: str) -> str:
    """Write an amount of the smallest unit with the decimals that its currency has (ISO 4217)."""
    digits = MINOR_DIGITS.get(currency, 2)
    standard = Locale.parse(locale).currency_formats["standard"].pattern
    pattern = standard.replace("0.00", "0." + "0" * digits if digits else "0")
    figure = Decimal(cents).scaleb(-digits)
    return format_currency(figure, currency, pattern, locale=locale, currency_digits=False)


@dataclass(frozen=True, slots=True)
class Words:
    """How texts and figures are written for one reader. `lang` is "fr" or "en"."""

    lang: str
    translate: Translate
    currency: str = "EUR"
    time_zone: str = "Europe/Paris"

    @classmethod
    def of(
        cls,
        lang: str,
        translate: Translate | None = None,
        currency: str = "EUR",
        time_zone: str = "Europe/Paris",
    ) -> Words:
        """Words of a language; its catalogue unless `translate` is given."""
        known = lang if lang in texts.LANGUAGES else texts.REFERENCE
        return cls(known, translate or texts.texts(lang).gettext, currency, time_zone)

    def t(self, template: str, **values: Value) -> str:
        """Translate, then fill in."""
        return self.say(Said(template, values))

    def say(self, said: Said) -> str:
        """Translate the template of `said`, write its values, put them in."""
        typed = said.template == AS_IS
        template = AS_IS if typed else self.translate(said.template)
        return template.format(**{k: self.value(v) for k, v in said.values.items()})

    def value(self, value: Value) -> str:
        if isinstance(value, Said):
            return self.say(value)
        if isinstance(value, Money):
            return self.money(value.cents)
        if isinstance(value, Number):
            return self.number(value.value, value.digits)
        if isinstance(value, Day):
            return self.day(value.iso)
        return self.number(value) if isinstance(value, int) else value

    def money(self, cents: int) -> str:
        """`4500` → `45,00 €`; of the franc CFP `4 500 FCFP`."""
        return written_money(cents, self.currency, texts.LOCALES[self.lang])

    def number(self, value: float, digits: int = 0) -> str:
        """Write a figure with at most `digits` decimals: `12.50` → `12,5`."""
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return format_decimal(value, pattern, locale=texts.LOCALES[self.lang])

    def fixed(self, value: float, digits: int = 0) -> str:
        """Write a figure with exactly `digits` decimals: `12.5`, 2 → `12,50`."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(value, pattern, locale=texts.LOCALES[self.lang])

    def day(self, day: date | str | None, form: str = "long") -> str:
        """`2026-11-21` → `21 novembre 2026`; nothing for no day."""
        if not day:
            return ""
        value = date.fromisoformat(day) if isinstance(day, str) else day
        return texts.with_first(format_date(value, form, locale=texts.LOCALES[self.lang]))

    def local(self, moment: datetime | str) -> datetime:
        """Put a moment into the practice's time zone."""
        value = utc_moment(moment) if isinstance(moment, str) else moment
        return value.astimezone(ZoneInfo(self.time_zone))

    def clock(self, moment: datetime | str) -> str:
        """Say a moment: `lundi 23 novembre à 14 h 30`, `Monday 23 November at 14:30`."""
        pattern = "EEEE d MMMM 'à' H 'h' mm" if self.lang == "fr" else "EEEE d MMMM 'at' HH:mm"
        local, locale = self.local(moment), texts.LOCALES[self.lang]
        return texts.with_first(format_datetime(local, pattern, locale=locale))

    def weekday(self, moment: datetime | str) -> str:
        """Say a day of this week: `mardi 24 novembre`, `Tuesday 24 November`."""
        day = practice_day(self.local(moment), ZoneInfo(self.time_zone))
        return texts.with_first(format_date(day, "EEEE d MMMM", locale=texts.LOCALES[self.lang]))
