"""Make the contact sheets: every figure, view and close-up, in the light and in the dark.

Run as `python -m docs.contact_sheet [FOLDER]`. Only reads the drawings that are shipped
(`static/svg`) and the table of views; shown in `docs/drawings.md`.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from mesomap.body.views import View, all_views, close_ups
from mesomap.domain.marks import FIGURES, VIEWS
from tests.browser.conftest import QUIET, chromium_path

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "pictures"
SVG = ROOT / "static/svg"
TOKENS = (ROOT / "static/css/tokens.css").as_uri()
WIDTH_PX = 1600

BUILDS = {
    "": "BMI 20 to 25",
    "-slim": "BMI below 20",
    "-strong": "BMI 25 to 30",
    "-obese": "BMI 30 and more",
}
YOUNG = {"14": "12 to 15 years", "10": "below 12 years"}
SEXES = {"F": "Woman", "M": "Man"}
#: The order in which figures stand side by side.
ORDER = ("10", "10-strong", "14", "14-strong", "-slim", "", "-strong", "-obese")
#: Letters of the sides, as a page in English has them.
LETTERS = {">D</text>": ">R</text>", ">G</text>": ">L</text>"}

STYLE = """
* { box-sizing: border-box; margin: 0 }
body { width: %(width)dpx; padding: 34px 40px 30px; background: var(--bg); color: var(--ink);
  font: 15px/1.35 "Atkinson Hyperlegible Next", sans-serif }
header { display: flex; align-items: baseline; gap: 18px; margin-bottom: 20px }
h1 { font-size: 27px; font-weight: 650; letter-spacing: -.01em }
header p, figcaption span { color: var(--ink-2) }
h2 { font-size: 15px; font-weight: 650; margin: 18px 0 8px }
.row { display: flex; align-items: flex-end; justify-content: space-between;
  background: var(--surface); border: 1px solid var(--line); border-radius: 14px;
  padding: 20px 22px 14px; margin-bottom: 16px }
figure { display: flex; flex-direction: column; align-items: center; text-align: center }
figcaption { margin-top: 10px; font-weight: 600; line-height: 1.25 }
figcaption span { display: block; font-weight: 400; font-size: 13px }
.grid { display: grid; grid-template-columns: repeat(%(columns)d, 1fr); gap: 12px }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px;
  padding: 10px 6px 9px; justify-content: space-between; height: %(tall)dpx }
