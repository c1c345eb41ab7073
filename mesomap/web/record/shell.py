"""The shell: what a tablet keeps of the application, so that it opens without the server.

The shell is files and two empty pages, never a patient's page. Its version is a hash over all of
them, worked out once; the service worker (`static/sw.js`) is handed the list and checks each file
against it. Every page says by which shell it was made (`X-MesoMap-Shell`), so that a page never
gets the files of another version.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, g, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from mesomap import __version__, texts
from mesomap.errors import N_, NotFound
from mesomap.resources import PACKAGE, resource_dir
from mesomap.web.access.security import static_version
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.shelf import other_modules, page_scripts, script_hash, static_root
from mesomap.web.people.patients import AGE_BANDS

if TYPE_CHECKING:
    from flask import Flask

bp = Blueprint("shell", __name__)

#: Said by every page: which shell its files belong to.
HEADER = "X-MesoMap-Shell"

#: Pages that know no patient, by the name the service worker asks for.
PAGES = ("today", "session", "outbox")

#: Files beside the modules: looks, signs, and the body of an adult woman and man.
KEPT = (
    "css/*.css", "fonts/*.woff2", "icons/*",
    "body/*.json", "body/faces-1.bin", "body/zones-*.bin", "body/parts-1.bin",
    "body/segments-1.bin", "body/mirror-1.bin", "body/figure-[FM]-1.bin",
    "body/figure-[FM]_arm-up-1.bin",
    "svg/[FM]-front.svg", "svg/[FM]-back.svg", "svg/[FM]-left.svg", "svg/[FM]-right.svg",
)  # fmt: skip


@lru_cache(maxsize=1)
def shell_files() -> tuple[str, ...]:
    """Name the files of the shell below `static/`, sorted; the session page's script is no file."""
    root = resource_dir("static")
    found = {p.relative_to(root).as_posix() for pattern in KEPT for p in root.glob(pattern)}
    return tuple(sorted(found | {f"js/{name}" for name in other_modules()}))


def manifest_of(app: Flask) -> list[tuple[str, str]]:
    """List the files by address, each with its hash."""
    named = [(f"/static/{name}", static_version(app, name)) for name in shell_files()]
    script = ("/static/session.js", script_hash())
    return [script, *((path, version) for path, version in named if version)]


def shell_version(app: Flask) -> str:
    """Hash of everything that the shell is made of; worked out when first asked for."""
    known = app.extensions.get("shell_version")
    if known is None or app.debug:
        known = app.extensions["shell_version"] = _hash_of_all(app)
    return str(known)


def _hash_of_all(app: Flask) -> str:
    sources = [resource_dir("static") / "sw.js"]
    sources += sorted(resource_dir("templates").rglob("*.*"))
    sources += sorted((PACKAGE / "translations").rglob("*.mo"))
    seen = sha256(__version__.encode())
    seen.update(json.dumps([static_root(), manifest_of(app)]).encode())
    for path in sources:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _addresses() -> dict[str, dict[str, str]]:
    return {
        lang: {page: url_for("shell.page", lang=lang, name=page) for page in PAGES}
        for lang in texts.LANGUAGES
    }


def _not_stored(answer: Response) -> Response:
    """Have the browser ask each time whether it is still the same (`no-cache`, an ETag)."""
    answer.cache_control.private = True
    answer.cache_control.no_cache = True
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@bp.get("/sw.js")
@needs(Right.NOTHING)
def worker() -> Response:
    """Give the service worker with the list of what it keeps."""
    app = current_app
    shell = {
        "version": shell_version(app),
        "files": manifest_of(app),
        "pages": _addresses(),
    }
    text = (resource_dir("static") / "sw.js").read_text(encoding="utf-8")
    answer = Response(f"const SHELL = {json.dumps(shell)};\n{text}", mimetype="text/javascript")
    answer.headers["Service-Worker-Allowed"] = "/"
    return _not_stored(answer)


@bp.get("/manifest.webmanifest")
@needs(Right.NOTHING)
def manifest() -> Response:
    """Say how the application is installed: name, signs, where it opens."""

    def icon(name: str, sizes: str, purpose: str = "any") -> dict[str, str]:
        kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
        src = url_for("static", filename=f"icons/{name}")
        return {"src": src, "sizes": sizes, "type": kind, "purpose": purpose}

    answer = jsonify(
        id="/",
        name=_("MesoMap – cartes de mésothérapie"),
        short_name="MesoMap",
        description=_("Marquer, mesurer et garder les séances de mésothérapie du cabinet."),
        lang="fr",
        dir="ltr",
        start_url="/patients",
        scope="/",
        display="standalone",
        background_color="#f8f5ef",
        theme_color="#5a3a6c",
        icons=[
            icon("mesomap.svg", "any"),
            icon("mesomap-192.png", "192x192"),
            icon("mesomap-512.png", "512x512"),
            icon("mesomap-maskable-512.png", "512x512", "maskable"),
        ],
    )
    answer.mimetype = "application/manifest+json"
    return _not_stored(answer)


@bp.get("/shell/<lang>/<name>")
@needs(Right.NOTHING)
def page(lang: str, name: str) -> str:
    """Give an empty page, in a language: the one that opens when the server is gone."""
    if lang not in texts.LANGUAGES or name not in PAGES:
        raise NotFound(N_("Cette page n’existe pas."))
    g.speaking = lang
    if name == "today":
        return render_template("shell_today.html", bare=True, age_bands=AGE_BANDS)
    if name == "outbox":
        return render_template("outbox.html", bare=True)
    return render_template(
        "session.html", bare=True, patient_name=None, known=None, figure="F",
        urls={"static": static_root(), "patient": "/patients"}, scripts=page_scripts(), boot=None,
        body_files=("body-1.json",),
    )  # fmt: skip


def _tell(answer: Response) -> Response:
    if answer.mimetype == "text/html":
        answer.headers[HEADER] = shell_version(current_app)
    return answer


def init_shell(app: Flask) -> None:
    app.after_request(_tell)
