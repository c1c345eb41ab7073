"""Fatness beyond the artist-made range of the parametric body (BMI about 18 to 26).

Extrapolating the global weight target folds the mesh; MakeHuman's local targets, driven
together by one scalar, stay plausible up to BMI 42.
"""

from __future__ import annotations

FAT = {
    "stomach-tone-incr": -0.9,
    "stomach-pregnant-incr": 0.35,
    "torso-scale-depth-incr": 0.8,
    "torso-scale-horiz-incr": 0.6,
    "hip-scale-horiz-incr": 0.6,
    "hip-scale-depth-incr": 0.7,
    "buttocks-volume-incr": 0.5,
    "measure-waist-circ-incr": 0.8,
    "measure-hips-circ-incr": 0.7,
    "measure-bust-circ-incr": 0.6,
    "measure-thigh-circ-incr": 0.7,
    "measure-calf-circ-incr": 0.5,
    "measure-upperarm-circ-incr": 0.6,
    "measure-neck-circ-incr": 0.5,
    "head-fat-incr": 0.8,
    "l-upperarm-fat-incr": 0.9,
    "r-upperarm-fat-incr": 0.9,
    "l-lowerarm-fat-incr": 0.7,
    "r-lowerarm-fat-incr": 0.7,
    "l-upperleg-fat-incr": 0.9,
    "r-upperleg-fat-incr": 0.9,
    "l-lowerleg-fat-incr": 0.7,
    "r-lowerleg-fat-incr": 0.7,
}
LOCALS = tuple(FAT)


def split_fatness(q):
    """One scalar -> (weight phenotype in 0..1, multiplier of the local targets)."""
    weight = min(max(q, 0.0), 1.0)
    return weight, q - weight
