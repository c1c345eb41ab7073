"""Estimates: drafted, adjusted, confirmed, issued, exported; and the history beside them."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from mesomap.domain.clock import utc_moment
from mesomap.services.billing import estimates
from mesomap.services.practice import settings
from mesomap.services.record import walk_in
from tests.cast import NOW, Tablet, new_id
from tests.web.conftest import errors_beside_fields, form_of, marked

TARIFF = {
    "mode": "flat",
    "flat_cents": 6000,
    "acts": [{"key": "cryo", "label": "Cryothérapie", "amount_cents": 1500}],
}


@pytest.fixture
def session_id(doc):
    settings.put(doc.seat, "tariff", TARIFF, NOW)
    return marked(doc)[1]


@pytest.fixture
def path(session_id):
    return f"/sessions/{session_id}/estimate"


def issued(doc, session_id):
    return estimates.of_session(doc.seat, session_id)


def pdf_text(answer):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def test_a_draft_says_where_its_figures_come_from(me, path):
    page = me.get(path).text
    assert "60,00\xa0€" in page
    assert "Surface traitée" in page
    assert "Durée prévue" in page
    assert "Cryothérapie" in page


def test_a_refused_draft_is_priced_with_what_could_be_read(me, path):
    sent = {
        "act": "cryo",
        "amount-fee": "1.200",
        "extra_label": ["Attelle", ""],
        "extra_amount": ["12,50", ""],
    }
    answer = me.fill(path, "estimate", do="review", **sent)
    assert answer.status_code == 422
    assert 'name="amount-act:cryo"' in answer.text
    assert "87,50\xa0€" in answer.text, "fee as computed, act and free line"
    sent |= {"act": "no such act", "purpose": "fun"}
    answer = me.fill(path, "estimate", do="review", **sent)
    assert (answer.status_code, "1.200" in answer.text) == (422, True)


def test_a_draft_stores_nothing(me, doc, session_id, path):
    assert me.fill(path, "estimate", do="recalculate", act="cryo").status_code == 200
    assert me.fill(path, "estimate", do="review", act="cryo").status_code == 200
    assert issued(doc, session_id) == []


def test_chosen_acts_and_adjusted_amounts_are_priced_again(me, path):
    answer = me.fill(
        path,
        "estimate",
        do="recalculate",
        act="cryo",
        **{"amount-fee": "45,50", "reason-fee": "Étudiant"},
    )
    assert "60,50\xa0€" in answer.text
    assert "Calculé\xa0: 60,00\xa0€" in answer.text
    assert 'value="Étudiant"' in answer.text


def test_a_draft_that_holds_what_is_kept_nowhere_asks_before_it_is_left(me, path):
    wishes = {"amount-fee": "45", "computed-fee": "6000", "reason-fee": "Convenu"}
    sent = [{"do": do} | wishes for do in ("recalculate", "review")]
    pages = [me.get(path), *(me.post(path, form) for form in sent)]
    for page, state in zip(pages, ["", "typed", "typed"], strict=True):
        assert re.findall(r'<form[^>]* data-unsaved="(\w*)"', page.text) == [state]
        assert "data-leave" in page.text
        assert "js/app/pages/form.js" in page.text


def test_free_lines_are_added(me, path):
    free = {"extra_label": ["Taping", ""], "extra_amount": ["12,50", ""]}
    assert "72,50\xa0€" in me.fill(path, "estimate", do="recalculate", **free).text


@pytest.mark.parametrize(
    ("field", "value"),
    [("amount-fee", "many"), ("amount-fee", "1,234"), ("amount-fee", "1e400"), ("amount-fee", "99999999"),
     ("amount-fee", "1.200"), ("amount-fee", "45€50"), ("amount-fee", "45 $"), ("amount-fee", "1_000")],
)  # fmt: skip
def test_an_amount_that_is_none_is_said_beside_its_field(me, doc, session_id, path, field, value):
    answer = me.fill(path, "estimate", do="issue", **{field: value, "reason-fee": "x"})
    assert answer.status_code == 422
    assert value in errors_beside_fields(answer.text)[f"reason-{field.partition('-')[2]}"]
    assert issued(doc, session_id) == []


def test_a_free_line_with_a_bad_amount(me, doc, session_id, path):
    free = {"extra_label": ["Taping", ""], "extra_amount": ["dear", ""]}
    answer = me.fill(path, "estimate", do="issue", **free)
    assert answer.status_code == 422
    assert "extra_amount" in errors_beside_fields(answer.text)
    assert issued(doc, session_id) == []


@pytest.mark.parametrize(
    ("field", "sent"),
    [("reason-fee", {"amount-fee": " ", "reason-fee": "Geste"}),
     ("extra_amount", {"extra_label": ["Taping", ""], "extra_amount": ["", ""]})],
)  # fmt: skip
def test_an_amount_that_was_left_empty_is_asked_for_before_it_counts(
    me, doc, session_id, path, field, sent
):
    assert me.fill(path, "estimate", do="recalculate", **sent).status_code == 200
    for do in ("review", "issue"):
        answer = me.fill(path, "estimate", do=do, **sent)
        assert answer.status_code == 422
        assert "Écrivez un montant" in errors_beside_fields(answer.text)[field]
        assert "Geste" in answer.text or "Taping" in answer.text
    assert issued(doc, session_id) == []


@pytest.mark.parametrize(
    "sent",
    [{"act": "nothing"}, {"purpose": "fun"}, {"amount-nothing": "3", "computed-nothing": "1"}],
)
def test_a_choice_that_is_not_offered(me, doc, session_id, path, sent):
    me.get(path)
    assert me.post(path, {"do": "issue"} | sent).status_code == 422
    assert issued(doc, session_id) == []


def issue(me, path, **changes):
    """Through the form, its confirmation, and the last button."""
    review = me.fill(path, "estimate", do="review", **changes)
    assert "Émettre ce devis" in review.text
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', review.text)
    form = {}
    for name, value in fields:
        form.setdefault(name, []).append(value)
    return me.post(path, form | {"do": "issue"}), form


def test_an_estimate_is_issued_after_a_confirmation(me, doc, session_id, path):
    answer, _form = issue(me, path, act="cryo")
    made = issued(doc, session_id)[0]
    assert answer.location == f"/estimates/{made.id}"
    assert made.total_cents == 7500
    page = me.get(answer.location).text
    assert made.number in page
    assert "75,00\xa0€" in page
    assert made.number in me.get(f"/patients/{made.patient_id}").text
    assert made.number in me.get(path).text


def test_the_draft_issues_and_opens_the_paper_in_one(me, doc, session_id, path):
    _action, form = form_of(me.get(path).text, "estimate")
    first = me.post(f"{path}?then=pdf", form | {"do": "issue"})
    [made] = issued(doc, session_id)
    assert (first.status_code, first.location) == (303, f"/estimates/{made.id}.pdf")
    assert me.get(first.location).mimetype == "application/pdf"
    again = me.post(f"{path}?then=pdf", form | {"do": "issue"})
    assert again.location == first.location, "a second tap issues nothing"
    assert len(issued(doc, session_id)) == 1


def test_the_hour_of_issue_is_on_the_practices_clock(me, doc, session_id, path):
    settings.put(doc.seat, "practice", {"time_zone": "Pacific/Tahiti"}, NOW)
    answer, _form = issue(me, path)
    there = utc_moment(issued(doc, session_id)[0].issued_at).astimezone(ZoneInfo("Pacific/Tahiti"))
    assert f"{there.year}, {there:%H:%M}" in me.get(answer.location).text
    assert f"{there.year}, {there:%H:%M}" in me.get(path).text


def test_a_double_tap_issues_once(me, doc, session_id, path):
    answer, form = issue(me, path)
    again = me.post(path, form | {"do": "issue"})
    assert again.location == answer.location
    assert len(issued(doc, session_id)) == 1


def test_nothing_marked_is_nothing_to_estimate(me, doc):
    settings.put(doc.seat, "tariff", TARIFF, NOW)
    session = doc.session()
    path = f"/sessions/{session.id}/estimate"
    me.get(path)
    answer = me.post(path, {"do": "issue"})
    assert answer.status_code == 422
    assert "Rien n’est marqué" in answer.text


def test_a_practice_without_a_tariff_is_told_so_and_led_there(me, doc):
    _patient, session_id, _tablet = marked(doc)
    path = f"/sessions/{session_id}/estimate"
    to_do = 'href="/settings/tariff"'
    assert to_do in me.get("/patients").text
    assert to_do in me.get(path).text
    assert me.post(path, {"do": "issue"}).status_code == 422
    settings.put(doc.seat, "tariff", TARIFF, NOW)
    assert to_do not in me.get("/patients").text
    assert to_do not in me.get(path).text


def test_an_estimate_of_nothing_is_asked_about(me, doc, session_id, path):
    answer, form = issue(me, path, **{"amount-fee": "0", "reason-fee": "Offerte"})
    assert answer.status_code == 422
    assert 'name="free_is_meant"' in answer.text
    assert issued(doc, session_id) == []
    answer = me.post(path, form | {"do": "issue", "free_is_meant": "1"})
    assert answer.status_code == 303
    assert issued(doc, session_id)[0].total_cents == 0


def test_a_doubted_clock_asks_and_what_was_chosen_stays(me, doc, session_id, path):
    later = datetime.now(UTC) + timedelta(days=3)
    estimates.issue(doc.seat, estimate_id=new_id(), session_id=session_id, now=later, lang="fr")
    answer, form = issue(me, path)
    assert answer.status_code == 422
    assert "horloge" in answer.text
    assert 'name="clock_is_right"' in answer.text
    answer = me.post(path, form | {"do": "issue", "clock_is_right": "1"})
    made = issued(doc, session_id)
    assert len(made) == 2
    assert {e.body["issued_on"] for e in made} == {made[0].body["issued_on"]}
    assert "celle du dernier devis de l’année" in me.get(answer.location).text


# ------------------------------------------------------------ files


@pytest.fixture
def estimate(me, doc, session_id, path):
    issue(me, path)
    return issued(doc, session_id)[0]


@pytest.mark.parametrize("query", ["", "?drawing=1"])
def test_the_pdf_says_what_was_issued(me, estimate, query):
    answer = me.get(f"/estimates/{estimate.id}.pdf{query}")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    text = pdf_text(answer)
    assert estimate.number in text
    assert "60,00" in text


def test_the_csv_and_the_json_say_the_same(me, estimate):
    table = me.get(f"/estimates/{estimate.id}.csv")
    assert table.mimetype == "text/csv"
    assert estimate.number in table.data.decode("utf-8-sig")
    assert ";60;" in table.data.decode("utf-8-sig")
    body = json.loads(me.get(f"/estimates/{estimate.id}.json").data)
    assert (body["number"], body["total_cents"]) == (estimate.number, 6000)


def test_a_name_that_no_font_has_is_no_reason_to_fail(me, doc):
    settings.put(doc.seat, "tariff", TARIFF, NOW)
    _patient, session_id, _tablet = marked(doc, family="مثال 🙂", given="تجربة")
    issue(me, f"/sessions/{session_id}/estimate")
    made = issued(doc, session_id)[0]
    assert made.number in pdf_text(me.get(f"/estimates/{made.id}.pdf"))


def test_files_never_carry_a_patient_name_in_theirs(me, estimate):
    for kind in ("pdf", "csv", "json"):
        named = me.get(f"/estimates/{estimate.id}.{kind}").headers["Content-Disposition"]
        assert named.endswith(f'filename="{estimate.number}.{kind}"')


def test_the_after_care_sheet(me, session_id):
    answer = me.get(f"/sessions/{session_id}/after-care.pdf")
    assert answer.mimetype == "application/pdf"
    assert "48" in pdf_text(answer)


def test_everything_of_a_patient_leaves_as_json(me, doc, estimate):
    body = json.loads(me.get(f"/patients/{estimate.patient_id}/export.json").data)
    assert estimate.number in json.dumps(body)
    session = json.loads(me.get(f"/sessions/{estimate.session_id}/export.json").data)
    assert len(session["marks"]) == 2


@pytest.mark.parametrize(
    "path",
    [
        "/estimates/x",
        "/estimates/x.pdf",
        "/estimates/x.csv",
        "/estimates/x.json",
        "/sessions/x/estimate",
        "/sessions/x/after-care.pdf",
        "/sessions/x/export.json",
    ],
)
def test_nothing_of_that_id(me, path):
    assert me.get(path).status_code == 404


# ------------------------------------------------------------ planned and done, history


@pytest.fixture
def finished(doc, session_id):
    """A second session of the same patient, planned, agreed, done but for one point."""
    first = estimates.sessions.load(doc.seat, session_id)
    session = doc.session(first.patient_id)

    tablet = Tablet(session.id)
    doc.send(
        session.id, tablet.point("a"), tablet.point("b", face=4100), tablet.event("plan.agreed", {"informed": True}),
        tablet.event("marks.done", {"as_planned": True}), tablet.event("marks.done", {"mark_ids": ["b"], "done": False}),
    )  # fmt: skip
    return session


def test_what_was_done_stands_beside_what_was_planned(me, finished):
    page = me.get(f"/sessions/{finished.id}/estimate").text
    assert "data-difference" in page
    row = re.search(r"Points</th><td[^>]*>(\d+)</td><td[^>]*>(\d+)", page)
    assert row.groups() == ("2", "1")


def test_history_shows_each_session_and_compares_two(me, doc, session_id, finished):
    path = f"/patients/{finished.patient_id}/history"
    page = me.get(path).text
    assert page.count('class="strip-card"') == 2
    assert "<svg" in page
    assert "xmlns:ev" not in page, "HTML has no such attribute"
    assert 'class="compare"' in page
    swapped = me.get(f"{path}?a={finished.id}&b={session_id}").text
    assert re.search(rf'name="a".*?value="{finished.id}" selected', swapped, re.DOTALL)
    assert me.get(f"{path}?a=nothing&b=' OR 1").status_code == 200


def test_history_of_one_session_and_of_none(me, doc, session_id):
    alone = doc.patient("Témoin", "Noé")
    assert "Pas encore de séance" in me.get(f"/patients/{alone.id}/history").text
    patient_id = estimates.sessions.load(doc.seat, session_id).patient_id
    page = me.get(f"/patients/{patient_id}/history").text
    assert page.count('class="strip-card"') == 1
    assert 'class="compare"' not in page


def test_an_estimate_of_a_day_that_nobody_said_says_which_day_it_bears(me, doc):
    then = datetime.now(UTC) - timedelta(days=4)
    session = doc.session(doc.patient().id, now=then)
    path, zone = f"/sessions/{session.id}/estimate", ZoneInfo(session.time_zone)
    said = re.compile(r'data-notice="day-unsaid">([^<]*) <a href="([^"]*)"')
    pages = me.get(path).text, me.fill(path, "estimate", do="review").text
    for page in pages:
        words, there = said.search(page).groups()
        assert str(then.astimezone(zone).day) in words
        assert there == f"/sessions/{session.id}"
    tablet = Tablet(session.id)
    third = {"treatment_date": (then.astimezone(zone) + timedelta(days=1)).date().isoformat()}
    doc.send(session.id, tablet.event("session.dated", third), now=datetime.now(UTC))
    assert not said.search(me.get(path).text)
    today = doc.session(doc.patient().id, now=datetime.now(UTC))
    assert not said.search(me.get(f"/sessions/{today.id}/estimate").text)


def test_the_way_back_tells_people_without_a_name_apart(me, doc):
    settings.put(doc.seat, "tariff", TARIFF, NOW)
    sid = walk_in.begin(
        doc.seat, patient_id=new_id(), session_id=new_id(), event_ids=[new_id()], sex="F",
        age_years=40, now=NOW,
    )  # fmt: skip
    path = f"/sessions/{sid}/estimate"
    doc.send(sid, Tablet(sid).point("a"))
    way_back = re.compile(r'← Séance 1</a> · <a href="(/patients/[^"]*)">([^<]*)</a>')
    issuing = me.fill(path, "estimate", do="issue")
    for page in (me.get(path).text, me.get(issuing.location).text):
        ((person, words),) = way_back.findall(page)
        assert words == "Sans nom, femme environ 40 ans, 21:47"
    assert "← Sans nom, femme environ 40" in me.get(f"{person}/history").text


def test_an_issued_estimate_says_that_the_day_of_the_act_has_changed(me, doc):
    settings.put(doc.seat, "tariff", TARIFF, NOW)
    session = doc.session()
    tablet = Tablet(session.id)
    doc.send(session.id, tablet.point("a"))
    path = f"/sessions/{session.id}/estimate"
    page = me.fill(path, "estimate", do="issue").location
    assert "data-other-day" not in me.get(page).text
    then = date.fromisoformat(session.treatment_date)
    other = (then + timedelta(days=1)).isoformat()
    doc.send(session.id, tablet.event("session.dated", {"treatment_date": other}))
    told = me.get(page).text
    [line] = re.findall(r"<p class=\"notice\" data-other-day>(.*?)</p>", told)
    assert "Ce devis garde ce qu’il dit" in line
    assert f'href="{path}"' in line
    assert me.get(path).status_code == 200
