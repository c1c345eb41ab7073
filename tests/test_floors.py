"""The floors of the house: a file imports from its own folder or from a floor below."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# From the ground up. Folders that share a floor do not know each other.
PYTHON = [
    {"errors", "resources"},
    {"domain", "texts", "instance", "intake"},
    {"body", "lan"},
    {"drawing"},
    {"storage"},
    {"documents", "exports"},
    {"services"},
    {"web"},
    {"app"},
    {"asgi"},
    {"worker"},
    {"workers"},
    {"cli_terminal", "server"},
    {"cli_open"},
    {"cli_area", "cli_backup", "cli_data", "cli_lan", "cli_migrate", "cli_password", "cli_verify"},
    {"cli"},
    {"__main__"},
]
BROWSER = [{"texts"}, {"geom"}, {"model"}, {"store"}, {"view", "input"}, {"app"}]

JS_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]""")


def height(folder, floors):
    return next((i for i, names in enumerate(floors) if folder in names), None)


def may_import(here, there, floors):
    return here == there or height(there, floors) < height(here, floors)


def folder_of(path, base):
    return path.relative_to(base).parts[0].removesuffix(".py").removesuffix(".js")


def python_targets(path, package):
    """Folders of the package that `path` imports, absolute or relative."""
    where = path.relative_to(package.parent).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = list(where[: len(where) - node.level + 1]) if node.level else []
            stem = start + (node.module.split(".") if node.module else [])
            found = [[*stem, alias.name] for alias in node.names]
        else:
            continue
        yield from (name[1] for name in found if name[0] == package.name and len(name) > 1)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "mesomap").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_python_imports_point_down(path):
    package = ROOT / "mesomap"
    here = folder_of(path, package)
    if here == "__init__":
        return
    assert height(here, PYTHON) is not None, f"{here} has no floor"
    known = [there for there in python_targets(path, package) if height(there, PYTHON) is not None]
    assert [there for there in known if not may_import(here, there, PYTHON)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static/js").rglob("*.js")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_browser_imports_point_down(path):
    base = ROOT / "static/js"
    here = folder_of(path, base)
    for target in JS_IMPORT.findall(path.read_text()):
        assert target.endswith(".js"), (
            f"{target}: with no build step, the extension is part of the address"
        )
        there = folder_of((path.parent / target).resolve(), base)
        assert may_import(here, there, BROWSER), f"{here} imports {there}"
