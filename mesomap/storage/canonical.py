"""One way to write a JSON value as bytes (RFC 8785), and the hash chain made of them.

Python writes `1e-07` where JavaScript writes `1e-7`: only a canonical form gives the same
digest on both sides, and after twenty years.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import rfc8785

from mesomap.errors import N_, Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The "previous hash" of the first event of a practice.
GENESIS = bytes(32)

#: Of what is hashed beside the body; never changed, or old chains would not verify.
HEADER = (
    "practice_id", "seq", "id", "session_id", "device_id", "device_seq", "kind", "v",
    "gesture_id", "at", "elapsed_ms", "received_at", "author_id",
)  # fmt: skip


def canonical(value: Any) -> str:
    """Write a JSON value in its canonical form.

    Raises
    ------
    Malformed
        Not a JSON value: a number that is not finite or too large to be exact, half of a
        surrogate pair, or nested beyond reason.
    """
    try:
        return rfc8785.dumps(value).decode()
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError, TypeError) as error:
        raise Malformed(
            N_("Cette valeur ne peut pas être conservée : elle n’est pas du JSON exact.")
        ) from error


def body_digest(salt: bytes, body: str) -> bytes:
    """Digest of a body; salted, so that an erased body cannot be guessed from it."""
    return hashlib.sha256(salt + body.encode()).digest()


def event_hash(prev_hash: bytes, row: Mapping[str, Any]) -> bytes:
    """Hash of one event: what came before, its header, the digest of its body."""
    header = {key: row[key] for key in HEADER} | {"body": bytes(row["body_digest"]).hex()}
    return hashlib.sha256(prev_hash + canonical(header).encode()).digest()
