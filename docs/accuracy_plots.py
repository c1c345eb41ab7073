"""Pictures and tables of docs/accuracy.md, from docs/accuracy.json (`python -m bench.tables`).

    python -m docs.accuracy_plots

Writes docs/pictures/accuracy-*.svg and the tables between the markers of the page; the same
figures give the same bytes.
"""

# ruff: noqa: E501  the words of a picture stay on one line

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bench.tables import LUND_BROWDER
from docs.charts import BLUE, GREEN, GREY, INK, ORANGE, SOFT, Panel, Picture

HERE = Path(__file__).parent
PAGE, FIGURES, PICTURES = HERE / "accuracy.md", HERE / "accuracy.json", HERE / "pictures"
NAMES = {
    "head": "head", "neck": "neck", "shoulder": "shoulder", "upper_arm": "upper arm",
    "elbow": "elbow", "forearm": "forearm", "hand": "hand", "chest": "chest",
    "abdomen": "abdomen", "upper_back": "upper back", "lower_back": "lumbar back",
    "buttock": "buttock", "thigh": "thigh", "knee": "knee", "lower_leg": "calf and shin",
    "foot": "foot",
}  # fmt: skip
KINDS = {"points": "points", "strokes": "strokes", "outlines": "outlines",
         "zones": "whole zones", "mixes": "mixed session"}  # fmt: skip
GIVEN = {"known": "height and weight known", "estimated": "silhouette chosen"}
GROUPS = {"adult": "adults", "child": "6 to 17 years"}


def flat(found):
    """Bars: a flat drawing, one factor for each zone, the body; whisker to the 95th percentile."""
    rows = found["flat"]
    step, top = 46, 96
    picture = Picture(860, top + step * len(rows) + 64, "An outline measured three ways",
                      "Error against the person’s own skin, held-out adults: bar = median, line = 95th percentile")  # fmt: skip
    panel = Panel(190, top, 630, step * len(rows), x=(0, 90))
    picture.x_axis(panel, range(0, 91, 10), "error of the area", unit=" %")
    picture.key(190, 82, [(GREY, "flat drawing"), (ORANGE, "one factor for each zone"), (BLUE, "MesoMap")], gap=190)  # fmt: skip
    for i, row in enumerate(rows):
        y = top + i * step
        name = f"{NAMES[row['family']]}, {row['view'].replace('left', 'side')}"
        picture.text(178, y + 27, name, anchor="end")
        for k, (kind, colour) in enumerate((("flat", GREY), ("factor", ORANGE), ("ours", BLUE))):
            at = y + 6 + k * 12
            picture.rect(
                panel.left, at, panel.at_x(row[kind]["median_pct"]) - panel.left, 9, colour
            )
            far = panel.at_x(min(row[kind]["p95_pct"], 90))
            picture.line(panel.at_x(row[kind]["median_pct"]), at + 4.5, far, at + 4.5, colour=colour, width=1.3)  # fmt: skip
    picture.save(PICTURES / "accuracy-flat.svg")


def running(x, y, places, reach):
    """Median of the points near each place, where there are at least eight."""
    near = [(at, y[np.abs(x - at) <= reach]) for at in places]
    return [(at, float(np.median(some))) for at, some in near if len(some) >= 8]


def people(found):
    """Dots: the median error of a person's patches against height, age and body mass index."""
    rows = found["people"]
    picture = Picture(980, 400, "Error of outlines and zones, person by person",
                      "Each dot one held-out person: median over 960 patches of skin, 2 to 8 cm in reach; line = running median")  # fmt: skip
    picture.key(720, 32, [(ORANGE, "women, girls"), (BLUE, "men, boys")], gap=120)
    y = np.array([row["median_pct"] for row in rows])
    most = 5 * np.ceil(y.max() / 5)
    axes = (("height_cm", "height (cm)", range(110, 201, 20), (105, 202), 6),
            ("age_years", "age (years)", range(10, 81, 10), (5, 85), 6),
            ("bmi", "body mass index (kg/m²)", range(15, 41, 5), (12, 42), 2))  # fmt: skip
    for i, (name, label, ticks, ends, reach) in enumerate(axes):
        panel = Panel(64 + i * 305, 76, 270, 264, x=ends, y=(0, most))
        picture.y_axis(panel, np.arange(0, most + 1, 5), "median error" if i == 0 else "", unit=" %")  # fmt: skip
        picture.x_axis(panel, ticks, label)
        x = np.array([row[name] for row in rows])
        for row, at, size in zip(rows, x, y, strict=True):
            colour = ORANGE if row["sex"] == "F" else BLUE
            picture.dot(panel.at_x(at), panel.at_y(size), colour, radius=2.6, opacity=0.6)
        middle = running(x, y, np.linspace(*ends, 60), reach)
        picture.path([(panel.at_x(a), panel.at_y(b)) for a, b in middle], INK)
    picture.save(PICTURES / "accuracy-people.svg")


