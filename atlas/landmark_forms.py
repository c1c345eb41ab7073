"""All landmarks of a figure as relief."""

from __future__ import annotations

from atlas.forms_limbs import limb_forms
from atlas.forms_trunk import trunk_forms
from atlas.relief import softened


def forms(skin, leanness=1.0):
    """Relief of a skin; `leanness` scales what fat covers: 1 the adult figures, 1.1 slim, 0.45 obese."""
    return softened([*trunk_forms(skin), *limb_forms(skin)], leanness)
