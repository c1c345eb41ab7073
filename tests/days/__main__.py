"""Walk the script's days on a tablet, and hold the record to the script, line by line.

    python -m tests.days [--size landscape] [--shots FOLDER]

What the script's `record` says follows from what its doctor does: places are plainly inside one zone,
questions are those that data/checklist.json calls for, skin is that of the points' discs. It is never
copied from a run.

Prints the record as lines and the touches counted; the exit status is 1, with the differences, if there
are any.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, SIZES, chromium_path
from tests.days.lines import record_lines
from tests.days.practice import DayPractice
from tests.days.walk import Walk

SCRIPT = Path(__file__).parent / "script.json"

#: Most touches of each counted stretch.
MOST = {
    "walk-in, 8 painful points, signed": 22,
    "as last time, to Injecter": 4,
    "estimate in hand": 2,
}

#: Messages of the console that are no fault: the walk blocks service workers.
EXPECTED_WORDS = "Service Worker registration blocked by Playwright"


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def walk(
    practice: DayPractice, script: dict[str, Any], shots: Path | None
) -> tuple[dict[str, int], list[str]]:
    """Walk every day; touches by counted stretch, and steps that could not be done."""
    counted: dict[str, int] = {}
    stuck: list[str] = []
    for number, day in enumerate(script["days"]):
        page = practice.day(day["day"])
        if not number:
            practice.set_tariff(script["tariff_cents"])
        walked = Walk(page, shots)
        for visit in day["visits"]:
            walked.visit(f"{number + 1}-{visit['name']}", visit["steps"])
            sys.stderr.write(f"{day['day']}: {visit['name']}\n")
        counted |= walked.counted
        stuck += walked.stuck
        practice.night()
    return counted, stuck


def compare(found: dict[str, list[str]], expected: dict[str, list[str]]) -> list[str]:
    """Lines that differ, as a diff from the script to the record."""
    said = [f"{name}: {line}" for name, lines in sorted(expected.items()) for line in lines]
    kept = [f"{name}: {line}" for name, lines in sorted(found.items()) for line in lines]
    return list(difflib.unified_diff(said, kept, "script", "record", lineterm="", n=0))


def faults(practice: DayPractice, script: dict[str, Any], counted: dict[str, int]) -> list[str]:
    """Everything that is not as it is wanted, in words; prints the record."""
    found = {lines[0].split(",")[0]: lines for lines in map(record_lines, practice.records())}
    for lines in found.values():
        tell("\n    ".join(lines))
    wrong = compare(found, script["record"])
    wrong += [f"not counted: {what}" for what in MOST if what not in counted]
    for what, taps in counted.items():
        tell(f"taps: {what}: {taps} (at most {MOST[what]})")
        if taps > MOST[what]:
            wrong.append(f"{what}: {taps} taps, at most {MOST[what]} are wanted")
    verified = practice.command("verify")
    tell(verified.stdout)
    if verified.returncode:
        wrong.append(f"verify: {verified.stdout}{verified.stderr}")
    return wrong + [f"console: {words}" for words in practice.said if EXPECTED_WORDS not in words]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.days")
    parser.add_argument("--size", choices=SIZES, default="landscape")
    parser.add_argument("--shots", type=Path, help="a folder for a picture of each step")
    return parser.parse_args()


def main() -> int:
    asked = options()
    if asked.shots:
        asked.shots.mkdir(parents=True, exist_ok=True)
    script = json.loads(SCRIPT.read_text())
    with sync_playwright() as p, tempfile.TemporaryDirectory() as folder:
        browser = p.chromium.launch(executable_path=chromium_path(), headless=True, args=QUIET)
        practice = DayPractice(Path(folder), browser, asked.size)
        try:
            counted, stuck = walk(practice, script, asked.shots)
            wrong = stuck + faults(practice, script, counted)
        finally:
            practice.night()
            browser.close()
    lines = sum(len(of_one) for of_one in script["record"].values())
    tell("\n".join(wrong) or f"The record equals the script: {lines} lines, {asked.size}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
