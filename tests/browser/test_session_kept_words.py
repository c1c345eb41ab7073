"""What stands in a field is not lost: drafts of notes, sheets that are closed, what is missing above the signature."""

from playwright.sync_api import expect

from tests.browser.chart import walk_in

BACK = (0.0, -1060.0)


def at_the_end(tablet):
    """A walk-in whose one point was done as planned."""
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    for _ in range(4):
        chart.act("primary")
        chart.kept()
    expect(chart.page.locator("#session")).to_have_attribute("data-state", "finishing")
    return chart


def notes(chart):
    return [e["body"]["text"] for e in chart.events() if e["kind"] == "note.written"]


def test_a_note_that_was_not_added_outlives_the_page_and_is_signed_with_it(tablet):
    chart = at_the_end(tablet)
    page = chart.page
    field = page.locator("[data-note]")
    field.fill("Douleur à la marche")
    page.reload()
    chart.ready()
    expect(field).to_have_value("Douleur à la marche")
    field.fill("Douleur à la marche, moins la nuit")
    path = page.url
    chart.hand.tap_on(".bar .back")
    page.wait_for_url("**/patients/*")
    page.goto(path)
    chart.ready()
    expect(field).to_have_value("Douleur à la marche, moins la nuit")
    assert notes(chart) == []
    chart.hand.tap_on("[data-gap=name]")
    page.fill("dialog [name=family_name]", "Exemple")
    page.keyboard.press("Escape")
    expect(page.locator(".unkept")).to_be_visible()
    chart.act("stay")
    expect(page.locator("dialog [name=family_name]")).to_have_value("Exemple")
    chart.hand.tap_on("dialog button[type=submit]")
    expect(page.locator("[data-gap=name]")).to_have_count(0)
    chart.sign()
    assert notes(chart) == ["Douleur à la marche, moins la nuit"]
    expect(page.locator(".panel .note")).to_contain_text("moins la nuit")
    expect(page.locator(".record")).to_contain_text("Douleur avant : non notée")
    page.fill("[data-draft=addendum]", "A rappelé")
    page.reload()
    chart.ready()
    expect(page.locator("[data-draft=addendum]")).to_have_value("A rappelé")
    expect(page.locator("[data-act=primary]")).to_contain_text("Patient suivant")


def test_the_sheet_of_notes_keeps_what_is_typed_and_other_sheets_ask(tablet):
    chart = walk_in(tablet)
    page = chart.page
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.act("primary")
    chart.act("notes")
    page.fill("[data-note-sheet]", "Appréhende les aiguilles")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".panel [data-act=notes]")).to_have_text("une note commencée")
    chart.act("notes")
    expect(page.locator("[data-note-sheet]")).to_have_value("Appréhende les aiguilles")
    chart.act("keep-note")
    assert notes(chart) == ["Appréhende les aiguilles"]
    chart.act("allergies")
    page.fill("dialog [name=allergies]", "Latex")
    page.locator("dialog .close").tap()
    chart.act("give-up")
    expect(page.locator("[data-act=allergies]")).to_have_attribute("data-known", "unasked")


def test_what_is_missing_stands_above_the_signature_and_leads_there(tablet):
    chart = at_the_end(tablet)
    page = chart.page
    missing = page.locator("#gaps [data-gap]")
    codes = missing.evaluate_all("keys => keys.map(k => k.dataset.gap)")
    assert codes == ["name", "known", "antisepsis", "answers", "syringe", "pain"]
    chart.hand.tap_on("[data-gap=antisepsis]")
    chart.hand.tap_on("[data-check=antisepsis]")
    before = page.locator("#clock").inner_text()
    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "end")
    expect(page.locator("[data-gap=antisepsis]")).to_have_count(0)
    assert page.locator("#clock").inner_text() == before, "the clock is not begun again"
    chart.hand.tap_on("[data-gap=answers]")
    chart.hand.tap_on("dialog [data-question=infection] [data-answer=false]")
    chart.act("questions-done")
    expect(page.locator("[data-gap=answers]")).to_contain_text("réponses")
    assert [e["kind"] for e in chart.events()].count("timer.started") == 1
