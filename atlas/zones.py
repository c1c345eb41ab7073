"""Skin zones, a pure function of a point: where on its part, and at which angle round it.

Everything is told on the patient's left half; a point of the right half has the zone of its mirror
image, with the other side. Angles: 0 anterior, +90 lateral, 180 posterior, -90 medial.
"""

from __future__ import annotations

import numpy as np

from atlas.landmarks import PART, PARTS
from atlas.zone_keys import number
from atlas.zones_arm import arm_zones
from atlas.zones_foot import foot_zones
from atlas.zones_hand import hand_zones
from atlas.zones_head import head_zones
from atlas.zones_leg import leg_zones
from atlas.zones_trunk import trunk_zones

RULES = (
    (("trunk",), trunk_zones),
    (("neck", "head"), head_zones),
    (("arm_L",), arm_zones),
    (("hand_L", "thumb_L", "fingers_L"), hand_zones),
    (("leg_L",), leg_zones),
    (("foot_L", "toes_L"), foot_zones),
)
MIRROR_X = np.array([-1.0, 1.0, 1.0])
#: part -> the same part of the left half
LEFT_PART = np.array([PART[name.replace("_R", "_L")] for name in PARTS])
RIGHT_LIMB = np.array([name.endswith("_R") for name in PARTS])
MEDIAN = np.array(["_" not in name for name in PARTS])


def first_match(rules, count):
    """Names (n,) of the first rule that holds at each point; the last rule has no condition."""
    conditions = [np.broadcast_to(c, count) for c, _ in rules[:-1]]
    names = [name for _, name in rules]
    return np.select(conditions, np.arange(len(conditions)), len(conditions)), names


def zone_of(points, normals, part, marks):
    """Zone index (n,) of points (n, 3) mm with unit normals (n, 3) on `part` (n,), see landmarks.PARTS."""
    right = np.where(MEDIAN[part], points[:, 0] <= 0, RIGHT_LIMB[part])
    flip = np.where(right[:, None], MIRROR_X, 1.0)
    points, normals, part = points * flip, normals * flip, LEFT_PART[part]
    out = np.zeros(len(points), np.int32)
    for parts, rules_of in RULES:
        here = np.flatnonzero(np.isin(part, [PART[name] for name in parts]))
        if not len(here):
            continue
        which, names = first_match(
            rules_of(points[here], normals[here], part[here], marks), len(here)
        )
        left, other = (np.array([number(name, side) for name in names]) for side in "LR")
        out[here] = np.where(right[here], other[which], left[which])
    return out
