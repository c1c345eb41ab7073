"""Static files travel compressed; each is compressed once, when it is first asked for.

Pages are not: they hold a token beside what others may have typed (BREACH), and they are small.
"""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from flask import request

from mesomap.web.common.shelf import ENDPOINTS

if TYPE_CHECKING:
    from flask import Flask, Response

#: Media types that are compressed already.
PACKED = ("font/", "image/png", "image/jpeg", "image/webp", "application/font")

#: Left out of an address to know a file by: with another stamp it is the same file.
STAMP = re.compile(r"^/static/~[^/]*/")

#: Smaller files are sent as they are.
LEAST_BYTES = 1000


def _worth_it(response: Response) -> bool:
    return (
        request.endpoint in ENDPOINTS
        and request.method == "GET"
        and response.status_code == 200
        and (response.content_length or 0) >= LEAST_BYTES
        and not str(response.mimetype).startswith(PACKED)
    )


def init_packing(app: Flask) -> None:
    packed: dict[str, bytes] = {}

    def pack(response: Response) -> Response:
        if not _worth_it(response):
            return response
        response.vary.add("Accept-Encoding")
        if not request.accept_encodings["gzip"]:
            return response
        tag, _weak = response.get_etag()
        key = f"{STAMP.sub('/static/', request.path)} {tag}"
        if key not in packed:
            response.direct_passthrough = False
            packed[key] = gzip.compress(response.get_data(), 6, mtime=0)
        response.direct_passthrough = False
        response.set_data(packed[key])
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("Accept-Ranges", None)
        if tag:
            response.set_etag(tag, weak=True)
        return response

    app.after_request(pack)
