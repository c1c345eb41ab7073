"""The surgery without its server: open, mark, sign, close, go on; and everything arrives, once."""

import re
import shutil
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.chart import Chart
from tests.browser.conftest import EMAIL, PASSWORD
from tests.browser.hand import Hand
from tests.serving import ROOT, Server

BACK = (0.0, -1060.0)

#: Until the service worker controls this page and today's patients are kept with their bodies.
READY = """async () => {
  await navigator.serviceWorker.ready;
  const count = () => new Promise((done) => {
    const open = indexedDB.open('mesomap');
    open.onsuccess = () => {
      const tx = open.result.transaction(['today', 'bodies']);
      const found = [tx.objectStore('today').count(), tx.objectStore('bodies').count()];
      tx.oncomplete = () => { open.result.close(); done(found.map((f) => f.result)); };
    };
  });
  const until = performance.now() + 60_000;
  for (;;) {
    const [today, bodies] = await count();
    if (navigator.serviceWorker.controller && today && bodies > 12) return;
    if (performance.now() > until) throw new Error(`not ready: ${today} patients, ${bodies} bodies`);
    await new Promise((next) => setTimeout(next, 50));
  }
}"""


@pytest.fixture
def server(tmp_path):
    """A server of this very test: it is killed, restored and started again."""
    server = Server(tmp_path / "instance").start()
    yield server
    server.stop(signal.SIGKILL)


@pytest.fixture
def signed_in_state(browser, server):
    context = browser.new_context(locale="fr-FR", service_workers="block")
    page = context.new_page()
    page.goto(f"{server.url}/setup")
    named = {"practice_name": "Cabinet d’essai", "doctor_name": "Dr Essai", "email": EMAIL,
             "password": PASSWORD}  # fmt: skip
    for name, value in named.items():
        page.fill(f"[name={name}]", value)
    page.locator("form[data-form=setup] button[type=submit]").click()
    page.wait_for_url(re.compile("/(patients|pin)"))
    page.goto(f"{server.url}/patients/new")
    for name, value in {"family_name": "Exemple", "given_name": "Alix", "birth_date": "12/04/1985",
                        "height_cm": "165", "weight_kg": "62"}.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.check("[name=sex][value=F]", force=True)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/patients/[0-9a-f-]{36}"))
    state = context.storage_state()
    context.close()
    return state


def at_home(tablet):
    """A tablet that has looked at the list once, and can do without the server."""
    page = tablet(path="/patients", service_workers="allow")
    page.evaluate(READY)
    return page


def step(page, name):
    Hand(page).tap_on("[data-act=primary]")
    page.wait_for_selector(f"#session[data-step={name}]")


def sign(page, family=None, given=""):
    """From the plan to the signature, all of it as planned."""
    for each in ("accord", "inject", "end"):
        step(page, each)
    if family:
        Hand(page).tap_on("[data-act=name]")
        page.fill("dialog [name=family_name]", family)
        page.fill("dialog [name=given_name]", given)
        Hand(page).tap_on("dialog button[type=submit]")
        expect(page.locator("[data-act=name]")).to_have_count(0)
    Hand(page).tap_on("[data-act=primary]")
    expect(page.locator("[data-act=primary]:not([data-resting])")).to_contain_text("Signer")
    Hand(page).tap_on("[data-act=primary]")
    expect(page.locator("#panel h2")).to_have_text("Séance signée")
    expect(page.locator("#kept")).to_have_attribute("data-state", "offline")


def again(page, path):
    """The tab is closed, and another one opened."""
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(path)
    return page


