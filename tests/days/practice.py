"""The practice of the two days: the real server by the clock of each day, a tablet, the record."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from mesomap import instance
from mesomap.services.practice import settings
from mesomap.storage.sqlite import open_storage
from tests.browser.conftest import EMAIL, PASSWORD, SIZES
from tests.cast import seat_of
from tests.serving import ROOT, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CLOCK = Path(__file__).parent / "clock"

#: How long a busy machine may take for one step.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

#: The tablet's clock goes as the server's: its own time, `%s` ms later.
SHIFTED_DATE = """(() => {
  const Real = Date, shift = %s;
  class Shifted extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  }
  globalThis.Date = Shifted;
})()"""

SETUP = {
    "practice_name": "Cabinet d’essai",
    "doctor_name": "Dr Essai",
    "email": EMAIL,
    "password": PASSWORD,
}


class DayPractice:
    """`day(text)` starts the server at 9 o'clock (UTC) of that day; `night()` ends it.

    Both days have the same tablet: what its browser keeps is there the next morning.
    """

    def __init__(self, folder: Path, browser: Browser, size: str) -> None:
        self.folder = folder / "instance"
        self.browser = browser
        self.size = size
        self.server: Server | None = None
        self.context: BrowserContext | None = None
        self.shift_s = 0.0
        self.page: Page | None = None
        self.said: list[str] = []

    def day(self, day: str) -> Page:
        nine = datetime.fromisoformat(f"{day}T09:00:00+00:00")
        shift_s = (nine - datetime.now(UTC)).total_seconds()
        env = {"MESOMAP_DAYS_SHIFT_S": str(shift_s), "PYTHONPATH": f"{CLOCK}{os.pathsep}{ROOT}"}
        port = self.server.port if self.server else None
        self.server = Server(self.folder, port=port, env=env).start()
        context = self._tablet()
        # what is added to the clock this morning comes on top of what was added before
        context.add_init_script(SHIFTED_DATE % round((shift_s - self.shift_s) * 1000))
        self.shift_s = shift_s
        page = self.page = context.new_page()
        page.on("console", lambda m: self._heard(m.type, f"{m.text} {m.location['url']}"))
        page.on("pageerror", lambda error: self._heard("error", str(error)))
        heard = len(self.said)
        self._enter(page)
        del self.said[heard:]  # the lines of the sign-in page's 401 are no fault
        return page

    def _tablet(self) -> BrowserContext:
        if self.context is None:
            width, height = SIZES[self.size]
            self.context = self.browser.new_context(
                base_url=self.server.url, viewport={"width": width, "height": height},
                has_touch=True, locale="fr-FR", timezone_id="Europe/Paris", service_workers="block",
            )  # fmt: skip
            self.context.set_default_timeout(PATIENCE_MS)
        return self.context

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.said.append(f"{kind}: {text}")

    def _enter(self, page: Page) -> None:
        page.goto("/patients")
        if page.locator("[data-action=new-patient]").count():
            return
        if page.locator("form[data-form=sign-in]").count():
            page.fill("[name=email]", EMAIL)
            page.fill("[name=password]", PASSWORD)
            page.locator("form[data-form=sign-in] button[type=submit]").click()
        else:
            page.goto("/setup")
            for name, value in SETUP.items():
                page.fill(f"[name={name}]", value)
            page.locator("form[data-form=setup] button[type=submit]").click()
        page.wait_for_url(re.compile("/patients"))

    def set_tariff(self, flat_cents: int) -> None:
        """Settle what a session costs: the doctor did it before the first day."""
        storage = open_storage(instance.database(self.folder))
        value = {"flat_cents": flat_cents}
        settings.put(seat_of(storage, EMAIL), "tariff", value, datetime.now(UTC))
        storage.close()

    def night(self) -> None:
        """The page is closed and the server ended; the tablet stays as it is."""
        if self.page:
            self.page.close()
            self.page = None
        if self.server:
            self.server.stop()

    # -------------------------------------------------------- what the record says afterwards

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"MESOMAP_INSTANCE": str(self.folder), "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-m", "mesomap", *arguments],
            env=env, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def records(self) -> list[dict[str, Any]]:
        """Every patient's record, as `mesomap export` writes it."""
        folder = self.folder.parent / "export"
        done = self.command("export", "-o", str(folder))
        if done.returncode:
            raise RuntimeError(done.stderr)
        return [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
