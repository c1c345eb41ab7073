"""Zones round the shoulder joint, told alike on the trunk and on the arm."""

from __future__ import annotations

import numpy as np

from atlas.curves import inside, oval
from atlas.limb_axes import along, angle_round

#: (share of the upper arm, angle): below the acromion, and along the groove of the biceps.
SUBACROMIAL = ((0.045, 92.0), (0.115, 50.0))
GROOVE = (
    (0.115, 6),
    (0.10, 28),
    (0.16, 40),
    (0.28, 38),
    (0.345, 28),
    (0.34, 12),
    (0.26, 2),
    (0.16, 0),
)


def shoulder_rules(p, normals, marks):
    """Rules of the three small zones; p (n, 3) of the patient's left half."""
    shoulder, elbow = marks.joint["upperarm01.L"], marks.joint["lowerarm01.L"]
    t, th = along(p, shoulder, elbow), angle_round(p, shoulder, elbow)
    near = (p[:, 0] > 0.78 * shoulder[0]) & (np.abs(p[:, 1] - shoulder[1]) < 130)
    top = near & (normals[:, 1] > 0.25) & (p[:, 1] > shoulder[1] + 25)
    joint = (shoulder[0] - 14.0, shoulder[2] - 4.0)
    return [
        (top & oval(p[:, 0], p[:, 2], joint, (25.0, 24.0)), "acromioclavicular"),
        (near & oval(t, th, *SUBACROMIAL), "subacromial"),
        (near & inside(t, th, GROOVE), "bicipital_groove"),
    ]
