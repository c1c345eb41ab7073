"""What is never injected: corticoids and fat dissolvers, under all the names they go by.

The names stand in `mesomap/data/never_injected.json`, each with its source: substances by their
stem (esters and salts are other words beside it), brands as whole words. Only what is said to be
*injected* is looked at; a history, an allergy, a treatment or a letter may name any medicine. The
same in `static/js/model/refused.js`; `tests/cases/syringes/refused.json` holds both to it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from mesomap.domain.wording import LONGEST_AFTER, as_it_looks, has_stem, joined, runs, words_of
from mesomap.errors import N_, Refused
from mesomap.resources import PACKAGE

NEVER_INJECTED = PACKAGE / "data" / "never_injected.json"


@lru_cache(maxsize=1)
def table() -> tuple[dict[str, Any], ...]:
    """Rows of the file: `why`, `kind`, `names`, `stem` or none, `source`, `status`, and more."""
    return tuple(json.loads(NEVER_INJECTED.read_text(encoding="utf-8")))


def for_the_page() -> dict[str, list[str]]:
    """Give the page what it compares with: {"stems": […], "names": […]}."""
    return {
        "stems": [row["stem"] for row in table() if "stem" in row],
        "names": [name for row in table() if "stem" not in row for name in row["names"]],
    }


@lru_cache(maxsize=1)
def _forms() -> tuple[frozenset[str], frozenset[str], int]:
    """Stems, whole names, and how long the longest of them can be with its ending."""
    page = for_the_page()
    stems = frozenset(joined(stem) for stem in page["stems"])
    names = frozenset(joined(name) for name in page["names"])
    return stems, names, max(map(len, stems | names)) + LONGEST_AFTER


def refused_as_injected(name: str) -> bool:
    """Tell whether what is said to be injected is a corticoid or a fat dissolver.

    Whole words are compared, without case, accents, hyphens and spaces between them; letters of
    other scripts as they look.

    >>> refused_as_injected("Solu-Décadron 4 mg"), refused_as_injected("Lidocaïne")
    (True, False)
    """
    stems, names, longest = _forms()
    return any(
        run in names or has_stem(run, stems) for run in runs(words_of(as_it_looks(name)), longest)
    )


def refuse_as_injected(name: str, field: str = "products") -> None:
    """Raise Refused where `name` may not be injected."""
    if refused_as_injected(name):
        raise Refused(
            N_("« {name} » n’entre dans aucun mélange de mésothérapie."), field=field, name=name
        )
