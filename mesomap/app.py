"""The application factory: makes a Flask application of the parts."""

from __future__ import annotations

import os
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from mesomap import __version__, instance
from mesomap.resources import resource_dir
from mesomap.storage.sqlite import open_storage
from mesomap.web.access import auth, lock, security
from mesomap.web.common import errors, forms, i18n, packing, paths, posted, shelf, words
from mesomap.web.common.store import STORAGE
from mesomap.web.people import days
from mesomap.web.record import shell

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Modules with a blueprint named `bp`.
BLUEPRINTS = (
    "mesomap.web.common.shelf",
    "mesomap.web.access.sign",
    "mesomap.web.access.connect",
    "mesomap.web.access.lock",
    "mesomap.web.access.setup",
    "mesomap.web.people.patients",
    "mesomap.web.people.courses",
    "mesomap.web.people.merging",
    "mesomap.web.record.discarding",
    "mesomap.web.billing.estimates",
    "mesomap.web.papers.papers",
    "mesomap.web.practice.settings",
    "mesomap.web.practice.accounts",
    "mesomap.web.record.session_page",
    "mesomap.web.record.session_api",
    "mesomap.web.record.bodies_api",
    "mesomap.web.practice.patterns_api",
    "mesomap.web.record.shell",
    "mesomap.web.practice.syringes_api",
    "mesomap.web.record.offline_api",
    "mesomap.web.practice.tray",
    "mesomap.web.record.outbox",
)


#: The cookie keeps language and looks for as long; when a sign-in ends, its row says.
COOKIE_LIVES = timedelta(days=180)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the application.

    `config` may name `INSTANCE` (folder of the data, by default MESOMAP_INSTANCE or
    `./instance`), `TLS` (cookies travel over TLS alone), `HOSTS` (names this machine
    answers to), `PASSWORD_HASHER` (what hashes passwords and PINs) and `PSEUDO_LANGUAGE` (tests).
    The database must have been migrated.
    """
    app = Flask(
        "mesomap",
        static_folder=resource_dir("static"),
        template_folder=str(resource_dir("templates")),
    )
    app.config.update(config or {})
    folder = app.config["INSTANCE"] = Path(app.config.get("INSTANCE") or instance.instance_dir())
    instance.prepare(folder)
    _configure(app, folder)
    app.extensions[STORAGE] = open_storage(instance.database(folder))
    i18n.init_i18n(app)
    security.init_security(app)
    packing.init_packing(app)
    auth.init_auth(app)
    security.csrf.init_app(app)
    security.limiter.init_app(app)
    errors.init_errors(app)
    words.init_words(app)
    days.init_days(app)
    forms.init_forms(app)
    posted.init_posted(app)
    shell.init_shell(app)
    for name in BLUEPRINTS:
        if find_spec(name):
            app.register_blueprint(import_module(name).bp)
    app.jinja_env.globals.update(
        version=__version__,
        static_root=shelf.static_root,
        this_page=paths.this_page,
        is_signed_in=auth.is_signed_in,
        me=auth.signed_in,
        offer_pin=auth.offer_pin,
        lock_settings=lock.settings,
    )
    return app


def _hosts(host: str | None) -> tuple[str, ...] | None:
    """Names this machine answers to; None (any name) where it listens on every address.

    Behind a certificate a strange name is the browser's to refuse.
    """
    if host in {"0.0.0.0", "::"}:  # noqa: S104  compared, not bound
        return None
    named = f"[{host}]" if host and ":" in host else host
    return (*security.LOOPBACK_NAMES, *([named.lower()] if named else []))


def _configure(app: Flask, folder: Path) -> None:
    """Fill in what was not given; `mesomap run` tells its worker host and TLS by environment."""
    app.config.setdefault("TLS", bool(os.environ.get("MESOMAP_TLS")))
    app.config.setdefault("HOSTS", _hosts(os.environ.get("MESOMAP_HOST")))
    app.config.setdefault("PASSWORD_HASHER", auth.HASHER)
    app.config.setdefault("SECRET_KEY", None)
    if not app.config["SECRET_KEY"]:
        app.config["SECRET_KEY"] = instance.secret_key(folder)
    app.config.update(
        SESSION_COOKIE_NAME="mesomap",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=bool(app.config.get("TLS")),
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=COOKIE_LIVES,
        MAX_CONTENT_LENGTH=security.MAX_REQUEST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
    )
