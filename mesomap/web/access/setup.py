"""The first visit: make the practice, or look round in the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from mesomap.domain.countries import COUNTRIES, FRANCE, OVERSEAS
from mesomap.domain.passwords import new_password
from mesomap.errors import N_, Forbidden, Refused
from mesomap.services.demo import demo
from mesomap.services.practice import accounts, settings
from mesomap.storage.seat import Seat
from mesomap.web.access import auth
from mesomap.web.access.device_names import device_name
from mesomap.web.access.security import is_local
from mesomap.web.common.context import new_id, now
from mesomap.web.common.forms import keep_typed
from mesomap.web.common.i18n import language, say
from mesomap.web.common.needs import Right, needs
from mesomap.web.common.store import storage
from mesomap.web.common.words import country_names

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

bp = Blueprint("setup", __name__)

FIELDS = ("practice_name", "doctor_name", "email", "country", "time_zone")


def _only_here() -> None:
    """Refuse requests from another machine: setting up is not for the network."""
    if not is_local():
        raise Forbidden(
            N_("Cela se fait sur la machine où MesoMap est installé, à l’adresse http://localhost.")
        )


@bp.get("/setup")
@needs(Right.NOTHING)
def setup() -> str | WerkzeugResponse:
    if not demo.only_demo(storage()):
        return redirect(url_for("sign.sign_in"))
    _only_here()
    return _page({})


@bp.post("/setup")
@needs(Right.NOTHING)
def setup_send() -> WerkzeugResponse | tuple[str, int]:
    _only_here()
    if not demo.only_demo(storage()):
        raise Forbidden(N_("Le cabinet existe déjà : identifiez-vous."))
    values = {name: request.form.get(name, "").strip() for name in FIELDS}
    password = request.form.get("password", "")
    try:
        user_id = _create(values, new_password(password))
    except Refused as refused:
        keep_typed()
        return _page({str(refused.values.get("field", "practice_name")): say(refused)}), 422
    auth.sign_in(user_id, device_name(request.user_agent.string))
    return redirect(url_for("patients.list_patients"), 303)


def _page(errors: dict[str, str]) -> str:
    asked = OVERSEAS.get(request.form.get("time_zone", "")) if "country" in errors else None
    return render_template("setup.html", errors=errors, countries=country_names(), asked=asked)


def _create(values: dict[str, str], password: str) -> str:
    country = values["country"] or FRANCE
    if country not in COUNTRIES:
        raise Refused(N_("Choisissez le pays du cabinet."), field="country")
    _ask_overseas(country, values["time_zone"])
    place = Seat(storage(), practice_id=new_id(), user_id=new_id())
    accounts.create_practice(
        place, values["practice_name"], values["doctor_name"], values["email"],
        auth.hash_password(password), now(),
    )  # fmt: skip
    settings.begin(place, country, values["time_zone"], now())
    return place.user_id


def _ask_overseas(country: str, zone: str) -> None:
    """Ask once where "France" is said on a device that has the clock of a place overseas."""
    if country == FRANCE and zone in OVERSEAS and request.form.get("asked_zone") != zone:
        raise Refused(
            N_(
                "Cet appareil est à l’heure de {zone}. Le pays a été choisi d’après elle, avec sa "
                "monnaie et ses taxes : gardez-le, ou reprenez « France métropolitaine »."
            ),
            field="country", zone=zone,
        )  # fmt: skip


@bp.post("/demo")
@needs(Right.NOTHING)
def enter_demo() -> WerkzeugResponse:
    _only_here()
    demo.make(storage(), now(), new_id, language())
    auth.sign_in(demo.DEMO_USER_ID, device_name(request.user_agent.string))
    return redirect(url_for("patients.list_patients"), 303)
