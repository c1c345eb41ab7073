"""A real application on a real file; a visitor who fills in forms as a browser does."""

import html
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from mesomap import instance
from mesomap.app import create_app
from mesomap.domain.clock import utc_text
from mesomap.services.practice import accounts
from mesomap.storage.sqlite import open_storage
from mesomap.web.access.security import limiter
from mesomap.web.common.store import STORAGE
from tests.cast import NOW, Doctor, Tablet, cookie_of, new_id

PASSWORD = "un mot de passe assez long"
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


#: A hash says itself what it cost, so one that cost little is quick to compare with, too.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def password_hash():
    """Hashing is slow on purpose; who only has to get in need not wait for it."""
    return CHEAP.hash(PASSWORD)


class Visitor:
    """A test client that remembers the token of the last page and sends it along."""

    def __init__(self, app, address="127.0.0.1"):
        self.app = app
        self.client = app.test_client()
        self.address = {"REMOTE_ADDR": address}
        self.token = None

    def get(self, path, **options):
        answer = self.client.get(path, environ_base=self.address, **options)
        found = TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        self.token = html.unescape(found.group(1)) if found else self.token
        return answer

    def post(self, path, data=None, *, token=None, **options):
        if "json" in options:
            headers = {"X-CSRFToken": token or self.token or ""} | options.pop("headers", {})
            return self.client.post(path, environ_base=self.address, headers=headers, **options)
        data = dict(data or {})
        data.setdefault("csrf_token", token if token is not None else self.token or "")
        return self.client.post(path, data=data, environ_base=self.address, **options)

    def sign_in(self, email, password=PASSWORD):
        self.get("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": password})
        self.get("/patients")
        return answer

    def fill(self, path, form, **changes):
        """Send the form named `form` of a page with what stands in it, but for `changes`."""
        action, data = form_of(self.get(path).text, form)
        return self.post(action or path.partition("?")[0], data | changes)


def form_of(page, name):
    body = re.search(rf'<form([^>]*data-form="{name}"[^>]*)>(.*?)</form>', page, re.DOTALL)
    assert body, f"no form {name}"
    action = re.search(r'action="([^"]*)"', body.group(1))
    data = {}
    for tag in re.findall(r"<input[^>]*>", body.group(2)):
        field = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        ticked = " checked" in tag or field.get("type") not in {"radio", "checkbox"}
        if "name" in field and ticked:
            _add(data, field["name"], html.unescape(field.get("value", "")))
    for field, text in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', body.group(2), re.DOTALL
    ):
        data[field] = html.unescape(text)
    for field, inside in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body.group(2), re.DOTALL
    ):
        options = re.findall(r"<option([^>]*)>([^<]*)", inside)
        chosen = next((o for o in options if " selected" in o[0]), options[0])
        value = re.search(r'value="([^"]*)"', chosen[0])
        data[field] = value.group(1) if value else chosen[1]
    return action and action.group(1), data


def _add(data, name, value):
    """A name that comes again makes a list."""
    if name not in data:
        data[name] = value
    else:
        data[name] = [*(data[name] if isinstance(data[name], list) else [data[name]]), value]


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once(tmp_path_factory):
    """Hundreds of applications are made here; their templates are compiled for the first alone."""
    cache = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    before, Flask.jinja_options = Flask.jinja_options, {"bytecode_cache": cache}
    yield
    Flask.jinja_options = before


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """An empty database, made once; every test has a copy of its own."""
    folder = tmp_path_factory.mktemp("migrated")
    storage = open_storage(folder / "mesomap.db")
    storage.migrate()
    storage.close()
    return folder / "mesomap.db"


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """An application without a practice: compiling its addresses is most of what making one takes."""
    folder = tmp_path_factory.mktemp("built")
    app = create_app({"INSTANCE": folder, "PASSWORD_HASHER": CHEAP})
    app.extensions[STORAGE].close()
    return app


@pytest.fixture
def app(built, tmp_path, migrated):
    """The application on a file, a key and settings of this test's own."""
    shutil.copy(migrated, tmp_path / "mesomap.db")
    instance.prepare(tmp_path)
    as_built = dict(built.config)
    built.config |= {"INSTANCE": tmp_path, "SECRET_KEY": instance.secret_key(tmp_path)}
    built.extensions[STORAGE] = open_storage(instance.database(tmp_path))
    limiter.reset()
    yield built
    built.extensions[STORAGE].close()
    built.config.clear()
    built.config |= as_built


@pytest.fixture
def own_app(tmp_path, migrated):
    """An application of one test alone, which may be given addresses of its own."""
    shutil.copy(migrated, tmp_path / "mesomap.db")
    app = create_app({"INSTANCE": tmp_path, "PASSWORD_HASHER": CHEAP})
    yield app
    app.extensions[STORAGE].close()


@pytest.fixture
def visitor(app):
    return Visitor(app)


def practice(app, name="Cabinet du Parc", doctor="Dr Exemple", email="parc@exemple.test"):
    """A practice with a doctor who can sign in."""
    storage = app.extensions[STORAGE]
    doc = Doctor(storage, new_id(), new_id())
    accounts.create_practice(doc.seat, name, doctor, email, password_hash(), NOW)
    return doc


@pytest.fixture
def doc(app):
    return practice(app)


def signed_in(app, doc):
    """That doctor at work, by the cookie: hashing is tested in test_sign_in."""
    visitor = Visitor(app)
    with visitor.client.session_transaction() as session:
        session.update(cookie_of(app.extensions[STORAGE], doc.user_id))
    assert visitor.get("/walk-in").status_code == 200
    return visitor


@pytest.fixture
def me(app, doc):
    return signed_in(app, doc)


def age_sign_ins(app, **ago):
    """Put the last act of every device back by so much (arguments of `timedelta`)."""
    path = app.config["INSTANCE"] / "mesomap.db"
    seen_at = utc_text(datetime.now(UTC) - timedelta(**ago))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE sign_in SET seen_at = ?", [seen_at])


def marked(doc, **patient):
    """A session with two points planned: patient's and session's ids."""
    known = {"birth_date": "1985-04-12", "height_cm": 165, "weight_kg": 62} | patient
    person = doc.patient(**known)
    session = doc.session(person.id)
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"), tablet.point("b", face=4100))
    return person.id, session.id, tablet


def errors_beside_fields(page):
    """Sentences that stand beside fields: {name of the field: sentence}."""
    found = re.findall(
        r'name="([\w.-]+)"(?:(?!name=").)*?class="field-error"[^>]*>([^<]+)', page, re.DOTALL
    )
    return {name: html.unescape(text) for name, text in found}
