"""The lock of a device: five minutes, a PIN, five tries; and the list of devices."""

import re
from threading import Thread

import pytest

from mesomap.domain.pins import TRIES
from mesomap.services.demo.demo import DEMO_USER_ID
from mesomap.services.practice import devices
from mesomap.storage.seat import Seat
from mesomap.web.access.device_names import device_name
from mesomap.web.common.context import now
from mesomap.web.common.store import STORAGE
from tests.cast import cookie_of
from tests.web.conftest import PASSWORD, Visitor, age_sign_ins, practice, signed_in

PIN, OTHER = "739154", "820461"
JSON = {"Accept": "application/json"}


@pytest.fixture
def locked(app, me):
    """A device with a PIN, left alone for six minutes."""
    assert choose(me).status_code == 303
    age_sign_ins(app, minutes=6)
    return me


def choose(me, pin=PIN, again=None, **more):
    me.get("/pin")
    return me.post("/pin", {"pin": pin, "again": again or pin, "next": "/settings"} | more)


def unlock(me, pin=PIN, **options):
    return me.post("/unlock", json={"pin": pin}, headers=JSON, **options)


# ------------------------------------------------------------ choosing a PIN


def test_a_pin_is_chosen_and_kept_as_a_hash(app, me, doc):
    answer = choose(me)
    assert (answer.status_code, answer.location) == (303, "/settings")
    with app.extensions[STORAGE].reading() as r:
        kept = r.account(doc.user_id)["pin_hash"]
    assert kept.startswith("$argon2id$")
    assert PIN not in kept


@pytest.mark.parametrize("pin", ["12345", "1234567", "abcdef", "12a456", "", "١٢٣٤٥٦", "12 456"])
def test_a_pin_that_is_not_six_digits(me, pin):
    answer = choose(me, pin)
    assert answer.status_code == 422
    assert "6 chiffres" in answer.text


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "654321", "121212", "123123", "112233", "111122", "901234"]
)
def test_a_pin_that_anyone_would_try(me, pin):
    answer = choose(me, pin)
    assert answer.status_code == 422
    assert "parmi les premiers" in answer.text
    assert "has_pin" not in answer.text


def test_the_two_codes_differ(me):
    answer = choose(me, again=OTHER)
    assert answer.status_code == 422
    assert "ne sont pas les mêmes" in answer.text


def test_changing_it_asks_for_the_password(app, me):
    choose(me)
    for password in ("", "not the password"):
        answer = choose(me, OTHER, password=password)
        assert answer.status_code == 401
        assert "Mot de passe inexact" in answer.text
    assert choose(me, OTHER, password=PASSWORD).status_code == 303
    age_sign_ins(app, minutes=6)
    assert unlock(me, PIN).status_code == 401
    assert unlock(me, OTHER).status_code == 200


def test_the_page_of_the_tablet_hears_the_same_in_json(me):
    me.get("/pin")
    answer = me.post("/pin", json={"pin": "000000", "again": "000000"}, headers=JSON)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "refused")
    assert me.post("/pin", json={"pin": PIN, "again": PIN}, headers=JSON).json == {"ok": True}


def test_it_is_offered_once_after_signing_in_at_this_machine(app, doc):
    visitor = Visitor(app)
    visitor.get("/sign-in")
    visitor.post("/sign-in", {"email": "parc@exemple.test", "password": PASSWORD})
    assert "Choisir un code" in visitor.get("/patients").text
    assert "Choisir un code" not in visitor.get("/patients").text
    assert "Plus tard" in visitor.get("/pin").text


def test_on_the_network_it_comes_before_everything(app, doc):
    visitor = Visitor(app, "192.168.1.30")
    with visitor.client.session_transaction() as session:
        session.update(cookie_of(app.extensions[STORAGE], doc.user_id))
    assert visitor.get("/settings?x=1").location == "/pin?next=/settings?x%3D1"
    assert "Plus tard" not in visitor.get("/pin").text
    choose(visitor)
    assert visitor.get("/settings").status_code == 200


def test_the_demonstration_has_none(visitor, app):
    visitor.get("/setup")
    visitor.post("/demo")
    visitor.get("/patients")
    assert visitor.post("/pin", {"pin": PIN, "again": PIN}).status_code == 403
    with app.extensions[STORAGE].reading() as r:
        assert r.account(DEMO_USER_ID)["pin_hash"] is None


# ------------------------------------------------------------ locked


def test_without_a_pin_nothing_locks(app, me):
    age_sign_ins(app, hours=1)
    assert me.get("/patients").status_code == 200


def test_just_within_five_minutes(app, me):
    choose(me)
    age_sign_ins(app, minutes=4, seconds=50)
    assert me.get("/patients").status_code == 200


