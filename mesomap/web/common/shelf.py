"""Static files under an address that changes with them, so that a browser may keep them for good.

`/static/~STAMP/…` is the folder `static` as it is now; the stamp is a hash of all of it. What names
others beside itself (a module, a style sheet) finds them under the same stamp.
"""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, send_from_directory

from mesomap.resources import resource_dir
from mesomap.web.common.bundle import bundle, closure
from mesomap.web.common.needs import Right, needs

if TYPE_CHECKING:
    from pathlib import Path

bp = Blueprint("shelf", __name__)

#: Folders whose modules the session page loads; other pages have their own.
FLOORS = ("geom", "model", "store", "view", "input", "app")

#: Where the modules of the other pages begin.
PAGES = "app/pages/"

#: Modules that run when they are first wanted: patterns of points, and how sure an area is.
LATER = frozenset(
    f"geom/{name}.js"
    for name in ("girth", "grid", "net", "patterns", "uncertainty", "uncertainty_table", "walk")
)

#: The module that the session page begins with.
START = "app/session.js"

#: Endpoints whose files are compressed, and kept by the browser.
ENDPOINTS = frozenset({"static", "shelf.file", "shelf.script"})


def _modules_dir() -> Path:
    return resource_dir("static") / "js"


def _read(name: str) -> str:
    return (_modules_dir() / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def page_modules() -> tuple[str, ...]:
    """Name the modules of the session page."""
    root = _modules_dir()
    found = [p for floor in FLOORS for p in sorted((root / floor).rglob("*.js"))]
    names = ("texts.js", *(p.relative_to(root).as_posix() for p in found))
    return tuple(name for name in names if not name.startswith(PAGES))


@lru_cache(maxsize=1)
def other_modules() -> tuple[str, ...]:
    """Name the modules of all other pages, and what these need: they travel one by one."""
    root = _modules_dir()
    pages = sorted(p.relative_to(root).as_posix() for p in (root / PAGES).glob("*.js"))
    return tuple(sorted(closure(pages, _read)))


@lru_cache(maxsize=1)
def stamp() -> str:
    """Hash every static file, once (0.06 s)."""
    root = resource_dir("static")
    whole = sha256(_script()[0])
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        whole.update(path.relative_to(root).as_posix().encode())
        whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:12]


@lru_cache(maxsize=1)
def _script() -> tuple[bytes, bytes]:
    script, chart = bundle(page_modules(), _read, START, LATER)
    return script.encode(), chart.encode()


def script_hash() -> str:
    """Hash of the session page's script, by which the service worker knows it."""
    return sha256(_script()[0]).hexdigest()[:12]


def in_pieces() -> bool:
    """Whether a developer wants the modules one by one, read anew at each load."""
    return os.environ.get("MESOMAP_MODULES") == "pieces"


def static_root() -> str:
    """Address of the folder `static`, for as long as nothing in it changes."""
    return "/static" if in_pieces() else f"/static/~{stamp()}"


def page_scripts() -> tuple[str, ...]:
    """Addresses of the session page's scripts; the last one starts it."""
    if in_pieces():
        first = (n for n in page_modules() if n not in LATER | {START})
        return tuple(f"/static/js/{name}" for name in (*first, START))
    return (f"{static_root()}/session.js",)


def is_kept() -> bool:
    """Whether the address that is asked for names this very version of the file, for good."""
    named = (request.view_args or {}).get("stamp")
    return named == stamp() if named else bool(request.args.get("v"))


@bp.get("/static/<any('session.js', 'session.js.map'):filename>")
@bp.get("/static/~<stamp>/<any('session.js', 'session.js.map'):filename>")
@needs(Right.NOTHING)
def script(filename: str, stamp: str = "") -> Response:  # noqa: ARG001  looked at by is_kept
    """Give the session page's modules in one; an older page gets those of today."""
    whole, chart = _script()
    text, kind = (
        (chart, "application/json") if filename.endswith("map") else (whole, "text/javascript")
    )
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    answer.set_etag(sha256(text).hexdigest()[:16])
    answer.make_conditional(request)
    return answer


@bp.get("/static/~<stamp>/<path:filename>")
@needs(Right.NOTHING)
def file(stamp: str, filename: str) -> Response:  # noqa: ARG001  looked at by is_kept
    """Give a static file; an older page gets that of today."""
    return send_from_directory(resource_dir("static"), filename)
