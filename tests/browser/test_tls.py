"""Chromium on the surgery's network: it checks our chain, and gives the page a secure context."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Error, Playwright

from mesomap.lan.files import SERVER
from tests.browser.conftest import QUIET, chromium_path
from tests.lan.net import LanServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def lan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanServer]:
    running = LanServer(tmp_path_factory.mktemp("lan") / "practice").start()
    yield running
    running.stop()


def trust(lan: LanServer) -> str:
    """Hash of the server's key, by which Chromium can be told to trust it."""
    leaf = x509.load_pem_x509_certificate((lan.instance / "tls" / SERVER).read_bytes())
    spki = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()


def test_a_device_that_trusts_the_certificate_has_a_secure_context(
    playwright: Playwright, lan: LanServer
) -> None:
    browser = playwright.chromium.launch(
        executable_path=chromium_path(),
        args=[*QUIET, f"--ignore-certificate-errors-spki-list={trust(lan)}"],
    )
    page = browser.new_page()
    page.goto(f"{lan.url}/setup")
    assert page.evaluate("() => window.isSecureContext")
    assert page.evaluate("() => typeof crypto.subtle.deriveBits") == "function"
    scope = page.evaluate("() => navigator.serviceWorker.register('/sw.js').then((r) => r.scope)")
    assert scope == f"{lan.url}/"
    browser.close()


def test_a_device_that_does_not_is_warned(playwright: Playwright, lan: LanServer) -> None:
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        browser.new_page().goto(f"{lan.url}/setup")
    browser.close()