def shares(found):
    """Dots: shares of the body surface against Lund and Browder at three ages."""
    picture = Picture(920, 330, "Shares of the body surface by part",
                      "Ring = Lund and Browder, dots = the body of MesoMap; both sides together, per cent of the body")  # fmt: skip
    picture.key(640, 32, [(ORANGE, "woman, girl"), (BLUE, "man, boy")], gap=120)
    for i, age in enumerate(("10", "15", "adult")):
        panel = Panel(84 + i * 280, 84, 240, 196, x=(0, 40))
        picture.x_axis(panel, range(0, 41, 10), f"{age} years" if age != "adult" else "adult", unit=" %")  # fmt: skip
        for k, (part, asked) in enumerate(LUND_BROWDER.items()):
            y = panel.top + 14 + k * 28
            if i == 0:
                picture.text(72, y + 4, part, anchor="end")
            woman, man = found["shares"][age][part]
            picture.dot(panel.at_x(asked[i]), y, SOFT, radius=6.5, hollow=True)
            picture.dot(panel.at_x(woman), y - 2.5, ORANGE, radius=3)
            picture.dot(panel.at_x(man), y + 2.5, BLUE, radius=3)
    picture.save(PICTURES / "accuracy-shares.svg")


def parts(found):
    """Bars: 95th percentile and median of a patch's error by region and by what is known."""
    rows = found["parts"]
    step, top = 36, 96
    picture = Picture(860, top + step * len(rows) + 64, "What is not known of a person, by region",
                      "Error of a patch of skin, held-out adults: bar = median, line = 95th percentile")  # fmt: skip
    panel = Panel(140, top, 680, step * len(rows), x=(0, 40))
    picture.x_axis(panel, range(0, 41, 5), "error of the area", unit=" %")
    picture.key(140, 82, [(BLUE, "height and weight known"), (ORANGE, "silhouette chosen"), (GREEN, "our body against the parametric one")], gap=200)  # fmt: skip
    for i, row in enumerate(rows):
        y = top + i * step
        picture.text(130, y + 22, NAMES[row["family"]], anchor="end")
        for k, (kind, colour) in enumerate((("known", BLUE), ("estimated", ORANGE), ("model", GREEN))):  # fmt: skip
            at = y + 4 + k * 10
            middle, far = panel.at_x(row[kind]["median_pct"]), panel.at_x(min(row[kind]["p95_pct"], 40))  # fmt: skip
            picture.rect(panel.left, at, middle - panel.left, 7, colour)
            picture.line(middle, at + 3.5, far, at + 3.5, colour=colour, width=1.3)
    picture.save(PICTURES / "accuracy-parts.svg")


def surface(found):
    """Dots: how far the body surface is from each formula, mean and most."""
    picture = Picture(860, 320, "Body surface against five formulas",
                      "Ours less the formula’s, person by person: dot = mean, line = from the lowest to the highest")  # fmt: skip
    for i, (group, words) in enumerate(GROUPS.items()):
        panel = Panel(110 + i * 375, 84, 330, 170, x=(-8, 8))
        picture.x_axis(panel, range(-8, 9, 2), words, unit=" %")
        picture.line(panel.at_x(0), panel.top, panel.at_x(0), panel.top + panel.height, colour=SOFT)
        names = [key for key in found["surface"] if key.startswith(group)]
        for k, key in enumerate(names):
            row, y = found["surface"][key], panel.top + 18 + k * 33
            if i == 0:
                picture.text(98, y + 4, key.split(" ", 1)[1], anchor="end")
            low, high = panel.at_x(row["low_pct"]), panel.at_x(row["high_pct"])
            picture.line(low, y, high, y, colour=BLUE, width=2)
            picture.dot(panel.at_x(row["mean_pct"]), y, BLUE, radius=4.5)
    picture.save(PICTURES / "accuracy-surface.svg")


