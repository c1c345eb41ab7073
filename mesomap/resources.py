"""Where the files beside the code are: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource_dir(name: str) -> Path:
    """Folder `static` or `templates`, wherever this copy of MesoMap keeps it.

    >>> resource_dir("static").name
    'static'
    """
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
