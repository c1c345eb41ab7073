"""All landmarks of a figure as relief."""

from __future__ import annotations

from atlas.forms_limbs import limb_forms
from atlas.forms_trunk import trunk_forms


def forms(skin):
    return [*trunk_forms(skin), *limb_forms(skin)]
