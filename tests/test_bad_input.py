"""What bad input gets, line by line: a clear sentence in the reader's language, the right status,
nothing lost, nothing half-written.

Everything goes over HTTP to the real application on a real file. "Nothing written" is every
row of every table of that file. What the tablet makes of it
(the sign-in that expires under the hand, two tabs) is in `tests/browser/test_session_keep.py`.
"""

import html
import json
import sqlite3
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from mesomap.services.people import patients
from mesomap.services.practice import settings
from mesomap.web.common.errors import PAGES
from tests.cast import NOW, Tablet, new_id, today
from tests.web.conftest import (  # noqa: F401  fixtures of the pages, used here too
    PASSWORD,
    Visitor,
    _templates_compiled_once,
    age_sign_ins,
    app,
    built,
    doc,
    errors_beside_fields,
    form_of,
    migrated,
    signed_in,
)

FR, EN = "fr", "en"
LUMBAR = 4000
OUTLINE = [[4000, 0.25, 0.5], [4100, 0.25, 0.5], [4200, 0.25, 0.5]]


@pytest.fixture(params=[FR, EN])
def lang(request):
    return request.param


@pytest.fixture
def me(app, doc, lang):  # noqa: F811
    """A doctor at work who reads that language."""
    visitor = signed_in(app, doc)
    visitor.post("/language", {"lang": lang})
    return visitor


@pytest.fixture
def session_id(doc):  # noqa: F811
    return doc.session().id


@pytest.fixture
def tablet(session_id):
    return Tablet(session_id)


@pytest.fixture
def file(app):  # noqa: F811
    """Every row of every table, as another program reads them from the file."""
    path = app.config["INSTANCE"] / "mesomap.db"

    def rows():
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        names = [n for (n,) in db.execute("select name from sqlite_master where type = 'table'")]
        found = {name: db.execute(f'select * from "{name}"').fetchall() for name in names}
        db.close()
        return found

    return rows


