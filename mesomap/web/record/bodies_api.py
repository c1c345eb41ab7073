"""The patient's body for the tablet, which measures treated skin on it while a finger draws.

Two tables, one after the other, little endian, of the nV vertices' x, y, z in the atlas's order:

    int16  (nV, 3)   tenths of a millimetre, rounded
    int8   (nV, 3)   what rounding left over, in 256ths of a tenth

So the first part alone is the body to 0.1 mm, and both together to 0.2 µm: an edge of a small
face that a counting ball just touches or misses is touched or missed there as it is here.
Then how the arms are raised, as the armpits are measured (`body/raised.py`):

    uint16 (2,)      how many vertices k move, and how many faces m are measured so
    uint16 (k,)      the vertices
    int16  (k, 2)    where they are in x and y then, tenths of a millimetre
    int8   (k, 2)    and the rest of it, as above
    uint16 (m,)      the faces
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from flask import Blueprint, Response, request

from mesomap import __version__
from mesomap.body.patient import body_for, nearest
from mesomap.domain.physique import physique_from_json
from mesomap.services.measuring.one_at_a_time import turn
from mesomap.services.record import sessions
from mesomap.web.access.auth import seat
from mesomap.web.common.needs import Right, Whose, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.body.atlas import Floats
    from mesomap.body.patient import Body
    from mesomap.domain.physique import Physique

bp = Blueprint("bodies_api", __name__, url_prefix="/api/sessions/<session_id>")

_PARTS_OF_A_TENTH = 256


@bp.get("/body")
@needs(Right.CLINICAL_READ, Whose.SESSION)
def body(session_id: str) -> Response:
    """Send the body of a session, or the nearest that can be made; 304 where it is known."""
    session = sessions.load(seat(), session_id)
    return _answer(session.body)


def body_answer(body: Mapping[str, Any]) -> Response:
    """Send the body of a physique in the form of the record."""
    return _answer(physique_from_json(body))


def _answer(asked: Physique) -> Response:
    physique, _ = nearest(asked)
    answer = Response(mimetype="application/octet-stream")
    answer.cache_control.private = True
    answer.cache_control.no_cache = True
    answer.set_etag(_tag(physique))
    if request.if_none_match.contains_weak(_tag(physique)):
        answer.status_code = 304
        return answer
    with turn:
        answer.set_data(sent(body_for(physique)))
    return answer


def _tag(physique: Physique) -> str:
    """Name a body as this version of the program makes it."""
    return sha256(f"{__version__} {physique!r}".encode()).hexdigest()[:20]


def sent(body: Body) -> bytes:
    """Write a body, and how it raises its arms, as the tablet reads them (geom/skin.js)."""
    arms = body.atlas.arms
    if arms is None:
        return packed(body.vertices)
    moving, spread = arms.vertex.ravel(), np.flatnonzero(arms.spread)
    raised = arms.raise_both(body.vertices)[moving, :2]
    counts = np.array([len(moving), len(spread)])
    parts = (a.astype("<u2").tobytes() for a in (counts, moving, spread))
    return b"".join((packed(body.vertices), next(parts), next(parts), packed(raised), next(parts)))


def packed(vertices: Floats) -> bytes:
    """Write places (n, …) in mm as the tablet reads them (`decodeBody` in geom/skin.js)."""
    tenths = np.round(vertices * 10.0)
    rest = np.clip(np.round((vertices * 10.0 - tenths) * _PARTS_OF_A_TENTH), -128, 127)
    return tenths.astype("<i2").tobytes() + rest.astype("i1").tobytes()
