"""When the data were last backed up, as pages say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from mesomap.services.safety import backup_state
from mesomap.web.access.auth import seat
from mesomap.web.common.context import now

if TYPE_CHECKING:
    from mesomap.services.safety.backup_state import BackupState


def backup() -> BackupState:
    """Tell how the data of the practice at work are backed up."""
    folder = current_app.config["INSTANCE"]
    return backup_state.state(seat(), folder, now())
