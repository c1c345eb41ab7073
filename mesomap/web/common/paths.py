"""Where a page leads on to: a path of this very site, whatever was asked for."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from flask import request

#: What browsers drop, turn into a slash, or cannot send: control characters, backslashes, halves
#: of characters.
_NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")

#: Longer paths are refused: none of our addresses is as long.
MOST_CHARACTERS = 2000

#: A path is decoded so often, to find a host that percent-encoding hides.
TIMES_ENCODED = 3


def safe_next(target: str | None, otherwise: str = "/") -> str:
    r"""Keep a path of this very site; anything else becomes `otherwise`.

    A browser drops tabs and line ends and takes a backslash for a slash, so that `/\t/host` leads
    elsewhere; what it would find so after decoding is refused as well.

    >>> safe_next("/patients?q=a"), safe_next("//host"), safe_next("/\t/host")
    ('/patients?q=a', '/', '/')
    """
    return target if target is not None and _is_here(target) else otherwise


def _is_here(target: str) -> bool:
    if len(target) > MOST_CHARACTERS or _NEVER.search(target):
        return False
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    for _ in range(TIMES_ENCODED):
        if not path.startswith("/") or path.startswith("//") or _NEVER.search(path):
            return False
        path = unquote(path)
    return True


def this_page() -> str:
    """Address of the page that was asked for, to come back to it; `/` where a form was sent."""
    return safe_next(request.full_path.rstrip("?")) if request.method == "GET" else "/"


def split(address: str | None) -> SplitResult:
    """Take an address of a header apart; one that is none (`http://[`) has no parts."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return urlsplit("")
