"""Bytes of a request become JSON values that can be stored, or an error says what is wrong."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import g

from mesomap.errors import N_, Malformed, TooLarge

if TYPE_CHECKING:
    from flask import Request

#: Most that one request of the API may carry; the client splits.
MAX_BYTES = 1_000_000


#: Deepest nesting that is taken; what MesoMap itself writes is some ten deep. A recursive walk
#: through a much deeper one would exhaust the stack.
MOST_DEPTH = 60

#: Whole numbers that JavaScript and JSON keep exactly lie within ± this.
MOST_WHOLE = 2**53

#: Surrogates, halves of a pair: JSON can write one alone, UTF-8 cannot.
HALF = re.compile("[\ud800-\udfff]")


def read_json(request: Request, most: int = MAX_BYTES) -> Any:
    """Read a request's body as JSON, all of which can be kept.

    Raises
    ------
    TooLarge
        More than `most` bytes, said or sent; what is too much is not read.
    Malformed
        Not JSON in UTF-8: NaN and Infinity are not. A nest that is too deep, half of a character,
        a number beyond all that is counted.
    """
    found = loads(_bytes(request, most))
    check(found)
    return found


def read_events(request: Request) -> Any:
    """Read what a tablet sends: JSON, whose values are looked at event by event.

    One that cannot be kept does not hold up the others. Raises as `read_json`.
    """
    return loads(_bytes(request, MAX_BYTES))


def _bytes(request: Request, most: int) -> bytes:
    if (request.content_length or 0) > most:
        raise _too_large(most)
    sent = request.stream.read(most + 1)
    if len(sent) > most:
        raise _too_large(most)
    return sent


def _too_large(most: int) -> TooLarge:
    return TooLarge(
        N_("Un envoi ne dépasse pas {most} octets : envoyez moins de saisies à la fois."), most=most
    )


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def loads(sent: bytes) -> Any:
    """Read JSON as the standard has it (RFC 8259)."""
    try:
        return json.loads(sent.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Malformed(N_("Cette demande n’est pas du JSON lisible.")) from error


def check(value: Any) -> None:
    """Raise Malformed for what is JSON and cannot be kept, wherever it stands."""
    left = [(value, 0)]
    while left:
        item, depth = left.pop()
        if not _can_be_kept(item) or depth > MOST_DEPTH:
            raise Malformed(
                N_("Cette demande porte un texte ou un nombre qui ne peut pas être conservé.")
            )
        if isinstance(item, dict):
            left += [(part, depth + 1) for pair in item.items() for part in pair]
        elif isinstance(item, list):
            left += [(part, depth + 1) for part in item]


def _can_be_kept(item: Any) -> bool:
    if isinstance(item, str):
        return not HALF.search(item)
    if isinstance(item, float):
        return math.isfinite(item)
    return not isinstance(item, int) or abs(item) <= MOST_WHOLE


def sent_text(request: Request, name: str) -> str:
    """Read a text of the form or of the JSON that was sent; empty where there is none.

    Raises
    ------
    Malformed
        It says that it is JSON, and is not.
    """
    sent: Any = request.form
    if request.is_json:
        if "sent_json" not in g:
            g.sent_json = read_json(request)
        sent = g.sent_json
    value = sent.get(name, "") if isinstance(sent, Mapping) else ""
    return value if isinstance(value, str) else ""


def whole(text: str | None, name: str) -> int:
    """Read a whole number from the address, 0 when it is left out."""
    digits = text or "0"
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 15:
        raise Malformed(N_("« {name} » est un nombre entier."), name=name)
    return int(digits)
