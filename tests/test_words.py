"""What comments, docstrings and the two pages for strangers name is there."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from mesomap.domain.acts import FAMILIES

ROOT = Path(__file__).resolve().parents[1]

#: Where the beginning of a path may be left out.
BASES = (
    "",
    "static",
    "static/js",
    "static/js/app",
    "static/js/model",
    "mesomap",
    "mesomap/domain",
    "mesomap/services",
    "mesomap/web",
)
ENDINGS = ("", ".py", ".js")

FOLDERS = """
static js mesomap web services domain storage body drawing documents exports lan access acts app model
view store geom input common record practice people billing papers safety reading measuring desk hand
map offline lock steps syringes page pages tests
"""
#: A file or a folder of the code, as people write it in a sentence.
NAMED = re.compile(
    rf"(?<![\w/.~<-])(?:{'|'.join(FOLDERS.split())})/\w+(?:/\w+)*(?:\.test)?(?:\.(?:py|js|json|css))?(?![\w/*-])"
)

CODE = sorted([*(ROOT / "mesomap").rglob("*.py"), *(ROOT / "static/js").rglob("*.js")])
PAGES = [ROOT / "ARCHITECTURE.md", ROOT / "docs/words.md", ROOT / "CONTRIBUTING.md"]


def words_of_python(text):
    """Give the comments and docstrings."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            yield ast.get_docstring(node) or ""


def words_of_javascript(text):
    """Give the comments, but for the imports of types, which tsc reads."""
    for line in text.splitlines():
        comment = re.search(r"^\s*/?\*.*|(?:^|\s)//.*", line)
        if comment and "@import" not in line:
            yield comment[0]


def is_there(name, beside):
    """Tell whether a name is a file or a folder, from a base or from the folder of the file."""
    starts = [*(ROOT / base for base in BASES), beside]
    return any((start / f"{name}{ending}").exists() for start in starts for ending in ENDINGS)


def test_modules_that_comments_name_are_there():
    lost = []
    for path in CODE:
        words_of = words_of_python if path.suffix == ".py" else words_of_javascript
        named = {name for words in words_of(path.read_text()) for name in NAMED.findall(words)}
        lost += [(path.name, name) for name in named if not is_there(name, path.parent)]
    assert lost == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_files_that_the_pages_for_strangers_name_are_there(path):
    quoted = re.findall(r"`([^`\n]+)`", path.read_text())
    named = {name for words in quoted for name in NAMED.findall(words)}
    assert [name for name in named if not is_there(name, path.parent)] == []


def test_the_table_of_acts_names_the_kinds_of_each_family():
    rows = re.findall(
        r"^\| `([a-z]+)` \| (.+) \|$", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE
    )
    told = {file: re.findall(r"`([a-z]+\.[a-z]+)`", kinds) for file, kinds in rows}
    assert {name: set(kinds) for name, kinds in told.items()} == {
        family.__name__.rpartition(".")[2]: {act.kind for act in family.ACTS} for family in FAMILIES
    }
