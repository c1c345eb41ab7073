"""The floors of the package: a file imports from its own folder or from a floor below."""

import ast
import re
from graphlib import TopologicalSorter
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
# Rooms of a floor, from the ground up: a room knows those below it, and no other.
ROOMS = {
    "services": [
        {"practice", "measuring"}, {"people"}, {"record"}, {"reading"}, {"papers"}, {"billing"},
        {"demo"}, {"safety"},
    ],
    "web": [{"common"}, {"access"}, {"practice"}, {"people"}, {"record", "billing", "papers"}],
}  # fmt: skip
BROWSER = [{"texts"}, {"geom"}, {"model"}, {"store"}, {"view", "input"}, {"app"}]
APP = [
    {"offline"}, {"lock", "desk"}, {"map"}, {"hand", "record"}, {"syringes"}, {"steps"},
    {"page", "pages"}, {"session"},
]  # fmt: skip

JS_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]""")


def height(folder, floors):
    return next((i for i, names in enumerate(floors) if folder in names), None)


def may_import(here, there, floors):
    return here == there or height(there, floors) < height(here, floors)


def folder_of(path, base):
    return path.relative_to(base).parts[0].removesuffix(".py").removesuffix(".js")


def python_targets(path, package, called=None):
    """Folders of the package, `called` so where it lies in another, that `path` imports."""
    prefix = (called or package.name).split(".")
    where = (*prefix[:-1], *path.relative_to(package.parent).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = list(where[: len(where) - node.level + 1]) if node.level else []
            stem = start + (node.module.split(".") if node.module else [])
            found = [[*stem, alias.name] for alias in node.names]
        else:
            continue
        deep = len(prefix)
        yield from (name[deep] for name in found if name[:deep] == prefix and len(name) > deep)


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
    "path",
    [p for floor in ROOMS for p in sorted((ROOT / "mesomap" / floor).rglob("*.py"))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_rooms_know_those_below_them(path):
    floor, here, *_ = path.relative_to(ROOT / "mesomap").parts
    if here == "__init__.py":
        return
    assert height(here, ROOMS[floor]) is not None, f"{here} has no place among the rooms"
    inside = ROOT / "mesomap" / floor
    known = [
        there
        for there in python_targets(path, inside, f"mesomap.{floor}")
        if height(there, ROOMS[floor]) is not None
    ]
    assert [there for there in known if not may_import(here, there, ROOMS[floor])] == []


def modules_of(path):
    """The modules of the package that a file names in its imports, for types as well."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("mesomap"):
            yield from ((node.module, alias.name) for alias in node.names)


def test_nothing_imports_in_a_circle_not_even_for_its_types():
    files = {
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p
        for p in (ROOT / "mesomap").rglob("*.py")
    }
    known = {
        name: {
            within if f"{within}.{part}" not in files else f"{within}.{part}"
            for within, part in modules_of(path)
        }
        - {name}
        for name, path in files.items()
    }
    TopologicalSorter(known).prepare()  # raises CycleError, which names the circle


def test_a_service_takes_a_seat_and_not_its_parts():
    apart = [
        f"{path.name}: {node.name}"
        for path in sorted((ROOT / "mesomap/services").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and {"storage", "practice_id"} <= {arg.arg for arg in node.args.args}
    ]
    assert apart == []


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


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static/js/app").rglob("*.js")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_rooms_of_the_page_know_those_below_them(path):
    base = ROOT / "static/js/app"
    here = folder_of(path, base)
    assert height(here, APP) is not None, f"{here} has no place among the rooms"
    there = [(path.parent / target).resolve() for target in JS_IMPORT.findall(path.read_text())]
    known = {folder_of(each, base) for each in there if each.is_relative_to(base)}
    assert {room for room in known if not may_import(here, room, APP)} == set()


#: The only folder that may import an adapter's library.
ADAPTERS = {"sqlite_utils": "storage", "svgwrite": "drawing", "typst": "documents"}


def imported(tree):
    """Name what a file imports, with the names taken out of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_library_of_an_adapter_is_imported_in_one_folder_alone():
    wrong = [
        (str(path.relative_to(ROOT)), name)
        for path in (ROOT / "mesomap").rglob("*.py")
        for name in imported(ast.parse(path.read_text()))
        if ADAPTERS.get(name.split(".")[0], folder_of(path, ROOT / "mesomap"))
        != folder_of(path, ROOT / "mesomap")
    ]
    assert wrong == []


@pytest.mark.parametrize("floor", ["domain", "body"])
def test_no_clock_and_no_randomness(floor):
    modules, names = (
        {"time", "random", "secrets", "uuid"},
        {"now", "utcnow", "today", "random", "urandom"},
    )
    wrong = []
    for path in (ROOT / "mesomap" / floor).rglob("*.py"):
        tree = ast.parse(path.read_text())
        wrong += [(path.name, name) for name in imported(tree) if name.split(".")[0] in modules]
        wrong += [
            (path.name, node.attr)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in names
        ]
    assert wrong == []


@pytest.mark.parametrize("floor", ["geom", "model"])
def test_no_clock_no_randomness_and_no_dom_in_the_page(floor):
    outside = re.compile(
        r"\bDate\.now|\bnew Date\(\)|\bMath\.random|\bcrypto\.|\b(?:performance|document|window)\."
    )
    files = (ROOT / "static/js" / floor).rglob("*.js")
    assert [path.name for path in files if outside.search(path.read_text())] == []
