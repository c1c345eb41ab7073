"""Every address of the application, with what no page sends: a sentence, never a traceback."""

import json
import logging
import re
import shutil
from copy import deepcopy
from io import BytesIO

import pytest

from mesomap.app import create_app
from mesomap.web.access.security import limiter
from mesomap.web.common.store import STORAGE
from mesomap.web.practice.settings_sections import SECTIONS
from tests.cast import Tablet, new_id, today
from tests.web.conftest import CHEAP, PASSWORD, form_of, marked, practice, signed_in

# ------------------------------------------------------------ bodies that are no JSON, or no JSON of ours

DEEP = 100_000
STRANGE = {
    "a deep list": b"[" * DEEP + b"]" * DEEP,
    "a deep object": b'{"a":' * 3000 + b"1" + b"}" * 3000,
    "a nest that Python just reads": b'{"email":' + b"[" * 400 + b"]" * 400 + b"}",
    "half of a character": b'{"email": "\\ud800", "pin": "\\udc00", "id": "\\ud800"}',
    "half of a character as a name": b'{"\\ud800": 1}',
    "half of a character in bytes": b'{"email": "\xed\xa0\x80"}',
    "no UTF-8": b'{"email": "\xe9"}',
    "not a number": b'{"email": NaN, "after": NaN}',
    "infinity": b'{"email": -Infinity}',
    "a number beyond all": b'{"email": 1e999, "after": 1e999, "id": 1e999}',
    "a whole number beyond all": b'{"email": 1' + b"0" * 400 + b', "after": 1' + b"0" * 400 + b"}",
    "digits without end": b'{"after": ' + b"9" * 5000 + b"}",
    "a name twice": b'{"id": "a", "id": "b", "do": "save", "do": "remove", "events": 1, "events": []}',
    "null": b"null",
    "a list": b"[]",
    "a list of lists": b"[[[]]]",
    "a text": b'"text"',
    "a number": b"5",
    "true": b"true",
    "nothing": b"",
    "an empty object": b"{}",
    "half of it": b'{"email": "a',
    "two": b"{} {}",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a null byte": b'{"email": "a\\u0000b", "id": "\\u0000"}',
}  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated):
    """A practice with a patient, a session and an estimate."""
    folder = tmp_path_factory.mktemp("doors")
    shutil.copy(migrated, folder / "mesomap.db")
    app = create_app({"INSTANCE": folder, "PROPAGATE_EXCEPTIONS": False, "PASSWORD_HASHER": CHEAP})
    yield House(app)
    app.extensions[STORAGE].close()


class House:
    def __init__(self, app):
        self.app = app
        self.doc = practice(app)
        self.patient_id, self.session_id, self.tablet = marked(self.doc)
        self.course_id = new_id()

    @property
    def known(self):
        return {
            "patient_id": self.patient_id, "session_id": self.session_id, "estimate_id": new_id(),
            "lang": "fr", "name": "F-40", "filename": "css/tokens.css", "stamp": "x",
            "section": "tariff",
        }  # fmt: skip

    def visitor(self):
        return signed_in(self.app, self.doc)


@pytest.fixture(autouse=True)
def _no_limit():
    limiter.reset()


@pytest.fixture
def clean(caplog):
    """Nothing may have gone wrong in the log either."""
    caplog.set_level(logging.ERROR)
    yield
    assert [record.getMessage() for record in caplog.records] == []


def told(answer):
    """An answer of ours: of any status but an error of the server."""
    assert answer.status_code < 500, answer.text[:500]
    answer.get_data()
    return answer


#: After these, someone else is at work, or nobody.
OTHERS = frozenset({"/sign-out", "/demo"})


def addresses(house, method):
    adapter = house.app.url_map.bind("localhost")
    for rule in house.app.url_map.iter_rules():
        if method in rule.methods:
            values = {name: house.known[name] for name in rule.arguments}
            if "session.js" in rule.rule:
                values["filename"] = "session.js"
            yield adapter.build(rule.endpoint, values, method, append_unknown=False)


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE)
def test_a_strange_body_at_every_address(house, body):
    me = house.visitor()
    for path in addresses(house, "POST"):
        headers = {"X-CSRFToken": me.token, "Accept": "application/json"}
        told(me.client.post(path, data=body, content_type="application/json", headers=headers))
        if path in OTHERS:
            me = house.visitor()


TEXTS = {
    "a null byte": "a\0b",
    "a control character": "a\x0bb\x1b[31m",
    "half of a character": "\ud800",
    "digits": "9" * 400,
    "a number beyond all": "1e999",
    "a template": "{0.__class__} %s ${x} {{7*7}}",
    "markup": "<svg onload=x>\U00013000",
    "not a character": "\uffff\U0010ffff",
}  # fmt: skip


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_strange_question_at_every_address(house, text):
    """The names of all parameters, and of the parts of addresses."""
    me = house.visitor()
    names = (
        "after",
        "head",
        "have",
        "q",
        "next",
        "v",
        "sort",
        "page",
        "drawing",
        "with",
        "lang",
        "from",
        "to",
    )
    asked = {name: text.encode("utf-8", "surrogatepass") for name in names}
    for path in addresses(house, "GET"):
        told(me.client.get(path, query_string=asked))


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("text", [t for t in TEXTS.values() if t and "\ud800" not in t])
def test_strange_parts_of_addresses(house, text):
    me = house.visitor()
    adapter = house.app.url_map.bind("localhost")
    for rule in house.app.url_map.iter_rules():
        if rule.arguments:
            values = dict.fromkeys(rule.arguments, text[:300])
            try:
                path = adapter.build(
                    rule.endpoint, values, "GET" if "GET" in rule.methods else "POST"
                )
            except ValueError:
                continue  # one of a few names
            told(me.client.get(path) if "GET" in rule.methods else me.post(path))


