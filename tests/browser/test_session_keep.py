"""Nothing that was marked is lost: reload, no network, an expired sign-in, two tabs."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chart import Chart, walk_in
from tests.browser.conftest import EMAIL, PASSWORD

BACK = (0.0, -1060.0)


@pytest.fixture(scope="module")
def server(own_server):
    return own_server


def test_reloading_loses_nothing(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    for k in range(3):
        chart.tap(-20 + 20 * k, -1060)
    before = chart.standing()
    chart.page.reload()
    chart.ready()
    chart.points(3)
    assert chart.signs() == 3
    assert chart.standing() == before


def test_marks_made_without_a_network_are_kept_counted_and_sent(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.page.context.set_offline(True)
    for k in range(3):
        chart.tap(-20 + 20 * k, -1060)
    kept = chart.page.locator("#kept")
    expect(kept).to_contain_text("3 saisies à envoyer")
    expect(kept).to_have_attribute("data-state", "offline")
    chart.page.context.set_offline(False)
    expect(kept).to_have_text("Enregistré")
    assert len(chart.standing()) == 3


def test_what_was_not_sent_survives_a_closed_tab(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.page.route(re.compile("/api/"), lambda route: route.abort())
    chart.tap(0, -1060)
    chart.tap(20, -1060)
    expect(chart.page.locator("#kept")).to_contain_text("2 saisies à envoyer")
    context, url = chart.page.context, chart.page.url
    chart.page.close()
    again = context.new_page()
    again.goto(url)
    chart = Chart(again)
    chart.points(2)
    assert len(chart.standing()) == 2


def test_the_outbox_cannot_be_read_in_the_browser_s_store(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.kept()
    rows = chart.page.evaluate(
        """() => new Promise((done) => {
          const open = indexedDB.open('mesomap');
          open.onsuccess = () => {
            const all = open.result.transaction('outbox').objectStore('outbox').getAll();
            all.onsuccess = () => done(all.result.map((row) => ({
              names: Object.keys(row),
              text: new TextDecoder('latin1').decode(row.data),
            })));
          };
        })"""
    )
    assert len(rows) == 1
    assert "body" not in rows[0]["names"]
    assert "mark.planned" not in rows[0]["text"]
    exported = chart.page.evaluate(
        """() => new Promise((done) => {
          const open = indexedDB.open('mesomap');
          open.onsuccess = () => {
            const key = open.result.transaction('keys').objectStore('keys').get('outbox');
            key.onsuccess = () => crypto.subtle.exportKey('raw', key.result).then(() => done(true), () => done(false));
          };
        })"""
    )
    assert exported is False


STATES = """() => new Promise((done) => {
  const open = indexedDB.open('mesomap');
  open.onsuccess = () => {
    const tx = open.result.transaction(['outbox', 'state']);
    const rows = tx.objectStore('outbox').getAll();
    const names = tx.objectStore('state').getAllKeys();
    const values = tx.objectStore('state').getAll();
    tx.oncomplete = () => {
      open.result.close();
      const head = values.result[names.result.findIndex((n) => String(n).startsWith('head:'))];
      done({ states: rows.result.map((row) => row.status), head });
    };
  };
})"""

#: So long, at most, a page lets what was answered wait for the disk (static/js/store/outbox.js).
ANSWERS_MS = 2000


def test_what_was_answered_is_on_disk_when_the_page_goes(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.kept()
    chart.tap(20, -1060)
    chart.kept()
    head = chart.page.request.get(
        chart.page.url.replace("/sessions/", "/api/sessions/") + "/events"
    )
    chart.page.goto(chart.page.url.split("/sessions/")[0] + "/patients")
    found = chart.page.evaluate(STATES)
    assert found == {"states": ["stored", "stored"], "head": head.json()["head"]}


def test_answers_go_to_the_disk_together_and_soon(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    writes = """(answersMs) => {
      const later = window.setTimeout;
      window.waiting = [];
      window.setTimeout = (act, ms, ...rest) => (
        ms === answersMs ? window.waiting.push(act) : later(act, ms, ...rest)
      );
      const put = IDBObjectStore.prototype.put;
      window.settled = [];
      IDBObjectStore.prototype.put = function watched(row, ...rest) {
        if (row?.status === 'stored') window.settled.push(this.transaction);
        return put.call(this, row, ...rest);
      };
    }"""
    chart.page.evaluate(writes, ANSWERS_MS)
    for k in range(3):
        chart.tap(-30 + 20 * k, -1060)
        expect(chart.page.locator("#kept")).to_have_attribute("data-waiting", "0")
    assert chart.page.evaluate("() => window.waiting.length") >= 1
    chart.page.evaluate("() => { for (const act of window.waiting) act(); }")
    chart.page.wait_for_function("() => window.settled.length === 3")
    assert chart.page.evaluate("() => new Set(window.settled).size") < 3
    assert chart.page.evaluate(STATES)["states"] == ["stored"] * 3


def test_an_expired_sign_in_asks_again_in_the_page_and_goes_on(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.kept()
    chart.page.context.clear_cookies()
    chart.tap(20, -1060)
    dialog = chart.page.locator("dialog.sign-in")
    expect(dialog).to_be_visible()
    chart.page.fill("dialog [name=email]", EMAIL)
    chart.page.fill("dialog [name=password]", "not the password")
    chart.hand.tap_on("dialog button[type=submit]")
    expect(dialog.locator("[role=alert]")).not_to_be_empty()
    chart.page.fill("dialog [name=password]", PASSWORD)
    chart.hand.tap_on("dialog button[type=submit]")
    expect(dialog).to_have_count(0)
    chart.tap(40, -1060)
    chart.points(3)
    assert len(chart.standing()) == 3


def test_two_tabs_see_each_other_s_marks_and_undo_their_own(tablet):
    one = walk_in(tablet)
    page = one.page.context.new_page()
    page.goto(one.page.url)
    two = Chart(page)
    one.page.bring_to_front()
    one.open_region(*BACK)
    one.tap(-20, -1060)
    two.page.bring_to_front()
    two.points(1)
    two.open_region(*BACK)
    two.tap(20, -1060)
    two.points(2)
    two.kept()
    one.page.bring_to_front()
    one.points(2)
    devices = {e["device_id"] for e in one.events() if e["kind"] == "mark.planned"}
    assert len(devices) == 2
    one.act("undo")
    one.points(1)
    expect(one.page.locator("[data-act=undo]")).to_have_attribute("aria-disabled", "true")
    two.page.bring_to_front()
    two.points(1)
    assert len(two.standing()) == 1


def test_what_the_server_puts_aside_is_shown(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)

    def spoil(route):
        sent = route.request.post_data_json
        for event in sent["events"]:
            event["kind"] = "mark.invented"
        route.continue_(post_data=__import__("json").dumps(sent))

    chart.page.route(re.compile("/api/.*/events$"), spoil, times=1)
    chart.tap(0, -1060)
    kept = chart.page.locator("#kept")
    expect(kept).to_contain_text("1 saisie à revoir")
    chart.hand.tap_on("#kept")
    expect(chart.page.get_by_role("dialog", name="À revoir")).to_be_visible()


def test_what_a_newer_version_wrote_is_put_aside_and_the_rest_is_shown(tablet):
    """The page was opened before the server was updated, and another tablet writes in new forms."""
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.kept()

    def from_tomorrow(route):
        answer = route.fetch()
        got = answer.json()
        seq = 1_000_000
        like = {"device_id": "other", "session_id": chart.page.url.split("/")[-1], "v": 1,
                "gesture_id": "g", "at": "2026-11-21T09:00:00.000Z", "elapsed_ms": None,
                "received_at": "2026-11-21T09:00:00.000Z", "author_id": "a"}  # fmt: skip
        fan = {"id": "f", "kind": "fan", "depth": "IMU", "anchors": [[4000, 0.2, 0.2]]}
        place = {"view": "elbow-of-tomorrow.L", "figure": "F", "depth": "IDP"}
        here = [[4000, 0.2, 0.2], [4001, 0.2, 0.2], [4002, 0.2, 0.2]]
        drawn = [place | {"id": "v", "kind": "point", "anchors": here[:1]},
                 place | {"id": "w", "kind": "patch", "anchors": here}]  # fmt: skip
        bodies = (
            ("mark.planned", {"mark": fan}), ("mark.glowed", {}),
            *(("mark.planned", {"mark": mark}) for mark in drawn),
        )  # fmt: skip
        got["events"] += [
            like | {"id": f"n{n}", "device_seq": n, "seq": seq + n, "kind": kind, "body": body}
            for n, (kind, body) in enumerate(bodies, 1)
        ]
        route.fulfill(response=answer, json=got)

    wrong = []
    chart.page.on("pageerror", lambda error: wrong.append(str(error)))
    chart.page.route(re.compile(r"/api/.*/events\?after="), from_tomorrow, times=1)
    sentence = re.compile("2 saisies d’une version plus récente de MesoMap ne sont pas comptées")
    expect(chart.page.locator("#sentence")).to_have_text(sentence)
    expect(chart.page.locator("#kept")).to_contain_text("2 saisies à revoir")
    chart.points(2)
    chart.tap(30, -1060)
    chart.points(3)
    assert wrong == []
    chart.hand.tap_on("#kept")
    dialog = chart.page.get_by_role("dialog", name="À revoir")
    expect(dialog.locator(".newer")).to_have_text(sentence)
    expect(dialog.locator("[data-act=reload]")).to_be_visible()


def test_what_a_newer_version_wrote_into_the_session_before_is_said(tablet):
    chart = walk_in(tablet)
    case = Path(__file__).parent.parent / "cases" / "fold" / "signed.json"
    before = json.loads(case.read_text())["session"]
    fan = before["marks"][0] | {"id": "f", "kind": "fan"}
    before["marks"].append(fan)
    before["aside"] = [{"id": "x", "kind": "mark.glowed", "v": 1, "at": before["signed"]["at"]}]

    def from_tomorrow(route):
        answer = route.fetch()
        page = re.sub(
            r'"previous": ?null', lambda _: f'"previous": {json.dumps(before)}', answer.text()
        )
        route.fulfill(response=answer, body=page)

    wrong = []
    chart.page.on("pageerror", lambda error: wrong.append(str(error)))
    chart.page.route(chart.page.url, from_tomorrow, times=1)
    chart.page.reload()
    chart.ready()
    expect(chart.page.locator("#kept")).to_contain_text("2 saisies à revoir")
    chart.hand.tap_on("#kept")
    dialog = chart.page.get_by_role("dialog", name="À revoir")
    expect(dialog.locator(".newer")).to_contain_text("2 saisies d’une version plus récente")
    assert wrong == []
