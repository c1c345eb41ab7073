"""Repérer · Accord · Injecter · Fin: a whole session by touch."""

import json
import re

import pytest
from playwright.sync_api import expect
from uuid_utils import uuid7

from tests.browser.chart import Chart, walk_in

BACK = (0.0, -1060.0)


def plan_three(tablet, size="landscape") -> Chart:
    chart = walk_in(tablet, size)
    chart.open_region(*BACK)
    for k in range(3):
        chart.tap(-30 + 30 * k, -1060)
    chart.points(3)
    return chart


def step(chart, name):
    expect(chart.page.locator("#session")).to_have_attribute("data-step", name)


def test_a_key_that_cannot_be_used_says_why(tablet):
    chart = walk_in(tablet)
    chart.act("primary")
    expect(chart.page.locator("#sentence")).to_have_text("Rien n’est encore marqué sur le corps.")
    step(chart, "plan")
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.hand.tap_on(".steps [data-step=inject]")
    expect(chart.page.locator("#sentence")).to_have_text("L’accord du patient vient d’abord.")
    step(chart, "plan")


def test_from_the_plan_to_the_signature(tablet):
    chart = plan_three(tablet)
    chart.act("primary")
    step(chart, "accord")
    expect(chart.page.locator("[data-total=fee]")).to_contain_text("€")
    chart.hand.tap_on("[data-check=informed]")
    expect(chart.page.locator("[data-check=informed]")).to_have_attribute("data-answer", "true")
    chart.act("primary")
    step(chart, "inject")
    expect(chart.page.locator(".big-clock")).to_have_text(re.compile(r"0:0[1-9]"))
    chart.page.reload()
    chart.ready()
    step(chart, "inject")
    expect(chart.page.locator("#clock")).to_have_text(re.compile(r"0:\d\d"))
    chart.act("primary")
    step(chart, "end")
    chart.tap(-30, -1060)
    expect(chart.page.locator("[data-total=differences]")).to_have_text("1 marque non faite")
    chart.hand.tap_on("[data-act=add]")
    chart.tap(60, -1030)
    expect(chart.page.locator("[data-total=differences]")).to_contain_text("1 marque ajoutée")
    chart.hand.tap_on("[data-act=add]")
    chart.hand.tap_on("[data-score='2']")
    chart.hand.tap_on("[data-act=primary]:not([data-resting])")
    expect(chart.page.get_by_role("dialog", name="Donner un nom")).to_be_visible()
    chart.page.keyboard.press("Escape")  # asked for, and signed by nothing but its own key
    assert "session.signed" not in [e["kind"] for e in chart.events()]
    name_the_patient(chart)
    step(chart, "end")
    chart.sign()
    expect(chart.page.get_by_role("heading", name="Séance signée")).to_be_in_viewport()
    kinds = [e["kind"] for e in chart.events()]
    for kind in (
        "plan.agreed",
        "timer.started",
        "timer.stopped",
        "marks.done",
        "pain.scored",
        "session.signed",
    ):
        assert kind in kinds, kind
    assert kinds[-2:] == ["session.signed", "session.measured"]


def name_the_patient(chart):
    chart.hand.tap_on("[data-act=name]")
    chart.page.fill("dialog [name=family_name]", "Essai")
    chart.page.fill("dialog [name=given_name]", "Camille")
    chart.hand.tap_on("dialog button[type=submit]")
    expect(chart.page.locator(".who-name")).to_have_text("Essai Camille")
    expect(chart.page.locator("[data-act=name]")).to_have_count(0)


def test_a_signed_session_takes_an_addendum_and_nothing_else(tablet):
    chart = plan_three(tablet)
    for _ in range(4):
        chart.act("primary")
        chart.kept()
    name_the_patient(chart)
    expect(chart.page.locator(".panel [data-gap=syringe]")).to_have_count(0)
    chart.sign()
    bare = "Aucune seringue préparée : 3 marques sans produit ni lot."
    expect(chart.page.locator(".panel [data-gap=syringe]")).to_have_text(bare)
    chart.tap(0, -1060)
    chart.hand.tap_on(".steps [data-step=plan]")
    expect(chart.page.locator("#sentence")).to_have_text(
        "La séance est signée : elle ne change plus."
    )
    chart.page.fill("[data-note]", "Rougeur signalée par téléphone.")
    chart.act("note")
    expect(chart.page.locator(".panel .note")).to_contain_text("Rougeur")
    late = [e["kind"] for e in chart.events() if e["kind"] != "session.measured"]
    assert late[-2:] == ["session.signed", "addendum.written"]


