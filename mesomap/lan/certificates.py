"""The practice's own certificate authority, and the certificate of this machine under it.

ECDSA P-256. The authority may only sign for the names of this machine and for private addresses
(RFC 5280, 4.2.1.10), no further authority, and servers alone. Times are arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mesomap.lan.machine import PRIVATE

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.lan.machine import Machine

AUTHORITY_LASTS = timedelta(days=3650)

#: Short, because it renews itself; browsers take no more than 398 days from public authorities.
LEAF_LASTS = timedelta(days=90)

#: The clock of a tablet may be behind ours.
BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key; the same certificate makes the same pair."""

    cert: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(compare=False)

    @property
    def pem(self) -> bytes:
        """Key and certificate in one text, so that neither is ever written without the other."""
        key = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return key + self.cert.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.cert.public_bytes(serialization.Encoding.DER)

    @property
    def begins(self) -> datetime:
        return self.cert.not_valid_before_utc

    @property
    def ends(self) -> datetime:
        return self.cert.not_valid_after_utc


def read_pair(pem: bytes) -> Pair:
    """Read what `Pair.pem` wrote; raises ValueError for half of it, or two that do not fit."""
    cert = x509.load_pem_x509_certificate(pem)
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != cert.public_key():
        raise ValueError("certificate and key do not belong together")
    return Pair(cert, key)


def fingerprint(cert: x509.Certificate, *, sha1: bool = False) -> str:
    """Hash of a certificate as devices show it: `AB:CD:…`. SHA-256; Windows shows SHA-1."""
    algorithm = hashes.SHA1() if sha1 else hashes.SHA256()  # noqa: S303  to compare, no signature
    return cert.fingerprint(algorithm).hex(":").upper()


def make_authority(machine: Machine, now: datetime) -> Pair:
    """Make an authority for this machine's names and private addresses, for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"MesoMap · {machine.host}")
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    allowed = [*map(x509.DNSName, machine.names), *map(x509.IPAddress, PRIVATE)]
    builder = _begin(name, name, key, now - BEFORE, now - BEFORE + AUTHORITY_LASTS)
    cert = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Pair(cert, key)


def make_leaf(
    authority: Pair, machine: Machine, now: datetime, lasts: timedelta = LEAF_LASTS
) -> Pair:
    """Make a certificate for the names that the authority may sign, never beyond its own life."""
    key = ec.generate_private_key(ec.SECP256R1())
    begins = max(now - BEFORE, authority.begins)
    ends = min(max(now, authority.begins) + lasts, authority.ends)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    names = [*map(x509.DNSName, permitted(authority, machine)),
             *map(x509.IPAddress, machine.all_addresses)]  # fmt: skip
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    cert = (
        _begin(_name(machine.host), authority.cert.subject, key, begins, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(issuer, critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return Pair(cert, key)


def permitted(authority: Pair, machine: Machine) -> tuple[str, ...]:
    """Names of this machine that the authority was made for; it may have been renamed since."""
    constraints = authority.cert.extensions.get_extension_for_class(x509.NameConstraints).value
    allowed = {n.value for n in constraints.permitted_subtrees or () if isinstance(n, x509.DNSName)}
    return tuple(name for name in machine.names if name in allowed)


def covers(leaf: Pair, authority: Pair, machine: Machine) -> bool:
    """Tell whether this authority signed that certificate, for all that the machine is called."""
    try:
        leaf.cert.verify_directly_issued_by(authority.cert)
    except Exception:  # noqa: BLE001  whatever is wrong with it, it does not cover
        return False
    said = leaf.cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = set(said.get_values_for_type(x509.DNSName))
    addresses = set(said.get_values_for_type(x509.IPAddress))
    return names >= set(permitted(authority, machine)) and addresses >= set(machine.all_addresses)


def said_names(cert: x509.Certificate) -> tuple[str, ...]:
    """Names and addresses of a certificate, as text; none where it carries none."""
    try:
        said = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = map(str, said.get_values_for_type(x509.IPAddress))
    return (*said.get_values_for_type(x509.DNSName), *addresses)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey,
    begins: datetime, ends: datetime,
) -> x509.CertificateBuilder:  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
