"""The session page is small enough, compressed, to open over a weak network."""

import gzip

from tests.browser.chart import walk_in

MOST_KB = 700


def test_the_session_page_weighs_less_than_700_kb(tablet):
    url = walk_in(tablet).page.url
    page = tablet("landscape")
    sizes: dict[str, int] = {}

    def weigh(response):
        if response.status == 200 and "/api/" not in response.url:
            sizes[response.url] = len(gzip.compress(response.body(), 6))

    page.on("response", weigh)
    page.goto(url)
    page.wait_for_selector("#session[data-ready=yes]")
    kb = sum(sizes.values()) / 1000
    assert len(sizes) > 12, "the modules, the drawing, the body's data"
    assert kb < MOST_KB, f"{kb:.0f} kB"