def test_changing_the_plan_takes_the_agreement_back(tablet):
    chart = plan_three(tablet)
    chart.act("primary")
    step(chart, "accord")
    chart.act("primary")
    step(chart, "inject")
    chart.hand.tap_on(".steps [data-step=plan]")
    expect(chart.page.get_by_role("dialog")).to_contain_text("retire cet accord")
    chart.act("confirm")
    step(chart, "plan")
    chart.tap(0, -1040)
    chart.points(4)
    assert "plan.withdrawn" in [e["kind"] for e in chart.events()]


def test_the_build_is_corrected_in_one_tap(tablet):
    chart = plan_three(tablet)
    expect(chart.page.locator("#who-sub")).to_contain_text("Gabarit estimé")
    area = chart.page.locator("#totals [data-total=region_cm2]")
    expect(area).to_have_attribute("data-stale", "no")
    chart.act("more")
    chart.act("body")
    chart.hand.tap_on("[data-silhouette=obese]")
    expect(chart.page.locator("dialog")).to_have_count(0)
    chart.act("more")
    chart.act("body")
    expect(chart.page.locator("[data-silhouette=obese]")).to_have_attribute("aria-pressed", "true")
    [event] = [e for e in chart.events() if e["kind"] == "body.corrected"]
    assert event["body"]["silhouette"] == "obese"
    chart.page.fill("[name=height_cm]", "168")
    chart.page.fill("[name=weight_kg]", "61,5")
    chart.hand.tap_on("dialog button[type=submit]")
    expect(chart.page.locator("#who-sub")).not_to_contain_text("Gabarit estimé")


def prepared(chart, syringe):
    """A syringe that another tablet has prepared in this session."""
    boot = json.loads(chart.page.locator("#boot").text_content())
    event = {
        "id": str(uuid7()), "device_id": "other", "device_seq": 1, "kind": "syringe.prepared",
        "session_id": boot["session_id"], "v": 1, "body": {"syringe": {"key": "A"} | syringe},
        "gesture_id": "g", "at": "2026-11-21T20:47:54.123Z", "elapsed_ms": 1,
    }  # fmt: skip
    headers = {"X-CSRFToken": boot["csrf"]}
    path = boot["urls"]["events"]
    answer = chart.page.request.post(path, headers=headers, data={"events": [event]})
    assert answer.json()["answers"][0]["status"] == "stored"


def syringes_of(chart):
    return [e["body"]["syringe"] for e in chart.events() if e["kind"] == "syringe.prepared"]


def on_todays_tray(page, lot):
    """Confirm a lot as the tray's own page does."""
    api = f"{page.url.split('/sessions/')[0]}/api"
    headers = {"X-CSRFToken": page.request.get(f"{api}/hello").json()["csrf"], "Referer": api}
    assert page.request.post(f"{api}/tray", data={"confirm": [lot]}, headers=headers).ok


def test_same_as_last_time_in_three_taps(tablet):
    chart = plan_three(tablet)
    chart.brush("IDS")
    chart.drag([(-40, -1020), (40, -1020), (40, -985), (-40, -985), (-40, -1018)])
    first = chart.standing()
    assert len(first) == 4
    prepared(chart, {"products": [{"name": "Lidocaïne", "lot": "L1", "volume_ml": 2}]})
    for _ in range(4):
        chart.act("primary")
        chart.kept()
    name_the_patient(chart)
    chart.sign()
    chart.kept()
    on_todays_tray(chart.page, {"name": "Lidocaïne", "lot": "L7", "expiry": "2099-06"})
    chart.hand.tap_on(".bar .back")
    chart.page.wait_for_url(re.compile("/patients/[^/]+$"))
    chart.page.locator("form[action$='/sessions'] button").first.tap()
    chart.page.wait_for_url(re.compile("/sessions/"))
    again = Chart(chart.page)
    # the last session lies under the plan from the first, and goes when it is put away
    past = again.page.locator(".past path.dots")
    expect(past).to_have_count(1)
    again.act("layers")
    again.hand.tap_on("[data-layer=past]")
    expect(past).to_have_count(0)
    again.hand.tap_on("[data-layer=past]")
    expect(past).to_have_count(1)
    again.act("layers")
    how_to_begin = again.page.locator("#hint")
    expect(how_to_begin).to_be_visible()
    again.act("repeat")
    again.points(3)
    expect(how_to_begin).to_be_hidden()
    assert again.signs() == 4
    second = again.standing()
    assert not set(first) & set(second)
    [syringe] = syringes_of(again)
    recipe = [{"name": "Lidocaïne", "volume_ml": 2}]
    assert syringe == {"key": "A", "dry": False, "products": recipe}
    expect(again.page.locator("[data-syringe=A]").first).to_contain_text("Lidocaïne")
    assert sorted(str(m["anchors"]) for m in first.values()) == sorted(
        str(m["anchors"]) for m in second.values()
    )
    expect(again.page.locator("[data-act=repeat]")).to_be_hidden()
    again.act("undo")
    again.points(0)
    expect(again.page.locator("[data-act=repeat]")).to_be_visible()
    # a lot of today's tray is named, and noted by a touch: at once, or in Accord
    again.act("repeat")
    expect(again.page.locator("#offer")).to_be_visible()
    expect(again.page.locator("#offer")).to_contain_text("A : Lidocaïne L7 (06/2099)")
    again.hand.tap_on("#offer [data-act=day-lots]")
    expect(again.page.locator("#offer")).to_be_hidden()
    noted = [{"name": "Lidocaïne", "volume_ml": 2, "lot": "L7", "expiry": "2099-06"}]
    assert syringes_of(again)[-1]["products"] == noted
    again.act("undo")
    again.act("primary")
    again.hand.tap_on(".day-lots [data-act=day-lots]")
    expect(again.page.locator(".day-lots")).to_have_count(0)
    assert syringes_of(again)[-1]["products"] == noted
    again.hand.tap_on(".steps [data-step=plan]")
    again.act("undo")
    again.act("undo")
    again.points(0)
    again.hand.tap_on("#syringes [data-syringe=A]")
    expect(again.page.locator("dialog .repeated-words")).to_be_visible()
    again.hand.tap_on("dialog [aria-label='Retirer Lidocaïne']")
    expect(again.page.locator("dialog .repeated-words")).to_be_hidden()


