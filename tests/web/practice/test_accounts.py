"""One's own password, colleagues' accounts, and the command that resets a password."""

import re
import unicodedata
from dataclasses import replace
from functools import cache

import pytest
from click.testing import CliRunner

from mesomap.cli import main
from mesomap.services.practice import accounts
from mesomap.web.access import auth
from mesomap.web.access.security import limiter
from tests.cast import NOW, new_id
from tests.web.conftest import CHEAP, PASSWORD, Visitor, errors_beside_fields, practice, signed_in

NEW = "un tout autre mot de passe"
MAIL = "parc@exemple.test"


@cache
def new_hash():
    return CHEAP.hash(NEW)


@pytest.fixture
def colleague(doc):
    return accounts.add(
        doc.seat, new_id(), "Dr Autre Exemple", "autre@exemple.test",
        new_hash(), NOW,
    )  # fmt: skip


def change(me, old=PASSWORD, password=NEW, again=None):
    me.get("/settings/accounts")
    return me.post(
        "/accounts/password",
        {"old": old, "password": password, "again": password if again is None else again},
    )


# ------------------------------------------------------------ one's own password


def test_a_new_password_signs_in_and_the_old_does_not(app, doc, me):
    other_device = signed_in(app, doc)
    assert change(me).location == "/settings/accounts"
    assert "Mot de passe changé" in me.get("/settings/accounts").text
    assert other_device.get("/patients").status_code == 401, "other devices sign out"
    assert Visitor(app).sign_in(MAIL, PASSWORD).status_code == 401
    assert Visitor(app).sign_in(MAIL, NEW).location == "/"


@pytest.mark.parametrize(
    ("fields", "status", "name"),
    [
        ({"old": "wrong"}, 401, "old"),
        ({"old": ""}, 401, "old"),
        ({"password": "court"}, 422, "password"),
        ({"password": "aaaaaaaaaaaaaaaa"}, 422, "password"),
        ({"again": "autre chose encore"}, 422, "again"),
    ],
)
def test_a_change_that_is_refused_changes_nothing(doc, me, fields, status, name):
    answer = change(me, **fields)
    assert answer.status_code == status
    assert set(errors_beside_fields(answer.text)) == {name}
    assert PASSWORD not in answer.text
    assert NEW not in answer.text
    [kept] = accounts.of_practice(doc.seat)
    assert auth.password_matches(kept.password_hash, PASSWORD)


def test_wrong_passwords_have_to_wait(me):
    limiter.reset()
    statuses = [change(me, old="wrong").status_code for _ in range(9)]
    limiter.reset()
    assert statuses == [401] * 8 + [429]


@pytest.mark.parametrize("hashed", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_accents_of_another_keyboard_sign_in(app, doc, hashed, typed):
    """An old hash was made of what was typed then, in either spelling."""
    accents = "été à Nîmes, où déjà"
    old = CHEAP.hash(unicodedata.normalize(hashed, accents))
    account = accounts.user(doc.storage, doc.user_id)
    accounts.change_password(doc.storage, account, old, NOW)
    assert Visitor(app).sign_in(MAIL, unicodedata.normalize(typed, accents)).location == "/"
    assert Visitor(app).sign_in(MAIL, accents.replace("é", "e")).status_code == 401


def test_a_password_is_set_in_one_spelling(app, me):
    accents = unicodedata.normalize("NFD", "été à Nîmes, où déjà")
    change(me, password=accents)
    assert Visitor(app).sign_in(MAIL, unicodedata.normalize("NFC", accents)).location == "/"


# ------------------------------------------------------------ colleagues


def add(me, **fields):
    me.get("/settings/accounts")
    sent = {"name": "Dr Autre Exemple", "email": "autre@exemple.test", "password": NEW,
            "again": NEW}  # fmt: skip
    return me.post("/accounts/add", sent | fields)


def test_a_colleague_is_added_and_signs_in(app, me):
    assert add(me).location == "/settings/accounts"
    page = me.get("/settings/accounts").text
    assert "Dr Autre Exemple" in page
    assert "autre@exemple.test" in page
    other = Visitor(app)
    assert other.sign_in("autre@exemple.test", NEW).location == "/"
    assert "Dr Autre Exemple" in other.get("/patients").text


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"name": " "}, {"name"}),
        ({"email": "x"}, {"email"}),
        ({"email": MAIL.upper()}, {"email"}),
        ({"password": "court", "again": "court"}, {"password"}),
        ({"again": "autre"}, {"again"}),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_what_was_typed_stays(doc, me, fields, names):
    answer = add(me, **fields)
    assert answer.status_code == 422
    assert set(errors_beside_fields(answer.text)) == names
    assert NEW not in answer.text
    if "name" not in fields:
        assert 'value="Dr Autre Exemple"' in answer.text
    assert len(accounts.of_practice(doc.seat)) == 1


