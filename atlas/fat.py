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
#: A child's face: a larger head and eyes, a small chin and nose, round cheeks.
YOUNG_FACE = {
    "head-scale-vert-incr": 0.30,
    "head-scale-horiz-incr": 0.35,
    "head-scale-depth-incr": 0.30,
    "l-eye-scale-incr": 0.40,
    "r-eye-scale-incr": 0.40,
    "l-cheek-volume-incr": 0.45,
    "r-cheek-volume-incr": 0.45,
    "l-cheek-bones-incr": -0.4,
    "r-cheek-bones-incr": -0.4,
    "chin-height-incr": -0.15,
    "chin-prominent-incr": 0.1,
    "mouth-trans-forward": -0.3,
    "chin-width-incr": -0.3,
    "nose-scale-vert-incr": -0.1,
    "nose-scale-depth-incr": 0.15,
    "nose-scale-horiz-incr": -0.15,
    "nose-hump-incr": -0.5,
    "mouth-scale-horiz-incr": -0.15,
}
#: A full face and a double chin.
FULL_FACE = {
    "head-scale-horiz-incr": 0.25,
    "l-cheek-volume-incr": 0.1,
    "r-cheek-volume-incr": 0.1,
    "neck-double-incr": 0.20,
    "neck-scale-horiz-incr": 0.25,
    "head-fat-incr": 0.1,
}
LOCALS = tuple(dict.fromkeys([*FAT, *YOUNG_FACE, *FULL_FACE]))


def share_of(features, share):
    """The same features, less or more of them."""
    return {name: share * value for name, value in features.items()}


def split_fatness(q):
    """One scalar -> (weight phenotype in 0..1, multiplier of the local targets)."""
    weight = min(max(q, 0.0), 1.0)
    return weight, q - weight
