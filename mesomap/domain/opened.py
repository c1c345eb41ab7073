"""The session that an opening begins, before anything happened in it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.domain.acts.reading import TODAY, Forms
from mesomap.domain.physique import asked_from_json, physique_from_json
from mesomap.domain.session import Session
from mesomap.errors import N_, Newer

if TYPE_CHECKING:
    from mesomap.domain.events import Event


def opened(event: Event, forms: Forms = TODAY) -> Session:
    """Give the session that an opening begins.

    Raises
    ------
    Newer
        A newer version opened it.
    """
    body = forms.read(event)
    if body is None:
        raise Newer(
            N_("Une version plus récente de MesoMap a ouvert cette séance : mettez MesoMap à jour.")
        )
    return Session(
        id=event.session_id,
        patient_id=body["patient_id"],
        course_id=body["course_id"],
        number=body["number"],
        treatment_date=body["treatment_date"],
        time_zone=body["time_zone"],
        figure=body["figure"],
        body=physique_from_json(body["body"]),
        body_estimated=body["body_estimated"],
        silhouette=body["silhouette"],
        body_nearest=body["body_nearest"],
        body_asked=asked_from_json(body),
        radii_mm=MappingProxyType(body["radii_mm"]),
        stroke_width_mm=body["stroke_width_mm"],
        spacing_mm=MappingProxyType(body["spacing_mm"]),
        duration=MappingProxyType(body["duration"]),
        tariff=MappingProxyType(body["tariff"]),
        atlas=MappingProxyType(body["atlas"]),
        last_seq=event.seq or 0,
    )
