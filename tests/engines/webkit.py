"""WebKitGTK's MiniBrowser, driven by its own driver: the engine of every browser on an iPad."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.engine import XY, Engine

if TYPE_CHECKING:
    from collections.abc import Sequence

BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"
DRIVER = "/usr/bin/WebKitWebDriver"


class WebKit(Engine):
    def __init__(self) -> None:
        options = Options()
        options.binary_location = str(max(Path("/usr/lib").glob(BROWSERS)))
        options.add_argument("--automation")
        self.driver = webdriver.WebKitGTK(options=options, service=Service(DRIVER))
        self.driver.set_window_size(1180, 900)

    def goto(self, url: str) -> None:
        self.driver.get(url)

    def run(self, body: str, *values: Any) -> Any:
        return self.driver.execute_script(body, *values)

    def touch(self, path: Sequence[XY]) -> None:
        finger = PointerInput("touch", "finger")
        acts = ActionBuilder(self.driver, mouse=finger, duration=16)
        for k, (x, y) in enumerate(path):
            acts.pointer_action.move_to_location(round(x), round(y))
            if k == 0:
                acts.pointer_action.pointer_down()
        acts.pointer_action.pointer_up()
        acts.perform()

    def quit(self) -> None:
        self.driver.quit()
