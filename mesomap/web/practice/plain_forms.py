"""Forms of settings: what is stored as flat fields, and back. Services check the values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from mesomap.web.common.forms import number, plain_number, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from werkzeug.datastructures import MultiDict

    Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """How a group is shown, in a language, and read; `boxes` are fields left out to say no."""

    shown: Callable[[Mapping[str, Any], str], dict[str, str]]
    read: Callable[[Form], dict[str, Any]]
    boxes: frozenset[str] = frozenset()

    def completed(self, form: Form, stored: Mapping[str, str]) -> Form:
        """Take what a form does not have from what is stored: an older page lacks fields.

        An emptied field is sent, and is empty.
        """
        whole = form.copy()
        for name, text in stored.items():
            if name not in form and name not in self.boxes:
                whole.add(name, text)
        return whole


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a plain form: `a.b` lies in the object `a`."""

    name: str
    shown: Callable[[Any, str], str]
    read: Callable[[str, str], Any]
    is_box: bool = False


def text(name: str) -> Field:
    return Field(name, _as_text, lambda typed, _name: typed)


def squeezed(name: str) -> Field:
    """Take a text that is kept without its spaces."""
    return Field(name, _as_text, lambda typed, _name: "".join(typed.split()))


def box(name: str) -> Field:
    return Field(
        name, lambda v, _lang: "1" if v else "", lambda typed, _name: bool(typed), is_box=True
    )


def figure(name: str, unit: str, *, empty: str = "") -> Field:
    """Take a number of that unit; an empty field stands for `empty`, or is refused."""
    return Field(name, plain_number, lambda typed, where: number(typed or empty, where, unit))


def whole_or_none(name: str, unit: str) -> Field:
    """Take a whole number of that unit; an empty field is none."""
    return Field(name, _as_text, lambda typed, where: whole(typed, where, unit) if typed else None)


def _as_text(value: Any, _lang: str) -> str:
    return "" if value is None else str(value)


def plain(*fields: Field) -> SettingsForm:
    """Make the form of a group whose fields are read and shown one by one."""

    def shown(value: Mapping[str, Any], lang: str) -> dict[str, str]:
        return {f.name: f.shown(_at(value, f.name), lang) for f in fields}

    def read(form: Form) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for f in fields:
            *path, last = f.name.split(".")
            place = reduce(lambda inside, key: inside.setdefault(key, {}), path, value)
            place[last] = f.read(form.get(f.name, "").strip(), f.name)
        return value

    return SettingsForm(shown, read, frozenset(f.name for f in fields if f.is_box))


def _at(value: Mapping[str, Any], name: str) -> Any:
    return reduce(lambda inside, key: inside[key], name.split("."), value)