def coverage(found):
    """Dots: share of held-out cases whose truth lies inside the ±, by kind."""
    lines = found["coverage"]["lines"]
    picture = Picture(900, 330, "How often the truth lies inside the ±",
                      "Held-out people of individual shape, finger’s error included; shaded = what we promise, 85 to 95 %")  # fmt: skip
    picture.key(540, 32, [(BLUE, GIVEN["known"]), (ORANGE, GIVEN["estimated"])], gap=200)
    for i, (group, words) in enumerate(GROUPS.items()):
        panel = Panel(130 + i * 395, 84, 330, 180, x=(70, 100))
        low = panel.at_x(85)
        picture.rect(low, panel.top, panel.at_x(95) - low, panel.height, BLUE, opacity=0.09)
        picture.x_axis(panel, range(70, 101, 5), words, unit=" %")
        for k, (kind, name) in enumerate(KINDS.items()):
            y = panel.top + 18 + k * 36
            if i == 0:
                picture.text(118, y + 4, name, anchor="end")
            for given, colour, shift in (("known", BLUE, -5), ("estimated", ORANGE, 5)):
                row = next(x for x in lines if (x["group"], x["kind"], x["given"]) == (group, kind, given))  # fmt: skip
                p, n = row["inside_pct"] / 100, row["cases"]
                half = 196 * np.sqrt(p * (1 - p) / n)
                left, right = panel.at_x(max(100 * p - half, 70)), panel.at_x(min(100 * p + half, 100))  # fmt: skip
                picture.line(left, y + shift, right, y + shift, colour=colour, width=1.2)
                picture.dot(panel.at_x(100 * p), y + shift, colour, radius=4.2)
    picture.save(PICTURES / "accuracy-coverage.svg")


# ------------------------------------------------------------------ tables


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def coverage_table(found):
    rows = [
        [GROUPS[x["group"]], GIVEN[x["given"]], KINDS[x["kind"]], x["cases"],
         f"**{x['inside_pct']:.1f} %**", f"± {x['median_pm_pct']:.1f} %",
         f"{x['median_error_pct']:.1f} %", f"{x['p95_error_pct']:.1f} %"]
        for x in found["coverage"]["lines"]
    ]  # fmt: skip
    return table(["who", "body", "marks", "cases", "inside", "median ±", "median error", "95th percentile"], rows)  # fmt: skip


def flat_table(found):
    def cell(x):
        return f"{x['median_pct']:.0f} % ({x['p95_pct']:.0f} %)"

    rows = [[f"{NAMES[r['family']]}, {r['view'].replace('left', 'side')}", cell(r["flat"]), cell(r["factor"]), cell(r["ours"])] for r in found["flat"]]  # fmt: skip
    return table(["region, view", "flat drawing", "one factor for each zone", "MesoMap"], rows)


def _signs(words):
    return words.replace("-", "−")


def surface_table(found):
    rows = []
    for name in ("Du Bois", "Mosteller", "Haycock", "Yu", "Tikuisis"):
        row = [name]
        for group in GROUPS:
            x = found["surface"][f"{group} {name}"]
            row.append(
                _signs(f"{x['mean_pct']:+.1f} % ({x['low_pct']:+.1f} to {x['high_pct']:+.1f} %)")
            )
        rows.append(row)
    return table(["formula", *GROUPS.values()], rows)


def shares_table(found):
    rows = []
    for part, asked in LUND_BROWDER.items():
        row = [part]
        for i, age in enumerate(("10", "15", "adult")):
            woman, man = found["shares"][age][part]
            row.append(f"{asked[i]} / {woman:.1f} / {man:.1f}")
        rows.append(row)
    return table(["part", "10 years", "15 years", "adult"], rows)


TABLES = {"coverage": coverage_table, "flat": flat_table, "surface": surface_table, "shares": shares_table}  # fmt: skip


def page_text(text, found):
    """The page with each table of these figures after its <!-- table NAME -->."""
    for name, make in TABLES.items():
        before, rest = text.split(f"<!-- table {name} -->\n")
        after = rest.split("<!-- end -->", 1)[1]
        text = f"{before}<!-- table {name} -->\n\n{make(found)}\n\n<!-- end -->{after}"
    return text


def main():
    found = json.loads(FIGURES.read_text("utf-8"))
    for draw in (flat, people, shares, parts, surface, coverage):
        draw(found)
    PAGE.write_text(page_text(PAGE.read_text("utf-8"), found), "utf-8")


if __name__ == "__main__":
    main()
