"""Write the page of the zones, and its pictures.

Run as `python -m docs.zones [FOLDER OF DRAWINGS]` (`static/svg` if none is named). Only reads what
is shipped: `zones.json`, the atlas, and the drawings.
"""

from __future__ import annotations

import colorsys
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from playwright.sync_api import Browser, sync_playwright
from shapely.ops import polylabel

from mesomap.body import atlas, patient
from mesomap.body.views import all_views
from mesomap.body.zones import ZONES, Zone
from mesomap.domain.physique import Physique
from tests.browser.conftest import QUIET, chromium_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path(__file__).with_name("zones.md")
PICTURES = Path(__file__).parent / "pictures"
#: Bodies whose areas the table says.
ADULTS = {"woman": Physique("F", 40, 165, 62), "man": Physique("M", 40, 176, 78)}
#: Name of a picture -> the drawings on it, side by side, and their height in pixels.
SHEETS = {
    "zones-whole": (("F-front", "F-back", "F-left"), 1500),
    "zones-head": (("F-face", "F-face-side.L", "F-scalp-back", "F-neck-side.L"), 520),
    "zones-trunk": (("F-lower-back", "F-pelvis-back", "F-hip-outer.L"), 560),
    "zones-arm": (("F-shoulder-outer.L", "F-elbow-inner.L", "F-hand-palm.L", "F-hand-back.L"), 560),
    "zones-knee": (
        ("M-knee-front.L", "M-knee-outer.L", "M-knee-inner.L", "M-knee-back.L"),
        520,
    ),
    "zones-foot": (("M-foot-sole.L", "M-foot-outer.L", "M-foot-inner.L", "M-heel.L"), 480),
}
#: Height of a number, pixels; it is written where a circle of most of that finds room.
NUMBER_PX = 14
#: Letters of the sides, as a page in English has them.
LETTERS = {">D</text>": ">R</text>", ">G</text>": ">L</text>"}
PATH = re.compile(r'<path id="[^"]*" data-zone="([^"]+)" class="zone" d="([^"]*)"')
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
HEAD = """# Zones

Every face of the skin lies in one zone. Zones are told on one reference body as a pure function of
the place (`atlas/zones*.py`), along bones, muscles and creases; left and right are exact mirror
images. A key never changes its meaning for what was marked with it: a session keeps the version of
the zones it was drawn on, and a key that was given up still has its last faces
(`tests/body/test_zone_versions.py`). Version 2 has {current} zones; {first} keys are of version 1.

Names follow Terminologia Anatomica where it names the place, and the doctor's word elsewhere.
UBERON (CC BY 3.0) and FMA are codes of the region, without its side. Areas are those of one side,
on a woman of 165 cm and 62 kg and a man of 176 cm and 78 kg, both 40 years old; they are the
model's, not anyone's.

Written by `python -m docs.zones` from what is shipped. Numbers on the pictures are the table's.
"""
COLUMNS = (
    "No.", "Key", "French (left)", "English (left)", "Side", "UBERON", "FMA", "Version",
    "Woman, cm²", "Man, cm²",
)  # fmt: skip


def bases() -> dict[str, Zone]:
    """Each zone once, the left one of two, in the order of its number."""
    return {z.base: z for z in ZONES.values() if z.side != "right"}


def numbers() -> dict[str, int]:
    """Base -> number in the table."""
    return {base: i for i, base in enumerate(bases(), 1)}


def _points(d: str) -> Iterator[np.ndarray]:
    """Rings of a path of `M`, relative `l` and `z` (atlas.paths)."""
    for ring in d.split("M")[1:]:
        values = np.array([float(n) for n in NUMBER.findall(ring)]).reshape(-1, 2)
        yield np.cumsum(values, axis=0)


def shape_of(d: str) -> shapely.Geometry:
    """Area of a path, holes left out."""
    rings = [shapely.Polygon(p).buffer(0) for p in _points(d) if len(p) > 2]
    out: shapely.Geometry = shapely.Polygon()
    for ring in sorted(rings, key=lambda r: -r.area):
        out = out.symmetric_difference(ring)
    return out


def colour(base: str) -> str:
    """Give a zone a colour of its own: neighbours in the table are far apart on the wheel."""
    turn = (numbers()[base] * 0.381966) % 1.0
    red, green, blue = colorsys.hls_to_rgb(turn, 0.62, 0.55)
    return f"#{round(255 * red):02x}{round(255 * green):02x}{round(255 * blue):02x}"


