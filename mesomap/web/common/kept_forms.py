"""What was typed into a form whose sign-in had expired: carried by the sign-in page, then sent.

Nothing of it is kept on the server; passwords, PINs and tokens are left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Self

from flask import request

from mesomap.errors import Malformed
from mesomap.web.common.codec import check, loads
from mesomap.web.common.paths import safe_next

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

#: Forms that are not carried on: nothing is typed in them.
NOTHING_TYPED = frozenset(
    {
        "sign.sign_in_send",
        "sign.sign_out_send",
        "lock.unlock_send",
        "lock.lock_send",
        "lock.pin_send",
    }
)

#: Fields that no page carries on: passwords, PINs, tokens.
NEVER_HELD = re.compile(r"password|^(pin|again|old|csrf_token)$")


@dataclass(frozen=True, slots=True)
class Held:
    """A form on its way: where it goes, and its fields, names repeated where they were."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def packed(self) -> str:
        return json.dumps(self.fields)

    @classmethod
    def of_request(cls) -> Self | None:
        """Take the form that this request carries; None where it is none."""
        if request.method != "POST" or request.mimetype not in FORMS:
            return None
        if request.endpoint is None or request.endpoint in NOTHING_TYPED:
            return None
        typed = tuple(
            (name, value)
            for name, value in request.form.items(multi=True)
            if not NEVER_HELD.search(name)
        )
        return cls(request.path, typed) if typed else None

    @classmethod
    def sent_along(cls) -> Self | None:
        """Read what the sign-in form carried; None where it carries nothing that can be read."""
        path = safe_next(request.form.get("held_path"), "")
        try:
            found = loads(request.form.get("held", "").encode())
            check(found)
        except Malformed:
            return None
        pairs = found if isinstance(found, list) else []
        fields = tuple(
            (pair[0], pair[1])
            for pair in pairs
            if isinstance(pair, list)
            and len(pair) == 2
            and all(isinstance(x, str) for x in pair)
            and not NEVER_HELD.search(pair[0])
        )
        return cls(path, fields) if path and fields else None
