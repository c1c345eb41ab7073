"""The page's modules in one answer: put together from the files as they are, when first asked for.

One by one, the modules would be over a hundred requests. Each module becomes a function that is
run once, when another first needs it; its lines stay in their places, and a source map names them.
What this cannot read (a default export, a cycle) is refused with the file's name; a test reads all.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_IMPORT = re.compile(r"^import \{([^}]*)\} from '(\.[^'\n]+)';", re.MULTILINE)
_PASSED_ON = re.compile(r"^export \{([^}]*)\} from '(\.[^'\n]+)';", re.MULTILINE)
_LATER = re.compile(r"\bimport\('(\.[^'\n]+)'\)")
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function\*? |class |const )(?:(\w[\w$]*|\$\$?)|\[([^\]]+)\]))",
    re.MULTILINE,
)
_LEFT_OVER = re.compile(r"^\s*(?:import|export)\b.*", re.MULTILINE)

_HEAD = """\
const $made = {};
const $need = (name) => ($made[name] ??= $module[name]());
const $later = (name) => Promise.resolve(name).then($need);
const $module = {
"""


class Unreadable(ValueError):
    """A module is written in a way that this does not know."""


@dataclass(frozen=True, slots=True)
class _Module:
    name: str
    source: str
    code: str
    needs: tuple[str, ...]


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _pairs(names: str) -> list[tuple[str, str]]:
    """Split `a, b as c` into [(a, a), (b, c)]: the name there, and the name here."""
    found = [n.split(" as ") for n in names.replace("\n", " ").split(",") if n.strip()]
    return [(n[0].strip(), n[-1].strip()) for n in found]


def _read(name: str, source: str) -> _Module:
    needs: list[str] = []
    gives: dict[str, str] = {}

    def need(path: str) -> str:
        needs.append(_beside(name, path))
        return f"$need('{needs[-1]}')"

    def taken(found: re.Match[str]) -> str:
        named = ", ".join(f"{a}: {b}" if a != b else a for a, b in _pairs(found[1]))
        return f"const {{ {named} }} = {need(found[2])};" + "\n" * found[0].count("\n")

    def passed_on(found: re.Match[str]) -> str:
        asked = need(found[2])
        gives.update({there: f"{asked}.{here}" for here, there in _pairs(found[1])})
        return "\n" * found[0].count("\n")

    def given(found: re.Match[str]) -> str:
        names = [found[1]] if found[1] else [n.strip() for n in found[2].split(",")]
        gives.update({n: n for n in names})
        return ""

    code = _PASSED_ON.sub(passed_on, _IMPORT.sub(taken, source))
    code = _EXPORT.sub(given, code)
    code = _LATER.sub(lambda found: f"$later('{_beside(name, found[1])}')", code)
    left = _LEFT_OVER.search(code)
    if left:
        raise Unreadable(f"{name}: {left[0].strip()}")
    result = ", ".join(f"{n}: {v}" if n != v else n for n, v in gives.items())
    return _Module(name, source, f"{code.rstrip()}\nreturn {{ {result} }};", tuple(needs))


def _check_order(modules: dict[str, _Module]) -> None:
    """Raise Unreadable where a module needs itself, by whatever way, or one that is not there."""
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            raise Unreadable("a cycle: " + " → ".join((*way[way.index(name) :], name)))
        if name not in modules:
            raise Unreadable(f"{' → '.join(way)}: there is no {name}")
        if name not in done:
            for needed in modules[name].needs:
                visit(needed, (*way, name))
            done.add(name)

    for name in modules:
        visit(name, ())


def closure(names: Iterable[str], read: Callable[[str], str]) -> set[str]:
    """Name these modules and all that they need. Raises Unreadable."""
    found: set[str] = set()
    asked = list(names)
    while asked:
        name = asked.pop()
        if name not in found:
            found.add(name)
            asked += _read(name, read(name)).needs
    return found


def _section(module: _Module, line: int) -> dict[str, object]:
    """Where the lines of a module stand in the bundle (an indexed source map, version 3)."""
    lines = module.source.count("\n") + 1
    return {
        "offset": {"line": line, "column": 0},
        "map": {
            "version": 3,
            "sources": [f"js/{module.name}"],
            "names": [],
            "mappings": ";".join(["AAAA", *["AACA"] * (lines - 1)]),
        },
    }


def bundle(
    names: Iterable[str], read: Callable[[str], str], start: str, later: frozenset[str]
) -> tuple[str, str]:
    """Put modules together: the script, and its source map.

    `read(name)` gives a module's text; `start` is run at once. What is not in `later` is compiled
    at once too (a function in parentheses is). Raises Unreadable.
    """
    modules = {name: _read(name, read(name)) for name in names}
    _check_order(modules)
    parts, sections, line = [_HEAD], [], _HEAD.count("\n")
    for module in modules.values():
        now = module.name not in later
        opening = f"'{module.name}': {'(' if now else ''}() => {{\n"
        text = f"{opening}{module.code}\n}}{')' if now else ''},\n"
        sections.append(_section(module, line + 1))
        parts.append(text)
        line += text.count("\n")
    parts.append(f"}};\n$need('{start}');\n//# sourceMappingURL=session.js.map\n")
    return "".join(parts), json.dumps({"version": 3, "sections": sections})
