"""Taps, drags and pinches, sent through the browser's own input, never from page script."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

XY = tuple[float, float]


class Hand:
    """Taps, drags and pinches at page coordinates (CSS pixels)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)

    def _send(self, kind: str, points: Sequence[XY]) -> None:
        touches = [
            {"x": x, "y": y, "id": i, "radiusX": 4, "radiusY": 4} for i, (x, y) in enumerate(points)
        ]
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def tap(self, x: float, y: float) -> None:
        self._send("touchStart", [(x, y)])
        self._send("touchEnd", [])

    def down(self, *points: XY) -> None:
        self._send("touchStart", points)

    def move(self, *points: XY) -> None:
        self._send("touchMove", points)

    def up(self) -> None:
        self._send("touchEnd", [])

    def cancel(self) -> None:
        self._send("touchCancel", [])

    def drag(self, path: Sequence[XY]) -> None:
        self.down(path[0])
        for point in path[1:]:
            self.move(point)
        self.up()

    def pinch(self, centre: XY, from_px: float, to_px: float, steps: int = 12) -> None:
        """Two fingers, `from_px` apart, drawn to `to_px` apart along the diagonal."""

        def pair(gap: float) -> tuple[XY, XY]:
            d = gap / 2 / 2**0.5
            return (centre[0] - d, centre[1] - d), (centre[0] + d, centre[1] + d)

        self.down(*pair(from_px))
        for k in range(1, steps + 1):
            self.move(*pair(from_px + (to_px - from_px) * k / steps))
        self.up()

    def tap_on(self, selector: str) -> None:
        """Tap the middle of the first element that matches and can be seen."""
        target = self.page.locator(selector).first
        target.wait_for(state="visible")
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box is not None, selector
        self.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
