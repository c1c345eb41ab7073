"""Every error has a page of its own, in the reader's language; programs get JSON."""

import pytest
from flask import abort

from mesomap import errors
from mesomap.app import create_app
from mesomap.texts import typeset
from mesomap.web.common.errors import PAGES, STATUS, status_of
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.store import STORAGE
from tests.web.conftest import practice, signed_in

ALL = [400, 401, 403, 404, 405, 409, 413, 422, 429, 500]


@pytest.fixture(scope="module")
def failing_app(tmp_path_factory):
    """An application with an address for every error."""
    app = create_app(
        {"INSTANCE": tmp_path_factory.mktemp("failing"), "PROPAGATE_EXCEPTIONS": False}
    )
    app.extensions[STORAGE].migrate()

    @app.get("/fails/<int:status>", endpoint="fails")
    @app.get("/api/fails/<int:status>", endpoint="api_fails")
    @needs(Right.DEVICE)
    def fails(status):
        abort(status)

    @app.get("/breaks")
    @needs(Right.DEVICE)
    def breaks():
        raise RuntimeError("a secret that no page shows")

    yield app
    app.extensions[STORAGE].close()


@pytest.fixture(scope="module")
def failing(failing_app):
    return signed_in(failing_app, practice(failing_app))


@pytest.mark.parametrize("status", ALL)
def test_each_error_has_its_page(failing, status):
    answer = failing.get(f"/fails/{status}")
    assert answer.status_code == status
    _code, title, advice = PAGES[status]
    assert title in answer.text
    if status != 401:
        assert typeset(advice) in answer.text
        assert f'data-status="{status}"' in answer.text


@pytest.mark.parametrize("status", ALL)
def test_programs_get_a_code_and_a_sentence(failing, status):
    answer = failing.get(f"/api/fails/{status}")
    assert answer.status_code == status
    assert answer.json["error"]["code"] == PAGES[status][0]
    assert answer.json["error"]["sentence"]


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/sessions/nobody/quote.json", "*/*", "application/json"),
        ("/sessions/nobody/quote.json", "text/html,*/*;q=0.8", "text/html"),
        ("/sessions/nobody", "*/*", "text/html"),
        ("/sessions/nobody", "application/json", "application/json"),
    ],
)
def test_who_asks_for_json_gets_json(failing, path, accept, kind):
    answer = failing.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (404, kind)


def test_an_unforeseen_error_tells_nothing(failing, caplog):
    answer = failing.get("/breaks")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_an_error_nobody_foresaw_still_has_a_page(failing):
    assert failing.get("/fails/418").status_code == 418
    assert failing.get("/fails/503").status_code == 503


def kinds(kind=errors.MesoMapError):
    for child in kind.__subclasses__():
        yield child
        yield from kinds(child)


@pytest.mark.parametrize(
    "kind", sorted(set(kinds()), key=lambda k: k.__name__), ids=lambda k: k.__name__
)
def test_every_error_of_ours_has_a_status(kind):
    assert status_of(kind("x")) in STATUS.values()


def test_the_tree_in_the_docstring_is_true():
    for line in errors.__doc__.splitlines():
        words = line.split()
        if len(words) > 2 and words[2].isdigit():
            assert status_of(getattr(errors, words[1])("x")) == int(words[2]), words[1]


def test_an_address_that_takes_no_such_method(me):
    assert me.post("/patients", {}).status_code == 405
    assert me.get("/sign-out").status_code == 405


def test_a_request_of_two_megabytes(me, doc):
    session = doc.session()
    big = {"events": ["x" * 2_000_000]}
    answer = me.post(f"/api/sessions/{session.id}/events", json=big)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too-large")
    me.get("/patients/new")
    page = me.post("/patients/new", {"family_name": "x" * 2_000_000, "sex": "F"})
    assert page.status_code == 413
    assert "trop volumineux" in page.text


def test_a_stored_file_that_is_no_database(tmp_path):
    (tmp_path / "mesomap.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(errors.Conflict):
        create_app({"INSTANCE": tmp_path})


def test_the_storage_is_where_the_services_look(app):
    assert app.extensions[STORAGE] is not None
