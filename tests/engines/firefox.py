"""Firefox ESR over WebDriver BiDi, which it speaks itself: no driver between."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import websocket

from tests.engines.engine import PATIENCE_S, XY, Engine

if TYPE_CHECKING:
    from collections.abc import Sequence


class Firefox(Engine):
    def __init__(self) -> None:
        found = shutil.which("firefox-esr") or shutil.which("firefox")
        assert found, "Firefox is missing: bash tests/engines/install.sh"
        self.profile = tempfile.mkdtemp(prefix="mesomap-firefox-")
        self.log = Path(self.profile) / "log.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [found, "--headless", "--no-remote", "--profile", self.profile,
                 "--remote-debugging-port", "0", "--width", "1180", "--height", "900"],
                stdout=log, stderr=log,
            )  # fmt: skip
        self.wire = websocket.create_connection(
            f"{self._address()}/session", timeout=PATIENCE_S, suppress_origin=True
        )
        self.count = 0
        self.ask("session.new", capabilities={})
        self.window = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def _address(self) -> str:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if said := re.search(r"ws://[\w.:]+", self.log.read_text(errors="replace")):
                return said[0]
            time.sleep(0.05)
        raise RuntimeError(self.log.read_text(errors="replace")[-2000:])

    def ask(self, method: str, **params: Any) -> Any:
        self.count += 1
        self.wire.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            said = json.loads(self.wire.recv())
            if said.get("id") == self.count:
                assert said["type"] == "success", said
                return said["result"]

    def goto(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.window, url=url, wait="complete")

    def run(self, body: str, *values: Any) -> Any:
        script = f"JSON.stringify((function() {{ {body} }})(...{json.dumps(values)}) ?? null)"
        said = self.ask(
            "script.evaluate", expression=script, target={"context": self.window},
            awaitPromise=False,
        )  # fmt: skip
        assert said["type"] == "success", said
        return json.loads(said["result"]["value"])

    def touch(self, path: Sequence[XY]) -> None:
        acts: list[dict[str, Any]] = []
        for k, (x, y) in enumerate(path):
            acts.append({"type": "pointerMove", "x": round(x), "y": round(y), "duration": 16})
            if k == 0:
                acts.append({"type": "pointerDown", "button": 0})
        acts.append({"type": "pointerUp", "button": 0})
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}}
        self.ask("input.performActions", context=self.window, actions=[finger | {"actions": acts}])

    def quit(self) -> None:
        self.wire.close()
        self.process.terminate()
        self.process.wait(timeout=30)
        shutil.rmtree(self.profile, ignore_errors=True)