def test_a_locked_page_leads_to_the_lock(locked):
    assert locked.get("/patients?q=a").location == "/unlock?next=/patients?q%3Da"
    assert "Verrouillé" in locked.get("/unlock?next=/patients").text


def test_a_locked_api_says_so(locked, doc):
    path = f"/api/sessions/{doc.session().id}/events"
    for answer in (locked.get(path), locked.post(path, json={"events": []})):
        assert (answer.status_code, answer.json["error"]["code"]) == (401, "locked")
    assert unlock(locked).json["ok"] is True
    assert locked.post(path, json={"events": []}).status_code == 200


def test_asking_does_not_keep_a_locked_device_awake(app, locked):
    """Whatever is sent to it, it stays locked until the PIN."""
    for _ in range(3):
        locked.post("/awake", headers=JSON)
        locked.get("/patients")
    assert locked.get("/patients").location.startswith("/unlock")


def test_a_page_in_use_keeps_awake(app, me):
    choose(me)
    age_sign_ins(app, minutes=4)
    assert me.post("/awake", headers=JSON).json == {"ok": True}
    with app.extensions[STORAGE].reading() as r:
        practice_id = r.practices()[0]["practice_id"]
    (here,) = devices.of_practice(Seat(app.extensions[STORAGE], practice_id), now())
    assert (now() - here.seen_at).total_seconds() < 60


def test_locking_before_its_time(me):
    choose(me)
    assert me.post("/lock", json={}, headers=JSON).json == {"ok": True}
    assert me.get("/patients").location.startswith("/unlock")
    assert me.post("/unlock", {"pin": PIN, "next": "/settings"}).location == "/settings"
    assert me.get("/unlock?next=/settings").location == "/settings"


def test_locking_without_a_pin_does_nothing(me):
    me.post("/lock", json={}, headers=JSON)
    assert me.get("/patients").status_code == 200


