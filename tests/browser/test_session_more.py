"""What a session page does beside marking: agreement, the other side, words, the other hand."""

import html
import json
import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.chart import Chart, walk_in

BACK = (0.0, -1060.0)


def step(chart, name):
    expect(chart.page.locator("#session")).to_have_attribute("data-step", name)


def plan_one(tablet, size="landscape", at=(0, -1060)):
    chart = walk_in(tablet, size)
    chart.open_region(*BACK)
    chart.tap(*at)
    chart.points(1)
    return chart


def of_kind(chart, kind):
    return [e["body"] for e in chart.events() if e["kind"] == kind]


# ------------------------------------------------------------ what the patient was told


@pytest.mark.parametrize(
    ("taps", "words", "informed", "answers"),
    [
        (0, "Informé et d’accord", True, [True]),
        (1, "Le patient est d’accord", True, [True]),
        (2, "information non donnée", False, [True, False]),
    ],
)
def test_the_agreement_says_what_was_said(tablet, taps, words, informed, answers):
    chart = plan_one(tablet)
    chart.act("primary")
    step(chart, "accord")
    check = chart.page.locator("[data-check=informed]")
    for said in ("true", "false")[:taps]:
        chart.hand.tap_on("[data-check=informed]")
        expect(check).to_have_attribute("data-answer", said)
    expect(chart.page.locator("[data-act=primary]")).to_contain_text(words)
    chart.act("primary")
    step(chart, "inject")
    assert [b["informed"] for b in of_kind(chart, "plan.agreed")] == [informed]
    said = [b["answer"] for b in of_kind(chart, "check.answered") if b["question"] == "informed"]
    assert said == answers


# ------------------------------------------------------------ a finger on its way


