"""The tables, as a row of migrations. A released migration is never changed; a new one is added.

The modules of `migrations/` add their steps when they are read: their names give the order.
"""

from __future__ import annotations

from mesomap.storage.migrations import m001_m005, m006_m010, m011_m018, m019
from mesomap.storage.migrations.m001_m005 import APPEND_ONLY
from mesomap.storage.migrations.row import migrations

#: The modules, in the order of their steps.
STEPS = (m001_m005, m006_m010, m011_m018, m019)

__all__ = ["APPEND_ONLY", "STEPS", "migrations"]
