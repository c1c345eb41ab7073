"""What a tablet is given before it can trust us: the authority, and a page with three steps.

The page is drawn once when the certificates are made; `door.py` hands it out over plain HTTP.
"""

from __future__ import annotations

import io
import plistlib
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from mesomap import texts
from mesomap.lan.files import CERTIFICATE, DOOR, PROFILE
from mesomap.lan.status import tls_folder, write_private
from mesomap.resources import resource_dir

if TYPE_CHECKING:
    from pathlib import Path

from mesomap.lan.status import Status

#: Identifiers of the profile: the same authority replaces itself on an iPad.
SPACE = uuid.UUID("6f0d3a52-6a8e-4d1c-9c5b-1d3c8a1c7f10")


def qr(text: str) -> Markup:
    """Draw a QR code as SVG, without a size and without a style."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, omitsize=True, border=2, svgclass="qr", lineclass=None,
        light="#fff", nl=False,
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())  # noqa: S704  drawn here, of our own address


def profile(der: bytes, status: Status) -> bytes:
    """Wrap the authority into a configuration profile, as an iPad installs it."""
    of = f"{status.fingerprint}"
    payload = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"app.mesomap.authority.{status.host}",
        "PayloadUUID": str(uuid.uuid5(SPACE, f"payload {of}")).upper(),
        "PayloadDisplayName": f"MesoMap · {status.host}",
        "PayloadContent": der,
    }
    return plistlib.dumps({
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"app.mesomap.{status.host}",
        "PayloadUUID": str(uuid.uuid5(SPACE, f"profile {of}")).upper(),
        "PayloadDisplayName": f"MesoMap · {status.host}",
        "PayloadDescription": status.fingerprint,
        "PayloadContent": [payload],
    })  # fmt: skip


def page(status: Status, lang: str, *, at_machine: bool) -> str:
    """Draw the page: at the machine with code and fingerprint, on a tablet with what to load."""
    said = texts.texts(lang)
    env = Environment(
        loader=FileSystemLoader(resource_dir("templates")), autoescape=True, trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=said.gettext, ngettext=said.ngettext, newstyle=False
    )
    return env.get_template("door.html").render(
        status=status, lang=lang, at_machine=at_machine, qr=qr(status.door),
        here=f"https://localhost:{urlsplit(status.url).port}/",
    )  # fmt: skip


def write_door(instance: Path, status: Status, der: bytes) -> None:
    """Write all that the door hands out."""
    folder = tls_folder(instance) / DOOR
    write_private(folder / CERTIFICATE, der)
    write_private(folder / PROFILE, profile(der, status))
    for lang in texts.LANGUAGES:
        for where, at_machine in (("machine", True), ("tablet", False)):
            drawn = page(status, lang, at_machine=at_machine)
            write_private(folder / f"{where}.{lang}.html", drawn.encode())
