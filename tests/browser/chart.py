"""The session page for tests: where a place of the drawing is on the page, and its common acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.hand import XY, Hand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Chart:
    """A session opened on a tablet. Places on the body are (u, v) in millimetres of the view."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hand = Hand(page)
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("#session[data-ready=yes]")
        self.page.wait_for_selector("#map[data-sharp]")

    def point(self, u_mm: float, v_mm: float) -> XY:
        """Where a place of the drawing is on the page, in CSS pixels."""
        box = self.page.locator("#map").bounding_box()
        view = self.page.locator(".layer.marks").get_attribute("viewBox")
        assert box
        assert view
        u0, v0, w, h = (float(x) for x in view.split())
        return box["x"] + (u_mm - u0) / w * box["width"], box["y"] + (v_mm - v0) / h * box["height"]

    def mm_px(self) -> float:
        view = self.page.locator(".layer.marks").get_attribute("viewBox")
        box = self.page.locator("#map").bounding_box()
        assert box
        assert view
        return float(view.split()[2]) / box["width"]

    def tap(self, u_mm: float, v_mm: float) -> None:
        self.hand.tap(*self.point(u_mm, v_mm))

    def drag(self, path: Sequence[XY]) -> None:
        self.hand.drag([self.point(*p) for p in path])

    def open_region(self, u_mm: float, v_mm: float) -> None:
        """Tap the whole body, which opens the region; wait until it is drawn."""
        self.tap(u_mm, v_mm)
        self.page.wait_for_selector("#map[data-far=no][data-sharp]")

    def brush(self, depth: str) -> None:
        self.hand.tap_on(f"[data-brush={depth}]")
        expect(self.page.locator(f"[data-brush={depth}]")).to_have_attribute("aria-pressed", "true")

    def act(self, name: str) -> None:
        self.hand.tap_on(f"[data-act={name}]")

    def sign(self) -> None:
        """Touch the great key once it signs and no longer rests (a touch too soon does nothing)."""
        self.hand.tap_on("#session[data-state=finishing] [data-act=primary]:not([data-resting])")
        expect(self.page.locator("#session")).to_have_attribute("data-state", "signed")

    def view(self, name: str) -> None:
        self.hand.tap_on(f"[data-view={name}].thumb")
        self.page.wait_for_selector(f"#map[data-view={name}][data-sharp]")

    def points(self, n: int) -> None:
        text = re.compile(rf"^{n // 1000}\s{n % 1000:03}$") if n >= 1000 else str(n)
        expect(self.page.locator("#totals [data-total=points]")).to_have_text(text)

    def area_cm2(self) -> float:
        """The treated skin once the server has measured what stands now."""
        shown = self.page.locator("#totals:not([aria-busy=true]) [data-total=treated_cm2]")
        expect(shown).to_have_attribute("data-stale", "no")
        return float(shown.inner_text().replace("\u202f", "").replace(",", "."))

    def signs(self) -> int:
        return self.page.locator(".marks-sign > *").count()

    def kept(self) -> None:
        """Wait until everything is on the server."""
        expect(self.page.locator("#kept")).to_have_attribute("data-waiting", "0")
        expect(self.page.locator("#kept")).to_have_attribute("data-state", "kept")

    def events(self) -> list[dict]:
        """What the server has of this session."""
        self.kept()
        path = re.sub(r".*/sessions/([^/?]+).*", r"/api/sessions/\1/events?after=0", self.page.url)
        answer = self.page.request.get(path)
        assert answer.ok
        return answer.json()["events"]

    def standing(self) -> dict[str, dict]:
        """Marks that stand on the server, by id."""
        marks: dict[str, dict] = {}
        for event in self.events():
            body = event["body"]
            if event["kind"] == "mark.planned":
                marks[body["mark"]["id"]] = body["mark"] | {"removed": False}
            elif event["kind"] in {"mark.removed", "mark.restored"}:
                marks[body["mark_id"]]["removed"] = event["kind"] == "mark.removed"
            elif event["kind"] == "mark.moved":
                moved = {k: body[k] for k in ("anchors", "view", "figure") if body.get(k)}
                marks[body["mark_id"]] |= moved
            elif event["kind"] == "mark.changed":
                marks[body["mark_id"]] |= body["changes"]
        return {i: m for i, m in marks.items() if not m["removed"]}


def walk_in(
    tablet: Callable[..., Page], size: str = "landscape", who: str = "F-40", **options
) -> Chart:
    """A patient without an appointment: two taps, and the body is there."""
    page = tablet(size, path="/walk-in", **options)
    Hand(page).tap_on(f"button[value={who}]")
    page.wait_for_url(re.compile("/sessions/"))
    return Chart(page)
