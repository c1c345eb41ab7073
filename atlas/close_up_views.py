"""The close-ups: from where each is seen, what is drawn of the body, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from atlas.landmarks import PARTS

#: Nothing is drawn further than this beyond the body, mm.
MARGIN_MM = 14.0
#: Width of the rim in which a close-up fades out: mm, and share of the longer side.
FADE_MM, FADE_SHARE = 10.0, 0.05
MIRROR = np.array([-1.0, 1.0, 1.0])

ARM = ("arm_L", "hand_L", "thumb_L", "fingers_L")
FOOT = ("foot_L", "toes_L")
LEG = ("leg_L", "foot_L", "toes_L")
NO_ARMS = tuple(p for p in PARTS if not p.startswith(("arm", "hand", "thumb", "fingers")))


@dataclass(frozen=True)
class CloseUp:
    """One close-up of the patient's left half or of the median plane.

    Seen from `around` degrees (0 in front, 90 from the patient's left, 180 behind) and `above`
    degrees over the horizon, turned by `roll` degrees on the paper. `frame` are spots that the box
    holds: a joint or landmark and an offset in mm.
    """

    key: str
    group: str
    names: tuple[str, str]  # French ({m}, {f}: the side as an adjective), English ({}: the side)
    short: tuple[str, str]  # for a key of 48 px
    direction: tuple[float, float, float]  # around, above, roll
    frame: tuple
    segments: tuple[str, ...] = ()
    pose: str = ""
    opens_from: tuple[str, ...] = ()

    @property
    def median(self):
        """Symmetric: seen from the front or from behind."""
        return (
            self.direction[0] % 180 == 0
            and all(s.partition("_")[2] == "" for s in self.segments if s not in NO_ARMS)
            and not any(name.endswith(".L") for name, *_ in self.frame)
        )


def round_spot(name, left, right, up, down):
    """A frame that reaches so far from one spot."""
    return ((name, -left, up), (name, right, -down))


def fade_mm(box_mm):
    """Width of the rim in which a close-up of this box fades out."""
    return max(FADE_MM, FADE_SHARE * max(box_mm[2:]))


def axes(direction):
    """Screen right and toward the viewer (3,) of around, above, roll in degrees."""
    around, above, roll = np.radians(direction)
    toward = np.array(
        [np.sin(around) * np.cos(above), np.sin(above), np.cos(around) * np.cos(above)]
    )
    level = np.array([np.cos(around), 0.0, -np.sin(around)])
    right = np.cos(roll) * level + np.sin(roll) * np.cross(toward, level)
    return np.round(right, 9) + 0.0, np.round(toward, 9) + 0.0


def flat(points_mm, right, toward):
    """Points (n, 3) -> u to the right and v down (n, 2), mm."""
    return np.stack([points_mm @ right, -(points_mm @ np.cross(toward, right))], 1)


def spots(marks):
    """Named places (3,) of a body: its joints and a few landmarks."""
    found = dict(marks.joint)
    found["top"] = np.array([0.0, marks.y_top, marks.joint["head"][2]])
    found["eyes"] = np.array([0.0, marks.y_eye, marks.joint["eye.L"][2]])
    found["hip"] = np.array([0.0, marks.y_hip, marks.joint["upperleg01.L"][2]])
    found["c7"] = np.array([0.0, marks.y_c7, marks.joint["neck01"][2]])
    return found


def _framed(close_up, marks):
    """The spots of the frame on the paper (n, 2), mm."""
    right, toward = axes(close_up.direction)
    known, out = spots(marks), []
    for name, *off in close_up.frame:
        off_right, off_up = off or (0.0, 0.0)
        out.append(flat(known[name][None], right, toward)[0] + [off_right, -off_up])
    return np.array(out)


def box(close_up, marks, points_mm):
    """u0, v0, width, height in mm round the frame, no wider than the drawn skin (n, 3) and a margin."""
    frame = _framed(close_up, marks)
    skin = flat(points_mm, *axes(close_up.direction))
    low = np.maximum(frame.min(0), skin.min(0) - MARGIN_MM)
    high = np.minimum(frame.max(0), skin.max(0) + MARGIN_MM)
    if close_up.median:
        high[0] = max(-low[0], high[0])
        low[0] = -high[0]
    low, high = np.floor(low), np.ceil(high)
    return [float(n) for n in (*low, *(high - low))]
