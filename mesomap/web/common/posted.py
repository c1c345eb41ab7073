"""Pages that answer a form: where *Back* finds them again, as no browser keeps them (no-store)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from mesomap.web.common import paths

if TYPE_CHECKING:
    from flask import Flask


def again() -> str | None:
    """Tell the address at which a page that answers a form can be asked for; None for others.

    Its own where that is a page, else that of the page with the form.
    """
    if request.method != "POST":
        return None
    asked = paths.split(request.referrer)
    here = (request.path, asked.path if asked.netloc == request.host else "")
    return next((path for path in here if _is_page(path)), "/")


def _is_page(path: str) -> bool:
    return path.startswith("/") and current_app.url_map.bind("").test(path, "GET")


def init_posted(app: Flask) -> None:
    app.jinja_env.globals.update(posted_again=again)
