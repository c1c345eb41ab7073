"""The page by which a tablet is connected, as the application shows it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mesomap.lan import keeping, status
from tests.lan.net import MACHINE
from tests.web.conftest import Visitor


@pytest.fixture
def certificates(app):
    """The application behind TLS, with certificates of our own."""
    app.config["TLS"] = True
    folder = app.config["INSTANCE"]
    authority, leaf = keeping.keep(folder, MACHINE, datetime.now(UTC))
    found = keeping.status_of(
        authority, leaf, MACHINE, url="https://192.168.1.20:8000/", others=(),
        door="http://192.168.1.20:8001/",
    )  # fmt: skip
    status.write(folder, found)
    return found


def test_without_tls_it_says_how_to_begin(visitor, doc):
    assert "mesomap run --lan" in visitor.get("/connect").text


def test_at_the_machine_anyone_sees_it(visitor, doc, certificates):
    page = visitor.get("/connect").text
    assert 'class="qr"' in page
    assert certificates.door in page
    assert all(f"<span>{group}</span>" in page for group in certificates.groups)
    assert " style=" not in page


def test_from_elsewhere_only_who_is_signed_in(app, doc, certificates):
    assert Visitor(app, "192.168.1.30").get("/connect").status_code == 401


def test_a_given_certificate_needs_no_steps(app, visitor, doc, certificates):
    own = replace(certificates, own=True, door="", names=("cabinet.example.org",))
    status.write(app.config["INSTANCE"], own)
    page = visitor.get("/connect").text
    assert "cabinet.example.org" in page
    assert 'class="qr"' not in page


def test_what_will_end_is_said_in_the_settings(app, me, certificates):
    assert "autorité de certification" not in me.get("/settings").text
    ends = datetime.now(UTC) + timedelta(days=100)
    status.write(app.config["INSTANCE"], replace(certificates, authority_ends=ends.isoformat()))
    for path in ("/settings", "/settings/devices", "/connect"):
        page = me.get(path).text
        assert "autorité de certification" in page
        assert ends.strftime("%d/%m/%Y") in page


def test_a_torn_status_is_no_page_of_errors(app, visitor, doc, certificates):
    (app.config["INSTANCE"] / "tls" / "status.json").write_text("torn")
    assert visitor.get("/connect").status_code == 200
