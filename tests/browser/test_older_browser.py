"""A tablet of a few years ago: what its browser lacks is done without, and nothing is lost."""

from tests.browser.chart import Chart, walk_in

#: Not in Safari 15.4, which the oldest iPads in use have.
LACKING = """() => {
  for (const name of ['locks', 'wakeLock']) Object.defineProperty(navigator, name, { value: undefined });
  for (const name of ['requestIdleCallback', 'OffscreenCanvas', 'CompressionStream']) {
    Object.defineProperty(window, name, { value: undefined });
  }
  delete AbortSignal.timeout;
  delete AbortSignal.any;
  delete Object.groupBy;
}"""

ON_DISK = """() => new Promise((done) => {
  indexedDB.open('mesomap').onsuccess = ({ target }) => {
    const count = target.result.transaction('outbox').objectStore('outbox').count();
    count.onsuccess = () => done(count.result);
  };
})"""


def test_a_browser_without_newer_interfaces_marks_keeps_and_reloads(tablet):
    page = tablet("landscape")
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.context.add_init_script(f"({LACKING})()")
    url = page.url
    chart = walk_in(
        lambda *_args, **_options: page.goto(url.replace("/patients", "/walk-in")) and page
    )
    page = chart.page
    assert page.evaluate("() => navigator.locks === undefined")
    chart.open_region(0, -1060)
    chart.tap(0, -1060)
    chart.tap(20, -1060)
    chart.act("undo")
    chart.points(1)
    assert len(chart.standing()) == 1
    assert page.evaluate(ON_DISK) == 3
    page.reload()
    chart = Chart(page)
    chart.points(1)
    chart.open_region(0, -1060)
    chart.tap(40, -1060)
    assert len(chart.standing()) == 2
    assert broken == []