def test_a_day_without_the_server(tablet, server):
    page = at_home(tablet)
    server.stop(signal.SIGKILL)
    page.goto("/patients")
    page.locator("#offline-q").fill("personne")
    expect(page.locator("[data-patient]")).to_have_count(0)
    page.locator("#offline-q").fill("ALIX exem")
    expect(page.locator("[data-patient]")).to_have_count(1)
    Hand(page).tap_on("[data-start]")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    expect(page.locator(".who-name")).to_have_text("Exemple Alix")
    chart.open_region(*BACK)
    for k in range(3):
        chart.tap(-20 + 20 * k, -1060)
    chart.points(3)
    expect(page.locator("#totals")).to_contain_text("cm²")
    expect(page.locator("#kept")).to_have_text("Hors connexion · 4 saisies à envoyer")
    first = page.url

    page = again(page, first)
    chart = Chart(page)
    chart.points(3)
    sign(page)

    page = again(page, "/patients")
    # two taps in a moment open one session: the outbox counts them below
    page.locator("[data-walk-in=M-60]").evaluate("(key) => { key.click(); key.click(); }")
    page.wait_for_url(re.compile("/sessions/"))
    walk_in = Chart(page)
    walk_in.open_region(*BACK)
    walk_in.tap(0, -1060)
    expect(page.locator("#kept")).to_have_text("Hors connexion · 2 saisies à envoyer")
    second = page.url
    sign(page, "Exemple", "Alix")
    page.goto("/outbox")
    expect(page.locator(".outbox-session")).to_have_count(2)
    expect(page.locator(".outbox-session h2").first).to_contain_text("Exemple Alix")
    expect(page.locator(".outbox-session h2").last).to_contain_text("Exemple Alix")

    server.start()
    page.goto("/patients")
    expect(page.locator("[data-outbox]")).to_have_text("Enregistré")
    expect(page.locator("#people .person")).to_have_count(1)
    # who was named without the server may be on record already: said at once, and marked
    expect(page.locator(".notice-warn a[href$='/merge']")).to_contain_text("Exemple Alix")
    page.reload()
    expect(page.locator("#people .person")).to_have_count(2)
    expect(page.locator("[data-double]")).to_have_count(2)
    page.goto(first)
    chart = Chart(page)
    events = chart.events()
    kinds = [event["kind"] for event in events]
    assert kinds[:4] == ["session.opened", *["mark.planned"] * 3]
    assert kinds[-2:] == ["session.signed", "session.measured"]
    assert len({event["id"] for event in events}) == len(events)
    page.goto(second)
    kinds = [event["kind"] for event in Chart(page).events()]
    assert kinds[:2] == ["session.opened", "mark.planned"]
    assert kinds[-2:] == ["session.signed", "session.measured"]
    expect(page.locator(".who-name")).to_have_text("Exemple Alix")


