"""The authority and its certificates, as a client sees them that trusts the authority alone.

The clock of OpenSSL is the real one, so chains are checked in the present.
"""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from mesomap.lan import certificates
from mesomap.lan.machine import Machine, host_label, is_private, this_machine
from tests.lan.net import MACHINE, NOW, shake_hands

PRESENT = datetime.now(UTC)


@pytest.fixture(scope="module")
def authority():
    return certificates.make_authority(MACHINE, PRESENT)


@pytest.fixture(scope="module")
def leaf(authority):
    return certificates.make_leaf(authority, MACHINE, PRESENT)


@pytest.mark.parametrize(
    "name", ["cabinet-1", "cabinet-1.local", "localhost", "192.168.1.20", "127.0.0.1", "::1"]
)
def test_a_client_that_trusts_the_authority_alone_is_content(authority, leaf, name, tmp_path):
    assert shake_hands(leaf, authority, name, tmp_path)


@pytest.mark.parametrize("name", ["cabinet-2.local", "192.168.1.21", "example.org"])
def test_under_another_name_it_is_not(authority, leaf, name, tmp_path):
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shake_hands(leaf, authority, name, tmp_path)


@pytest.mark.parametrize(
    ("host", "address", "name"),
    [
        ("banque.example.org", "192.168.1.20", "banque.example.org"),
        ("cabinet-2.local", "192.168.1.20", "cabinet-2.local"),
        ("cabinet-1.local", "93.184.215.14", "93.184.215.14"),
        ("cabinet-1.local", "2606:4700::1111", "2606:4700::1111"),
    ],
)
def test_what_lies_outside_is_refused_though_the_authority_signed_it(
    authority, host, address, name, tmp_path, monkeypatch
):
    """Even with the authority's key no certificate for other names or addresses is valid."""
    monkeypatch.setattr(certificates, "permitted", lambda *_: (host,))
    stray = Machine(host, (ipaddress.ip_address(address),))
    forged = certificates.make_leaf(authority, stray, PRESENT)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shake_hands(forged, authority, name, tmp_path)


def test_another_authority_of_the_same_name_is_not_trusted(authority, tmp_path):
    other = certificates.make_authority(MACHINE, PRESENT)
    forged = certificates.make_leaf(other, MACHINE, PRESENT)
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(forged, authority, "localhost", tmp_path)


def extension(pair, kind):
    return pair.cert.extensions.get_extension_for_class(kind)


def test_what_the_authority_says_of_itself(authority):
    basic = extension(authority, x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    usage = extension(authority, x509.KeyUsage)
    assert (usage.critical, usage.value.key_cert_sign) == (True, True)
    assert not usage.value.digital_signature
    limits = extension(authority, x509.NameConstraints)
    assert limits.critical
    kinds = {type(name) for name in limits.value.permitted_subtrees}
    assert kinds == {x509.DNSName, x509.IPAddress}
    nets = [n.value for n in limits.value.permitted_subtrees if isinstance(n, x509.IPAddress)]
    assert all(net.is_private or net.is_link_local for net in nets)
    assert authority.ends - authority.begins <= timedelta(days=3653)


def test_what_the_certificate_says_of_itself(authority, leaf):
    assert leaf.ends - leaf.begins < timedelta(days=397)
    basic = extension(leaf, x509.BasicConstraints)
    assert (basic.critical, basic.value.ca) == (True, False)
    assert leaf.ends <= authority.ends


def test_a_certificate_never_outlives_its_authority():
    authority = certificates.make_authority(MACHINE, NOW)
    late = authority.ends - timedelta(days=3)
    assert certificates.make_leaf(authority, MACHINE, late).ends == authority.ends


def test_a_clock_before_the_authority_still_gives_a_certificate():
    """It begins when the authority does: valid for tablets, whose clocks are right."""
    authority = certificates.make_authority(MACHINE, NOW)
    leaf = certificates.make_leaf(authority, MACHINE, NOW - timedelta(days=4000))
    assert leaf.begins == authority.begins
    assert leaf.ends - leaf.begins == certificates.LEAF_LASTS


def test_a_renamed_machine_keeps_to_what_the_authority_may_sign(authority):
    renamed = Machine("accueil-7", MACHINE.addresses)
    leaf = certificates.make_leaf(authority, renamed, PRESENT)
    assert certificates.said_names(leaf.cert) == ("localhost", "192.168.1.20", "127.0.0.1", "::1")
    assert certificates.covers(leaf, authority, renamed)


def test_what_covers_and_what_does_not(authority, leaf):
    assert certificates.covers(leaf, authority, MACHINE)
    more = Machine(MACHINE.host, (*MACHINE.addresses, ipaddress.ip_address("10.0.0.3")))
    assert not certificates.covers(leaf, authority, more)
    fewer = Machine(MACHINE.host, ())
    assert certificates.covers(leaf, authority, fewer)
    other = certificates.make_authority(MACHINE, PRESENT)
    assert not certificates.covers(leaf, other, MACHINE)


def test_both_halves_are_read_again_and_nothing_less(authority, leaf):
    assert certificates.read_pair(leaf.pem).cert == leaf.cert
    halves = [
        leaf.pem[:200], b"", b"no pem", leaf.pem[: leaf.pem.index(b"-----BEGIN CERT")],
        leaf.pem[leaf.pem.index(b"-----BEGIN CERT") :],
        authority.pem[: authority.pem.index(b"-----BEGIN CERT")]
        + leaf.pem[leaf.pem.index(b"-----BEGIN CERT") :],
    ]  # fmt: skip
    for half in halves:
        with pytest.raises((ValueError, TypeError)):
            certificates.read_pair(half)


# ------------------------------------------------------------ the machine


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("desktop-4f", ("desktop-4f", "desktop-4f.local", "localhost")),
        ("app", ("app.local", "localhost")),
        ("localhost", ("localhost",)),
    ],
)
def test_no_authority_for_a_whole_domain_of_the_internet(host, names):
    assert Machine(host, ()).names == names


@pytest.mark.parametrize(
    ("name", "label"),
    [("Cabinet-1.local", "cabinet-1"), ("é", "mesomap"), ("", "mesomap"), ("xn--app-x", "mesomap"),
     ("-a", "mesomap"), ("a" * 64, "mesomap")],
)  # fmt: skip
def test_a_name_that_no_certificate_can_carry(name, label):
    assert host_label(name) == label


@pytest.mark.parametrize(
    ("text", "private"),
    [("192.168.1.20", True), ("172.31.0.1", True), ("172.32.0.1", False), ("fd00::1", True),
     ("8.8.8.8", False), ("2001:db8::1", False), ("192.0.2.1", False), ("169.254.3.4", True)],
)  # fmt: skip
def test_which_addresses_are_of_a_surgery(text, private):
    assert is_private(ipaddress.ip_address(text)) == private


def test_this_machine_is_known():
    found = this_machine()
    assert found.names[-1] == "localhost"
    assert all(is_private(a) and not a.is_loopback for a in found.addresses)