#: Headers that no browser sends.
HEADERS = {
    "Referer": ["http://[::1", "//", "\xff", "http://[", "http://a:b:c/"],
    "Origin": ["http://[", "http://[::1", "null", "\xff", "http://a:b"],
    "Accept-Language": ["fr;q=nan,en;q=1e999,,;;q", "x" * 9000, "*"],
    "Cookie": ["session=%ff; lang=zz; theme=\x7f", "=", "session=" + "." * 3000],
    "Range": ["bytes=5-1", "bytes=99999999999999999999-", "x"],
    "If-Modified-Since": ["x"], "If-None-Match": ['"'], "Accept": ["*/*;q=x"],
    "Sec-Fetch-Site": ["\xff"], "X-CSRFToken": ["\xe9"], "Authorization": ["Basic ///"],
}  # fmt: skip


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("header", HEADERS)
def test_a_strange_header(house, header):
    me = house.visitor()
    for value in HEADERS[header]:
        told(me.client.get("/patients", headers={header: value}))
        told(me.client.post("/language", headers={header: value}))


# ------------------------------------------------------------ JSON of ours with one value that is not


LOT = {"name": "Lidocaïne", "lot": "L1", "expiry": "2099-06", "presentation": "ampoule"}
RECIPE = {
    "dry": False,
    "volume_ml": 5,
    "needle_mm": 4,
    "products": [{"name": "Lidocaïne", "volume_ml": 2}],
}
MARK = {"kind": "point", "anchors": [[4000, 0.25, 0.5]], "depth": "IDP", "syringe": "A"}


def bodies(house):
    """Give a valid JSON body for each address that takes one."""
    event = Tablet(house.session_id, new_id()).point("z")
    return {
        "/sign-in": {"email": "a@exemple.test", "password": PASSWORD, "next": "/"},
        "/unlock": {"pin": "739154", "next": "/"},
        "/api/tray": {"confirm": [LOT], "withdraw": [LOT], "day": today().isoformat()},
        "/api/mixes": {"do": "save", "id": new_id(), "name": "Cou", "recipe": RECIPE},
        "/api/patterns": {"do": "save", "id": new_id(), "name": "Reins", "marks": [MARK]},
        "/api/patients": {"id": new_id(), "sex": "F", "age_band_years": 40, "family_name": "Exemple"},
        f"/api/sessions/{house.session_id}/events": {"events": [event], "head": "1.a", "after": 0},
    }  # fmt: skip


VALUES = [None, "\ud800", "a\0b", 10**400, float("inf"), [[]], {"\ud800": 1}, "<svg>\U00013000"]


def leaves(value, at=()):
    """Every place in a JSON value."""
    if at:
        yield at
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in inside:
        yield from leaves(item, (*at, key))


def changed(body, at, value):
    """A copy with another value at that place."""
    copy = deepcopy(body)
    place = copy
    for key in at[:-1]:
        place = place[key]
    place[at[-1]] = value
    return copy


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_one_strange_value_in_what_is_sent(house, value):
    for path, body in bodies(house).items():
        me = house.visitor()
        for at in leaves(body):
            headers = {"X-CSRFToken": me.token, "Accept": "application/json"}
            data = json.dumps(changed(body, at, value))
            told(me.client.post(path, data=data, content_type="application/json", headers=headers))


# ------------------------------------------------------------ forms of ours with one field that is not

FORM = re.compile(r'data-form="([^"{]+)"')

#: They end what the next one needs; what they carry is looked at in test_sign_in and test_lock.
ENDS = frozenset({"unlock", "sign-in", "setup", "demo"})


def forms(house, me):
    """Address and fields of every form that a page shows, as it stands there."""
    seen = set()
    for path in addresses(house, "GET"):
        answer = me.get(path)
        for name in FORM.findall(answer.text) if answer.mimetype == "text/html" else ():
            if name in ENDS or name in seen:
                continue
            seen.add(name)
            action, fields = form_of(answer.text, name)
            yield action or path, fields
    for section in SECTIONS:
        page = me.get(f"/settings/{section}").text
        for name in set(FORM.findall(page)) - seen:
            seen.add(name)
            action, fields = form_of(page, name)
            yield action or f"/settings/{section}", fields


def as_file(name, _value):
    return {name: (BytesIO(b"x\xff"), "a.png")}


#: What becomes of one field of a form.
FIELDS = {
    "a null byte": lambda name, _value: {name: "a\0b"},
    "digits": lambda name, _value: {name: "9" * 400},
    "a number beyond all": lambda name, _value: {name: "1e999"},
    "6,000 letters": lambda name, _value: {name: "x" * 6000},
    "left out": lambda _name, _value: {},
    "twice": lambda name, value: {name: ["zz", value]},
    "a list of PHP's": lambda name, value: {f"{name}[]": value},
    "a file": as_file,
}


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("strange", FIELDS.values(), ids=FIELDS)
def test_one_strange_field_in_every_form(house, strange):
    me = house.visitor()
    found = list(forms(house, me))
    assert len(found) > 12
    for path, fields in found:
        for name in fields if len(fields) < 20 else [*fields][:20]:
            if name != "csrf_token":
                rest = {key: value for key, value in fields.items() if key != name}
                told(me.post(path, rest | strange(name, fields[name])))
