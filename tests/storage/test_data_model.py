"""docs/data-model.md says what there is: every table, every kind of event, every key of a body."""

import json
import re
from pathlib import Path

from mesomap.domain.acts import ACTS
from mesomap.domain.acts.reading import TODAY
from mesomap.domain.events import Event
from mesomap.storage import schema

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/data-model.md").read_text()
NAMED = set(re.findall(r"`([^`]+)`", PAGE))


def test_every_table_is_told():
    sql = "".join(
        text
        for step in schema.STEPS
        for name, text in vars(step).items()
        if name.isupper() and isinstance(text, str)
    )
    tables = set(re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)", sql))
    assert tables
    tables -= set(re.findall(r"ALTER TABLE (\w+) RENAME", sql))
    dropped = set(re.findall(r"DROP TABLE (\w+)", sql)) - set(re.findall(r"RENAME TO (\w+)", sql))
    assert tables - dropped - NAMED == set()
    assert dropped & NAMED == set(), "what is gone is not told"


def test_every_kind_is_told_and_no_other():
    told = {name for name in NAMED if re.fullmatch(r"[a-z]+\.[a-z]+", name)} - {"mesomap.db"}
    assert told == set(ACTS)


def test_every_key_of_a_body_is_told():
    words = {word for name in NAMED for word in re.findall(r"\w+", name)}
    events = [
        e
        for path in (ROOT / "tests/cases/fold").glob("*.json")
        for e in json.loads(path.read_text())["events"]
    ]
    read = [TODAY.read(Event(**event)) for event in events]
    keys = {key for body in read if body is not None for key in body}
    assert len(keys) > 30
    assert keys - words == set()
