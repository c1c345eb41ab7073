"""Certificates are made once, renewed in time, and never replaced unasked."""

import ipaddress
import stat
from datetime import UTC, datetime, timedelta

import pytest

from mesomap.errors import Refused
from mesomap.lan import certificates, keeping, status
from mesomap.lan.files import AUTHORITY, REPLACED, SERVER
from mesomap.lan.machine import Machine
from mesomap.lan.renewal import is_due
from tests.lan.net import MACHINE, NOW

DAY = timedelta(days=1)


@pytest.fixture
def tls(tmp_path):
    return tmp_path / "tls"


def keep(tmp_path, now=NOW, machine=MACHINE, **how):
    return keeping.keep(tmp_path, machine, now, **how)


def said(tmp_path, now, machine=MACHINE):
    authority, leaf = keep(tmp_path, now, machine)
    url = "https://192.168.1.20:8000/"
    found = keeping.status_of(authority, leaf, machine, url=url, others=(), door="http://x/")
    return [sentence.format(**values) for sentence, values in found.warnings(now)]


def test_they_are_made_once_for_their_owner_alone(tmp_path, tls):
    first = keep(tmp_path)
    assert keep(tmp_path, NOW + 20 * DAY) == first
    assert stat.S_IMODE(tls.stat().st_mode) == 0o700
    for name in (AUTHORITY, SERVER):
        assert stat.S_IMODE((tls / name).stat().st_mode) == 0o600
    assert {p.name for p in tls.iterdir()} == {AUTHORITY, SERVER}, "nothing half-written is left"


def test_a_file_that_others_may_read_is_closed_again(tmp_path, tls):
    keep(tmp_path)
    (tls / AUTHORITY).chmod(0o644)
    keep(tmp_path)
    assert stat.S_IMODE((tls / AUTHORITY).stat().st_mode) == 0o600


@pytest.mark.parametrize(("days", "renewed"), [(59, False), (61, True), (200, True)])
def test_the_certificate_is_renewed_a_month_before_it_ends(tmp_path, days, renewed):
    authority, leaf = keep(tmp_path)
    again, later = keep(tmp_path, NOW + days * DAY)
    assert again == authority
    assert (later != leaf) == renewed


def test_a_new_address_gets_a_new_certificate_and_a_lost_one_does_not(tmp_path):
    _, leaf = keep(tmp_path)
    assert keep(tmp_path, machine=Machine(MACHINE.host, ()))[1] == leaf
    moved = Machine(MACHINE.host, (ipaddress.ip_address("10.0.0.9"),))
    assert keep(tmp_path, machine=moved)[1] != leaf


@pytest.mark.parametrize("content", [b"", b"torn", None])
def test_a_torn_certificate_is_made_again(tmp_path, tls, content):
    authority, leaf = keep(tmp_path)
    if content is None:
        (tls / SERVER).unlink()
    else:
        (tls / SERVER).write_bytes(content)
    again, made = keep(tmp_path)
    assert (again == authority, made == leaf) == (True, False)
    assert certificates.covers(made, authority, MACHINE)


def halves(pem):
    cut = pem.index(b"-----BEGIN CERT")
    return {"empty": b"", "torn": pem[: cut + 300], "key": pem[:cut], "cert": pem[cut:]}


@pytest.mark.parametrize("half", ["empty", "torn", "key", "cert", "server", "other key"])
def test_a_torn_authority_is_said_and_never_replaced_unasked(tmp_path, tls, half):
    authority, leaf = keep(tmp_path)
    other = certificates.make_authority(MACHINE, NOW).pem
    cut = authority.pem.index(b"-----BEGIN CERT")
    mixed = other[: other.index(b"-----BEGIN CERT")] + authority.pem[cut:]
    torn = {**halves(authority.pem), "server": leaf.pem, "other key": mixed}[half]
    (tls / AUTHORITY).write_bytes(torn)
    with pytest.raises(Refused, match="--new-authority"):
        keep(tmp_path)
    assert (tls / AUTHORITY).read_bytes() == torn
    made, _ = keep(tmp_path, anew=True)
    assert made.cert != authority.cert
    assert (tls / REPLACED).read_bytes() == torn


