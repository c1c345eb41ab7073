"""The order of the zones. A zone's index never changes; index 0 is "none"."""

from __future__ import annotations

from atlas.names import RETIRED, TERMS, TERMS_1, TERMS_2

BASES = tuple(TERMS)
FIRST = tuple(TERMS_1)
LIMBS = FIRST[: FIRST.index("foot_dorsum") + 1]
MEDIAN = ("genital", "lumbar_interspinous", "sacral", "coccygeal")


def _both(base):
    return (base,) if base in MEDIAN else (f"{base}.L", f"{base}.R")


def _keys():
    yield "none"
    for side in ("L", "R"):
        yield from (f"{base}.{side}" for base in LIMBS)
    for base in (*FIRST[len(LIMBS) :], *TERMS_2):
        yield from _both(base)


KEYS = tuple(_keys())
INDEX = {key: i for i, key in enumerate(KEYS)}
#: Keys that the present version has on the skin.
CURRENT = tuple(key for key in KEYS[1:] if key.partition(".")[0] not in RETIRED)


def mirrored_key(key):
    base, _, side = key.partition(".")
    return f"{base}.{'R' if side == 'L' else 'L'}" if side else key


#: index of a zone -> index of the same zone on the other side
MIRROR = tuple(INDEX[mirrored_key(key)] for key in KEYS)


def number(base, side):
    """Index of a zone; `side` is L, R or, where the zone is median, of no account."""
    return INDEX[base if base in MEDIAN else f"{base}.{side}"]
