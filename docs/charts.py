"""Small quiet charts as SVG: a frame, gridlines, bars, dots, bands. Used by docs.accuracy_plots."""

from __future__ import annotations

from dataclasses import dataclass, field

import svgwrite

INK, SOFT, GRID, PAPER = "#1f2933", "#616e7c", "#e4e7eb", "#ffffff"
BLUE, ORANGE, GREEN, GREY = "#1f6f9f", "#c8602a", "#3c8a5a", "#9aa5b1"
FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"


@dataclass
class Panel:
    """A plot within a picture: left, top, width, height in px, and the ranges of both axes."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)

    def at_x(self, value):
        return self.left + (value - self.x[0]) / (self.x[1] - self.x[0]) * self.width

    def at_y(self, value):
        return self.top + self.height - (value - self.y[0]) / (self.y[1] - self.y[0]) * self.height


@dataclass
class Picture:
    """An SVG of a size in px, with a title and a line below it."""

    width: int
    height: int
    title: str
    note: str = ""
    svg: svgwrite.Drawing = field(init=False)

    def __post_init__(self):
        size = (self.width, self.height)
        self.svg = svgwrite.Drawing(size=size, viewBox=f"0 0 {size[0]} {size[1]}")
        self.svg.add(self.svg.rect((0, 0), size, fill=PAPER))
        self.text(24, 32, self.title, size=17, weight="bold")
        if self.note:
            self.text(24, 52, self.note, size=12, colour=SOFT)

    def text(self, x, y, words, *, size=12, colour=INK, anchor="start", weight="normal", turn=None):
        extra = {"transform": f"rotate({turn} {x} {y})"} if turn else {}
        self.svg.add(
            self.svg.text(
                words,
                insert=(round(x, 1), round(y, 1)),
                font_size=size,
                font_family=FONT,
                font_weight=weight,
                fill=colour,
                text_anchor=anchor,
                **extra,
            )
        )

    def line(self, x0, y0, x1, y1, *, colour=GRID, width=1.0, dash=None):
        extra = {"stroke_dasharray": dash} if dash else {}
        start, end = (round(x0, 1), round(y0, 1)), (round(x1, 1), round(y1, 1))
        self.svg.add(self.svg.line(start, end, stroke=colour, stroke_width=width, **extra))

    def rect(self, x, y, width, height, colour, *, opacity=1.0):
        size = (round(max(width, 0), 1), round(max(height, 0), 1))
        at = (round(x, 1), round(y, 1))
        self.svg.add(self.svg.rect(at, size, fill=colour, fill_opacity=opacity))

    def dot(self, x, y, colour, *, radius=3.0, opacity=1.0, hollow=False):
        at = (round(x, 1), round(y, 1))
        look = (
            {"fill": PAPER, "stroke": colour, "stroke_width": 1.8}
            if hollow
            else {"fill": colour, "fill_opacity": opacity}
        )
        self.svg.add(self.svg.circle(at, radius, **look))

    def path(self, points, colour, *, width=2.0):
        places = [(round(x, 1), round(y, 1)) for x, y in points]
        self.svg.add(self.svg.polyline(places, fill="none", stroke=colour, stroke_width=width))

    def key(self, x, y, rows, *, gap=150):
        """A legend in one row: (colour, words) pairs."""
        for i, (colour, words) in enumerate(rows):
            self.rect(x + i * gap, y - 9, 11, 11, colour)
            self.text(x + i * gap + 17, y, words)

    def x_axis(self, panel, ticks, label, *, unit=""):
        bottom = panel.top + panel.height
        for tick in ticks:
            x = panel.at_x(tick)
            self.line(x, panel.top, x, bottom)
            self.text(
                x,
                bottom + 17,
                f"{tick:g}{unit}".replace("-", "−"),
                size=11,
                colour=SOFT,
                anchor="middle",
            )
        self.text(panel.left + panel.width / 2, bottom + 36, label, colour=SOFT, anchor="middle")

    def y_axis(self, panel, ticks, label, *, unit=""):
        for tick in ticks:
            y = panel.at_y(tick)
            self.line(panel.left, y, panel.left + panel.width, y)
            self.text(panel.left - 8, y + 4, f"{tick:g}{unit}", size=11, colour=SOFT, anchor="end")
        if label:
            middle = panel.top + panel.height / 2
            self.text(panel.left - 42, middle, label, colour=SOFT, anchor="middle", turn=-90)

    def save(self, file):
        file.write_text(self.svg.tostring() + "\n", "utf-8")
