"""Headers of every answer, and which requests are turned away before anything is read."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flask import current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from mesomap.errors import N_, Forbidden, Malformed
from mesomap.resources import resource_dir
from mesomap.web.common import shelf
from mesomap.web.common.paths import split

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = "; ".join(  # noqa: FLY002  one directive a line
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

#: One request carries no more than this; a little above the API's own limit, because what is sent
#: without its length is cut off here, and must not look like half of a JSON there.
MAX_REQUEST_BYTES = 1_100_000

#: Names by which this machine may be called, besides `--host`.
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

#: Where the server says why it has not read a request whole (`mesomap/asgi.py`).
REFUSED = "mesomap.refused"

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)


def host_name(host: str) -> str:
    """`Name:8000` → `name`; an IPv6 address keeps its brackets."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def check_host() -> None:
    """Refuse a request that calls this machine by a strange name (DNS rebinding)."""
    hosts = current_app.config["HOSTS"]
    if hosts is not None and host_name(request.environ.get("HTTP_HOST", "")) not in hosts:
        raise Malformed(N_("Ce serveur ne répond pas sous ce nom."))


def check_origin() -> None:
    """Refuse a change asked for by a page of another site."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    if origin and origin != "null" and split(origin).netloc == request.host:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if not origin and site in {"same-origin", "none"}:
        return
    raise Forbidden(N_("Cette demande vient d’un autre site : elle n’a pas été suivie."))


def refuse_unread() -> None:
    """Refuse a request that the server has not read whole."""
    refused = request.environ.get(REFUSED)
    if refused is not None:
        raise refused


def is_local() -> bool:
    """Whether the one who asks sits at this very machine."""
    return request.remote_addr in {"127.0.0.1", "::1"} and "X-Forwarded-For" not in request.headers


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint in shelf.ENDPOINTS:
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if shelf.is_kept() else "no-cache"
        )
    elif response.cache_control.private is None:
        response.headers["Cache-Control"] = "no-store"
    return response


def _versions(app: Flask) -> dict[str, str]:
    """Short hash of each static file, worked out when first asked for."""
    return app.extensions.setdefault("static_versions", {})  # type: ignore[no-any-return]


def static_version(app: Flask, filename: str) -> str | None:
    """Short hash of a static file, None where there is no such file."""
    known = _versions(app)
    if filename not in known or app.debug:
        path = resource_dir("static") / filename
        if not path.is_file():
            return None
        known[filename] = sha256(path.read_bytes()).hexdigest()[:12]
    return known[filename]


def init_security(app: Flask) -> None:
    app.before_request(check_host)
    app.before_request(check_origin)
    app.before_request(refuse_unread)
    app.after_request(_headers)

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values and "filename" in values:
            version = static_version(app, values["filename"])
            if version:
                values["v"] = version
