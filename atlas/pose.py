"""Anatomical position: arms 22 degrees off, elbows straight, palms forward, legs 3 degrees off.

Linear blend skinning with the mesh's own weights, in numpy. Stout bodies stand with arms and legs
further off, so that no skin enters other skin; a posed body may raise its arms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: How far the forearms stand off less than the upper arms.
FOREARM_LESS_RAD = np.radians(6.0)
FRONT = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Stance:
    """How a body stands, degrees: limbs off the vertical, and arms raised sideways from there."""

    arm_off_deg: float = 22.0
    leg_off_deg: float = 3.0
    raised_deg: float = 0.0


ANATOMICAL = Stance()
#: Shares of the arm's elevation that the girdle makes.
GIRDLE = {"clavicle": 0.20, "shoulder01": 0.52}


def unit(v):
    return v / np.linalg.norm(v)


def _cross_matrix(k):
    return np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])


def rotation_between(a, b):
    """The shortest rotation that takes direction a to direction b."""
    a, b = unit(a), unit(b)
    v, c = np.cross(a, b), a @ b
    s = np.linalg.norm(v)
    if s < 1e-9:
        return np.eye(3)
    K = _cross_matrix(v)
    return np.eye(3) + K + K @ K * ((1 - c) / s**2)


def rotation_about(axis, angle_rad):
    K = _cross_matrix(unit(axis))
    return np.eye(3) + np.sin(angle_rad) * K + (1 - np.cos(angle_rad)) * K @ K


def part_of_rotation(R, share):
    """The share of rotation R about R's own axis."""
    angle = np.arccos(np.clip((np.trace(R) - 1) / 2, -1, 1))
    if angle < 1e-9:
        return np.eye(3)
    axis = np.array([R[2, 1] - R[1, 2], R[0, 2] - R[2, 0], R[1, 0] - R[0, 1]]) / (2 * np.sin(angle))
    return rotation_about(axis, angle * share)


def _downward(sign, angle_rad):
    return np.array([sign * np.sin(angle_rad), -np.cos(angle_rad), 0.0])


def _across(v, axis):
    return v - axis * (v @ axis)


def _palm_twist(head, RF, sign, axis):
    """Hand brought in line with the forearm, and the twist that turns its palm forward."""
    wrist = head("wrist")
    index, little, middle = (head(f"finger{i}-1") - wrist for i in (2, 5, 3))
    RH = rotation_between(RF @ middle, axis) @ RF
    palm = unit(_across(-RH @ np.cross(index, little) * sign, axis))
    target = _across(FRONT, axis)
    angle = (
        np.pi
        if palm @ target < -0.9999
        else np.arctan2(axis @ np.cross(palm, target), palm @ target)
    )
    return RH, angle


def _arm(head, sign, off_rad):
    """Rotations of one arm's bones; the forearm shares out the palm's twist."""
    upper, lower = _downward(sign, off_rad), _downward(sign, off_rad - FOREARM_LESS_RAD)
    RU = rotation_between(head("lowerarm01") - head("upperarm01"), upper)
    RF = rotation_between(RU @ (head("wrist") - head("lowerarm01")), lower) @ RU
    RH, twist = _palm_twist(head, RF, sign, lower)
    return {
        "upperarm01": rotation_about(upper, twist * 0.08) @ RU,
        "upperarm02": rotation_about(upper, twist * 0.20) @ RU,
        "lowerarm01": rotation_about(lower, twist * 0.45) @ RF,
        "lowerarm02": rotation_about(lower, twist * 0.75) @ RF,
        "wrist": rotation_about(lower, twist) @ RH,
        "shoulder01": part_of_rotation(
            RU, 0.25
        ),  # a part goes through the girdle: smoother deltoid
        "clavicle": part_of_rotation(RU, 0.08),
    }


def _raised(arm, sign, angle_rad):
    """The arm's rotations with the arm lifted sideways; the girdle goes a part of the way."""
    return {
        bone: rotation_about(FRONT, sign * angle_rad * GIRDLE.get(bone, 1.0)) @ R
        for bone, R in arm.items()
    }


def _leg(head, sign, off_rad):
    thigh, shin = head("lowerleg01") - head("upperleg01"), head("foot") - head("lowerleg01")

    def straight(bone):
        return _downward(sign, off_rad) + FRONT * (unit(bone)[2] * 0.6)

    RT, RS = rotation_between(thigh, straight(thigh)), rotation_between(shin, straight(shin))
    return {
        "upperleg01": part_of_rotation(RT, 0.6),
        "upperleg02": RT,
        "lowerleg01": RS,
        "lowerleg02": RS,
        "foot": np.eye(3),
    }


def bone_rotations(heads, labels, stance=ANATOMICAL):
    """World rotation of each posed bone, relative to the rest pose, by label."""
    arm_off, leg_off, raised = np.radians(
        [stance.arm_off_deg, stance.leg_off_deg, stance.raised_deg]
    )
    index = {label: i for i, label in enumerate(labels)}
    out = {}
    for side, sign in (("L", 1.0), ("R", -1.0)):

        def head(bone, side=side):
            return heads[index[f"{bone}.{side}"]]

        arm = _arm(head, sign, arm_off)
        found = (_raised(arm, sign, raised) if raised else arm) | _leg(head, sign, leg_off)
        out |= {f"{bone}.{side}": R for bone, R in found.items()}
    return out


def pose(vertices, heads, topology, stance=ANATOMICAL):
    """Rest -> anatomical position, or another stance: vertices (n, 3) and bone heads (b, 3), mm."""
    turned = bone_rotations(heads, topology.labels, stance)
    bones = len(topology.labels)
    R, P = np.zeros((bones, 3, 3)), np.zeros((bones, 3))
    for i, label in enumerate(topology.labels):
        p = topology.parents[i]
        R[i] = turned.get(label, R[p] if p >= 0 else np.eye(3))
        P[i] = heads[i] if p < 0 else P[p] + R[p] @ (heads[i] - heads[p])
    shift = P - np.einsum("bij,bj->bi", R, heads)
    W = topology.weights
    return np.einsum("vb,bij,vj->vi", W, R, vertices, optimize=True) + W @ shift, P
