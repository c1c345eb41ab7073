"""Needles that a practice uses: a length in mm, and a gauge where it is said ("13 mm 30G").

4 and 13 mm are named by learned-society texts for the depth levels; 4 to 6 mm, 27 to 32 G by an
Italian consent form (studylibit.com/doc/60570, a practising doctor's page). Others are a practice's
own.
"""

from __future__ import annotations

import re
from typing import Any

from mesomap.errors import N_, Refused

DEFAULT: tuple[dict[str, Any], ...] = ({"mm": 4}, {"mm": 6}, {"mm": 13})
MOST_NEEDLES = 8
MAX_MM = 40
GAUGES = range(10, 41)

_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*mm", re.ASCII | re.IGNORECASE)
_GAUGE = re.compile(r"(?:(\d{2})\s*g(?:auge)?s?|g(?:auge)?\s*(\d{2}))\b", re.ASCII | re.IGNORECASE)

#: Signs at the ends of a line, and those that part the length from the gauge.
_AROUND, _BESIDE = " \t×x,;", "-–/()"


def needle(text: str) -> dict[str, Any]:
    """Read a needle: {"mm"} and {"gauge"} where it is said. Raises Refused.

    >>> needle("13 mm 30G"), needle("30 G 4 mm"), needle("6")
    ({'mm': 13, 'gauge': 30}, {'mm': 4, 'gauge': 30}, {'mm': 6})
    """
    gauge = _GAUGE.search(text)
    rest = _GAUGE.sub(" ", text).strip(_AROUND + _BESIDE if gauge else _AROUND)
    length = _LENGTH.fullmatch(rest) or re.fullmatch(r"(\d+(?:[.,]\d+)?)", rest, re.ASCII)
    mm = float(length[1].replace(",", ".")) if length else 0.0
    wide = int(gauge[1] or gauge[2]) if gauge else None
    if not 0 < mm <= MAX_MM or (wide is not None and wide not in GAUGES):
        raise Refused(
            N_("Une aiguille s’écrit par exemple « 13 mm 30G » ou « 4 mm », reçu : {value}."),
            field="needles", value=text,
        )  # fmt: skip
    found: dict[str, Any] = {"mm": int(mm) if mm == int(mm) else mm}
    return found if wide is None else found | {"gauge": wide}


def needles(lines: list[str]) -> list[dict[str, Any]]:
    """Read a practice's needles, each once, in its order; none is the default. Raises Refused."""
    found: list[dict[str, Any]] = []
    for line in lines:
        if line.strip() and (read := needle(line)) not in found:
            found.append(read)
    if len(found) > MOST_NEEDLES:
        raise Refused(N_("Au plus {most} aiguilles."), field="needles", most=MOST_NEEDLES)
    return found or list(DEFAULT)


def written(row: dict[str, Any]) -> str:
    """Write a needle as it is typed.

    >>> written({"mm": 13, "gauge": 30}), written({"mm": 4})
    ('13 mm 30G', '4 mm')
    """
    gauge = f" {row['gauge']}G" if row.get("gauge") else ""
    return f"{row['mm']:g} mm{gauge}"
