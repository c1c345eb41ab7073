"""Zones of the limbs. Each function gives rules (condition, zone), of which the first holds."""

from __future__ import annotations

import numpy as np

from atlas.landmarks import PART

SIGN = {"L": 1.0, "R": -1.0}


def along(points, start, end):
    """Position along a bone: 0 at its start, 1 at its end."""
    axis = end - start
    length = np.linalg.norm(axis)
    return (points - start) @ (axis / length) / length


def angle_round(points, start, end, sign):
    """Angle round a bone, degrees: 0 anterior, +90 lateral, 180 posterior, -90 medial."""
    axis = (end - start) / np.linalg.norm(end - start)
    front = np.array([0, 0, 1.0]) - axis * axis[2]
    front /= np.linalg.norm(front)
    outward = np.array([sign, 0, 0.0]) - axis * axis[0] * sign
    outward -= front * (outward @ front)
    outward /= np.linalg.norm(outward)
    off = points - start
    off = off - np.outer(off @ axis, axis)
    return np.degrees(np.arctan2(off @ outward, off @ front))


def arm_zones(p, _normals, _part, marks, side):
    shoulder, elbow, wrist = (
        marks.joint[f"{b}.{side}"] for b in ("upperarm01", "lowerarm01", "wrist")
    )
    upper, fore = along(p, shoulder, elbow), along(p, elbow, wrist)
    th = np.where(
        upper < 1,
        angle_round(p, shoulder, elbow, SIGN[side]),
        angle_round(p, elbow, wrist, SIGN[side]),
    )
    away = np.abs(th)
    tip = upper < 0.60 - 0.0026 * np.abs(th - 75)  # the V of the deltoid's insertion
    return [
        (tip & (th > -45) & (th <= 42), "deltoid_anterior"),
        (tip & (th > 42) & (th <= 115), "deltoid_lateral"),
        (tip & ((th > 115) | (th < -150)), "deltoid_posterior"),
        ((upper < 0.87) & (th > -70) & (th <= 65), "arm_biceps"),
        ((upper < 0.87) & (th > 65) & (th <= 105), "arm_lateral"),
        ((upper < 0.87) & ((th > 105) | (th < -130)), "arm_triceps"),
        (upper < 0.87, "arm_medial"),
        ((fore < 0.11) & (away < 52), "elbow_cubital_fossa"),
        ((fore < 0.11) & (th >= 52) & (th < 132), "elbow_lateral_epicondyle"),
        ((fore < 0.11) & (away >= 132), "elbow_olecranon"),
        (fore < 0.11, "elbow_medial_epicondyle"),
        ((fore < 0.84) & (th > -115) & (th < 20), "forearm_flexor"),
        ((fore < 0.84) & (th >= 20) & (th < 95), "forearm_brachioradial"),
        (fore < 0.84, "forearm_extensor"),
        (away < 92, "wrist_volar"),
        (True, "wrist_dorsal"),
    ]


def hand_zones(p, normals, part, marks, side):
    wrist, knuckle = marks.joint[f"wrist.{side}"], marks.joint[f"finger3-1.{side}"]
    t, front = along(p, wrist, knuckle), normals[:, 2] > 0
    fingers, thumb = part == PART[f"fingers_{side}"], part == PART[f"thumb_{side}"]
    return [
        (fingers & front, "fingers_palmar"),
        (fingers, "fingers_dorsal"),
        (thumb & front & (t > 0.35), "thumb_palmar"),
        (thumb & (t > 0.35), "thumb_dorsal"),
        ((t < 0.16) & front, "wrist_volar"),
        (t < 0.16, "wrist_dorsal"),
        (front, "hand_palm"),
        (True, "hand_dorsum"),
    ]


def trochanter(p, marks, hip):
    """The oval over the greater trochanter, seen from the side."""
    high, deep = 0.165 * marks.trunk_mm, 0.105 * marks.trunk_mm
    y = hip[1] - 0.03 * marks.trunk_mm
    return ((p[:, 1] - y) / high) ** 2 + ((p[:, 2] - hip[2]) / deep) ** 2 < 1


def _thigh_rules(p, t, th, marks, hip):
    x_share = np.abs(p[:, 0]) / marks.x_shoulder
    crease = np.abs(p[:, 1] - marks.inguinal_height(x_share)) < 0.042 * marks.trunk_mm
    away = np.abs(th)
    return [
        (trochanter(p, marks, hip) & (th > 30), "hip_trochanter"),
        ((t < 0.06) & (away >= 95), "gluteal"),
        (crease & (away < 62) & (x_share > 0.16), "inguinal"),
        ((t < 0.80) & (away < 48), "thigh_anterior"),
        ((t < 0.84) & (th >= 48) & (th < 118), "thigh_lateral"),
        ((t < 0.84) & (away >= 118), "thigh_posterior"),
        ((t < 0.84) & (th < -48), "thigh_medial"),
        ((t < 0.905) & (away < 48), "knee_suprapatellar"),
    ]


def _shin_rules(s, th):
    away = np.abs(th)
    return [
        ((s < 0.10) & (away < 42), "knee_patellar"),
        ((s < 0.10) & (th >= 42) & (th < 112), "knee_lateral"),
        ((s < 0.10) & (away >= 112), "knee_popliteal"),
        (s < 0.10, "knee_medial"),
        ((s < 0.84) & (th > -42) & (th < 22), "leg_tibial"),
        ((s < 0.84) & (th >= 22) & (th < 105), "leg_peroneal"),
        ((s < 0.58) & (th >= 105), "calf_lateral"),
        ((s < 0.58) & (th < -178), "calf_lateral"),
        (s < 0.58, "calf_medial"),
        ((s < 0.97) & (away > 138), "achilles"),
        ((s < 0.84) & (th <= -42), "leg_posteromedial"),
        (s < 0.84, "leg_peroneal"),
        (away < 48, "ankle_anterior"),
        (th >= 48, "ankle_lateral"),
        (True, "ankle_medial"),
    ]


def leg_zones(p, _normals, _part, marks, side):
    hip, knee, ankle = (marks.joint[f"{b}.{side}"] for b in ("upperleg01", "lowerleg01", "foot"))
    t, s = along(p, hip, knee), along(p, knee, ankle)
    th = np.where(
        t < 1, angle_round(p, hip, knee, SIGN[side]), angle_round(p, knee, ankle, SIGN[side])
    )
    return _thigh_rules(p, t, th, marks, hip) + _shin_rules(s, th)


def foot_zones(p, normals, part, marks, side):
    knee, ankle = marks.joint[f"lowerleg01.{side}"], marks.joint[f"foot.{side}"]
    tall = ankle[1]
    toes = part == PART[f"toes_{side}"]
    plantar = (normals[:, 1] < -0.45) & (p[:, 1] < 0.55 * tall)
    behind, height = p[:, 2] < ankle[2] - 0.10 * tall, p[:, 1] / tall
    th = angle_round(p, knee, ankle, SIGN[side])
    malleolus = (height > 0.50) & (p[:, 2] < ankle[2] + 0.35 * tall)
    return [
        (plantar & (p[:, 2] < ankle[2] + 0.05 * tall), "heel_plantar"),
        (plantar & ~toes, "foot_plantar"),
        (plantar, "toes_plantar"),
        (toes, "toes_dorsal"),
        ((height > 0.62) & (np.abs(th) > 138) & behind, "achilles"),
        (behind & (height < 0.62), "heel"),
        (malleolus & (th > 35), "ankle_lateral"),
        (malleolus & (th < -35), "ankle_medial"),
        (height > 0.95, "ankle_anterior"),
        (True, "foot_dorsum"),
    ]
