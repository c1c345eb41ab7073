"""axe-core on a page as it stands, through the debugger: the page's own policy stays as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: What axe is asked besides its own rules of WCAG 2: nothing is left out.
ALL: dict = {"resultTypes": ["violations"]}
COLOURS: dict = ALL | {"runOnly": ["color-contrast"]}

#: Fonts are loaded, and nothing moves nor changes colour any more: for two frames in a row no
#: animation that has an end is under way. One may begin after another, or late on a busy machine.
AT_REST = """async () => {
  const frame = () => new Promise((done) => { requestAnimationFrame(() => done()); });
  const moving = () => document.getAnimations()
    .filter((a) => a.playState === 'running' && a.effect?.getComputedTiming().endTime !== Infinity);
  await document.fonts.ready;
  for (let still = 0; still < 2; still += 1) {
    await frame();
    const found = moving();
    if (found.length) still = -1;
    await Promise.all(found.map((a) => a.finished.catch(() => null)));
  }
}"""


class Looker:
    """Looks at one page again and again; keeps what it found as sentences."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)
        self.found: list[str] = []
        self.looks = 0

    def look(self, where: str, *, dark: bool = False, options: dict | None = None) -> None:
        """Ask axe; `where` names the state of the page in what is found."""
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.page.evaluate(AT_REST)
        self._run("typeof axe === 'undefined'") and self._run(AXE_SCRIPT)
        said = self._run(f"axe.run(document, {json.dumps(options or ALL)})")
        self.looks += 1
        for broken in said["violations"]:
            for node in broken["nodes"]:
                why = node["failureSummary"].replace("\n", " ")
                self.found.append(f"{where}: {broken['id']}: {node['target']}: {why}")

    def both(self, where: str, lang: str) -> None:
        """All rules in the light theme, those on colours in the dark; in English all in dark."""
        self.look(where, dark=lang == "en")
        if lang == "fr":
            self.look(f"{where}, dark", dark=True, options=COLOURS)

    def _run(self, script: str):
        answer = self.cdp.send(
            "Runtime.evaluate",
            {"expression": script, "awaitPromise": True, "returnByValue": True},
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")
