"""Errors become answers here, and nowhere else: a page for people, JSON for programs."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from flask import current_app, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from mesomap import errors, texts
from mesomap.errors import N_, MesoMapError
from mesomap.storage.troubles import lasting, passing
from mesomap.web.common.i18n import catalogue_language, say
from mesomap.web.common.kept_forms import Held
from mesomap.web.common.paths import this_page

if TYPE_CHECKING:
    from flask import Flask, Response
    from flask.typing import ResponseReturnValue

#: The one table from error to status; the nearest parent decides.
STATUS: dict[type[MesoMapError], int] = {
    errors.NotFound: 404,
    errors.Refused: 422,
    errors.Malformed: 400,
    errors.TooLarge: 413,
    errors.TooSlow: 408,
    errors.NotSignedIn: 401,
    errors.Forbidden: 403,
    errors.TooManyTries: 429,
    errors.Conflict: 409,
    errors.Busy: 503,
    errors.NoRoom: 507,
    errors.Damaged: 500,
}

#: What happened, and what to do next, by status.
PAGES: dict[int, tuple[str, str, str]] = {
    400: (
        "malformed",
        N_("Cette demande n’a pas pu être lue"),
        N_("Revenez à la page précédente, rechargez-la, puis recommencez."),
    ),
    401: (
        "not-signed-in",
        N_("Identifiez-vous pour continuer"),
        N_("Votre identification a expiré ou n’a pas encore eu lieu."),
    ),
    403: (
        "forbidden",
        N_("Cette action n’est pas permise ici"),
        N_("Revenez à la liste des patients, ou identifiez-vous avec un autre compte."),
    ),
    404: (
        "not-found",
        N_("Cette page n’existe pas"),
        N_("L’adresse est peut-être incomplète, ou l’élément appartient à un autre cabinet."),
    ),
    405: (
        "method",
        N_("Cette adresse ne s’ouvre pas ainsi"),
        N_("Passez par la page qui y mène plutôt que par l’adresse elle-même."),
    ),
    408: (
        "too-slow",
        N_("L’envoi s’est arrêté en route"),
        N_("Revenez à la page précédente et recommencez : rien n’a été enregistré."),
    ),
    409: (
        "conflict",
        N_("Quelqu’un a enregistré avant vous"),
        N_("Rechargez la page pour voir la version la plus récente, puis reprenez votre saisie."),
    ),
    413: (
        "too-large",
        N_("C’est trop volumineux pour un seul envoi"),
        N_("Envoyez moins de choses à la fois."),
    ),
    422: (
        "refused",
        N_("Une valeur ne convient pas"),
        N_("Revenez à la page précédente pour la corriger ; rien n’a été enregistré."),
    ),
    429: (
        "too-many-tries",
        N_("Trop d’essais en peu de temps"),
        N_("Attendez quelques minutes, puis essayez de nouveau. Rien n’est perdu."),
    ),
    500: (
        "server",
        N_("Une erreur s’est produite dans MesoMap"),
        N_(
            "Ce qui était enregistré l’est toujours. Rechargez la page ; si l’erreur revient, "
            "notez l’heure et regardez le journal du serveur."
        ),
    ),
    503: (
        "busy",
        N_("Le serveur est occupé"),
        N_("Attendez un instant, puis recommencez. Ce qui était enregistré l’est toujours."),
    ),
    507: (
        "no-room",
        N_("L’enregistrement est impossible"),
        N_("Ce qui était enregistré l’est toujours, et les tablettes gardent leurs saisies."),
    ),
}

#: The same by the error's own code, where its page differs from that of its status.
OF_CODE = {
    "newer": (
        "newer",
        N_("Écrit par une version plus récente"),
        N_("Rien n’est perdu : tout se lira une fois MesoMap à jour."),
    ),
}

#: When the same may be asked again, in seconds, of a server that was busy.
AGAIN_AFTER_S = 5

#: Pages that lead on, by the code of a 401; the others ask for the password.
DOORS = {"locked": "unlock.html", "no-pin": "pin.html"}


def status_of(error: MesoMapError) -> int:
    """Status of the error's class, or of its nearest parent in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def wants_json() -> bool:
    if request.path.startswith("/api/"):
        return True
    kinds = ["text/html", "application/json"]
    if request.path.endswith(".json"):
        kinds.reverse()  # no preference: as the address ends
    return request.accept_mimetypes.best_match(kinds) == "application/json"


def _text(message: str) -> str:
    return texts.gettext(catalogue_language(), message)


def answer(status: int, code: str, sentence: str | None) -> tuple[Response | str, int]:
    """One error, as JSON or as a page of its own."""
    _, title, advice = OF_CODE.get(code) or PAGES.get(status, PAGES[500 if status >= 500 else 400])
    if wants_json():
        said = sentence or f"{_text(title)}. {_text(advice)}"
        body = {"error": {"code": code, "sentence": said}}
        return jsonify(body), status
    if status >= 500:
        g.setdefault("sign_in", None)  # no look-up in a storage that has just failed
    page = DOORS.get(code, "sign_in.html") if status == 401 else "error.html"
    return render_template(
        page,
        status=status,
        title=_text(title),
        sentence=sentence,
        advice=_text(advice),
        next=this_page(),
        held=Held.of_request() if status == 401 else None,
        errors={},
    ), status


def _ours(error: MesoMapError) -> ResponseReturnValue:
    status = status_of(error)
    if isinstance(error, (errors.NoRoom, errors.Damaged)):
        current_app.logger.error("%s %s: %s", request.method, request.path, error)
    headers = {"Retry-After": str(AGAIN_AFTER_S)} if status == 503 else {}
    return *answer(status, error.code, say(error)), headers


def _of_the_disk(error: OSError | sqlite3.Error) -> ResponseReturnValue:
    """Say what the disk refuses; anything else is a crash."""
    found = passing(error) or lasting(error)
    if found is None:
        raise error
    return _ours(found)


def _csrf(_error: CSRFError) -> tuple[Response | str, int]:
    sentence = N_("Le formulaire est resté ouvert trop longtemps ; rechargez la page.")
    return answer(400, "csrf", _text(sentence))


def _http(error: HTTPException) -> HTTPException | tuple[Response | str, int]:
    status = error.code or 500
    if status < 400:
        return error
    code = PAGES.get(status, PAGES[500 if status >= 500 else 400])[0]
    return answer(status, code, None)


def _crash(_error: InternalServerError) -> tuple[Response | str, int]:
    """Flask has written the traceback to the log; the page says nothing of it."""
    return answer(500, "server", None)


def init_errors(app: Flask) -> None:
    app.register_error_handler(MesoMapError, _ours)
    app.register_error_handler(OSError, _of_the_disk)
    app.register_error_handler(sqlite3.Error, _of_the_disk)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _crash)