def test_figures_that_arrive_under_a_finger_do_not_take_its_tap(tablet):
    chart = plan_one(tablet)
    chart.kept()
    held = []

    def hold(route):
        held.append(route)

    chart.page.route(re.compile("/quote.json$"), hold)
    chart.act("primary")
    step(chart, "accord")
    expect(chart.page.locator(".panel")).to_contain_text("Calcul du prix")
    key = chart.page.locator("[data-check=antisepsis]")
    key.scroll_into_view_if_needed()
    box = key.bounding_box()
    chart.hand.down((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    with chart.page.expect_response(re.compile("/quote.json$")):
        held[0].continue_()
    # whatever the page does with an answer, it has done by the time a later one is there
    chart.page.evaluate("() => fetch(location.href).then((answer) => answer.text())")
    expect(chart.page.locator("[data-total=fee]")).to_have_text("…")
    chart.hand.up()
    expect(key).to_have_attribute("data-answer", "true")
    expect(chart.page.locator("[data-total=fee]")).to_be_visible()


# ------------------------------------------------------------ tools


def test_the_other_side_takes_the_same_marks(tablet):
    chart = plan_one(tablet, at=(40, -1060))
    chart.tap(60, -1080)
    chart.points(2)
    chart.act("mirror")
    chart.points(4)
    spots = chart.page.locator(".marks-sign .sign").evaluate_all(
        "all => all.map((e) => e.dataset.at.split(' ').map(Number))"
    )
    for u, v in ((-40, -1060), (-60, -1080)):
        assert min(math.dist((u, v), spot) for spot in spots) < 4, (u, v, spots)
    chart.act("undo")
    chart.points(2)


def test_the_shoulder_of_a_side_view_is_marked_without_the_arm(tablet):
    chart = walk_in(tablet)
    chart.view("left")
    box = chart.page.locator("[data-zone='deltoid_lateral.L']").first.evaluate(
        "(path) => { const b = path.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
    )
    chart.open_region(*box)
    chart.tap(*box)
    chart.points(1)
    assert chart.signs() == 1
    chart.brush("IDS")
    u, v = box
    chart.drag(
        [
            (u + 12 * math.cos(k * math.pi / 8), v + 12 * math.sin(k * math.pi / 8))
            for k in range(17)
        ]
    )
    kinds = sorted(m["kind"] for m in chart.standing().values())
    assert kinds == ["patch", "point"]


def test_the_table_changes_and_rubs_out_by_keyboard(tablet):
    chart = plan_one(tablet)
    chart.tap(40, -1060)
    chart.points(2)
    chart.act("more")
    page = chart.page
    page.locator("[data-act=table]").press("Enter")
    table = page.get_by_role("dialog", name="Les marques en mots")
    expect(table.locator("tbody tr")).to_have_count(2)
    depth = table.locator("select").first
    depth.focus()
    page.keyboard.press("ArrowDown")
    expect(table.locator("tbody tr").first).to_contain_text("IHD")
    table.locator("[data-act=delete]").nth(1).press("Enter")
    expect(table.locator("tbody tr")).to_have_count(1)
    page.keyboard.press("Escape")
    [mark] = chart.standing().values()
    assert mark["depth"] == "IHD"


def test_a_left_hand_has_the_brushes_on_its_side(tablet):
    chart = plan_one(tablet)
    chart.act("more")
    chart.page.get_by_role("switch", name="Main gauche").tap()
    chart.page.get_by_role("button", name="Fermer").tap()
    rail, desk = (chart.page.locator(name).bounding_box() for name in (".rail", ".desk"))
    assert rail["x"] > desk["x"] + desk["width"] / 2
    chart.page.wait_for_selector("#map[data-sharp]")
    chart.tap(40, -1080)
    chart.points(2)
    spots = chart.page.locator(".marks-sign .sign").evaluate_all(
        "all => all.map((e) => e.dataset.at.split(' ').map(Number))"
    )
    assert min(math.dist((40, -1080), spot) for spot in spots) < 1.5


# ------------------------------------------------------------ a patient with allergies


#: Years of birth that follow each other: the same name and day of birth would be asked about.
YEARS = iter(range(1960, 2000))


def new_patient(tablet, **fields) -> Chart:
    fields.setdefault("birth_date", f"{next(YEARS)}-05-04")
    page = tablet("landscape", path="/patients/new")
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.locator("[name=sex][value=F]").check(force=True)
    page.locator("form[data-form=patient] button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/patients/[0-9a-f-]+$"))
    page.locator("form[action$='/sessions'] button").first.click()
    page.wait_for_url(re.compile("/sessions/"))
    return Chart(page)


MANY = ", ".join(["lidocaïne", *(f"essai numéro {n}" for n in range(1, 15))])


@pytest.fixture
def allergic(tablet):
    return new_patient(
        tablet, family_name="Exemple-au-très-long-nom-de-famille", given_name="Camille-Dominique",
        height_cm="168", weight_kg="62", allergies=MANY,
    )  # fmt: skip


def test_a_product_the_patient_is_allergic_to_wants_a_reason(allergic):
    chart = allergic
    chart.hand.tap_on("#syringes [data-syringe=A]")
    dialog = chart.page.locator("dialog.syringe-dialog")
    chart.hand.tap_on("[data-product='Lidocaïne']")
    reason = dialog.locator("[name=reason]")
    expect(reason).to_be_visible()
    noted = dialog.locator(".noted-words")
    expect(noted).to_have_text(MANY)
    expect(noted.locator("mark")).to_have_text(["lidocaïne"])
    chart.act("keep")
    expect(dialog.locator(".foot-words")).to_contain_text("Dites pourquoi")
    expect(dialog.locator("[name=reason]")).to_be_focused()
    reason.fill("tolérée depuis")
    chart.act("keep")
    expect(dialog).to_have_count(0)
    [prepared] = of_kind(chart, "syringe.prepared")
    assert prepared["syringe"]["allergy_reason"] == "tolérée depuis"


def test_a_long_list_of_allergies_is_one_tap_away_and_nothing_leaves_the_header(allergic):
    chart = allergic
    chart.act("allergies")
    expect(chart.page.get_by_role("dialog", name="Allergies")).to_contain_text("essai numéro 14")
    chart.page.keyboard.press("Escape")
    for size in ((1180, 820), (820, 1180), (744, 1133), (390, 844)):
        chart.page.set_viewport_size({"width": size[0], "height": size[1]})
        for part in (".bar .steps", ".bar .allergies", "#kept", ".who-name"):
            box = chart.page.locator(part).bounding_box()
            assert box, (size, part)
            assert box["x"] >= 0, (size, part)
            assert box["x"] + box["width"] <= size[0] + 0.5, (size, part)


# ------------------------------------------------------------ two tablets, and what is put aside


def test_moved_here_and_rubbed_out_there_is_said(tablet):
    one = plan_one(tablet)
    one.kept()
    page = one.page.context.new_page()
    page.goto(one.page.url)
    two = Chart(page)
    two.open_region(*BACK)
    two.page.route(re.compile("/api/"), lambda route: route.abort())
    two.act("select")
    two.drag([(4 * k, -1060) for k in range(11)])
    expect(two.page.locator("#kept")).to_contain_text("1 saisie à envoyer")
    one.page.bring_to_front()
    one.act("eraser")
    one.tap(0, -1060)
    one.points(0)
    one.kept()
    two.page.bring_to_front()
    two.page.unroute(re.compile("/api/"))
    kept = two.page.locator("#kept")
    expect(kept).to_contain_text("1 saisie à revoir")
    two.hand.tap_on("#kept")
    said = two.page.get_by_role("dialog", name="À revoir")
    expect(said).to_contain_text("déplacée sur un appareil, effacée sur un autre")
    assert two.signs() == 0


def test_what_was_put_aside_is_still_told_after_a_reload(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)

    def spoil(route):
        sent = route.request.post_data_json
        for event in sent["events"]:
            event["kind"] = "mark.invented"
        route.continue_(post_data=json.dumps(sent))

    chart.page.route(re.compile("/api/.*/events$"), spoil, times=1)
    chart.tap(0, -1060)
    kept = chart.page.locator("#kept")
    expect(kept).to_contain_text("1 saisie à revoir")
    chart.page.reload()
    chart.ready()
    expect(kept).to_contain_text("1 saisie à revoir")
    chart.hand.tap_on("#kept")
    expect(chart.page.get_by_role("dialog", name="À revoir")).to_contain_text("mise de côté")


# ------------------------------------------------------------ money


def test_the_end_says_what_the_fee_was_and_is(tablet):
    page = tablet("landscape", path="/settings/tariff")
    page.locator("[name=mode][value=surface]").check(force=True)
    if not page.locator("[name=tier-0-up]").is_visible():
        page.locator("#tiers summary").click()
    for name, value in (("0-up", "10"), ("0-amount", "40"), ("1-up", ""), ("1-amount", "90")):
        page.fill(f"[name=tier-{name}]", value)
    page.locator("form[data-form=settings-tariff] button[type=submit]").first.click()
    page.wait_for_load_state()
    chart = plan_one(tablet, at=(0, -1090))
    chart.brush("IDS")
    chart.drag([(-40, -1040), (40, -1040), (40, -990), (-40, -990), (-40, -1038)])
    chart.kept()
    chart.act("primary")
    fee = chart.page.locator("[data-total=fee]")
    expect(fee).to_have_text(re.compile("90,00"))
    for name in ("inject", "end"):
        chart.act("primary")
        step(chart, name)
    expect(fee).to_have_text(re.compile("90,00"))  # of the plan, until it is said what was done
    expect(chart.page.locator(".price small")).to_have_text("prévu")
    chart.page.wait_for_selector("#map[data-sharp]")
    chart.tap(0, -1015)
    expect(chart.page.locator("[data-total=differences]")).to_have_text("1 marque non faite")
    expect(fee).to_have_text(re.compile("40,00"))
    expect(chart.page.locator(".panel .sum")).to_contain_text(re.compile("prévu.*90,00"))


# ------------------------------------------------------------ words

#: Every text that can be seen, and every name that is said.
SAID = """() => {
  const out = [];
  const root = document.querySelector('#session');
  for (const place of [root, ...document.querySelectorAll('dialog')]) {
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement: by, data } = walk.currentNode;
      if (by.closest('[hidden], option, .layer .sides') || !by.checkVisibility()) continue;
      out.push([by.closest('.who-name, .known, [translate=no]') ? 'data' : 'text', data.trim()]);
    }
    for (const each of place.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        if (each.hasAttribute(name)) out.push([name, each.getAttribute(name)]);
      }
    }
  }
  return out.filter(([, text]) => text);
}"""


def through_the_session(chart):
    """Every step and dialog of a session; after each, what it says."""
    said = []

    def look():
        said.extend(chart.page.evaluate(SAID))

    look()
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.points(1)
    look()
    chart.act("more")
    look()
    chart.act("table")
    look()
    chart.page.keyboard.press("Escape")
    chart.hand.tap_on("#syringes [data-syringe=B]")
    look()
    chart.page.keyboard.press("Escape")
    chart.hand.down(chart.point(0, -1060))
    expect(chart.page.locator("#card")).to_be_visible()
    chart.hand.up()
    look()
    for name in ("accord", "inject", "end"):
        chart.act("primary")
        step(chart, name)
        chart.kept()
        if name == "accord":
            expect(chart.page.locator("[data-total=fee]")).to_be_visible()
            chart.act("questions")
            look()
            chart.page.keyboard.press("Escape")
        look()
    chart.act("primary")
    expect(chart.page.locator("[data-total=differences]")).not_to_be_empty()
    look()
    return said


def test_the_english_page_says_nothing_in_french(tablet):
    chart = walk_in(tablet)
    page = chart.page
    page.evaluate(
        """() => {
          const form = new FormData();
          form.append('lang', 'en');
          form.append('csrf_token', document.querySelector('meta[name=csrf-token]').content);
          return fetch('/language', { method: 'POST', body: form });
        }"""
    )
    page.reload()
    chart.ready()
    table = page.request.get("/texts/en.json").json()
    french = {fr for fr, en in table.items() if (en if isinstance(en, str) else en[0]) != fr}
    accents = re.compile("[éèêàçùîôœÉÈÊÀÇ]")
    wrong = {
        text
        for kind, text in through_the_session(chart)
        if kind != "data" and (text in french or accents.search(text))
    }
    assert not wrong


def test_no_text_of_the_page_s_modules_escapes_translation(tablet):
    chart = walk_in(tablet)
    page = chart.page
    table = page.request.get("/texts/en.json").json()
    pseudo = {k: f"⟦{k}⟧" if isinstance(v, str) else [f"⟦{k}⟧", f"⟦{k}⟧"] for k, v in table.items()}

    def bracketed(route):
        answer = route.fetch()
        texts = json.dumps(pseudo).replace("</", "<\\/")
        with_texts = re.sub(
            r'(<script type="application/json" id="texts">).*?(</script>)',
            lambda found: found[1] + texts + found[2],
            answer.text(),
            flags=re.DOTALL,
        )
        route.fulfill(response=answer, body=with_texts)

    page.route(re.compile(r"/sessions/[0-9a-f-]+$"), bracketed)
    # what the server says itself is French here: tests/web/common/test_words.py holds it to account
    boot = "() => JSON.stringify(JSON.parse(document.querySelector('#boot').textContent))"
    names = page.request.get("/static/body/body-1.json").text()
    from_server = [html.unescape(page.content()), page.evaluate(boot), names]

    def from_json(answer):
        if re.search(r"/(quote|difference|totals)(\.json)?$", answer.url):
            from_server.append(json.dumps(answer.json(), ensure_ascii=False))

    page.on("response", from_json)
    page.reload()
    chart.ready()
    literal = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
    wrong = set()
    for kind, text in through_the_session(chart):
        if kind == "data" or "⟦" in text or any(text in said for said in from_server):
            continue
        if literal.search(re.sub(r"\b(IED|IDS|IDP|IHD)\b", "", text)):
            wrong.add(text)
    assert not wrong
