"""Every page of the demonstration practice: ids are given once, and what is referred to is there."""

import re
import shutil
from collections import Counter
from html.parser import HTMLParser

import pytest

from mesomap.app import create_app
from mesomap.services.demo import demo
from mesomap.web.access.security import limiter
from mesomap.web.common.store import STORAGE
from tests.cast import NOW, new_id
from tests.web.conftest import Visitor

#: Attributes whose value names other elements of the page, one or several.
REFERRING = (
    "for", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
    "aria-details", "aria-errormessage", "aria-activedescendant", "headers", "popovertarget",
)  # fmt: skip
NO_PAGE = re.compile(r"\.(json|pdf|csv)($|\?)|^/(static|api)/")


class Looked(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.asked, self.links = [], set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if value is None:
                continue
            if name == "id":
                self.ids.append(value)
            elif name in REFERRING:
                self.asked |= set(value.split())
            elif name in {"href", "xlink:href"} and value.startswith("#"):
                self.asked.add(value[1:])
            elif tag == "a" and name == "href" and value.startswith("/"):
                self.links.add(value)
            self.asked |= set(re.findall(r"url\(#([^)]*)\)", value))

    def faults(self):
        twice = [f"twice: {name}" for name, n in Counter(self.ids).items() if n > 1]
        return twice + [f"nowhere: {name}" for name in self.asked - {*self.ids, ""}]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory, migrated):
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(migrated, folder / "mesomap.db")
    app = create_app({"INSTANCE": folder})
    limiter.reset()
    demo.make(app.extensions[STORAGE], NOW, new_id)
    visitor = Visitor(app)
    visitor.get("/setup")
    visitor.post("/demo", {})
    yield visitor
    app.extensions[STORAGE].close()


def kind(path):
    """The address with its ids left out: one for each kind of page."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path)


def pages(visitor, start="/patients"):
    """Follow links, to one page of each kind: {address: its text}."""
    found, kinds, ahead = {}, {kind(start)}, [start]
    while ahead:
        answer = visitor.get(path := ahead.pop())
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        found[path] = answer.text
        for link in sorted(Looked(answer.text).links):
            if not NO_PAGE.search(link) and kind(link) not in kinds:
                kinds.add(kind(link))
                ahead.append(link)
    return found


def test_ids_are_given_once_and_references_lead_somewhere(visitor):
    found = pages(visitor)
    faults = [f"{path}: {fault}" for path, text in found.items() for fault in Looked(text).faults()]
    assert not faults, "\n".join(faults)
    assert len(found) > 20
    drawn = next(text for path, text in found.items() if "/history?a=" in path)
    assert drawn.count('class="session-map"') >= 2
