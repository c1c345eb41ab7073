"""TLS servers and clients for the tests; the clients trust one authority alone."""

import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from mesomap.lan.files import AUTHORITY
from mesomap.lan.machine import Machine
from tests.serving import Server, free_port

NOW = datetime(2026, 11, 21, 20, 47, 54, tzinfo=UTC)
MACHINE = Machine("cabinet-1", (ipaddress.ip_address("192.168.1.20"),))


def client(authority_pem):
    """A client that trusts this authority and nobody else, as strictly as OpenSSL can."""
    context = ssl.create_default_context(cadata=authority_pem)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def shake_hands(pair, authority, name, folder):
    """Serve `pair` and connect by `name`: the certificate seen; raises what the client refuses."""
    path = folder / "server.pem"
    path.write_bytes(pair.pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    ours, theirs = socket.socketpair()

    def answer():
        with suppress(OSError), server.wrap_socket(ours, server_side=True) as tls:
            tls.recv(1)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        pem = authority.pem.decode()
        with client(pem).wrap_socket(theirs, server_hostname=name) as tls:
            return tls.getpeercert()
    finally:
        ours.close()
        theirs.close()
        thread.join()


@contextmanager
def trusted(port, authority_pem, name="localhost"):
    """A TLS connection to a server on this machine that trusts the authority alone."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        client(authority_pem).wrap_socket(plain, server_hostname=name) as tls,
    ):
        yield tls


class LanServer(Server):
    """`mesomap run --lan` on free ports; its clients trust the authority that it made."""

    def __init__(self, instance, *arguments, env=None):
        self.door_port = free_port()
        super().__init__(
            instance,
            env=env,
            arguments=("--lan", "--connect-port", str(self.door_port), *arguments),
        )

    @property
    def url(self):
        return f"https://localhost:{self.port}"

    @property
    def authority(self):
        pem = (self.instance / "tls" / AUTHORITY).read_text()
        return pem[pem.index("-----BEGIN CERT") :]

    def trust(self):
        with suppress(OSError):
            return client(self.authority)
        return None

    def serial(self):
        """Serial number of the certificate that is served at this moment."""
        with trusted(self.port, self.authority) as tls:
            return tls.getpeercert()["serialNumber"]
