"""The page of what a tablet has not sent yet; the tablet itself fills it in."""

from __future__ import annotations

from flask import Blueprint, render_template

from mesomap.web.common.needs import Right, needs

bp = Blueprint("outbox", __name__)


@bp.get("/outbox")
@needs(Right.DEVICE)
def show() -> str:
    return render_template("outbox.html")