.card figcaption { margin-top: 6px; font-size: 12.5px; font-weight: 500 }
.card svg { max-width: 100%%; flex: 1; min-height: 0 }
svg { display: block; overflow: visible }
svg [vector-effect] { stroke-width: .7px }
.card svg { overflow: hidden }
"""


@dataclass(frozen=True)
class Sheet:
    """One picture: its name, what it holds, and in which theme it is drawn."""

    name: str
    title: str
    words: str
    content: str
    columns: int = 1
    tall_px: int = 200
    theme: str = "light"


def drawing(figure: str, view: str, size: str) -> str:
    """Give a drawing to be put into a page, its letters in English; `size` is its attributes."""
    svg = (SVG / f"{figure}-{view}.svg").read_text("utf-8")
    for french, english in LETTERS.items():
        svg = svg.replace(french, english)
    return svg.replace("<svg ", f"<svg {size} ", 1)


def at_scale(figure: str, view: str, scale: float) -> str:
    """Give a drawing at so many pixels a millimetre, so that figures compare."""
    found = re.search(r'viewBox="([^"]+)"', (SVG / f"{figure}-{view}.svg").read_text("utf-8"))
    assert found
    _, _, width, height = map(float, found[1].split())
    return drawing(figure, view, f'width="{width * scale:.0f}" height="{height * scale:.0f}"')


def captioned(picture: str, name: str, words: str = "", kind: str = "") -> str:
    """Frame a picture with its caption."""
    small = f"<span>{html.escape(words)}</span>" if words else ""
    caption = f"<figcaption>{html.escape(name)}{small}</figcaption>"
    return f'<figure class="{kind}">{picture}{caption}</figure>'


def build_of(figure: str) -> str:
    """Say in words for whom a figure stands."""
    age = YOUNG.get(figure[1:3])
    if age:
        return age + (", stout" if figure.endswith("-strong") else "")
    return BUILDS[figure[1:]]


def row(pictures: Iterable[str]) -> str:
    """Stand pictures on one line."""
    return f'<div class="row">{"".join(pictures)}</div>'


def everyone(view: str, scale: float) -> str:
    """All figures from one side, the women above."""
    return "".join(
        row(
            captioned(at_scale(sex + end, view, scale), sex + end, build_of(sex + end))
            for end in ORDER
        )
        for sex in SEXES
    )


def four_views(figures: Iterable[str], scale: float) -> str:
    """The four whole views of figures."""
    return "".join(
        row(
            captioned(at_scale(figure, view, scale), all_views()[view].names["en"], figure)
            for view in VIEWS
        )
        for figure in figures
    )


def card(figure: str, view: View) -> str:
    """One close-up with its name."""
    return captioned(drawing(figure, view.key, ""), view.names["en"], "", "card")


def cards(figure: str, views: Iterable[View]) -> str:
    """Close-ups on a grid."""
    return f'<div class="grid">{"".join(card(figure, view) for view in views)}</div>'


def mirrored(view: View) -> bool:
    """Tell the mirror image of a left close-up."""
    return view.side == "right"


def sheets() -> list[Sheet]:
    """Everything there is to show."""
    left = [view for view in close_ups() if not mirrored(view)]
    words = f"{len(FIGURES)} figures, the same {24_724:,} faces of skin on each"
    halves = f"{len(left)} close-ups; {len(close_ups()) - len(left)} more are their mirror images"
    close = partial(Sheet, columns=8, tall_px=188)
    return [
        Sheet("sheet-front", "Front", words, everyone("front", 0.195)),
        Sheet("sheet-back", "Back", words, everyone("back", 0.195)),
        Sheet("sheet-left", "Left side", words, everyone("left", 0.235)),
        Sheet("sheet-woman", "Whole views, woman", "Light theme", four_views("F", 0.5)),
        Sheet("sheet-man", "Whole views, man", "Light theme", four_views("M", 0.5)),
        Sheet("sheet-dark", "Whole views", "Dark theme", four_views("FM", 0.36), theme="dark"),
        close("sheet-close-ups-woman", "Close-ups, woman", halves, cards("F", left)),
        close("sheet-close-ups-man", "Close-ups, man", halves, cards("M", left)),
        close("sheet-close-ups-dark", "Close-ups", "Dark theme", cards("F", left), theme="dark"),
    ]


def page_of(sheet: Sheet) -> str:
    """Write a sheet as a page."""
    style = STYLE % {"width": WIDTH_PX, "columns": sheet.columns, "tall": sheet.tall_px}
    return (
        f'<!doctype html><html lang="en" data-theme="{sheet.theme}"><meta charset="utf-8">'
        f'<link rel="stylesheet" href="{TOKENS}"><style>{style}</style>'
        f"<header><h1>{html.escape(sheet.title)}</h1><p>{html.escape(sheet.words)}</p></header>"
        f"{sheet.content}</html>"
    )


def photograph(browser: Browser, sheet: Sheet, folder: Path, temp: Path) -> None:
    """Save a sheet as a PNG."""
    path = temp / f"{sheet.name}.html"
    path.write_text(page_of(sheet), "utf-8")
    page = browser.new_page(viewport={"width": WIDTH_PX, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.screenshot(path=folder / f"{sheet.name}.png", full_page=True)
    page.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temp, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium_path(), headless=True, args=QUIET)
        try:
            for sheet in sheets():
                photograph(browser, sheet, folder, Path(temp))
        finally:
            browser.close()


if __name__ == "__main__":
    main()
