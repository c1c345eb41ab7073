"""The first visit: the practice, the demonstration, and who may make them."""

import shutil

import pytest

from mesomap.app import create_app
from mesomap.body import zones
from mesomap.services.demo import demo
from mesomap.services.people import patients
from mesomap.services.practice import accounts, settings
from mesomap.services.record import sessions
from mesomap.storage.seat import Seat
from mesomap.web.access import auth
from mesomap.web.access.security import limiter
from mesomap.web.common.store import STORAGE
from tests.cast import NOW, is_whole, new_id
from tests.web.conftest import PASSWORD, Visitor, errors_beside_fields

#: Parts of the body that each course may touch.
PARTS = {
    "Lombalgie": ("lumbar",),
    "Tennis-Elbow": ("elbow", "forearm", "arm"),
    "Genou": ("knee", "patellar", "tibial", "pes", "thigh", "leg", "calf"),
    "Cervicalgie": ("cervical", "trapezius", "neck"),
    "Achille": ("achilles", "calf", "heel", "ankle"),
}

FORM = {
    "practice_name": "Cabinet d’essai", "doctor_name": "Dr Essai",
    "email": "essai@exemple.test", "password": PASSWORD,
}  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/patients", "/settings", "/sign-in"])
def test_a_first_visit_leads_to_the_setup(visitor, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer.location) == (302, "/setup")


def test_the_practice_is_made_and_its_doctor_signed_in(app, visitor):
    visitor.get("/setup")
    assert visitor.post("/setup", FORM).location == "/patients"
    assert "Dr Essai" in visitor.get("/patients").text
    account = accounts.user_by_email(app.extensions[STORAGE], "essai@exemple.test")
    assert account.password_hash.startswith("$argon2id$")


def test_a_password_costs_64_mb_and_three_passes(tmp_path, migrated):
    """The second choice of RFC 9106, with and without an application; other tests hash for less."""
    shutil.copy(migrated, tmp_path / "mesomap.db")
    app = create_app({"INSTANCE": tmp_path})
    with app.app_context():
        hashed = [auth.hash_password("un mot de passe"), auth.hash_password("739154")]
    app.extensions[STORAGE].close()
    for made in (*hashed, auth.hash_password("un mot de passe")):
        assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    ("country", "currency", "device", "zone"),
    [
        ("FR", "EUR", "America/Bogota", "Europe/Paris"), ("PF", "XPF", "Pacific/Gambier", "Pacific/Gambier"),
        ("NC", "XPF", "Europe/Paris", "Pacific/Noumea"), ("RE", "EUR", "Indian/Reunion", "Indian/Reunion"),
        ("TN", "TND", "", "Africa/Tunis"),
        ("BE", "EUR", "Indian/Reunion", "Europe/Brussels"), ("CH", "CHF", "", "Europe/Zurich"),
        ("MA", "MAD", "Europe/Paris", "Africa/Casablanca"), ("other", "EUR", "America/Bogota", "America/Bogota"),
    ],
)  # fmt: skip
def test_a_practice_begins_with_the_money_and_the_clock_of_its_country(
    app, visitor, country, currency, device, zone
):
    visitor.get("/setup")
    visitor.post("/setup", FORM | {"country": country, "time_zone": device})
    storage = app.extensions[STORAGE]
    (practice,) = accounts.practices(storage)
    said = settings.get(Seat(storage, practice.practice_id), "practice")
    tariff = settings.get(Seat(storage, practice.practice_id), "tariff")
    assert (said["country"], said["time_zone"]) == (country, zone)
    assert (tariff["country"], tariff["currency"]) == (country, currency)
    assert (tariff["act"]["code"] == "ANLB003") is (country in {"FR", "RE"})


@pytest.mark.parametrize(
    ("zone", "place", "pct"), [("Pacific/Noumea", "NC", 0), ("Indian/Reunion", "RE", 8.5)]
)
def test_france_on_a_device_with_a_clock_overseas_is_asked_about_once(
    app, visitor, zone, place, pct
):
    visitor.get("/setup")
    france = FORM | {"country": "FR", "time_zone": zone}
    asked = visitor.post("/setup", france)
    assert asked.status_code == 422
    assert list(errors_beside_fields(asked.text)) == ["country"]
    assert f'value="{place}" selected' in asked.text
    assert f'name="asked_zone" value="{zone}"' in asked.text
    visitor.post("/setup", france | {"asked_zone": zone, "country": place})
    storage = app.extensions[STORAGE]
    (practice,) = accounts.practices(storage)
    said = settings.get(Seat(storage, practice.practice_id), "practice")
    assert (said["country"], said["time_zone"]) == (place, zone)
    assert settings.get(Seat(storage, practice.practice_id), "tariff")["aesthetic_vat_pct"] == pct


def test_mainland_france_said_again_begins_with_the_clock_of_paris(app, visitor):
    visitor.get("/setup")
    visitor.post(
        "/setup",
        FORM | {"country": "FR", "time_zone": "Pacific/Noumea", "asked_zone": "Pacific/Noumea"},
    )
    storage = app.extensions[STORAGE]
    (practice,) = accounts.practices(storage)
    said = settings.get(Seat(storage, practice.practice_id), "practice")
    assert (said["country"], said["time_zone"]) == ("FR", "Europe/Paris")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "Atlantis"), ("practice_name", " "), ("doctor_name", ""), ("email", "nobody"), ("password", "short"),
        ("password", "a" * 11), ("password", "a" * 40), ("password", "abcde" * 100),
    ],
    ids=lambda v: v[:12],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(app, visitor, field, value):
    visitor.get("/setup")
    answer = visitor.post("/setup", FORM | {field: value})
    assert answer.status_code == 422
    assert list(errors_beside_fields(answer.text)) == [field]
    assert 'value="Cabinet d’essai"' in answer.text or field == "practice_name"
    assert accounts.practices(app.extensions[STORAGE]) == []


