"""A typst template and plain data make a PDF/A-3a that is also PDF/UA-1.

Only the shipped fonts are seen and the moment of making is the caller's, so the same input
gives the same bytes on every machine. Texts reach typst as data, never as markup.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import typst

from mesomap.documents.glyphs import FONT_FOLDER, clean

if TYPE_CHECKING:
    from datetime import datetime

TEMPLATES = Path(__file__).resolve().parent / "templates"
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]

_press = Lock()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER]
    )


@lru_cache(maxsize=4)
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


#: Spaces that no line may end at: before a unit, and inside French punctuation.
_UNITS = re.compile(r"(?<=\d) (?=(?:mm|cm²|mL|min|s|%|h)(?!\w))")
_FRENCH = re.compile(r" (?=[:;?!»])|(?<=«) ")


def joined(text: str, lang: str) -> str:
    """Put no-break spaces where a line must not end."""
    text = _UNITS.sub("\u00a0", text)
    return _FRENCH.sub("\u00a0", text) if lang == "fr" else text


def printable(value: Any, lang: str) -> Any:
    """Give the same data with every text in it cleaned for the fonts; drawings (`svg`) are ours."""
    if isinstance(value, str):
        return joined(clean(value), lang)
    if isinstance(value, dict):
        return {k: v if k == "svg" else printable(v, lang) for k, v in value.items()}
    return [printable(item, lang) for item in value] if isinstance(value, list | tuple) else value


def make_pdf(template: str, data: dict[str, Any], *, made_at: datetime) -> bytes:
    """Set `data` with `templates/<template>.typ`; `made_at` becomes the document's date."""
    text = json.dumps(printable(data, data["lang"]), ensure_ascii=False, sort_keys=True)
    with _press:
        made = _compiler(template).compile(
            format="pdf",
            sys_inputs={"data": text},
            pdf_standards=[*STANDARDS],
            timestamp=int(made_at.timestamp()),
        )
    assert isinstance(made, bytes), "one document is one file"
    return made