def test_the_wheel_zooms_where_the_pointer_is(tablet):
    chart = walk_in(tablet)
    x, y = chart.point(*BACK)
    chart.page.mouse.move(x, y)
    for _ in range(6):
        chart.page.mouse.wheel(0, -240)
    chart.page.wait_for_selector("#map[data-far=no][data-sharp]")
    assert chart.mm_px() < 0.75
    now = chart.point(*BACK)
    # the zoom is eightfold, and so is the rounding to a pixel
    assert abs(now[0] - x) < 9
    assert abs(now[1] - y) < 9
    chart.page.mouse.click(x, y)
    chart.points(1)


def test_in_the_end_a_planned_mark_is_left_out_and_never_erased(tablet):
    chart = plan_three(tablet)
    glow = chart.page.locator(".layer.glow")
    expect(glow).to_have_css("display", "block")
    for name in ("accord", "inject", "end"):
        chart.act("primary")
        step(chart, name)
        expect(glow).to_have_css("display", "none")  # no zone is lit once marking is over
    chart.hand.tap_on("[data-act=add]")
    chart.tap(60, -1030)
    chart.act("eraser")
    chart.tap(0, -1060)
    differences = chart.page.locator("[data-total=differences]")
    expect(differences).to_have_text("1 marque non faite · 1 marque ajoutée")
    hollow = chart.page.locator(".sign.left-out")
    expect(hollow).to_have_count(1)
    expect(hollow).to_have_css("opacity", "0.85")  # its sign is told apart, also in the dark
    expect(hollow).not_to_have_css("stroke-dasharray", "none")
    chart.tap(60, -1030)
    expect(differences).to_have_text("1 marque non faite")
    assert len(chart.standing()) == 3
    chart.act("undo")
    expect(differences).to_have_text("1 marque non faite · 1 marque ajoutée")
    for _ in range(2):
        chart.act("undo")
    expect(differences).to_contain_text("Touchez sur le corps")
    chart.act("undo")
    expect(chart.page.locator("#sentence")).to_have_text("Le plan se change dans Repérer.")
    assert len(chart.standing()) == 3


def far_apart(tablet, size) -> Chart:
    """Two marks, half a metre from each other: what shows both is too far off for a fingertip."""
    chart = plan_three(tablet, size)
    chart.act("whole")
    chart.page.wait_for_selector("#map[data-far=yes][data-sharp]")
    chart.open_region(20, -1440)
    chart.tap(20, -1440)
    chart.points(4)
    return chart


