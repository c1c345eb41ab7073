"""Start the server: granian, one worker process; `mesomap/asgi.py` has its threads."""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import threading
import time
import webbrowser
from importlib import import_module
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from mesomap.errors import N_, Refused
from mesomap.workers import ENDS_WITHIN_S, Workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: A connection that does not say within this time what it wants, or wants next, is closed. HTTP/2
#: is left out: granian waits for ever for the first byte of a connection that may be either.
HEAD_WITHIN_S = 30.0

#: Connections at once (3 to 12 kB each), and files besides them.
MOST_CONNECTIONS, OTHER_FILES = 4096, 128

#: How long the browser waits for the server before it is not opened at all.
OPEN_WITHIN_SECONDS = 15


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(host: str, cert: Path | None, key: Path | None) -> None:
    """Raise Refused for half a certificate, or for an open address without TLS."""
    if (cert is None) != (key is None):
        raise Refused(N_("--tls-cert et --tls-key vont ensemble : donnez les deux."))
    if cert is None and not is_loopback(host):
        raise Refused(
            N_("Sans TLS, MesoMap n’écoute que sur cette machine : pour le réseau du cabinet, "
               "lancez « mesomap run --lan » ; pour {host}, ajoutez --tls-cert et --tls-key."),
            host=host,
        )  # fmt: skip


def check_certificate(cert: Path | None, key: Path | None) -> None:
    """Raise Refused where these files are not a certificate and its key."""
    if cert is None or key is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except OSError as problem:
        raise Refused(
            N_("{cert} et {key} ne sont pas un certificat et sa clé ({reason})."),
            cert=cert, key=key, reason=problem.strerror or str(problem),
        ) from problem  # fmt: skip


def check_port(host: str, port: int) -> None:
    """Raise Refused where something already listens, or where we may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as problem:
        raise Refused(
            N_("Le port {port} de {host} n’est pas libre ({reason}). Choisissez-en un autre : "
               "--port 8001."),
            port=port, host=host, reason=problem.strerror or str(problem),
        ) from problem  # fmt: skip


def address(host: str, port: int, *, tls: bool) -> str:
    """Address to open in a browser."""
    name = "localhost" if host in {"0.0.0.0", "::"} else host  # noqa: S104  compared, not bound
    name = f"[{name}]" if ":" in name else name
    return f"{'https' if tls else 'http'}://{name}:{port}/"


def open_when_ready(host: str, port: int, url: str) -> None:
    """Open the browser once the server listens; give up quietly."""

    def wait_and_open() -> None:
        end = time.monotonic() + OPEN_WITHIN_SECONDS
        while time.monotonic() < end:
            try:
                socket.create_connection((host, port), timeout=2).close()
            except OSError:
                time.sleep(0.1)
            else:
                webbrowser.open(url)
                return

    threading.Thread(target=wait_and_open, daemon=True).start()


def head_within_ms() -> int:
    """How long a head is waited for; tests wait less (`MESOMAP_HEAD_WITHIN_S`)."""
    return int(float(os.environ.get("MESOMAP_HEAD_WITHIN_S", HEAD_WITHIN_S)) * 1000)


def most_connections() -> int:
    """Raise the limit of open files as far as allowed; the connections that it is enough for."""
    try:
        resource = import_module("resource")
    except ImportError:  # Windows, which counts otherwise
        return MOST_CONNECTIONS
    wanted = MOST_CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(wanted, soft) - OTHER_FILES


def serve(
    host: str,
    port: int,
    *,
    cert: Path | None = None,
    key: Path | None = None,
    ready: Callable[[], None] | None = None,
    started: Callable[[Callable[[], None]], None] | None = None,
) -> None:
    """Serve until a signal ends it. The worker reads its settings from the environment.

    `started` is given what lets the server read its certificate anew.
    """
    os.environ["MESOMAP_HOST"] = host
    os.environ["MESOMAP_TLS"] = "1" if cert else ""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more threads: more memory, no faster
    server = Workers(
        "mesomap.worker:create",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=head_within_ms()),
        backpressure=most_connections(),
        workers=1,
        factory=True,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
        workers_kill_timeout=ENDS_WITHIN_S,
        ssl_cert=cert,
        ssl_key=key,
    )
    if started is not None:
        started(server.reload)
    server.then = ready
    server.serve()
