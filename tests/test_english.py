"""English is complete: every French sentence of the code, the pages and the scripts has one.

`make i18n` gathers what is new; whoever writes a sentence writes its translation.
"""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from mesomap import texts

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "n_": (1, 2)}
METHODS = [
    ("mesomap/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("static/js/**.js", "javascript"),
]


@pytest.fixture(scope="module")
def messages():
    """French sentences (with their plural where they have one): where each is first said."""
    found = {}
    for path, _line, message, _comments, _context in extract_from_dir(
        ROOT, METHODS, {"templates/**.html": {"trimmed": "true"}}, KEYWORDS
    ):
        found.setdefault(message, path)
    return found


def test_there_is_much_to_say(messages):
    assert len(messages) > 500


def test_every_sentence_is_said_in_english(messages):
    english = texts.texts("en").texts
    missing = [
        f"{path}: {message}"
        for message, path in messages.items()
        if (message if isinstance(message, str) else message[0]) not in english
    ]
    assert missing == []


def test_what_is_counted_has_two_forms(messages):
    english = texts.texts("en").texts
    counted = [m for m in messages if not isinstance(m, str)]
    assert counted
    assert [m for m in counted if len(english.get(m[0], ("",))) != 2] == []
