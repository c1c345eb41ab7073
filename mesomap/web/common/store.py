"""The storage that this application was made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from mesomap.storage.protocol import Storage

#: Where `create_app` puts it: `app.extensions[STORAGE] = storage`.
STORAGE = "mesomap.storage"


def storage() -> Storage:
    return cast("Storage", current_app.extensions[STORAGE])