def test_a_server_brought_back_from_a_backup_is_given_again_what_it_lost(tablet, server, tmp_path):
    page = at_home(tablet)
    page.goto("/walk-in")
    Hand(page).tap_on("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    chart.open_region(*BACK)
    chart.tap(-20, -1060)
    chart.kept()
    server.stop(signal.SIGTERM)
    backup = tmp_path / "backup"
    shutil.copytree(server.instance, backup)
    server.start()
    chart.tap(0, -1060)
    chart.tap(20, -1060)
    chart.kept()
    before = chart.standing()
    assert len(before) == 3
    server.stop(signal.SIGKILL)
    shutil.rmtree(server.instance)
    shutil.copytree(backup, server.instance)
    server.start()
    expect(page.locator("#sentence")).to_contain_text("restauré")
    chart.kept()
    assert chart.standing() == before
    chart.tap(40, -1060)
    assert len(chart.standing()) == 4
    ids = [event["id"] for event in chart.events()]
    assert len(ids) == len(set(ids)) == 5


#: A browser that refuses: no room left for what is made, or no storage at all.
NO_ROOM = """() => {
  const put = IDBObjectStore.prototype.put;
  window.makeRoom = () => { IDBObjectStore.prototype.put = put; };
  IDBObjectStore.prototype.put = function (...row) {
    if (this.name === 'outbox') throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, row);
  };
}"""
NO_STORE = (
    "IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };"
)


def marking(page):
    page.goto("/walk-in")
    Hand(page).tap_on("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    chart.open_region(*BACK)
    return chart


def test_a_full_disk_is_said_and_marking_waits_until_the_last_mark_is_safe(tablet, server):
    chart = marking(at_home(tablet))
    page, sentence = chart.page, chart.page.locator("#sentence")
    page.evaluate(NO_ROOM)
    chart.tap(-20, -1060)
    expect(sentence).to_contain_text("n’a plus de place")
    assert len(chart.standing()) == 1, "the server has it all the same"
    server.stop(signal.SIGKILL)
    expect(page.locator("#kept")).to_contain_text("Hors connexion")
    chart.tap(0, -1060)
    expect(page.locator("#kept")).to_have_text("Non enregistré")
    chart.tap(20, -1060)
    expect(sentence).to_contain_text("le marquage attend")
    chart.points(2)
    page.evaluate("() => window.makeRoom()")
    expect(page.locator("#kept")).to_contain_text("1 saisie à envoyer")
    chart.tap(20, -1060)
    chart.points(3)
    server.start()
    expect(page.locator("#kept")).to_have_text("Enregistré")
    assert len(chart.standing()) == 3


def test_a_browser_that_keeps_nothing_says_so_first(tablet, server):
    page = tablet()
    page.add_init_script(NO_STORE)
    chart = marking(page)
    expect(page.locator("#sentence")).to_contain_text("Ce navigateur ne garde rien")
    chart.tap(-20, -1060)
    chart.points(1)
    expect(page.locator("#kept")).to_have_attribute("data-waiting", "0")
    server.stop(signal.SIGKILL)
    expect(page.locator("#kept")).to_contain_text("Hors connexion")
    chart.tap(20, -1060)
    expect(page.locator("#sentence")).to_contain_text("le marquage reprend")
    chart.points(1)
    chart.act("primary")
    chart.act("notes")
    page.fill("[data-note-sheet]", "Appréhende les aiguilles")
    chart.act("keep-note")
    expect(page.locator(".panel [data-act=notes]")).to_have_text("une note commencée")


def test_signing_out_leaves_nothing_of_a_patient(tablet):
    page = at_home(tablet)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("form[action$='/sign-out'] button").click()
    page.wait_for_url(re.compile("/sign-in"))
    left = page.evaluate(
        """() => new Promise((done) => {
          const open = indexedDB.open('mesomap');
          open.onsuccess = () => {
            const tx = open.result.transaction(['today', 'bodies', 'keys', 'outbox']);
            const found = ['today', 'bodies', 'keys', 'outbox'].map((name) => tx.objectStore(name).count());
            tx.oncomplete = () => done(found.map((f) => f.result));
          };
        })"""
    )
    assert left == [0, 0, 0, 0]


def test_marks_of_another_tablet_do_not_disturb_the_hand(tablet):
    page = at_home(tablet)
    page.goto("/walk-in")
    Hand(page).tap_on("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    one = Chart(page)
    one.open_region(*BACK)
    one.tap(-20, -1060)
    one.kept()
    two = Chart(tablet(path=page.url))
    two.open_region(*BACK)
    one.brush("IDS")
    around = [(20, -1080), (60, -1080), (60, -1040), (22, -1040)]
    one.hand.down(one.point(*around[0]))
    for place in around[1:]:
        one.hand.move(one.point(*place))
    two.tap(-60, -1060)
    two.kept()
    expect(one.page.locator(".marks-sign > *")).to_have_count(2)
    one.hand.move(one.point(20, -1078))
    one.hand.up()
    kinds = sorted(mark["kind"] for mark in one.standing().values())
    assert kinds == ["patch", "point", "point"]


@pytest.fixture
def newer(tmp_path):
    """A copy of the program in which one file of the shell is another."""
    copy = tmp_path / "newer"
    for name in ("mesomap", "static", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "static/js/app/offline/newer.js").write_text("export const newer = true;\n")
    return {"PYTHONPATH": str(copy), "PYTHONSAFEPATH": "1"}


VERSION = """() => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data);
  navigator.serviceWorker.controller.postMessage({ type: 'version' }, [port2]);
})"""


UPDATED = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  await found.update();
  const until = performance.now() + 60_000;
  while (!found.waiting) {
    const how = `installing: ${found.installing?.state}, active: ${found.active?.state}`;
    if (performance.now() > until) throw new Error(`no other worker waits (${how})`);
    await new Promise((next) => setTimeout(next, 50));
  }
}"""

#: Until no worker waits. It asks nothing of the worker: what is busy is not replaced.
REPLACED = """async () => {
  const until = performance.now() + 60_000;
  for (;;) {
    const { waiting, active } = await navigator.serviceWorker.getRegistration();
    if (!waiting && active.state === 'activated') return;
    if (performance.now() > until) throw new Error('the older worker is still there');
    await new Promise((next) => setTimeout(next, 50));
  }
}"""


def test_a_worker_of_another_version_loses_nothing(tablet, server, newer):
    """A newer server with the older worker, then the other way round."""
    chart = marking(at_home(tablet))
    page, session = chart.page, chart.page.url
    old = page.evaluate(VERSION)
    for k, env in enumerate((newer, {})):
        known = page.evaluate(VERSION)
        server.stop(signal.SIGKILL)
        chart.tap(-40 + 40 * k, -1060)
        expect(page.locator("#kept")).to_contain_text("à envoyer")
        server.env = env
        server.start()
        page.reload()
        chart = Chart(page)
        expect(page.locator("#kept")).to_have_text("Enregistré")
        assert len(chart.standing()) == k + 1
        page.evaluate(UPDATED)
        assert page.evaluate(VERSION) == known, "an open session keeps its worker"
        page.goto("/patients")  # the last session is closed
        page.evaluate(REPLACED)
        version = page.evaluate(VERSION)
        assert version != known
        assert k == 0 or version == old
        page.goto(session)
        chart = Chart(page)
        chart.open_region(*BACK)
