"""Real Chromium, the real server, a real file."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser.hand import Hand
from tests.serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
SHOTS = HERE / "shots"

#: The sizes that every page is looked at in (CSS pixels).
SIZES = {
    "landscape": (1180, 820),
    "portrait": (820, 1180),
    "mini": (744, 1133),
    "phone": (390, 844),
    "desktop": (1440, 900),
}
#: How long a condition may take to come true on a machine that does something else as well.
PATIENCE_MS = 60_000
EMAIL, PASSWORD = "cabinet@exemple.test", "un mot de passe assez long"

#: What Playwright switches off itself (a second list takes the place of the first), and the pages of
#: the address bar's own, which Chromium would start anew, in a process each, with every window.
WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
)  # fmt: skip

QUIET = [
    "--no-sandbox",
    f"--disable-features={','.join(WITHOUT)}",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str:
    named = os.environ.get("MESOMAP_CHROMIUM")
    found = named or next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))),
        None,
    )
    assert found, "Chromium is missing: bash tests/browser/chromium.sh says how to get it"
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as p:
        yield p


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path(), headless=True, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that belongs to one test file, with a practice and nobody in it."""
    server = Server(tmp_path_factory.mktemp("practice") / "instance").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def signed_in_state(browser: Browser, server: Server) -> dict:
    """Cookies of the doctor who has just set the practice up, through the page itself."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{server.url}/setup")
    for name, value in {
        "practice_name": "Cabinet d’essai",
        "doctor_name": "Dr Essai",
        "email": EMAIL,
        "password": PASSWORD,
        "password_again": PASSWORD,
    }.items():
        field = page.locator(f"[name={name}]")
        if field.count():
            field.fill(value)
    page.locator("form[data-form=setup] button[type=submit]").click()
    page.wait_for_url(re.compile("/(patients|sign-in)"))
    if "/sign-in" in page.url:
        page.fill("[name=email]", EMAIL)
        page.fill("[name=password]", PASSWORD)
        page.locator("form[data-form=sign-in] button[type=submit]").click()
        page.wait_for_url(re.compile("/patients"))
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def tablet(
    browser: Browser, server: Server, signed_in_state: dict
) -> Iterator[Callable[..., Page]]:
    """Open a tablet: `tablet("landscape", path="/patients")` gives a page, signed in, with touch."""
    contexts: list[BrowserContext] = []

    def open_tablet(size: str = "landscape", path: str = "/patients", **options) -> Page:
        width, height = SIZES[size]
        # the shell is a matter of test_offline.py; elsewhere its three megabytes would be fetched each time
        options.setdefault("service_workers", "block")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=True,
            is_mobile=False,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            storage_state=signed_in_state,
            base_url=server.url,
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_tablet
    for context in contexts:
        context.close()


@pytest.fixture
def hand() -> Callable[[Page], Hand]:
    return Hand