def changed(before, after):
    """Names of the tables that are not what they were."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def send(me, session_id, *events):
    return me.post(f"/api/sessions/{session_id}/events", json={"events": list(events)})


def events_of(me, session_id):
    return me.get(f"/api/sessions/{session_id}/events?after=0").json["events"]


def clear(sentence, words, lang):
    """Hold a sentence to be whole, filled in, and in that language and not in the other."""
    mine, other = words if lang == FR else reversed(words)
    sentence = sentence.replace("\u00a0", " ")
    assert mine in sentence, sentence
    assert other not in sentence, sentence
    assert sentence.strip().endswith((".", "!", "?")), sentence
    assert "{" not in sentence.replace("{}", ""), sentence
    assert "Traceback" not in sentence


# ------------------------------------------------------------ unknown zone, face or view; anchors outside


def point(**fields):
    return {"kind": "point", "anchors": [[LUMBAR, 0.25, 0.5]], "depth": "IDP", **fields}


def patch(**fields):
    return {"kind": "patch", "anchors": OUTLINE, "depth": "IDS", "view": "back", **fields}


NOWHERE = {
    "a zone that is none": (
        {"kind": "zone", "zone": "left_wing", "depth": "IDS"},
        ("Zone inconnue", "Unknown zone"),
    ),
    "a face that is none": (
        point(anchors=[[99_999, 0.25, 0.5]]),
        ("La face 99999 n’existe pas", "Face 99999 does not exist"),
    ),
    "a face below the first": (
        point(anchors=[[-1, 0.25, 0.5]]),
        ("La face -1 n’existe pas", "Face -1 does not exist"),
    ),
    "a face that is no number": (
        point(anchors=[["back", 0.25, 0.5]]),
        ("est un entier", "is a whole number"),
    ),
    "a view that is none": (patch(view="above"), ("Vue inconnue", "Unknown view")),
    "no view for an outline": (
        {"kind": "patch", "anchors": OUTLINE, "depth": "IDS"},
        ("nomme la vue", "names the view"),
    ),
    "a figure that is none": (patch(figure="X"), ("Figure inconnue", "Unknown figure")),
    "an anchor outside its face": (
        point(anchors=[[LUMBAR, 0.8, 0.8]]),
        ("est hors de sa face", "is outside its face"),
    ),
    "an anchor beside its face": (
        point(anchors=[[LUMBAR, -0.1, 0.5]]),
        ("est hors de sa face", "is outside its face"),
    ),
    "an anchor of two numbers": (
        point(anchors=[[LUMBAR, 0.25]]),
        ("Un ancrage s’écrit", "An anchor is written"),
    ),
    "an outline of two anchors": (
        patch(anchors=OUTLINE[:2]),
        ("au moins trois ancrages", "at least three anchors"),
    ),
    "a depth that is none": (
        point(depth=4),
        ("La profondeur est", "The depth is"),
    ),
}


@pytest.mark.parametrize(("mark", "words"), NOWHERE.values(), ids=NOWHERE.keys())
def test_a_mark_that_is_nowhere(me, session_id, tablet, file, lang, mark, words):
    """Refused by name; the good marks sent with it are kept."""
    before = file()
    alone = send(me, session_id, tablet.event("mark.planned", {"mark": {"id": "x", **mark}}))
    assert alone.status_code == 200
    (answer,) = alone.json["answers"]
    assert answer["status"] == "refused"
    clear(answer["sentence"], words, lang)
    assert changed(before, file()) == set()

    bad = tablet.event("mark.planned", {"mark": {"id": "x", **mark}})
    mixed = send(me, session_id, tablet.point("a"), bad, tablet.point("b", 4100)).json["answers"]
    assert [a["status"] for a in mixed] == ["stored", "refused", "stored"]
    assert [e["body"]["mark"]["id"] for e in events_of(me, session_id)[1:]] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("mark.moved", {"mark_id": "a", "anchors": [[99_999, 0.2, 0.2]]}, ("n’existe pas", "does not exist")),
        ("mark.moved", {"mark_id": "a", "anchors": OUTLINE, "view": "above"}, ("inconnue", "Unknown")),
        ("pain.scored", {"when": "before", "zone": "left_wing", "score": 3}, ("Zone inconnue", "Unknown zone")),
    ],
    ids=["moved to no face", "moved on no view", "pain in no zone"],
)  # fmt: skip
def test_a_change_that_leads_nowhere(me, session_id, tablet, file, lang, kind, body, words):
    send(me, session_id, tablet.point("a"))
    before = file()
    (answer,) = send(me, session_id, tablet.event(kind, body)).json["answers"]
    assert answer["status"] == "refused"
    clear(answer["sentence"], words, lang)
    assert changed(before, file()) == set()


# ------------------------------------------------------------ a patient 400 cm tall, or born tomorrow


def tomorrow():
    return (today() + timedelta(days=1)).isoformat()


IMPOSSIBLE = {
    "400 cm tall": (
        {"height_cm": "400"},
        ("La taille est un nombre entre 50 et 250 cm", "Height is a number between 50 and 250 cm"),
    ),
    "born tomorrow": ({"birth_date": tomorrow()}, ("est dans le futur", "is in the future")),
    "born in 1750": ({"birth_date": "1750-01-01"}, ("remonte à plus de", "years ago")),
    "born on no day": ({"birth_date": "30/02/1980"}, ("s’écrit jj/mm/aaaa", "dd/mm/yyyy")),
}


@pytest.mark.parametrize(("fields", "words"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_a_patient_that_cannot_be(me, file, lang, fields, words):
    """The form comes back, with the sentence beside the field and what was typed still in it."""
    me.get("/patients/new")
    before = file()
    sent = {"family_name": "Exemple", "given_name": "Alix", "sex": "F", "notes": "longue note"}
    answer = me.post("/patients/new", sent | fields)
    assert answer.status_code == 422
    (name,) = fields
    clear(errors_beside_fields(answer.text)[name], words, lang)
    assert "longue note" in answer.text
    assert changed(before, file()) == set()


@pytest.mark.parametrize(("fields", "words"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_a_patient_is_not_corrected_into_what_cannot_be(me, doc, file, lang, fields, words):  # noqa: F811
    patient = doc.patient()
    path = f"/patients/{patient.id}/edit"
    me.get(path)
    before = file()
    sent = {"family_name": "Exemple", "given_name": "Alix", "sex": "F", "version": "1"}
    answer = me.post(path, sent | fields)
    assert answer.status_code == 422
    clear(errors_beside_fields(answer.text)[next(iter(fields))], words, lang)
    assert changed(before, file()) == set()


def test_a_body_400_cm_tall_is_no_body(me, session_id, tablet, file, lang):
    before = file()
    body = {"sex": "F", "age_years": 41, "height_cm": 400, "weight_kg": 62}
    sent = tablet.event("body.corrected", {"body": body, "figure": "F", "body_estimated": False})
    (answer,) = send(me, session_id, sent).json["answers"]
    assert answer["status"] == "refused"
    clear(answer["sentence"], ("modélisé", "modelled"), lang)
    assert changed(before, file()) == set()


# ------------------------------------------------------------ a change to a session that is signed


def test_a_change_to_a_signed_session_becomes_an_addendum(me, session_id, tablet, lang):
    """Nothing medical is dropped: it is kept, dated, told so; and the session stays as signed."""
    send(me, session_id, tablet.point("a"), tablet.event("session.signed"))
    signed = me.get(f"/api/sessions/{session_id}/totals").json["plan"]
    late = [tablet.point("b", 4100), tablet.event("mark.removed", {"mark_id": "a"})]
    answers = send(me, session_id, *late).json["answers"]
    assert [a["status"] for a in answers] == ["stored", "stored"]
    for answer in answers:
        clear(answer["sentence"], ("complément daté", "dated addendum"), lang)
    assert me.get(f"/api/sessions/{session_id}/totals").json["plan"] == signed
    assert [e["kind"] for e in events_of(me, session_id)][-2:] == ["mark.planned", "mark.removed"]


# ------------------------------------------------------------ an event id reused with another body


def test_an_event_id_with_another_body_is_put_aside(me, session_id, tablet, file, lang):
    first = tablet.event("note.written", {"text": "la première"})
    send(me, session_id, first)
    before = file()
    other = first | {"body": {"text": "une autre"}}
    (answer,) = send(me, session_id, other).json["answers"]
    assert answer["status"] == "quarantined"
    clear(answer["sentence"], ("est mise de côté", "has been set aside"), lang)
    assert changed(before, file()) == {"quarantine", "seal"}
    assert events_of(me, session_id)[-1]["body"] == {"text": "la première"}
    (kept,) = me.get(f"/api/sessions/{session_id}/quarantine").json["quarantined"]
    assert (kept["reason"], kept["raw"]) == ("other-body", other)


# ------------------------------------------------------------ a form of event the server does not know


@pytest.mark.parametrize("form", [{"kind": "mark.glowed"}, {"v": 2}], ids=["kind", "version"])
def test_a_form_of_tomorrow_is_put_aside(me, session_id, tablet, file, lang, form):
    """And what came before and after it in the same outbox is stored."""
    unknown = tablet.event("note.written", {"text": "d’une autre version"}) | form
    answers = send(me, session_id, tablet.point("a"), unknown, tablet.point("b", 4100)).json[
        "answers"
    ]
    assert [a["status"] for a in answers] == ["stored", "quarantined", "stored"]
    clear(answers[1]["sentence"], ("ne connaît pas cette forme", "does not know this form"), lang)
    (kept,) = me.get(f"/api/sessions/{session_id}/quarantine").json["quarantined"]
    assert (kept["reason"], kept["raw"]) == ("unknown-form", unknown)
    before = file()
    assert send(me, session_id, unknown).json["answers"][0]["status"] == "quarantined"
    assert changed(before, file()) == set(), "the same again is kept once"


# ------------------------------------------------------------ JSON that is not


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"\xff\xfe", b'{"events": [NaN]}', b"[" * 50_000, b"9" * 9_000, b"<events/>"],
    ids=["nothing", "half", "no UTF-8", "NaN", "a deep nest", "a long number", "XML"],
)
def test_json_that_is_not(me, session_id, file, lang, sent):
    before = file()
    path, headers = f"/api/sessions/{session_id}/events", {"X-CSRFToken": me.token}
    answer = me.client.post(path, data=sent, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "malformed")
    clear(answer.json["error"]["sentence"], ("n’est pas du JSON", "is not readable JSON"), lang)
    assert changed(before, file()) == set()


@pytest.mark.parametrize("sent", [[], {}, {"events": {}}, 7, "events"])
def test_json_of_another_shape(me, session_id, file, lang, sent):
    before = file()
    answer = me.post(f"/api/sessions/{session_id}/events", json=sent)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "malformed")
    words = ("Un envoi est un objet JSON", "A submission is a JSON object")
    clear(answer.json["error"]["sentence"], words, lang)
    assert changed(before, file()) == set()


def test_numbers_that_json_cannot_keep(me, session_id, tablet, file, lang):
    """`1e400` is JSON, and no number of any computer: refused by name, not stored as infinity."""
    before = file()
    sent = json.dumps({"events": [tablet.point("a")]}).replace("0.25", "1e400")
    path, headers = f"/api/sessions/{session_id}/events", {"X-CSRFToken": me.token}
    answer = me.client.post(path, data=sent, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    (refused,) = answer.json["answers"]
    assert refused["status"] == "refused"
    clear(refused["sentence"], ("n’est pas du JSON exact", "is not exact JSON"), lang)
    assert changed(before, file()) == set()


# ------------------------------------------------------------ a body of 2 MB


def test_two_megabytes_of_events(me, session_id, tablet, file, lang):
    before = file()
    large = [tablet.event("note.written", {"text": "x" * 10_000}) for _ in range(200)]
    answer = send(me, session_id, *large)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too-large")
    words = ("trop volumineux pour un seul envoi", "too large to send at once")
    clear(answer.json["error"]["sentence"], words, lang)
    assert changed(before, file()) == set()


def test_two_megabytes_that_do_not_say_how_many_they_are(me, session_id, file, lang):
    """Sent in chunks: nothing tells the length before it is read."""
    before = file()
    answer = me.client.post(
        f"/api/sessions/{session_id}/events",
        input_stream=BytesIO(b"[" + b" " * 2_000_000 + b"]"),
        environ_base={"wsgi.input_terminated": True},
        headers={
            "X-CSRFToken": me.token,
            "Content-Type": "application/json",
            "Transfer-Encoding": "chunked",
        },
    )
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too-large")
    words = ("envoyez moins de saisies", "send fewer entries")
    clear(answer.json["error"]["sentence"], words, lang)
    assert changed(before, file()) == set()


def test_two_megabytes_in_a_form(me, file, lang):
    me.get("/patients/new")
    before = file()
    answer = me.post("/patients/new", {"family_name": "x" * 2_000_000, "sex": "F"})
    assert answer.status_code == 413
    title = {FR: "trop volumineux pour un seul envoi", EN: "too large to send at once"}[lang]
    assert title in html.unescape(answer.text)
    assert f'lang="{lang}"' in answer.text
    assert changed(before, file()) == set()


# ------------------------------------------------------------ an expired sign-in in the middle of a session


def test_an_expired_sign_in_in_the_middle_of_a_session(me, session_id, tablet, file, lang):
    """Refused with a code the page knows; after signing in again the same events are taken, once."""
    send(me, session_id, tablet.point("a"))
    age_sign_ins(me.app, hours=13)
    before, outbox = file(), [tablet.point("b", 4100), tablet.point("c", 4200)]
    answer = send(me, session_id, *outbox)
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "not-signed-in")
    words = ("Votre identification a expiré", "Your sign-in has expired")
    clear(answer.json["error"]["sentence"], words, lang)
    assert changed(before, file()) == set()

    page = me.get(f"/sessions/{session_id}")
    assert page.status_code == 401
    title = {FR: "Identifiez-vous pour continuer", EN: "Sign in to continue"}[lang]
    assert title in html.unescape(page.text)

    email = {"email": "parc@exemple.test", "password": PASSWORD}
    again = me.post("/sign-in", json=email, headers={"Accept": "application/json"})
    me.token = again.json["csrf"]
    assert [a["status"] for a in send(me, session_id, *outbox).json["answers"]] == ["stored"] * 2
    assert [a["status"] for a in send(me, session_id, *outbox).json["answers"]] == ["replayed"] * 2
    marks = [e["body"]["mark"]["id"] for e in events_of(me, session_id)[1:]]
    assert marks == ["a", "b", "c"]


def test_a_form_filled_in_while_the_sign_in_expired(me, doc, file, lang):  # noqa: F811
    """The sign-in page carries what was typed, through a wrong password too; one tap sends it."""
    me.get("/patients/new")
    age_sign_ins(me.app, hours=13)
    before = file()
    typed = {"family_name": "Exemple « Démo »", "sex": "F", "notes": "une ligne\n<b>une autre</b>"}
    answer = me.post("/patients/new", typed)
    assert answer.status_code == 401
    title = {FR: "Identifiez-vous pour continuer", EN: "Sign in to continue"}[lang]
    assert title in html.unescape(answer.text)

    for password, status in (("not the password", 401), (PASSWORD, 200)):
        action, fields = form_of(answer.text, "sign-in")
        answer = me.post(action, fields | {"email": "parc@exemple.test", "password": password})
        assert answer.status_code == status
    assert changed(before, file()) == {"sign_in"}
    assert PASSWORD not in answer.text

    action, fields = form_of(answer.text, "held")
    assert me.post(action, fields, token=fields["csrf_token"]).status_code == 303
    (found,) = patients.recent(doc.seat)
    patient = patients.get(doc.seat, found.id)
    assert (patient.family_name, patient.sex) == (typed["family_name"], "F")
    assert patient.notes == typed["notes"]


@pytest.mark.parametrize("held", ["", "{", "{}", "[1]", '[["a"]]', "[" * 9_000])
@pytest.mark.parametrize("path", ["", "//elsewhere.test/", "https://elsewhere.test/", "/patients"])
def test_a_held_form_that_is_none_is_forgotten(app, doc, held, path):  # noqa: F811
    visitor = Visitor(app)
    visitor.get("/sign-in")
    sent = {"email": "parc@exemple.test", "password": PASSWORD, "held": held, "held_path": path}
    assert visitor.post("/sign-in", sent).status_code == 303


# ------------------------------------------------------------ a name in Arabic with an emoji on a PDF


def test_a_name_in_arabic_with_an_emoji_on_every_pdf(me, doc, lang):  # noqa: F811
    settings.put(doc.seat, "tariff", {"flat_cents": 6000}, NOW)
    known = {"birth_date": "1985-04-12", "height_cm": 165, "weight_kg": 62}
    patient = doc.patient("مثال 🙂", "Zoé", **known)
    session_id = doc.session(patient.id).id
    tablet = Tablet(session_id)
    send(me, session_id, tablet.point("a"), tablet.event("session.signed"))
    me.get(f"/sessions/{session_id}/estimate")
    me.post(f"/sessions/{session_id}/estimate", {"do": "issue", "estimate_id": new_id()})
    number = me.get(f"/patients/{patient.id}").text.partition('href="/estimates/')[2][:36]
    for path in (f"/estimates/{number}.pdf?drawing=1", f"/sessions/{session_id}/after-care.pdf"):
        answer = me.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), path
        said = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
        assert "Zoé" in said, path
        assert "🙂" in said, path
        assert "مثال" in said or "مثال"[::-1] in said, path
        assert "\ufffd" not in said
        assert "□" not in said


# ------------------------------------------------------------ two tabs on one session


def test_two_tabs_on_one_session(me, session_id, lang):
    """Both write at once, each counting for itself: both sets of marks are there, in both."""
    one, two = Tablet(session_id, "one"), Tablet(session_id, "two")
    for n in range(3):
        assert send(me, session_id, one.point(f"a{n}", 4000 + n)).status_code == 200
        assert send(me, session_id, two.point(f"b{n}", 4100 + n)).status_code == 200
    marks = {e["body"]["mark"]["id"] for e in events_of(me, session_id)[1:]}
    assert marks == {"a0", "a1", "a2", "b0", "b1", "b2"}
    assert me.get(f"/api/sessions/{session_id}/totals").json["plan"]["points"] == 6


# ------------------------------------------------------------ whatever else goes wrong


@pytest.mark.parametrize(
    "path", ["/nothing", "/patients/nobody", "/sessions/nobody", "/estimates/x.pdf"]
)
def test_what_is_not_there(me, lang, path):
    answer = me.get(path)
    assert answer.status_code == 404
    title = {FR: PAGES[404][1], EN: "This page does not exist"}[lang]
    assert title in html.unescape(answer.text)
    assert f'<html lang="{lang}"' in answer.text


@pytest.mark.parametrize(
    "version", ["", "x", "-1", "²", "9" * 5_000], ids=lambda v: v[:5] or "none"
)
def test_a_version_that_is_none_changes_nothing(me, doc, file, lang, version):  # noqa: F811
    patient = doc.patient()
    path = f"/patients/{patient.id}/edit"
    me.get(path)
    before = file()
    sent = {"family_name": "Autre", "given_name": "Alix", "sex": "F", "version": version}
    answer = me.post(path, sent)
    assert answer.status_code == 409
    said = {FR: "modifiée entre-temps", EN: "changed in the meantime"}[lang]
    assert said in html.unescape(answer.text)
    assert changed(before, file()) == set()
