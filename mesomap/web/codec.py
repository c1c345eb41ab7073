"""The one place that trusts nothing: bytes of a request become JSON values, or a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mesomap.errors import N_, Malformed, TooLarge

if TYPE_CHECKING:
    from flask import Request

#: Most that one request of the API may carry; the client splits.
MAX_BYTES = 1_000_000


def read_json(request: Request, most: int = MAX_BYTES) -> Any:
    """Read a request's body as JSON.

    Raises
    ------
    TooLarge
        More than `most` bytes, said or sent; what is too much is not read.
    Malformed
        Not JSON in UTF-8: NaN and Infinity are not, and neither is a nest that is too deep.
    """
    return loads(_bytes(request, most))


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


def whole(text: str | None, name: str) -> int:
    """Read a whole number from the address, 0 when it is left out."""
    digits = text or "0"
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 15:
        raise Malformed(N_("« {name} » est un nombre entier."), name=name)
    return int(digits)
