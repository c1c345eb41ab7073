"""Back from what a form led to: always one of our pages, as only a real browser can show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.chart import walk_in

if TYPE_CHECKING:
    from collections.abc import Callable

BACK = (0.0, -1060.0)


def back(page: Page, heading: str) -> None:
    """Go back; the browser's own error page would have no heading of ours."""
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(heading))


def asked_and_stayed(page: Page) -> None:
    """A link would take what was typed away: it is asked about, and stays."""
    page.wait_for_load_state()  # the page's script asks, once it has run
    page.click(".trail a >> nth=0")
    page.get_by_role("dialog").get_by_role("button", name="Rester sur la page").click()
    expect(page.locator("[name=amount-fee]")).to_have_value("45")


def test_back_from_an_issued_estimate_and_from_refused_forms(tablet: Callable[..., Page]) -> None:
    chart = walk_in(tablet)
    page = chart.page
    chart.open_region(*BACK)
    chart.tap(*BACK)
    chart.kept()
    page.goto(f"{page.url}/estimate")
    page.fill("[name=amount-fee]", "45")
    asked_and_stayed(page)
    page.click("[data-action=review]")  # without a reason: refused
    expect(page.locator(".field-error")).to_be_visible()
    asked_and_stayed(page)  # refused, so it is unsaved: asked about too
    page.fill("[name=reason-fee]", "Convenu")
    page.click("[data-action=review]")
    page.wait_for_load_state()
    page.click("[data-action=issue]")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("D-20"))
    back(page, "Devis")
    expect(page.locator(".papers")).to_contain_text("D-20")
    back(page, "Devis")
    page.reload()
    expect(page.locator("[name=amount-fee]")).to_be_visible()