@pytest.mark.parametrize("size", ["portrait", "phone"])
def test_in_the_end_a_tap_from_far_opens_and_never_changes_the_record(tablet, size):
    chart = far_apart(tablet, size)
    whole = chart.page.locator("[data-act=whole]")
    for name in ("accord", "inject", "end"):
        chart.act("primary")
        step(chart, name)
        chart.page.wait_for_selector("#map[data-sharp]")
        expect(whole).to_be_visible()
    chart.page.wait_for_selector("#map[data-far=yes][data-sharp]")
    box = chart.page.locator("#map").bounding_box()
    assert (380 + 30) / chart.mm_px() > 0.6 * box["height"], "the marks fill the map"
    chart.tap(0, -1060)
    chart.page.wait_for_selector("#map[data-far=no][data-sharp]")
    expect(chart.page.locator("[data-total=differences]")).to_contain_text("Touchez sur le corps")
    assert "marks.done" not in [e["kind"] for e in chart.events()]
    chart.tap(0, -1060)
    expect(chart.page.locator("[data-total=differences]")).to_have_text("1 marque non faite")
    chart.view("front")
    chart.view("back")
    box = chart.page.locator("#map").bounding_box()
    assert (380 + 30) / chart.mm_px() > 0.6 * box["height"], "and fill it in each view"


def test_coming_back_finds_the_step_that_was_left(tablet):
    chart = plan_three(tablet)
    chart.act("primary")
    step(chart, "accord")
    chart.hand.tap_on("[data-act=estimate]")
    chart.page.wait_for_url(re.compile("/estimate$"))
    chart.page.goto(chart.page.url.removesuffix("/estimate"))
    chart.ready()
    step(chart, "accord")
    expect(chart.page.locator("[data-total=fee]")).to_contain_text("€")
    chart.page.reload()
    chart.ready()
    step(chart, "accord")
    chart.tap(0, -1090)
    chart.hand.tap_on(".steps [data-step=plan]")
    step(chart, "plan")
    chart.points(3)
    chart.page.reload()
    chart.ready()
    step(chart, "plan")


def test_a_figure_that_is_not_known_yet_is_no_figure(tablet):
    chart = plan_three(tablet)
    page = chart.page
    area = page.locator("#totals [data-total=treated_cm2]")
    figures = page.locator(".panel .figure b")
    expect(area).to_have_text(re.compile(r"\d"))
    page.route(re.compile("/totals$"), lambda route: route.abort())
    chart.tap(60, -1000)
    chart.points(4)
    # the page measures the skin itself; what only the server knows is not said
    expect(area).to_have_text("13")
    expect(area).to_have_attribute("data-stale", "yes")
    for name in ("region_cm2", "minutes"):
        expect(page.locator(f"#totals [data-total={name}]")).to_have_text("…")
    chart.act("primary")
    step(chart, "accord")
    expect(figures).to_have_text(["4", "…", "…"])
    for name in ("inject", "end"):
        chart.act("primary")
        step(chart, name)
    chart.tap(0, -1060)
    expect(figures.nth(0)).to_have_text("3")
    expect(page.locator(".panel .figure small").nth(0)).to_have_text("prévu : 4")
    expect(figures.nth(1)).to_have_text("…")
    chart.kept()
    page.unroute(re.compile("/totals$"))
    chart.hand.tap_on("[data-score='2']")
    expect(figures.nth(1)).to_have_text(re.compile(r"\d cm²"))
    page.route(re.compile("/totals$"), lambda route: route.abort())
    chart.hand.tap_on("[data-score='3']")
    expect(page.locator("[data-score='3']")).to_have_attribute("aria-pressed", "true")
    expect(figures.nth(1)).to_have_text(re.compile(r"\d cm²"))


def test_marks_of_other_views_are_known_while_injecting(tablet):
    chart = plan_three(tablet)
    chart.view("front")
    chart.open_region(0, -1060)
    for u in (-20, 20):
        chart.tap(u, -1060)
    chart.points(5)
    chart.act("primary")
    step(chart, "accord")
    chart.act("primary")
    step(chart, "inject")
    for view, n in (("front", "2"), ("back", "3"), ("left", ""), ("right", "")):
        expect(chart.page.locator(f"[data-view={view}].thumb .count")).to_have_text(n)
    chart.act("primary")
    step(chart, "end")
    front = chart.page.get_by_role("button", name="Face, 2 marques")
    expect(front).to_be_visible()
    expect(front.locator(".count")).to_be_visible()


@pytest.mark.parametrize("size", ["landscape", "portrait", "phone"])
def test_keys_of_steps_and_of_pain_are_as_large_as_a_finger(tablet, size):
    chart = plan_three(tablet, size)
    chart.act("primary")
    step(chart, "accord")
    for keys, least in ((".scale button", (40, 48)), (".steps button", (40, 48))):
        for key in chart.page.locator(keys).all():
            box = key.bounding_box()
            assert box["width"] >= least[0], (keys, box)
            assert box["height"] >= least[1], (keys, box)