def test_a_password_never_comes_back_in_the_page(visitor):
    visitor.get("/setup")
    answer = visitor.post("/setup", FORM | {"email": "nobody"})
    assert PASSWORD not in answer.text


def test_a_second_practice_cannot_be_made(app, visitor, doc):
    assert visitor.get("/setup").location == "/sign-in"
    visitor.get("/sign-in")
    assert visitor.post("/setup", FORM).status_code == 403
    assert len(accounts.practices(app.extensions[STORAGE])) == 1


@pytest.mark.parametrize("path", ["/setup", "/demo"])
def test_only_who_sits_at_the_machine_sets_up(app, path):
    stranger = Visitor(app, address="192.0.2.7")
    assert stranger.get("/setup").status_code == 403
    here = Visitor(app)
    here.get("/setup")
    stranger.client, stranger.token = here.client, here.token
    assert stranger.post(path, FORM).status_code == 403
    assert accounts.practices(app.extensions[STORAGE]) == []


def test_a_proxy_is_not_this_machine(app, visitor):
    assert visitor.get("/setup", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403


# ------------------------------------------------------------ the demonstration


@pytest.fixture(scope="module")
def demonstration_app(tmp_path_factory):
    """An application with the demonstration alone, for tests that change nothing in it."""
    app = create_app({"INSTANCE": tmp_path_factory.mktemp("demo")})
    app.extensions[STORAGE].migrate()
    assert demo.make(app.extensions[STORAGE], NOW, new_id)
    yield app
    app.extensions[STORAGE].close()


@pytest.fixture
def demonstration(demonstration_app):
    visitor = Visitor(demonstration_app)
    visitor.get("/setup")
    assert visitor.post("/demo").location == "/patients"
    visitor.get("/patients")
    return visitor


def test_the_demonstration_is_made_with_one_button(app, visitor):
    visitor.get("/setup")
    assert visitor.post("/demo").location == "/patients"
    page = visitor.get("/patients").text
    assert "Cabinet de démonstration" in page
    for name in (
        "Exemple Lombalgie",
        "Démo Tennis-Elbow",
        "Fictif Genou",
        "Modèle Cervicalgie",
        "Témoin Achille",
    ):
        assert name in page


def test_it_is_made_once(demonstration_app, demonstration):
    storage = demonstration_app.extensions[STORAGE]
    assert demo.make(storage, NOW, new_id) is False
    assert len(patients.recent(Seat(storage, demo.DEMO_PRACTICE_ID))) == len(demo.PEOPLE)


def test_its_record_is_whole(demonstration_app):
    here = Seat(demonstration_app.extensions[STORAGE], demo.DEMO_PRACTICE_ID)
    assert is_whole(here)
    for row in patients.recent(here):
        for session in sessions.of_patient(here, row.id):
            assert session.marks > 0
            assert session.state in {"signed", "planning"}


def test_every_mark_lies_where_the_course_is(demonstration_app):
    """The demonstration's points are on the part of the body that its patient complains of."""
    here = Seat(demonstration_app.extensions[STORAGE], demo.DEMO_PRACTICE_ID)
    for row in patients.recent(here):
        part = next((p for name, p in PARTS.items() if name in row.name), ())
        for session in sessions.of_patient(here, row.id):
            marks = sessions.load(here, session.id).planned_marks()
            points = [m for m in marks if m.kind == "point"]
            assert points
            assert all(zones.zone_of_anchor(m.anchors[0]).startswith(part) for m in points), (
                row.name
            )


def test_nobody_signs_into_it_with_a_password(demonstration_app):
    limiter.reset()
    for password in ("", "!", PASSWORD, "demo"):
        visitor = Visitor(demonstration_app)
        visitor.get("/setup")
        answer = visitor.post("/sign-in", {"email": "demo@exemple.invalid", "password": password})
        assert answer.status_code == 401


def test_a_real_practice_can_still_be_made_beside_it(demonstration):
    demonstration.post("/sign-out")
    assert demonstration.get("/sign-in").location == "/setup"
    demonstration.get("/setup")
    assert demonstration.post("/setup", FORM).location == "/patients"
    assert "Exemple Lombalgie" not in demonstration.get("/patients").text


def test_it_speaks_english_to_whoever_reads_english(app, visitor):
    visitor.get("/setup")
    visitor.post("/language", {"lang": "en"})
    visitor.get("/setup")
    visitor.post("/demo")
    page = visitor.get("/patients").text
    for words in ("Demonstration practice", "Dr Demo Example", "Common low back pain"):
        assert words in page
    for words in ("Cabinet", "Exemple", "Lombalgie"):
        assert words not in page
    achilles = patients.recent(Seat(app.extensions[STORAGE], demo.DEMO_PRACTICE_ID))[0]
    assert achilles.name == "Sample Achilles"
    history = visitor.get(f"/patients/{achilles.id}/history").text
    assert "Lidocaine" in history
    assert "Lidocaïne" not in history
