"""Queries keep to what engines share; what is SQLite's own has one file."""

import ast
import re
from pathlib import Path

import pytest

from mesomap.storage import dialect

PACKAGE = Path(dialect.__file__).parents[1]

#: Files that are the engine itself: they open, copy, check and migrate its file.
ENGINE = {
    "storage/dialect.py", "storage/sqlite.py", "storage/wal.py", "storage/copying.py",
    "storage/health.py", "storage/shape.py", "storage/census.py", "storage/versions.py",
    "storage/before.py", "storage/troubles.py", "storage/ends.py",
}  # fmt: skip

QUERY = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN|WHERE|ORDER BY)\b")
OWN = re.compile(
    r"\b(fts5|match|collate|nocase|rowid|oid|json\w*\(|insert or|replace into|strftime|julianday"
    r"|unixepoch|glob|ifnull|group_concat|pragma|sqlite_\w+)", re.IGNORECASE,
)  # fmt: skip


def texts(path):
    """Strings of a file that may be SQL; f-strings by their pieces, docstrings left out."""
    tree = ast.parse(path.read_text())
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def own_words(text):
    return OWN.findall(text) if QUERY.search(text) else []


def queries():
    for folder in ("storage", "services"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            if name not in ENGINE and "/migrations/" not in name and "/safety/" not in name:
                yield path


@pytest.mark.parametrize("path", list(queries()), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_query_says_nothing_that_one_engine_alone_understands(path):
    assert [word for text in texts(path) for word in own_words(text)] == []


def test_such_words_are_seen():
    assert own_words("SELECT value FROM json_each(:ranks)") == ["json_each("]
    assert own_words("SELECT name FROM patient ORDER BY name COLLATE NOCASE")
    assert own_words("Le nom ne contient pas de glob.") == []