def _label(base: str, shape: shapely.Geometry, size_mm: float) -> str:
    """Number of a zone in the middle of its largest piece, where there is room."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    if not isinstance(largest, shapely.Polygon) or largest.area < 4:
        return ""
    at = polylabel(largest, tolerance=1.0)
    if largest.exterior.distance(at) < size_mm * 0.42:
        return ""
    return (
        f'<text x="{at.x:.1f}" y="{at.y + size_mm * 0.36:.1f}" font-size="{size_mm:.2f}" '
        f'stroke-width="{size_mm / 6:.2f}">{numbers()[base]}</text>'
    )


def coloured(svg: str, height_px: int) -> str:
    """Colour the zones of a drawing, show their borders, write their numbers."""
    view_box = re.search(r'viewBox="([^"]+)"', svg)
    assert view_box
    size_mm = float(view_box[1].split()[3]) * NUMBER_PX / height_px
    for french, english in LETTERS.items():
        svg = svg.replace(french, english)
    labels = []

    def painted(found: re.Match[str]) -> str:
        base = found[1].partition(".")[0]
        labels.append(_label(base, shape_of(found[2]), size_mm))
        line = f'stroke="#40342e" stroke-width="{size_mm / 14:.2f}"'
        return f'<path class="zone" fill="{colour(base)}" fill-opacity=".5" {line} d="{found[2]}"'

    svg = PATH.sub(painted, svg).replace('fill-opacity="0"', "")
    text = (
        '<g text-anchor="middle" font-family="sans-serif" font-weight="600" fill="#241a15" '
        f'stroke="#fff" stroke-opacity=".75" paint-order="stroke">{"".join(labels)}</g>'
    )
    return svg.replace("</svg>", f"{text}</svg>")


def photograph(browser: Browser, drawings: Sequence[str], height_px: int, path: Path) -> None:
    """Save drawings side by side as a PNG."""
    shown = "".join(
        f"<figure>{svg.replace('<svg ', f'<svg height={height_px} ', 1)}</figure>"
        for svg in drawings
    )
    page = browser.new_page(viewport={"width": 2400, "height": 900})
    page.set_content(
        "<style>body{margin:0;background:#fff;display:inline-flex;align-items:flex-end;gap:8px}"
        f"figure{{margin:0}}svg{{display:block}}</style>{shown}"
    )
    page.locator("body").screenshot(path=path)
    page.close()


def areas_cm2() -> dict[str, np.ndarray]:
    """Area of each zone by its number, on each adult."""
    skin, out = atlas.load(), {}
    for name, physique in ADULTS.items():
        body = patient.body_for(physique)
        faces = body.skin.area_mm2
        out[name] = np.bincount(skin.zone_of_face, faces, len(skin.zone_keys)) / 100
        first = np.bincount(skin.older_zones["1"], faces, len(skin.zone_keys)) / 100
        out[name] = np.where(out[name] > 0, out[name], first)
    return out


def _row(number: int, zone: Zone, areas: dict[str, np.ndarray]) -> str:
    at = atlas.load().zone_keys.index(zone.key)
    key = f"`{zone.base}`" if zone.side == "median" else f"`{zone.base}` `.L` `.R`"
    side = "median" if zone.side == "median" else "left, right"
    version = zone.since + ("" if zone.until is None else f" to {zone.until}")
    cells = [
        str(number), key, zone.names["fr"], zone.names["en"], side, zone.uberon or "",
        ", ".join(zone.fma), version, *(f"{areas[name][at]:.0f}" for name in ADULTS),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def table() -> str:
    """Rows by region, in the order in which the regions come first."""
    areas, number = areas_cm2(), numbers()
    regions: dict[str, list[Zone]] = {}
    for zone in bases().values():
        regions.setdefault(zone.region, []).append(zone)
    out = []
    for zones in regions.values():
        names = zones[0].region_names
        out += [
            f"\n## {names['en']} ({names['fr']})\n",
            "| " + " | ".join(COLUMNS) + " |",
            "|" + "---|" * len(COLUMNS),
            *(_row(number[zone.base], zone, areas) for zone in zones),
        ]
    return "\n".join(out) + "\n"


def caption(name: str) -> str:
    """Say what a drawing shows."""
    figure, _, view = name.partition("-")
    return f"{all_views()[view].names['en']} ({'woman' if figure == 'F' else 'man'})"


def page(sheets: Sequence[str]) -> str:
    """The whole page, with the pictures that were made."""
    first = sum(zone.since == "1" for zone in ZONES.values())
    current = sum(zone.until is None for zone in ZONES.values())
    pictures = "".join(
        f"\n![{'; '.join(map(caption, SHEETS[name][0]))}](pictures/{name}.png)\n" for name in sheets
    )
    head = HEAD.format(current=current, first=first)
    return head + pictures + table()


def main() -> None:
    drawings = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "static/svg"
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium_path(), headless=True, args=QUIET)
        try:
            for name, (files, height_px) in SHEETS.items():
                found = [
                    coloured((drawings / f"{f}.svg").read_text("utf-8"), height_px) for f in files
                ]
                photograph(browser, found, height_px, PICTURES / f"{name}.png")
        finally:
            browser.close()
    PAGE.write_text(page(list(SHEETS)), "utf-8")


if __name__ == "__main__":
    main()
