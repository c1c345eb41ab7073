"""Skin zones, a pure function of a point: where on its part, and at which angle round it.

Angles: 0 anterior, +90 lateral, 180 posterior, -90 medial, in anatomical position.
"""

from __future__ import annotations

import numpy as np

from atlas.landmarks import PART
from atlas.zone_keys import number
from atlas.zones_axial import head_zones, trunk_zones
from atlas.zones_limbs import arm_zones, foot_zones, hand_zones, leg_zones

BY_SIDE = (
    (("arm",), arm_zones),
    (("hand", "thumb", "fingers"), hand_zones),
    (("leg",), leg_zones),
    (("foot", "toes"), foot_zones),
)


def first_match(rules, count):
    """Names (n,) of the first rule that holds at each point; the last rule has no condition."""
    conditions = [np.broadcast_to(c, count) for c, _ in rules[:-1]]
    names = [name for _, name in rules]
    return np.select(conditions, np.arange(len(conditions)), len(conditions)), names


def _numbers(rules, count, sides):
    """Zone index (n,) of each point, `sides` an array or one letter of L and R."""
    which, names = first_match(rules, count)
    left, right = (np.array([number(name, s) for name in names]) for s in ("L", "R"))
    return np.where(np.broadcast_to(np.asarray(sides) == "L", count), left[which], right[which])


def zone_of(points, normals, part, marks):
    """Zone index (n,) of points (n, 3) mm with unit normals (n, 3) on `part` (n,), see landmarks.PARTS."""
    out = np.zeros(len(points), np.int32)
    for side in ("L", "R"):
        for parts, rules_of in BY_SIDE:
            here = np.flatnonzero(np.isin(part, [PART[f"{p}_{side}"] for p in parts]))
            if len(here):
                rules = rules_of(points[here], normals[here], part[here], marks, side)
                out[here] = _numbers(rules, len(here), side)
    for parts, rules_of in ((("trunk",), trunk_zones), (("neck", "head"), head_zones)):
        here = np.flatnonzero(np.isin(part, [PART[p] for p in parts]))
        if len(here):
            sides = np.where(points[here, 0] > 0, "L", "R")
            out[here] = _numbers(rules_of(points[here], part[here], marks), len(here), sides)
    return out
