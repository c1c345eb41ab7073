"""axe finds no fault on any page, in both languages, in the light and the dark theme."""

import re

import pytest

from mesomap.app import create_app
from mesomap.web.practice.settings_sections import SECTIONS
from tests.browser.axe import Looker
from tests.browser.chart import Chart
from tests.browser.conftest import PATIENCE_MS, SIZES
from tests.share import WHOLE, many

#: Addresses that answer with something else than a page, or that lead on to one.
NO_PAGE = re.compile(r"^/$|^/(static|api|texts|shell)/|^/sw\.js$|\.(json|pdf|csv|webmanifest)$")

FIELD = [(60, -1165), (60, -1130), (0, -1125), (-60, -1130), (-60, -1165), (0, -1170), (60, -1165)]


def looking(browser, server):
    width, height = SIZES["landscape"]
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True, locale="fr-FR",
        timezone_id="Europe/Paris", base_url=server.url, reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE_MS)
    yield Looker(context.new_page())
    context.close()


@pytest.fixture
def looker(browser, own_server):
    """Look at a server that nobody has set up: it offers the demonstration."""
    yield from looking(browser, own_server)


@pytest.fixture
def looker_at_the_door(browser, server, signed_in_state):
    """Look at a server with a practice, from a device where nobody is signed in."""
    yield from looking(browser, server)


def settled(page, path):
    page.goto(path, wait_until="load")


def read_in(page, lang):
    """Choose the language by the switch at the foot of a page."""
    page.locator(f"button[name=lang][value={lang}]").click()
    page.wait_for_selector(f"html[lang={lang}]")


def enter_demo(page):
    page.goto("/setup")
    page.locator("form[data-form=demo] button").click()
    page.wait_for_url(re.compile("/patients"))


def links(page):
    """A patient with finished sessions, one of them, and an estimate that was issued."""
    page.goto("/patients")
    people = page.locator("a[href^='/patients/']:not([href$=new])").all()
    for path in [person.get_attribute("href") for person in people]:
        page.goto(path)
        hrefs = [a.get_attribute("href") for a in page.locator("main a[href]").all()]
        sessions = [h.split("/")[2] for h in hrefs if h.startswith("/sessions/")]
        estimates = [h.split("/")[2] for h in hrefs if re.fullmatch("/estimates/[^/.]+", h)]
        if sessions and estimates:
            return {
                "patient_id": path.split("/")[2],
                "session_id": sessions[0],
                "estimate_id": estimates[0],
            }
    raise AssertionError("the demonstration has no patient with an estimate")


def every_page(ids, tmp_path):
    """Rules of all pages with an address for each, the session's own page left to its own test."""
    app = create_app({"INSTANCE": tmp_path})
    rules = [str(r) for r in app.url_map.iter_rules() if "GET" in r.methods]
    rules = [r for r in rules if not NO_PAGE.search(r) and r != "/sessions/<session_id>"]
    found = {}
    for rule in rules:
        for section in SECTIONS if "<section>" in rule else [""]:
            named = ids | {"section": section}
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m, named=named: named[m.group(1)], rule)
            found[f"{rule} {section}"] = path
    return found


@pytest.mark.proof
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pages(looker, lang, tmp_path):
    page = looker.page
    settled(page, "/setup")
    read_in(page, lang)
    looker.both("/setup", lang)
    enter_demo(page)
    addresses = every_page(links(page), tmp_path)
    assert len(addresses) >= 15
    one_in = 1 if lang == "fr" else many(1, 8)  # the same pages as in French
    for path in [*list(addresses.values())[::one_in], "/nowhere"]:
        settled(page, path)
        looker.both(path, lang)
    assert looker.looks > len(addresses) / one_in
    assert not looker.found, "\n".join(looker.found)


@pytest.mark.proof
@pytest.mark.parametrize("lang", ["fr", "en"] if WHOLE else ["fr"])
def test_a_session_from_its_first_tap_to_its_signature(looker, lang):
    page = looker.page
    page.goto("/setup")
    read_in(page, lang)
    enter_demo(page)
    patient = links(page)["patient_id"]
    page.goto(f"/patients/{patient}")
    page.locator("form[data-form=session] button").first.click()
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    looker.both("plan, empty", lang)
    chart.open_region(0, -1085)
    for place in [(-38, -1130), (38, -1130), (-38, -1100), (38, -1100)]:
        chart.tap(*place)
    chart.brush("IDS")
    chart.drag(FIELD)
    chart.kept()
    looker.both("plan, marked", lang)
    dialogs(looker, chart)
    steps(looker, chart, lang)
    assert not looker.found, "\n".join(looker.found)


def dialogs(looker, chart):
    page = chart.page
    for act in ["more", "patterns", "layers"]:
        chart.act(act)
        looker.look(f"plan, {act}")
        page.keyboard.press("Escape")
    chart.hand.down(chart.point(-38, -1130))
    page.wait_for_selector("#card:not([hidden])")
    chart.hand.up()
    looker.look("plan, card of a mark")
    page.keyboard.press("Escape")
    chart.hand.tap_on("#syringes button")
    page.wait_for_selector("dialog[open]")
    looker.look("plan, syringe")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")


def steps(looker, chart, lang):
    page = chart.page
    chart.act("primary")
    page.wait_for_selector("[data-total=fee]")
    looker.both("agreement", lang)
    chart.act("primary")
    page.wait_for_selector("#session[data-step=inject]")
    chart.kept()
    looker.both("injection", lang)
    chart.act("primary")
    page.wait_for_selector("#session[data-step=end]")
    chart.kept()
    looker.both("end", lang)
    chart.act("primary")
    chart.kept()
    page.wait_for_selector("[data-act=primary]:not([data-resting])")
    looker.look("end, before the signature")
    chart.sign()
    chart.kept()
    looker.both("signed", lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_door(looker_at_the_door, lang):
    looker = looker_at_the_door
    settled(looker.page, "/sign-in")
    read_in(looker.page, lang)
    looker.both("/sign-in", lang)
    looker.page.fill("[name=email]", "personne@exemple.test")
    looker.page.fill("[name=password]", "not the password")
    looker.page.locator("form[data-form=sign-in] button[type=submit]").click()
    looker.both("/sign-in, refused", lang)
    assert not looker.found, "\n".join(looker.found)
