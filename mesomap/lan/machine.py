"""What this machine is called on the surgery's network, and which private addresses it has."""

from __future__ import annotations

import ipaddress
import re
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Addresses that are not routed on the internet: private, link-local, loopback.
PRIVATE: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
                 "fc00::/7", "fe80::/10", "::1/128")
)  # fmt: skip

LOCALHOST = "localhost"

#: A label of a name as certificates carry it (RFC 1123).
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")

#: What a machine without a usable name is called.
NAMELESS = "mesomap"

#: Never answers (RFC 5737); asking for the way to it sends nothing and names our own address.
ELSEWHERE = ("192.0.2.1", 9)

SIOCGIFADDR = 0x8915


@dataclass(frozen=True, slots=True)
class Machine:
    """Host name without its domain, and private addresses, the one to be reached by first."""

    host: str
    addresses: tuple[Address, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names that a certificate of this machine carries.

        An authority for a bare name could sign for everything below it. Names with a digit or a
        hyphen are no top-level domain of the internet; of others `.local` alone is taken.
        """
        if self.host == LOCALHOST:
            return (LOCALHOST,)
        bare = (self.host,) if re.search(r"[0-9-]", self.host) else ()
        return (*bare, f"{self.host}.local", LOCALHOST)

    @property
    def all_addresses(self) -> tuple[Address, ...]:
        """Private addresses and those of this very machine."""
        loopback = (ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"))
        return (*self.addresses, *loopback)


def is_private(address: Address) -> bool:
    return any(address.version == net.version and address in net for net in PRIVATE)


def host_label(name: str) -> str:
    """First label of a host name, in lower case; `mesomap` where it fits into no certificate.

    >>> host_label("Cabinet.example.org"), host_label("poste_1")
    ('cabinet', 'mesomap')
    """
    label = name.partition(".")[0].lower()
    return label if LABEL.fullmatch(label) and not label.startswith("xn--") else NAMELESS


def this_machine() -> Machine:
    """Ask the system for its name and addresses; nothing is sent over the network."""
    found = [*_routed(), *_resolved(), *_interfaces_v4(), *_interfaces_v6()]
    addresses = (ipaddress.ip_address(text) for text in dict.fromkeys(found))
    kept = [a for a in addresses if is_private(a) and not a.is_loopback and not _of_one_cable(a)]
    return Machine(host_label(socket.gethostname()), tuple(dict.fromkeys(kept)))


def _of_one_cable(address: Address) -> bool:
    """Tell an IPv6 address that a browser cannot name (it needs the interface beside it)."""
    return address.version == 6 and address.is_link_local


def _routed() -> list[str]:
    """Ask by which of our addresses other machines are reached."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(ELSEWHERE)
        return [str(probe.getsockname()[0])]
    return []


def _resolved() -> list[str]:
    """Ask for the addresses that our own name stands for (Windows lists them all)."""
    with suppress(OSError):
        found = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_DGRAM)
        return [str(entry[4][0]).partition("%")[0] for entry in found]
    return []


def _interfaces_v4() -> list[str]:
    """Ask every interface for its address (Linux)."""
    try:
        from fcntl import ioctl  # noqa: PLC0415  not on Windows
    except ImportError:
        return []
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            with suppress(OSError):
                answer = ioctl(probe.fileno(), SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
                found.append(socket.inet_ntoa(answer[20:24]))
    return found


def _interfaces_v6() -> list[str]:
    with suppress(OSError):
        lines = Path("/proc/net/if_inet6").read_text(encoding="ascii").splitlines()
        return [str(ipaddress.IPv6Address(int(line.split()[0], 16))) for line in lines]
    return []
