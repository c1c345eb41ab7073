"""A disk that is full, read only or damaged is told as what it is; what was kept can be read."""

import resource
import shutil
import sqlite3
from contextlib import closing

import pytest

from mesomap.app import create_app
from mesomap.errors import NoRoom
from mesomap.services.demo import demo
from mesomap.storage import sqlite
from mesomap.web.common.errors import PAGES
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.store import STORAGE
from tests.cast import NOW, Tablet, new_id
from tests.web.conftest import age_sign_ins, marked, practice, signed_in


@pytest.fixture
def short_app(tmp_path, migrated, monkeypatch):
    """An application that waits for no other process."""
    monkeypatch.setattr(sqlite, "TIMEOUT_S", 0.05)
    shutil.copy(migrated, tmp_path / "mesomap.db")
    app = create_app({"INSTANCE": tmp_path, "PROPAGATE_EXCEPTIONS": False})

    @app.get("/writes-a-file", endpoint="shelf.file2")
    @needs(Right.DEVICE)
    def writes_a_file():
        with open("/dev/full", "w") as file:  # noqa: PTH123  the system's own full disk
            file.write("x" * 100_000)
        return ""

    yield app
    app.extensions[STORAGE].close()


@pytest.fixture
def at_work(short_app):
    doc = practice(short_app)
    return doc, signed_in(short_app, doc)


def pragma(app, text):
    """Say something to SQLite on the connection that answers this thread."""
    app.extensions[STORAGE]._db().execute(f"PRAGMA {text}")


def full(app):
    pages = app.extensions[STORAGE]._db().execute("PRAGMA page_count").fetchone()[0]
    pragma(app, f"max_page_count={pages}")


def read_only(app):
    pragma(app, "query_only=ON")


def limited(app):
    """No file grows beyond what the write-ahead file has by now: a quota, or a small file system."""
    most = (app.config["INSTANCE"] / "mesomap.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, LIMITS[1]))


LIMITS = resource.getrlimit(resource.RLIMIT_FSIZE)


@pytest.fixture(autouse=True)
def _unlimited():
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, LIMITS)


def send(me, doc, session_id, count=300):
    """What a tablet sends: more than the pages that SQLite has left over."""
    tablet = Tablet(session_id, f"tablet-{count}")
    events = [tablet.point(f"m{k}", face=4000 + k) for k in range(count)]
    return me.post(f"/api/sessions/{session_id}/events", json={"events": events})


def registered(me):
    """Register patients until there is no room for more."""
    for count in range(300):
        answer = me.post("/patients/new", {"family_name": f"Exemple {count}", "sex": "F"})
        if answer.status_code != 303:
            break
    return answer


@pytest.mark.parametrize(
    ("how", "code", "sentence"),
    [
        (full, "no-room", "Le disque est plein"),
        (limited, "no-room", "Le disque refuse d’écrire"),
        (read_only, "read-only", "en lecture seule"),
    ],
)
def test_what_stands_in_the_way_is_said(short_app, at_work, how, code, sentence):
    doc, me = at_work
    _, session_id, _ = marked(doc)
    me.get("/patients/new")
    before = me.get(f"/api/sessions/{session_id}/events").json["events"]
    how(short_app)
    answer = send(me, doc, session_id)
    assert (answer.status_code, answer.json["error"]["code"]) == (507, code)
    assert sentence in answer.json["error"]["sentence"]
    page = registered(me)
    assert page.status_code == 507
    assert sentence in page.text
    assert PAGES[507][1] in page.text
    assert PAGES[500][1] not in page.text
    after = me.get(f"/api/sessions/{session_id}/events").json["events"]
    assert after == before, "all of a request or nothing of it"


@pytest.mark.parametrize("how", [full, limited, read_only])
def test_what_was_recorded_can_be_read_meanwhile(short_app, at_work, how):
    doc, me = at_work
    person_id, session_id, _ = marked(doc)
    age_sign_ins(short_app, minutes=2)
    how(short_app)
    for path in ("/patients", f"/patients/{person_id}", f"/sessions/{session_id}"):
        assert me.get(path).status_code == 200


def test_a_database_that_another_holds(short_app, at_work):
    doc, me = at_work
    _, session_id, _ = marked(doc)
    with closing(sqlite3.connect(short_app.config["INSTANCE"] / "mesomap.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = send(me, doc, session_id)
        assert (answer.status_code, answer.json["error"]["code"]) == (503, "busy")
        assert "autre commande" in answer.json["error"]["sentence"]
        assert answer.headers["Retry-After"]
        other.rollback()
    assert send(me, doc, session_id).status_code == 200


def test_a_file_that_cannot_be_read(short_app, at_work):
    doc, me = at_work
    person_id, _, _ = marked(doc)
    pragma(short_app, "wal_checkpoint(TRUNCATE)")
    short_app.extensions[STORAGE].close()
    path = short_app.config["INSTANCE"] / "mesomap.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    answer = me.get(f"/patients/{person_id}")
    assert answer.status_code == 500
    assert "mesomap verify" in answer.text
    path.write_bytes(whole)


def test_any_other_file_on_a_full_disk(short_app, at_work):
    _, me = at_work
    answer = me.get("/writes-a-file")
    assert answer.status_code == 507
    assert "Le disque est plein" in answer.text


def test_the_command_says_it_as_well(short_app, tmp_path):
    storage = short_app.extensions[STORAGE]
    full(short_app)
    with pytest.raises(NoRoom, match="disque est plein"):
        demo.make(storage, NOW, new_id)