@pytest.mark.parametrize("path", ["/unlock", "/lock", "/awake"])
def test_a_page_of_another_site_neither_locks_nor_unlocks(app, me, path):
    """These carry no token; the origin is looked at all the same."""
    choose(me)
    for headers in ({"Origin": "https://elsewhere.test"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = me.client.post(path, json={"pin": PIN}, headers=JSON | headers)
        assert answer.status_code == 403
    assert me.get("/patients").status_code == 200


def test_a_page_opened_without_the_server_unlocks_without_a_token(locked):
    answer = locked.client.post("/unlock", json={"pin": PIN}, headers=JSON)
    assert answer.json["ok"] is True
    locked.token = answer.json["csrf"]
    assert locked.post("/walk-in", {"who": "F-30"}).status_code == 303


def test_no_other_site_comes_after_unlocking(locked):
    locked.get("/unlock")
    assert locked.post("/unlock", {"pin": PIN, "next": "https://elsewhere.test"}).location == "/"


def test_a_form_sent_while_locked_is_kept(locked):
    """The lock carries what was typed, through a wrong code too."""
    typed = {"family_name": "Gardée", "sex": "F"}
    answer = locked.post("/patients/new", typed)
    assert answer.status_code == 401
    for pin, status in ((OTHER, 401), (PIN, 200)):
        held = re.search(r'name="held" value="([^"]+)"', answer.text).group(1)
        form = {"pin": pin, "held_path": "/patients/new", "held": held.replace("&#34;", '"')}
        answer = locked.post("/unlock", form)
        assert answer.status_code == status
    assert "Gardée" in answer.text


# ------------------------------------------------------------ tries


def test_five_wrong_tries_and_the_password_is_wanted(locked):
    for left in range(TRIES - 1, 0, -1):
        answer = unlock(locked, OTHER)
        assert (answer.status_code, answer.json["error"]["code"]) == (401, "wrong-pin")
        assert str(left) in answer.json["error"]["sentence"]
    last = unlock(locked, OTHER)
    assert last.json["error"]["code"] == "not-signed-in"
    assert "5 codes inexacts" in last.json["error"]["sentence"]
    assert unlock(locked).status_code == 401, "the right one comes too late"
    assert "mot de passe" in locked.get("/patients").text.lower()


def test_the_fifth_may_be_right_and_begins_anew(locked):
    for _ in range(TRIES - 1):
        unlock(locked, OTHER)
    assert unlock(locked).status_code == 200
    assert "Il reste 4 essais" in unlock(locked, OTHER).json["error"]["sentence"]


def test_letters_are_no_try(locked):
    for _ in range(TRIES + 1):
        assert unlock(locked, "abcdef").status_code == 422
    assert unlock(locked).status_code == 200


@pytest.mark.parametrize("sent", ["[1]", "null", '{"pin": 739154}', "no json"])
def test_a_strange_pin_is_no_try(locked, sent):
    headers = JSON | {"X-CSRFToken": locked.token}
    answer = locked.client.post(
        "/unlock", data=sent, content_type="application/json", headers=headers
    )
    assert answer.status_code in {400, 422}
    assert unlock(locked).status_code == 200


def test_tries_at_the_same_moment_are_not_one(app, locked):
    """Each is counted before it is looked at."""
    storage = app.extensions[STORAGE]
    with locked.client.session_transaction() as session:
        who = devices.find(storage, session["sign_in"])
    left = []
    threads = [
        Thread(target=lambda: left.append(devices.count_try(storage, who))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(left) == [-1, -1, -1, 0, 1, 2, 3, 4]


def test_the_pin_of_another_practice_opens_nothing(app, locked):
    other = practice(app, "Cabinet voisin", "Dr Voisin", "voisin@exemple.test")
    neighbour = signed_in(app, other)
    choose(neighbour, OTHER)
    assert unlock(locked, OTHER).json["error"]["code"] == "wrong-pin"
    assert unlock(locked).status_code == 200


def test_unlocking_needs_a_sign_in(visitor, doc):
    visitor.get("/sign-in")
    assert unlock(visitor).json["error"]["code"] == "not-signed-in"


def test_signing_in_again_opens_a_locked_device(locked):
    sent = {"email": "parc@exemple.test", "password": PASSWORD}
    answer = locked.post("/sign-in", json=sent, headers=JSON)
    assert answer.json["ok"] is True
    assert locked.get("/patients").status_code == 200


# ------------------------------------------------------------ devices


def sign_in_ids(me):
    return re.findall(r'name="sign_in_id" value="([^"]+)"', me.get("/settings/devices").text)


def test_a_device_is_signed_out_from_another(app, me, doc):
    lost = signed_in(app, doc)
    ids = sign_in_ids(me)
    assert len(ids) == 2
    with lost.client.session_transaction() as session:
        theirs = devices.find(app.extensions[STORAGE], session["sign_in"]).sign_in_id
    assert me.post("/devices/sign-out", {"sign_in_id": theirs}).status_code == 303
    assert lost.get("/patients").status_code == 401
    assert sign_in_ids(me) == [i for i in ids if i != theirs]


def test_this_device_signs_itself_out(me):
    (own,) = sign_in_ids(me)
    assert me.post("/devices/sign-out", {"sign_in_id": own}).location == "/sign-in"
    assert me.get("/patients").status_code == 401


def test_a_stolen_cookie_ends_with_the_sign_out(app, me):
    """The copy of a cookie is worth nothing once its device has signed out."""
    copy = Visitor(app)
    with me.client.session_transaction() as session:
        stolen = dict(session)
    with copy.client.session_transaction() as session:
        session.update(stolen)
    assert copy.get("/patients").status_code == 200
    me.post("/sign-out")
    assert copy.get("/patients").status_code == 401


def test_a_device_of_another_practice_is_not_theirs_to_end(app, me):
    other = practice(app, "Cabinet voisin", "Dr Voisin", "voisin@exemple.test")
    neighbour = signed_in(app, other)
    (theirs,) = sign_in_ids(neighbour)
    me.get("/settings")
    assert me.post("/devices/sign-out", {"sign_in_id": theirs}).status_code == 404
    assert neighbour.get("/patients").status_code == 200


@pytest.mark.parametrize(("sent", "status"), [({}, 400), ({"sign_in_id": "nobody"}, 404)])
def test_which_device(me, sent, status):
    me.get("/settings")
    assert me.post("/devices/sign-out", sent).status_code == status


def test_the_file_signs_nobody_in(app, me):
    """What lies in the table is no token: a copy of the file is no cookie."""
    storage = app.extensions[STORAGE]
    with me.client.session_transaction() as session:
        token = session["sign_in"]
    assert token.encode() not in (app.config["INSTANCE"] / "mesomap.db").read_bytes()
    assert devices.find(storage, devices.digest(token).hex()) is None


def test_old_sign_ins_are_forgotten(app, doc):
    storage = app.extensions[STORAGE]
    old = cookie_of(storage, doc.user_id, now() - devices.KEPT * 2)["sign_in"]
    assert devices.find(storage, old).is_over(now())
    auth_token = cookie_of(storage, doc.user_id)["sign_in"]
    assert devices.find(storage, old) is None
    assert devices.find(storage, auth_token) is not None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Windows · Edge"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Android · Chrome"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18.0 Safari/605.1",
            "iPad / Mac · Safari",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Linux · Firefox"),
        ("curl/8", ""),
        ("<script>", ""),
    ],
)
def test_what_a_device_is_called(said, name):
    assert device_name(said) == name
