"""Pages of patients: list and search, new, walk-in, edit, one patient, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from mesomap.body.patient import SILHOUETTES
from mesomap.domain.known import NONE, SUBJECTS, known_of
from mesomap.domain.tariff import tariff_from_json
from mesomap.errors import AlreadyMade, Conflict, Double, Doubtful, Refused
from mesomap.services.billing import estimates
from mesomap.services.people import courses, finding, patients
from mesomap.services.practice import settings, trays
from mesomap.services.reading import glances, history
from mesomap.services.record import discarding, merging, sessions
from mesomap.services.record.walk_in import begin as begin_walk_in
from mesomap.web.access.auth import seat
from mesomap.web.common.context import new_id, now, sent_id
from mesomap.web.common.forms import counter, day_out, keep_typed, plain_number, start_of
from mesomap.web.common.i18n import language, say, translator
from mesomap.web.common.needs import Right, Whose, needs
from mesomap.web.common.paths import safe_next
from mesomap.web.practice.backups import backup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

    from mesomap.domain.patient import Patient

bp = Blueprint("patients", __name__)

FIELDS = (
    "family_name", "given_name", "birth_date", "sex", "height_cm", "weight_kg",
    "allergies", "treatments", "notes",
)  # fmt: skip

#: Names of the form's boxes that say "none known".
NONE_KNOWN = tuple(f"{subject}_none" for subject in SUBJECTS)

#: A walk-in's age bands: the middle that is kept, and what the chip says.
AGE_BANDS = (
    (8, "6-10"), (13, "11-14"), (16, "15-17"),
    (22, "18-25"), (30, "26-35"), (40, "36-45"), (50, "46-55"), (60, "56-65"), (75, "66 +"),
)  # fmt: skip


#: So many sessions at the top of the list are looked at for doubles.
MOST_MARKED = 60

bp.add_app_template_filter(day_out, "day_out")


@bp.get("/")
@needs(Right.PEOPLE_READ, Whose.PRACTICE)
def front() -> Response:
    return redirect(url_for("patients.list_patients"))


@bp.get("/patients")
@needs(Right.PEOPLE_READ, Whose.PRACTICE)
def list_patients() -> str:
    """List patients, or what a search finds; `part=rows`: no page round the rows."""
    text = request.args.get("q", "").strip()[:100]
    found = finding.page(seat(), text, start=start_of(request.args.get("start")))
    if not found.rows and found.total:  # a page beyond the end: the first one
        found = finding.page(seat(), text)
    near = finding.near(seat(), text) if text and not found.total else []
    page = "parts/patient_rows.html" if request.args.get("part") == "rows" else "patients.html"
    today = [] if text or found.start else sessions.of_day(seat(), now())
    waiting = [] if text or found.start else sessions.unfinished(seat(), now())
    tray = trays.today(seat(), now())
    places = glances.places_of(seat(), [row.id for row in today], language())
    return render_template(
        page, found=found, rows=found.rows, near=near, q=text, today=today, tray=tray,
        places=places, told=glances.nameless(seat(), found.rows, language()),
        aside_count=len(discarding.listed(seat())), age_bands=AGE_BANDS,
        unfinished=waiting,
        doubles=finding.having_doubles(
            seat(), [row.patient_id for row in (*today, *waiting)][:MOST_MARKED] ), backup=backup(),
            tariff_is_set=_tariff_is_set(),
    )  # fmt: skip


def _tariff_is_set() -> bool:
    return tariff_from_json(settings.get(seat(), "tariff")).is_set


@bp.get("/patients/new")
@needs(Right.PEOPLE_WRITE, Whose.PRACTICE)
def new_patient() -> str:
    return render_template("patient_form.html", values={}, errors={}, patient=None, id=new_id())


def _sent() -> dict[str, str]:
    """Read the fields that were sent; a page of an older version may lack one: it stays so."""
    sent = {name: request.form[name].strip() for name in FIELDS if name in request.form}
    return sent | {name: request.form.get(name, "") for name in NONE_KNOWN}


def _form_again(error: Refused, values: dict[str, str], patient: Patient | None) -> tuple[str, int]:
    errors = {str(error.values.get("field", "family_name")): say(error)}
    doubtful = isinstance(error, Doubtful)
    return _form(values, errors=errors, patient=patient, doubtful=doubtful), 422


def _sizes() -> str:
    return f"{request.form.get('height_cm', '')}|{request.form.get('weight_kg', '')}"


def _is_sure() -> bool:
    """Whether these very height and weight were asked about, and are to be kept."""
    return request.form.get("sure") == _sizes()


def _form(values: Mapping[str, Any], **more: Any) -> str:
    """Show the form with what stands in it; a form that was sent keeps its id."""
    if request.method == "POST":
        keep_typed()
    kept = {"sizes": _sizes(), "sure": _is_sure(), "anyway": request.form.get("anyway") == "1"}
    shown = {
        **kept,
        "errors": {},
        "id": sent_id(request.form.get("id")),
        "others": [],
        "doubtful": False,
    }
    return render_template("patient_form.html", values=values, **{**shown, **more})


@bp.post("/patients/new")
@needs(Right.PEOPLE_WRITE, Whose.PRACTICE)
def create_patient() -> Response | tuple[str, int]:
    patient_id, ask = sent_id(request.form.get("id")), request.form.get("anyway") != "1"
    try:
        patient = patients.create(seat(), patient_id, _sent(), now(), ask=ask, sure=_is_sure())
    except Refused as refused:
        return _form_again(refused, _sent(), None)
    except Double as double:
        others = [patients.get(seat(), other) for other in double.values["ids"]]
        return _form(_sent(), patient=None, others=others), 409
    except AlreadyMade as made:
        there = url_for("patients.show", patient_id=made.values["id"])
        return _form(_sent(), patient=None, conflict=say(made), there=there, id=new_id()), 409
    return redirect(url_for("patients.show", patient_id=patient.id), 303)


@bp.post("/walk-in")
@needs(Right.PEOPLE_WRITE, Whose.PRACTICE)
def walk_in() -> Response | tuple[str, int]:
    """Sex and age band in one tap (`who=F-40`), with a build or the usual one: it is open."""
    sex, _dash, age = request.form.get("who", "").partition("-")
    try:
        session_id = begin_walk_in(
            seat(), patient_id=sent_id(request.form.get("id")),
            session_id=sent_id(request.form.get("session")), event_ids=[new_id()], sex=sex,
            age_years=counter(age, -1), now=now(),
            silhouette=request.form.get("silhouette") or None,
        )  # fmt: skip
    except AlreadyMade as made:
        there = url_for("session_page.show", session_id=made.values["id"])
        return _walk_in_form(conflict=say(made), there=there), 409
    return redirect(f"/sessions/{session_id}", 303)


@bp.get("/walk-in")
@needs(Right.PEOPLE_WRITE, Whose.PRACTICE)
def walk_in_form() -> str:
    return _walk_in_form()


def _walk_in_form(**more: Any) -> str:
    ids = {"id": new_id(), "session": new_id()}
    return render_template(
        "walk_in.html", age_bands=AGE_BANDS, silhouettes=SILHOUETTES, **ids, **more
    )


@bp.get("/patients/<patient_id>")
@needs(Right.CLINICAL_READ, Whose.PATIENT)
def show(patient_id: str) -> str | Response:
    patient = patients.get(seat(), patient_id)
    if patient.id != patient_id:
        flash(_("Cette fiche est réunie à celle-ci."))
        return redirect(url_for("patients.show", patient_id=patient.id))
    rows = sessions.of_patient(seat(), patient_id)
    found = courses.of_patient(seat(), patient_id)
    glance: dict[str, Any] = {"lang": language(), "translate": translator()}
    return render_template(
        "patient.html",
        new_id=new_id,
        patient=patient,
        known={subject: known_of(patient, subject) for subject in SUBJECTS},
        courses=[(c, [r for r in rows if r.course_id == c.id]) for c in found],
        loose=[r for r in rows if r.course_id is None],
        estimates=estimates.of_patient(seat(), patient_id),
        finished=[r for r in rows if r.state in {"finishing", "signed"}][:1],
        sessions_count=len(rows),
        glances=glances.of_sessions(seat(), [row.id for row in rows], **glance),
        merged=merging.merged_into(seat(), patient_id),
        doubles=finding.alike(seat(), patient_id),
        aside=discarding.listed(seat(), patient_id),
        before=discarding.BEFORE,
        errors={},
        values={},
    )


@bp.get("/patients/<patient_id>/edit")
@needs(Right.PEOPLE_WRITE, Whose.PATIENT)
def edit(patient_id: str) -> str:
    patient = patients.get(seat(), patient_id)
    return _form(_values(patient), patient=patient)


def _values(patient: Patient) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(patient, name) for name in FIELDS}
    for name in ("height_cm", "weight_kg"):
        values[name] = plain_number(values[name], language())
    known = {f"{subject}_none": known_of(patient, subject) for subject in SUBJECTS}
    return values | {name: one.state == NONE for name, one in known.items()} | {"known": known}


@bp.post("/patients/<patient_id>/edit")
@needs(Right.PEOPLE_WRITE, Whose.PATIENT)
def save(patient_id: str) -> Response | tuple[str, int]:
    patient = patients.get(seat(), patient_id)
    try:
        patients.update(
            seat(), patient_id, _sent(), now(),
            sure=_is_sure(), expected_version=counter(request.form.get("version", ""), 0),
            ask=request.form.get("anyway") != "1",
        )  # fmt: skip
    except Refused as refused:
        return _form_again(refused, _sent(), patient)
    except Double as double:
        others = [patients.get(seat(), other) for other in double.values["ids"]]
        return _form(_sent(), patient=patient, others=others), 409
    except Conflict as conflict:
        return _form(_sent(), patient=patient, conflict=say(conflict), theirs=_values(patient)), 409
    flash(_("Fiche enregistrée."))
    there = url_for("patients.show", patient_id=patient_id)
    return redirect(safe_next(request.form.get("next"), there), 303)


@bp.get("/patients/<patient_id>/history")
@needs(Right.CLINICAL_READ, Whose.PATIENT)
def show_history(patient_id: str) -> str:
    patient = patients.get(seat(), patient_id)
    said: dict[str, Any] = {"lang": language(), "translate": translator()}
    pasts = history.of_patient(seat(), patient_id, **said)
    known = [p.session_id for p in pasts]
    later = _one_of(known, "b", -1)
    earlier = _one_of(known, "a", -2)
    comparison = None
    if len(known) > 1 and earlier and later:
        comparison = history.compare(seat(), earlier, later, **said)
    alone = later if not comparison else None
    drawings = history.maps(seat(), alone, **said) if alone else []
    return render_template(
        "history.html", patient=patient, pasts=pasts, comparison=comparison, drawings=drawings,
        earlier=earlier, later=later,
        unread=[r for r in sessions.of_patient(seat(), patient_id)
                if r.id not in known],
    )  # fmt: skip


def _one_of(known: list[str], argument: str, place: int) -> str | None:
    """Pick the session that was asked for, else the one at that place of the list."""
    asked = request.args.get(argument)
    if asked in known:
        return asked
    return known[place] if len(known) >= abs(place) else None