def test_an_authority_that_has_ended_is_said_with_the_clock(tmp_path):
    authority, _ = keep(tmp_path)
    with pytest.raises(Refused) as refused:
        keep(tmp_path, authority.ends)
    assert "horloge" in str(refused.value)
    assert keep(tmp_path, authority.ends, anew=True)[0].begins > authority.begins


def test_an_authority_about_to_end_is_said_half_a_year_before(tmp_path):
    authority, _ = keep(tmp_path)
    assert said(tmp_path, authority.ends - 181 * DAY) == []
    (sentence,) = said(tmp_path, authority.ends - 179 * DAY)
    assert authority.ends.strftime("%d/%m/%Y") in sentence
    assert "chaque tablette" in sentence


def test_a_clock_before_the_authority_is_said_and_nothing_is_replaced(tmp_path):
    first = keep(tmp_path)
    early = NOW - 4000 * DAY
    (sentence,) = said(tmp_path, early)
    assert "horloge" in sentence
    assert keep(tmp_path, early) == first


def test_a_renamed_machine_is_said(tmp_path):
    keep(tmp_path)
    renamed = Machine("accueil-7", MACHINE.addresses)
    (sentence,) = said(tmp_path, NOW, renamed)
    assert "accueil-7.local" in sentence


# ------------------------------------------------------------ a certificate that was given


def own(tmp_path, begins, ends):
    authority = certificates.make_authority(MACHINE, begins)
    path = tmp_path / "own.pem"
    path.write_bytes(certificates.make_leaf(authority, MACHINE, begins, ends - begins).pem)
    return keeping.status_of_own(path, "https://localhost:8000/")


@pytest.mark.parametrize(
    ("begins", "ends", "word"),
    [(-10, 31, None), (-10, 29, "se termine le"), (-10, 0, "est terminé"), (5, 60, "horloge")],
)
def test_a_given_certificate_about_to_end_or_ended(tmp_path, begins, ends, word):
    found = own(tmp_path, NOW + begins * DAY, NOW + ends * DAY)
    sentences = [sentence.format(**values) for sentence, values in found.warnings(NOW)]
    assert [word in s for s in sentences] == ([True] if word else [])


def test_a_file_that_is_no_certificate(tmp_path):
    (tmp_path / "own.pem").write_text("no certificate")
    with pytest.raises(Refused):
        keeping.status_of_own(tmp_path / "own.pem", "")


# ------------------------------------------------------------ what the server knows


def test_the_status_is_read_as_it_was_written(tmp_path):
    authority, leaf = keep(tmp_path)
    found = keeping.status_of(authority, leaf, MACHINE, url="https://u/", others=("a",), door="d")
    status.write(tmp_path, found)
    assert status.read(tmp_path) == found
    assert "".join(found.groups) == found.fingerprint.replace(":", "")
    assert len(found.groups) == 16


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"own": 1, "x": 2}', "null"])
def test_a_torn_status_is_none(tmp_path, tls, content):
    tls.mkdir()
    (tls / "status.json").write_text(content)
    assert status.read(tmp_path) is None
    assert status.read(tmp_path / "nowhere") is None


def local(day, hour):
    return datetime(2026, 11, 21, hour, tzinfo=UTC) + day * DAY


@pytest.mark.parametrize(
    ("now", "due"),
    [(local(0, 3), False), (local(65, 14), False), (local(65, 3), True), (local(82, 14), True)],
)
def test_it_is_renewed_at_night_unless_that_presses(tmp_path, now, due):
    authority, leaf = keep(tmp_path)
    found = keeping.status_of(authority, leaf, MACHINE, url="https://u/", others=(), door="d")
    assert is_due(found, MACHINE, now) == due


def test_a_new_address_does_not_wait_for_the_night(tmp_path):
    authority, leaf = keep(tmp_path)
    found = keeping.status_of(authority, leaf, MACHINE, url="https://u/", others=(), door="d")
    moved = Machine(MACHINE.host, (ipaddress.ip_address("10.0.0.9"),))
    assert is_due(found, moved, local(0, 14))
    assert not is_due(found, Machine(MACHINE.host, ()), local(0, 14))