def test_a_stopped_colleague_is_out_until_opened_again(app, me, colleague):
    other = Visitor(app)
    other.sign_in(colleague.email, NEW)
    me.get("/settings/accounts")
    me.post("/accounts/stop", {"user_id": colleague.user_id})
    assert other.get("/patients").status_code == 401
    refused = Visitor(app).sign_in(colleague.email, NEW)
    assert refused.status_code == 401
    assert "arrêté" in refused.text
    assert "arrêté" not in Visitor(app).sign_in(colleague.email, "wrong").text
    me.get("/settings/accounts")
    me.post("/accounts/resume", {"user_id": colleague.user_id})
    assert Visitor(app).sign_in(colleague.email, NEW).location == "/"


def test_a_stopped_name_stays_on_what_it_signed(app, doc, me, colleague):
    other = replace(doc, user_id=colleague.user_id)
    session = other.session()
    accounts.stop(doc.seat, colleague.user_id, NOW)
    assert "Dr Autre Exemple" in me.get(f"/sessions/{session.id}").text


def test_the_last_account_is_not_stopped(doc, me):
    me.get("/settings/accounts")
    answer = me.post("/accounts/stop", {"user_id": doc.user_id})
    assert answer.status_code == 422
    assert "dernier compte" in answer.text
    assert me.get("/patients").status_code == 200


@pytest.mark.parametrize("path", ["/accounts/stop", "/accounts/resume"])
def test_which_account_has_to_be_said(me, path):
    me.get("/settings/accounts")
    assert me.post(path, {}).status_code == 400
    assert me.post(path, {"user_id": "nobody"}).status_code == 404


@pytest.mark.parametrize("path", ["/accounts/stop", "/accounts/resume"])
def test_an_account_of_another_practice_is_not_there(app, me, path):
    other = practice(app, "Cabinet voisin", "Dr Voisin", "voisin@exemple.test")
    me.get("/settings/accounts")
    assert me.post(path, {"user_id": other.user_id}).status_code == 404
    assert "Voisin" not in me.get("/settings/accounts").text
    assert accounts.user(other.storage, other.user_id).stopped_at is None


@pytest.mark.parametrize("path", ["password", "add", "stop", "resume"])
def test_the_demonstration_has_no_accounts(app, path):
    visitor = Visitor(app)
    visitor.get("/setup")
    visitor.post("/demo", {})
    assert "pas de comptes" in visitor.get("/settings/accounts").text
    sent = {"old": "!", "password": NEW, "again": NEW, "user_id": "x"}
    assert visitor.post(f"/accounts/{path}", sent).status_code == 403


@pytest.mark.parametrize("path", ["password", "add", "stop", "resume"])
def test_nobody_changes_accounts_unless_signed_in(app, doc, path):
    visitor = Visitor(app)
    visitor.get("/sign-in")
    assert visitor.post(f"/accounts/{path}", {"user_id": doc.user_id}).status_code == 401


# ------------------------------------------------------------ at the machine


@pytest.fixture
def mesomap(app, monkeypatch):
    monkeypatch.setenv("MESOMAP_INSTANCE", str(app.config["INSTANCE"]))
    monkeypatch.delenv("MESOMAP_LANG", raising=False)
    return lambda *arguments, typed="": CliRunner().invoke(
        main, ("password", *arguments), input=typed, catch_exceptions=False
    )


def test_a_password_is_reset_by_who_sits_at_the_machine(app, doc, me, mesomap):
    answer = mesomap(MAIL.upper(), typed=f"{NEW}\n{NEW}\n")
    assert answer.exit_code == 0, answer.output
    assert "Appareils déconnectés : 1" in answer.output.replace("\u00a0", " ")
    assert NEW not in answer.output
    assert me.get("/patients").status_code == 401
    assert Visitor(app).sign_in(MAIL, NEW).location == "/"


def test_a_password_is_made_and_printed_once(app, doc, mesomap):
    answer = mesomap(MAIL, "--generate")
    [made] = re.findall(r"^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$", answer.stdout, re.MULTILINE)
    assert Visitor(app).sign_in(MAIL, made).location == "/"
    assert mesomap(MAIL, "--generate").stdout != answer.stdout


@pytest.mark.parametrize(
    ("email", "typed", "word"),
    [
        ("nobody@exemple.test", "", MAIL),
        ("demo@exemple.invalid", "", MAIL),
        (MAIL, "court\ncourt\n", "12"),
        (MAIL, f"{NEW}\n{PASSWORD}\n", "mêmes"),
    ],
)
def test_a_reset_that_is_refused(app, doc, mesomap, email, typed, word):
    answer = mesomap(email, typed=typed)
    assert answer.exit_code == 2
    assert word in answer.stderr
    assert Visitor(app).sign_in(MAIL, PASSWORD).location == "/"
