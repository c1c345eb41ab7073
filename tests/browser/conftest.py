"""Fixtures of browser tests: Chromium, the server in a process, a SQLite file."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
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

from mesomap import instance
from mesomap.domain.countries import FRANCE
from mesomap.services.practice import accounts, settings
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from mesomap.web.access import auth
from tests.browser.hand import Hand
from tests.cast import new_id
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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the test files share; each has a practice of its own in it."""
    yield from started(tmp_path_factory)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of one test file, with its practice alone; there `server` gives it."""
    yield from started(tmp_path_factory)


def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("practice") / "instance").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def signed_in_state(playwright: Playwright, server: Server) -> dict:
    """Cookies of the doctor of a new practice; its e-mail is EMAIL unless the server knows that one.

    The way through the page of the set-up is walked in test_offline.py.
    """
    storage, now = open_storage(instance.database(server.instance)), datetime.now(UTC)
    with storage.reading() as r:
        email = f"{new_id()}@exemple.test" if r.account_by_email(EMAIL) else EMAIL
    seat = Seat(storage, new_id(), new_id())
    hashed = auth.hash_password(PASSWORD)
    accounts.create_practice(seat, "Cabinet d’essai", "Dr Essai", email, hashed, now)
    settings.begin(seat, FRANCE, "Europe/Paris", now)
    storage.close()
    client = playwright.request.new_context(base_url=server.url)
    headers = {"Accept": "application/json", "Origin": server.url}
    answer = client.post("/sign-in", data={"email": email, "password": PASSWORD}, headers=headers)
    assert answer.ok, answer.text()
    state = client.storage_state()
    client.dispose()
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
