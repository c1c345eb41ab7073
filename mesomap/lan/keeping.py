"""Makes the certificates of this machine where they are missing, and renews those soon to end.

One file holds the authority with its key, one the certificate of the server with its own; each is
written whole. An authority is never replaced unasked: every tablet trusts that one.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography import x509

from mesomap.errors import N_, Refused
from mesomap.lan import certificates
from mesomap.lan.certificates import LEAF_LASTS, Pair
from mesomap.lan.files import AUTHORITY, REPLACED, SERVER
from mesomap.lan.machine import this_machine
from mesomap.lan.status import SOON, Status, day_of, tls_folder, write_private

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

from mesomap.lan.machine import Machine


def keep(
    instance: Path, machine: Machine, now: datetime, *, anew: bool = False,
    lasts: timedelta = LEAF_LASTS,
) -> tuple[Pair, Pair]:  # fmt: skip
    """Give authority and certificate for this machine, made or renewed where need be.

    Raises
    ------
    Refused
        The authority cannot be read, or has ended, and a new one (`anew`) was not asked for.
    """
    folder = tls_folder(instance)
    authority = _authority(folder, machine, now, anew=anew)
    leaf = _leaf(folder)
    if leaf is None or not certificates.covers(leaf, authority, machine) or _ends_soon(leaf, now):
        leaf = certificates.make_leaf(authority, machine, now, lasts)
        write_private(folder / SERVER, leaf.pem)
    return authority, leaf


def _authority(folder: Path, machine: Machine, now: datetime, *, anew: bool) -> Pair:
    path = folder / AUTHORITY
    if path.exists() and anew:
        path.replace(folder / REPLACED)
    if not path.exists():
        made = certificates.make_authority(machine, now)
        write_private(path, made.pem)
        return made
    try:
        found = certificates.read_pair(path.read_bytes())
        found.cert.extensions.get_extension_for_class(x509.NameConstraints)
    except (ValueError, TypeError, OSError, x509.ExtensionNotFound) as problem:
        raise Refused(
            N_("L’autorité de certification {path} ne peut pas être lue. Reprenez ce fichier d’une "
               "sauvegarde ; ou « mesomap run --lan --new-authority » en fait une nouvelle, à "
               "installer sur chaque tablette."),
            path=path,
        ) from problem  # fmt: skip
    path.chmod(0o600)
    if now >= found.ends:
        raise Refused(
            N_("L’autorité de certification s’est terminée le {day}, d’après l’horloge de cette "
               "machine ({now}). Si l’horloge est juste, « mesomap run --lan --new-authority » en "
               "fait une nouvelle, à installer sur chaque tablette."),
            day=day_of(found.ends.isoformat()), now=day_of(now.isoformat()),
        )  # fmt: skip
    return found


def _leaf(folder: Path) -> Pair | None:
    """Read the server's certificate; torn or missing it is None, and made again."""
    with suppress(ValueError, TypeError, OSError):
        return certificates.read_pair((folder / SERVER).read_bytes())
    return None


def _ends_soon(leaf: Pair, now: datetime) -> bool:
    """Tell whether less than a third of its life is left, at most a month."""
    return leaf.ends - now < min(SOON, (leaf.ends - leaf.begins) / 3)


def status_of(
    authority: Pair, leaf: Pair, machine: Machine, *, url: str, others: tuple[str, ...], door: str
) -> Status:
    allowed = certificates.permitted(authority, machine)
    return Status(
        own=False,
        leaf_begins=leaf.begins.isoformat(),
        leaf_ends=leaf.ends.isoformat(),
        names=certificates.said_names(leaf.cert),
        url=url,
        others=others,
        door=door,
        host=machine.host,
        fingerprint=certificates.fingerprint(authority.cert),
        fingerprint_sha1=certificates.fingerprint(authority.cert, sha1=True),
        authority_begins=authority.begins.isoformat(),
        authority_ends=authority.ends.isoformat(),
        left_out=tuple(name for name in machine.names if name not in allowed),
    )


def status_of_own(cert: Path, url: str) -> Status:
    """Look at a certificate that was given.

    Raises
    ------
    Refused
        It cannot be read.
    """
    try:
        found = x509.load_pem_x509_certificate(cert.read_bytes())
    except (ValueError, OSError) as problem:
        raise Refused(N_("{cert} n’est pas un certificat."), cert=cert) from problem
    return Status(
        own=True,
        leaf_begins=found.not_valid_before_utc.isoformat(),
        leaf_ends=found.not_valid_after_utc.isoformat(),
        names=certificates.said_names(found),
        url=url,
        host=this_machine().host,
    )


def present() -> datetime:
    """Tell the present moment, aware."""
    return datetime.now(UTC)
