"""Syringes by touch: products tapped, lots, the tray of the day, a fourth product, own mixes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chart import walk_in
from tests.browser.test_session_more import new_patient

BACK = (0.0, -1060.0)


@pytest.fixture
def chart(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.hand.tap_on("#syringes [data-syringe=A]")
    return chart


def dialog(chart):
    return chart.page.locator("dialog.syringe-dialog")


def prepared(chart):
    return [e["body"]["syringe"] for e in chart.events() if e["kind"] == "syringe.prepared"]


def take(chart, name, **fields):
    if not chart.page.locator("[name=search-product]").is_visible():
        chart.act("add-product")
    chart.hand.tap_on(f"[data-product='{name}']")
    for field, text in fields.items():
        selector = f"[data-product-in='{name}'] [name={field.replace('_', '-')}]"
        chart.page.fill(selector, text)


def test_a_syringe_holds_products_lots_and_nothing_banned(chart):
    chart.page.fill("[name=search-product]", "Dépo médrol")
    chart.act("add-typed")
    alert = dialog(chart).locator(".foot-words")
    expect(alert).to_contain_text("n’entre dans aucun mélange")
    chart.page.fill("[name=search-product]", "")
    take(chart, "Lidocaïne", product_volume="deux", lot="L2391", expiry="2020-06")
    chart.act("keep")
    expect(alert).to_contain_text("un nombre de mL entre 0 et 100")
    chart.page.fill("[name=product-volume]", "2,5")
    chart.act("keep")
    expect(alert).to_contain_text("lot périmé depuis le")
    chart.act("foot-expired")
    chart.hand.tap_on("[data-option='50 mg/5 mL']")
    expect(dialog(chart).locator(".sum-words")).to_have_text("2,5 mL × 10 mg/mL = 25 mg")
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    expect(chart.page.locator("#totals [data-total=volume_ml]")).to_have_text("2,5")
    [syringe] = prepared(chart)
    assert syringe["products"] == [
        {"name": "Lidocaïne", "lot": "L2391", "expiry": "2020-06", "volume_ml": 2.5,
         "presentation": "50 mg/5 mL", "expired_confirmed": True}
    ]  # fmt: skip
    chart.tap(0, -1090)
    assert [m.get("syringe") for m in chart.standing().values()] == ["A"]


def test_a_volume_that_was_the_sum_follows_the_products_and_one_that_was_typed_stays(chart):
    volume = dialog(chart).locator("[name=volume]")
    take(chart, "Lidocaïne", product_volume="2")
    chart.act("keep")
    chart.hand.tap_on("#syringes [data-syringe=A]")
    take(chart, "Arnica", product_volume="1")
    expect(volume).to_have_value("3")
    volume.fill("2,5")
    chart.act("keep")
    chart.hand.tap_on("#syringes [data-syringe=A]")
    chart.page.fill("[data-product-in='Arnica'] [name=product-volume]", "2")
    chart.act("keep")
    assert [s["volume_ml"] for s in prepared(chart)] == [2, 2.5, 2.5]


def test_a_volume_of_two_readings_or_of_another_unit_is_asked_about(chart):
    alert = dialog(chart).locator(".foot-words")
    take(chart, "Lidocaïne", product_volume="1,200")
    chart.act("keep")
    expect(alert).to_contain_text("« 1,200 » se lit 1,2 ou 1 200")
    chart.page.fill("[name=product-volume]", "1,2")
    chart.page.fill("[name=volume]", "2 mm")
    chart.act("keep")
    expect(alert).to_contain_text("attendu en mL, et non en mm")
    chart.page.fill("[name=volume]", "2")
    chart.hand.tap_on("[data-option=injector]")
    chart.page.fill("[name=depth_mm]", "4 mL")
    chart.act("keep")
    expect(alert).to_contain_text("attendu en mm, et non en mL")
    chart.hand.tap_on("[data-option=manual]")
    chart.act("keep")
    assert [s["volume_ml"] for s in prepared(chart)] == [2]


def test_a_lot_keeps_its_date_its_first_spelling_and_the_key_its_place(chart):
    keep = dialog(chart).locator("[data-act=keep]")
    place = keep.bounding_box()
    take(chart, "Calcitonine de saumon", lot="K-77", expiry="0620")
    chart.act("keep")
    foot = dialog(chart).locator(".foot-words")
    expect(foot.locator("[data-act=foot-expired]")).to_be_in_viewport()
    assert keep.bounding_box() == place, "the key does not move when something is said above it"
    lot, expiry = (chart.page.locator(f"[name={name}]") for name in ("lot", "expiry"))
    expiry.fill("")
    lot.fill("k 77")
    chart.act("keep")
    expect(foot).to_contain_text("périmé depuis le 30 juin 2020")
    expiry.fill("06/07")
    expect(dialog(chart).locator(".read-as")).to_have_text("06/2007 ou 07/2006 ?")
    expiry.fill("JUN 2099")
    with chart.page.expect_response("**/api/tray"):
        chart.act("to-tray")
    expiry.fill("30/09/2099")
    chart.act("keep")
    expect(foot).to_contain_text("noté jusqu’au 06/2099. Quelle date porte la boîte ?")
    chart.act("foot-expiry-2099-06")
    lot.fill("K77")
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    [product] = prepared(chart)[-1]["products"]
    assert (product["lot"], product["expiry"]) == ("k 77", "2099-06")
    assert keep.count() == 0


def test_another_lot_is_asked_for_its_own_date(chart):
    take(chart, "Arnica", lot="T1", expiry="06/2099")
    with chart.page.expect_response("**/api/tray"):
        chart.act("to-tray")
    lot, expiry = (chart.page.locator(f"[name={name}]") for name in ("lot", "expiry"))
    lot.fill("X1")
    expiry.fill("01/2098")
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    chart.hand.tap_on("#syringes [data-syringe=A]")
    lot.fill("t-1")
    chart.act("keep")
    foot = dialog(chart).locator(".foot-words")
    expect(foot).to_contain_text("noté jusqu’au 06/2099. Quelle date porte la boîte ?")
    chart.act("foot-expiry-2099-06")
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    [product] = prepared(chart)[-1]["products"]
    assert (product["lot"], product["expiry"]) == ("T1", "2099-06")


def test_a_fourth_product_opens_the_next_syringe_and_says_so(chart):
    for name in ("Lidocaïne", "Piroxicam", "Arnica"):
        take(chart, name)
    expect(chart.page.locator("[data-act=add-product]")).to_contain_text("dans la seringue B")
    chart.act("add-product")
    expect(dialog(chart).locator(".picker [role=status]")).to_contain_text("dans la seringue B")
    take(chart, "Étamsylate")
    expect(dialog(chart).get_by_role("heading", level=2)).to_have_text("Seringue B")
    expect(dialog(chart)).to_contain_text("« Étamsylate » va dans la seringue B")
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    found = {s["key"]: [p["name"] for p in s["products"]] for s in prepared(chart)}
    assert found == {"A": ["Lidocaïne", "Piroxicam", "Arnica"], "B": ["Étamsylate"]}


def test_a_lot_of_the_tray_is_proposed_with_the_server_gone(chart, server):
    take(chart, "Procaïne", lot="P1", expiry="2099-06")
    with chart.page.expect_response("**/api/tray"):
        chart.act("to-tray")
    chart.act("keep")
    chart.kept()
    chart.page.reload()
    chart.ready()
    chart.page.context.set_offline(True)
    chart.hand.tap_on("#syringes [data-syringe=B]")
    take(chart, "Procaïne")
    expect(chart.page.locator("[name=lot]")).to_have_value("P1")
    expect(chart.page.locator("[name=expiry]")).to_have_value("06/2099")
    chart.act("keep")
    expect(chart.page.locator("#syringes [data-syringe=B]")).to_contain_text("Procaïne")
    chart.page.context.set_offline(False)
    chart.kept()
    assert [s["products"][0]["lot"] for s in prepared(chart)] == ["P1", "P1"]


def fill_the_tray(page, api):
    csrf = page.request.get(f"{api}/hello").json()["csrf"]
    room = 100 - len(page.request.get(f"{api}/tray").json()["lots"])
    full = [{"name": "Procaïne", "lot": f"Q{n}", "expiry": "2099-06"} for n in range(room)]
    answer = page.request.post(
        f"{api}/tray", data={"confirm": full}, headers={"X-CSRFToken": csrf, "Referer": api}
    )
    assert answer.ok, answer.text()


def test_a_lot_confirmed_with_the_server_gone_is_kept_and_brought_or_kept_to_be_corrected(chart):
    page = chart.page
    take(chart, "Étamsylate", lot="E7", expiry="2099-06")
    page.route("**/api/**", lambda route: route.abort())
    chart.act("to-tray")
    expect(page.locator("dialog .sentence")).to_contain_text("rejoint le plateau du jour dès que")
    page.keyboard.press("Escape")
    page.reload()
    chart.ready()
    chart.hand.tap_on("#syringes [data-syringe=A]")
    take(chart, "Étamsylate")
    expect(page.locator("[name=lot]")).to_have_value("E7")
    page.keyboard.press("Escape")
    chart.act("give-up")
    with page.expect_response("**/api/tray"):
        page.unroute_all()
    api = f"{page.url.split('/sessions/')[0]}/api"
    tray = page.request.get(f"{api}/tray").json()
    assert ("Étamsylate", "E7") in [(lot["name"], lot["lot"]) for lot in tray["lots"]]
    page.route("**/api/**", lambda route: route.abort())
    chart.hand.tap_on("#syringes [data-syringe=A]")
    take(chart, "Étamsylate", lot="E8", expiry="2099-06")
    chart.act("to-tray")
    expect(page.locator("dialog .sentence")).to_contain_text("rejoint le plateau du jour dès que")
    page.keyboard.press("Escape")
    fill_the_tray(page, api)
    page.unroute_all()
    expect(page.locator("#kept")).to_contain_text("à revoir")
    page.goto(f"{page.url.split('/sessions/')[0]}/outbox")
    expect(page.locator("[data-refused]")).to_contain_text("Étamsylate E8")
    expect(page.locator("[data-refused]")).to_contain_text("au plus 100 lots")
    expect(page.locator("[data-outbox]")).to_contain_text("à revoir")
    page.locator("[data-act=corrected]").tap()
    expect(page.locator("[data-refused]")).to_have_count(0)
    expect(page.locator("[data-outbox]")).to_contain_text("Enregistré")


def test_a_mix_is_kept_and_taken_again_without_its_lots(chart):
    take(chart, "Kétoprofène", product_volume="2", lot="K1")
    chart.act("keep-mix")
    chart.page.fill("[name=mix-name]", "Épaule")
    with chart.page.expect_response("**/api/mixes"):
        chart.act("name-mix")
    chart.act("keep")
    chart.hand.tap_on("#syringes [data-syringe=C]")
    chart.hand.tap_on("[data-mix='Épaule']")
    expect(chart.page.locator("[name=product-volume]")).to_have_value("2")
    expect(chart.page.locator("[name=lot]")).to_have_value("")
    expect(chart.page.locator("[name=volume]")).to_have_value("2")


def test_a_needle_that_is_too_short_is_a_note_and_nothing_more(chart):
    take(chart, "Arnica")
    chart.act("keep")
    chart.brush("IHD")
    chart.tap(0, -1060)
    chart.hand.tap_on("#syringes [data-syringe=A]")
    expect(dialog(chart).locator(".needle-note")).to_contain_text("aiguille de 4 mm")
    chart.hand.tap_on("[data-option='13']")
    expect(dialog(chart).locator(".needle-note")).to_be_empty()
    expect(dialog(chart).locator(".needles .choice")).to_have_text(["4 mm", "6 mm", "13 mm"])
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    assert prepared(chart)[-1]["needle_mm"] == 13


def test_questions_are_answered_in_a_few_taps_and_last_time_is_confirmed(tablet):
    chart = new_patient(tablet, family_name="Exemple", given_name="Alix", birth_date="1985-04-12")
    page = chart.page
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.act("primary")
    chart.act("questions")
    chart.hand.tap_on("[data-question=anticoagulant] [data-answer=true]")
    page.fill("[data-note-of=anticoagulant]", "AVK")
    # at some ages nothing calls for it; the whole list is one tap away
    page.evaluate("document.querySelector('.other-questions').open = true")
    chart.hand.tap_on("[data-question=pregnant] [data-answer=true]")
    page.fill("[data-number-of=pregnant_weeks]", "210")
    chart.act("questions-done")
    expect(page.locator("#sentence")).to_contain_text("entre 0 et 45")
    chart.act("nothing-else")
    expect(page.locator(".differences li")).to_have_count(2)
    expect(page.locator("[data-act=questions]")).to_contain_text("Le reste : 4 non")
    expect(page.locator(".in-bulk li")).to_contain_text("4 questions en une réponse")
    [bulk] = [e["body"] for e in chart.events() if e["kind"] == "checks.answered"]
    assert (len(bulk["questions"]), bulk["answer"]) == (4, False)
    said = {
        e["body"]["question"]: e["body"] for e in chart.events() if e["kind"] == "check.answered"
    }
    assert said["anticoagulant"]["note"] == "AVK"
    assert "pregnant_weeks" not in said
    for _ in range(3):
        chart.act("primary")
        chart.kept()
    chart.sign()
    chart.kept()
    page.goto(page.locator(".back").get_attribute("href"))
    page.locator("form[action$='/sessions'] button").last.click()
    page.wait_for_url("**/sessions/*")
    chart.ready()
    chart.act("repeat")
    chart.act("primary")
    expect(page.locator(".repeated")).to_contain_text("Anticoagulant ou antiagrégant : oui, AVK")
    assert not any("answered" in e["kind"] for e in chart.events()), "nothing without a tap"
    chart.act("unchanged")
    expect(page.locator(".differences li")).to_have_count(1)
    [same] = [e["body"] for e in chart.events() if "answered" in e["kind"]]
    assert same["answer"] == "unchanged"
    assert "pregnant" not in same["questions"]
    assert same["stood"]["anticoagulant"] == {"answer": True, "note": "AVK"}


def test_what_is_left_is_one_tap_or_a_volume(chart):
    take(chart, "Lidocaïne", product_volume="4")
    chart.hand.tap_on("[data-option='50 mg/5 mL']")
    chart.act("keep")
    chart.tap(0, -1060)
    for _ in range(3):
        chart.act("primary")
    total = chart.page.locator("[data-total=injected_ml]")
    expect(total).to_contain_text("reste non noté")
    chart.act("empty-A")
    expect(total).to_have_text("4 mL")
    chart.page.fill("[data-left=A]", "5")
    chart.page.locator("[data-left=A]").blur()
    expect(chart.page.locator("#sentence")).to_contain_text("pas plus que les 4 mL préparés")
    chart.page.fill("[data-left=A]", "1")
    chart.page.locator("[data-left=A]").blur()
    expect(total).to_have_text("3 mL")
    expect(chart.page.locator(".amounts li")).to_contain_text("40 mg × 3 mL / 4 mL = 30 mg")
    left = [e["body"]["left_ml"] for e in chart.events() if e["kind"] == "syringe.emptied"]
    assert left == [0, 1]


def test_pain_is_scored_by_zone_on_the_body_before_and_after(tablet):
    chart = walk_in(tablet)
    page = chart.page
    chart.open_region(*BACK)
    chart.tap(-60, -1060)
    chart.act("primary")
    chart.hand.tap_on(".scale [data-score='7']")
    chart.act("pain-zones")
    chart.tap(-60, -1060)
    chosen = page.locator(".zone-pain[aria-pressed=true]")
    expect(chosen).not_to_have_attribute("data-pain-zone", "whole")
    zone = chosen.get_attribute("data-pain-zone")
    chart.hand.tap_on(".scale [data-score='8']")
    expect(chosen).to_contain_text("8")
    for _ in range(3):
        chart.act("primary")
    chart.hand.tap_on(f"[data-pain-zone='{zone}']")
    chart.hand.tap_on(".scale [data-score='3']")
    expect(chosen).to_contain_text("8 → 3")
    scored = [e["body"] for e in chart.events() if e["kind"] == "pain.scored"]
    assert scored == [
        {"when": "before", "zone": None, "score": 7},
        {"when": "before", "zone": zone, "score": 8},
        {"when": "after", "zone": zone, "score": 3},
    ]


def test_the_clock_stands_while_paused_across_a_reload_and_notes_are_written_anywhere(tablet):
    chart = walk_in(tablet)
    page = chart.page
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.act("more")
    chart.hand.tap_on("dialog [data-act=notes]")
    page.fill("[data-note-sheet]", "Vient de loin.")
    chart.act("keep-note")
    chart.act("primary")
    chart.act("primary")
    clock = page.locator(".big-clock")
    expect(clock).not_to_have_text("0:00")
    chart.act("pause")
    expect(page.locator(".paused")).to_be_visible()
    stood = clock.inner_text()
    chart.kept()
    page.reload()
    chart.ready()
    expect(clock).to_have_text(stood)
    expect(page.locator("[data-act=primary]")).to_have_text("Reprendre")
    expect(page.locator("[data-act=notes]")).to_have_text("1 note")
    chart.act("primary")
    expect(clock).not_to_have_text(stood)
    chart.act("primary")
    kinds = [e["kind"] for e in chart.events() if e["kind"].startswith("timer.")]
    assert kinds == ["timer.started", "timer.paused", "timer.started", "timer.stopped"]
    elapsed = [e["body"]["elapsed_ms"] for e in chart.events() if e["kind"].startswith("timer.")]
    assert 1000 <= elapsed[1] == elapsed[2] < elapsed[3]


def test_what_the_record_says_stands_beside_its_question_and_is_never_denied_in_bulk(tablet):
    known = {"allergies": "Lidocaïne (malaise, 2019)", "treatments": "Apixaban 5 mg x 2"}
    chart = new_patient(
        tablet, family_name="Exemple", given_name="Noa", birth_date="1985-04-12", **known
    )
    page = chart.page
    key = page.locator("[data-act=allergies]")
    expect(key).to_contain_text("Apixaban")
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.act("primary")
    expect(page.locator(".of-record")).to_have_count(3)
    expect(page.locator(".r-anticoagulant")).to_contain_text("Fiche : Apixaban 5 mg x 2")
    chart.act("nothing-else")
    expect(page.locator(".of-record")).to_have_count(3)
    chart.hand.tap_on(".r-anticoagulant [data-answer=true]")
    expect(page.locator(".of-record")).to_have_count(2)
    [bulk] = [e["body"] for e in chart.events() if e["kind"] == "checks.answered"]
    assert not {"allergy_reaction", "medicines", "anticoagulant"} & set(bulk["questions"])
    chart.act("take-back")
    expect(page.locator(".in-bulk")).to_have_count(0)
    chart.act("allergies")
    page.fill("dialog [name=treatments]", "Apixaban arrêté le 2 novembre")
    chart.act("keep-known")
    expect(key).to_contain_text("arrêté")
    expect(page.locator(".r-medicines")).to_contain_text("arrêté")
    page.reload()
    chart.ready()
    expect(key).to_contain_text("arrêté")


def test_a_walk_in_was_not_asked_and_one_tap_says_none_known(tablet):
    chart = walk_in(tablet)
    page = chart.page
    key = page.locator("[data-act=allergies]")
    expect(key).to_have_attribute("data-known", "unasked")
    expect(key).to_contain_text("Allergies : non demandé")
    chart.act("allergies")
    chart.act("none-allergies")
    expect(page.locator("dialog [data-subject=allergies]")).to_contain_text("par Dr Essai")
    chart.act("none-treatments")
    page.locator("dialog .close").tap()
    expect(key).to_have_attribute("data-known", "none")
    page.reload()
    chart.ready()
    expect(key).to_contain_text("aucune connue")
    chart.hand.tap_on("#syringes [data-syringe=A]")
    asked = page.locator("dialog .noted")
    expect(asked).to_have_text(
        re.compile(r"^Allergies\s: aucune connue, demandé le .* par Dr"), use_inner_text=True
    )
    take(chart, "Lidocaïne")
    page.evaluate(WRITTEN_ELSEWHERE, "Xylocaïne (malaise)")
    expect(page.locator("dialog .noted mark")).to_contain_text("Xylocaïne")
    expect(page.locator("dialog .noted")).to_contain_text("Changé sur un autre appareil.")
    expect(page.locator("dialog [name=reason]")).to_be_visible()
    expect(key).to_contain_text("Allergies : Xylocaïne")


def test_the_syringe_sheet_says_that_allergies_were_not_asked_and_leads_there(tablet):
    """The sheet covers the header, where the allergy stands as well."""
    chart = walk_in(tablet)
    page = chart.page
    chart.hand.tap_on("#syringes [data-syringe=A]")
    noted = page.locator(".syringe-dialog .noted")
    expect(noted).to_have_attribute("data-state", "unasked")
    expect(noted).to_have_text(
        re.compile(r"^Allergies\s: non demandé\s*Noter$"), use_inner_text=True
    )
    take(chart, "Lidocaïne")
    chart.act("ask-allergies")
    page.fill("dialog textarea[name=allergies]", "Xylocaïne (malaise)")
    chart.act("keep-known")
    expect(noted).to_have_attribute("data-state", "text")
    expect(noted.locator("mark")).to_contain_text("Xylocaïne")
    expect(noted).not_to_contain_text("Changé sur un autre appareil")
    expect(page.locator("dialog [name=reason]")).to_be_visible()
    expect(page.locator("[data-act=allergies]")).to_contain_text("Allergies : Xylocaïne")


#: Another tablet writes an allergy of the patient whose session is open.
WRITTEN_ELSEWHERE = """(text) => {
  const { urls, csrf } = JSON.parse(document.querySelector('#boot').textContent);
  const body = { subject: 'allergies', state: 'text', text, before: { state: 'none', text: '' } };
  return fetch(urls.known, {
    method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
  }).then((answer) => answer.ok || Promise.reject(answer.status));
}"""


def assigned(chart):
    return [e["body"] for e in chart.events() if e["kind"] == "marks.assigned"]


def filled(chart, key, name):
    """Prepare a syringe with one product."""
    chart.hand.tap_on(f"#syringes [data-syringe={key}]")
    take(chart, name)
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)


def test_marks_laid_before_the_syringes_are_assigned_by_level(tablet):
    chart = walk_in(tablet)
    page = chart.page
    chart.open_region(*BACK)
    for u in (-30, 0, 30):
        chart.tap(u, -1060)
    chart.brush("IHD")
    chart.tap(0, -1030)
    chart.points(4)
    chart.hand.tap_on("#syringes [data-syringe=A]")
    take(chart, "Lidocaïne")
    expect(dialog(chart).locator("[data-act=keep]")).to_contain_text("pour 4 points")
    chart.act("keep")
    expect(page.locator("[data-act=assign]")).to_have_count(0)
    assert {body["syringe"] for body in assigned(chart)} == {"A"}
    chart.act("undo")
    expect(page.locator("#syringes [data-syringe=A]")).to_contain_text("à préparer")
    chart.act("redo")
    expect(page.locator(".letter")).to_have_count(0)
    filled(chart, "B", "Piroxicam")
    expect(page.locator("[data-act=assign]")).to_contain_text("4 marques")
    chart.act("assign")
    chart.hand.tap_on("dialog [data-level=IDP] [data-syringe=A]")
    chart.hand.tap_on("dialog [data-level=IHD] [data-syringe=dry]")
    chart.act("assign-done")
    expect(page.locator(".letter")).to_have_text(["A", "A", "A", "sec"])
    chart.act("undo")
    expect(page.locator("[data-act=assign]")).to_contain_text("1 marque")
    chart.act("redo")
    expect(page.locator("[data-act=assign]")).to_have_count(0)
    chart.act("primary")
    chart.hand.tap_on(".assign [data-level=IHD] [data-syringe=B]")
    expect(page.locator(".letter").last).to_have_text("B")
    chart.act("primary")
    expect(page.locator("[data-hold=A]")).to_contain_text("Lidocaïne")
    chart.hand.tap_on("[data-hold=B]")
    expect(page.locator(".sign.faint")).to_have_count(3)
    chart.hand.tap_on(".steps [data-step=accord]")
    expect(page.locator(".sign.faint")).to_have_count(0)
    chart.hand.tap_on(".steps [data-step=inject]")
    expect(page.locator(".sign.faint")).to_have_count(3)
    chart.act("primary")
    chart.act("primary")
    expect(page.locator(".went [data-syringe=A] small", has_text="→")).to_have_count(3)
    expect(page.locator(".went [data-syringe=B]")).to_contain_text("Hypodermique")
    last = assigned(chart)[-1]
    assert (last["syringe"], last["among"], len(last["mark_ids"])) == ("B", ["A", "B"], 1)


def test_a_product_that_is_written_and_not_added_is_asked_about(chart):
    page = chart.page
    foot = dialog(chart).locator(".foot-words")
    page.fill("[name=search-product]", "Diprostène")
    chart.act("keep")
    expect(foot).to_contain_text("« Diprostène » n’entre dans aucun mélange")
    chart.act("foot-drop-typed")
    expect(page.locator("[name=search-product]")).to_have_value("")
    page.fill("[name=search-product]", "procaï")
    chart.act("keep")
    expect(foot).to_contain_text("« procaï » n’est pas ajouté.")
    expect(foot.locator("[data-act=foot-add-typed]")).to_have_text("Ajouter « Procaïne »")
    chart.act("foot-add-typed")
    chart.act("add-product")
    expect(page.locator("[data-act=add-typed]")).to_have_count(0)
    page.fill("[name=search-product]", "Mélange du cabinet")
    chart.act("keep")
    chart.act("foot-add-typed")
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    [syringe] = prepared(chart)
    assert [p["name"] for p in syringe["products"]] == ["Procaïne", "Mélange du cabinet"]


def test_what_was_changed_by_touch_alone_is_asked_about_before_the_sheet_closes(chart):
    page = chart.page
    close = page.locator("dialog.syringe-dialog > header .close")
    take(chart, "Procaïne")
    brush = page.locator("[data-brush][aria-pressed=true]").get_attribute("data-brush")
    page.keyboard.press("Digit1")  # the page under the sheet does not take it
    assert page.locator("[data-brush][aria-pressed=true]").get_attribute("data-brush") == brush
    page.keyboard.press("Escape")
    expect(page.locator(".unkept")).to_be_visible()
    chart.act("stay")
    chart.act("keep")
    expect(dialog(chart)).to_have_count(0)
    chart.hand.tap_on("#syringes [data-syringe=A]")
    close.tap()
    expect(dialog(chart)).to_have_count(0)
    chart.hand.tap_on("#syringes [data-syringe=A]")
    dialog(chart).get_by_role("button", name="Préparé : plus").tap()
    close.tap()
    chart.act("give-up")
    expect(dialog(chart)).to_have_count(0)
    assert [s["volume_ml"] for s in prepared(chart)] == [None]
