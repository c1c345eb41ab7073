"""JSON files that people open: UTF-8, indented, keys in order, a newline at the end."""

from __future__ import annotations

import json
from typing import Any


def json_bytes(value: Any) -> bytes:
    """Write plain data; the same data gives the same bytes. NaN is refused (ValueError)."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return (text + "\n").encode("utf-8")
