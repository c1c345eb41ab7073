"""How long a look-up among 10,000 patients takes: as one types, and near names.

    .venv/bin/python -m bench.search [--patients 10000]

Names are made of syllables: nobody lives there. Each look-up is the fastest and the median of
`TURNS`, with the storage open, as the server has it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from uuid_utils import uuid7

from mesomap.domain.clock import utc_text
from mesomap.services.people import finding
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage

if TYPE_CHECKING:
    from collections.abc import Callable

    from mesomap.storage.protocol import Storage

TURNS = 15
SYLLABLES = [first + then for first in "bdfjlmnprstv" for then in ("a", "e", "i", "o", "er", "ou")]
SYLLABLES += ["mar", "vin", "tin", "goe", "mue", "laer"]
TYPED = (
    "m", "ma", "mar", "marber", "muller", "mueller", "müller", "le go", "legoff", "daumont",
    "marber vin", "12/04/1985", "1985", "mar 1985", "personne",
)  # fmt: skip
NEAR = ("marbre", "mullerr", "legof", "marber lerr", "zzzzzz")


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def _fill(storage: Storage, count: int) -> str:
    chance, practice_id, at = random.Random(7), str(uuid7()), utc_text(datetime.now(UTC))
    fixed = ["Müller", "Mueller", "Muller", "Le Goff", "D’Aumont"]
    with storage.writing() as w:
        practice = {"practice_id": practice_id, "name": "Cabinet d’essai", "created_at": at}
        account = {
            "practice_id": practice_id, "user_id": str(uuid7()), "doctor_name": "Dr Essai",
            "email": "essai@exemple.test", "password_hash": "x", "created_at": at,
        }  # fmt: skip
        w.add_practice(practice)
        w.add_account(account)
        for n in range(count):
            born = date(1930, 1, 1) + timedelta(days=chance.randrange(90 * 365))
            row = {
                "practice_id": practice_id, "patient_id": str(uuid7()),
                "family_name": fixed[n] if n < len(fixed) else _name(chance),
                "given_name": _name(chance), "birth_date": born.isoformat(), "sex": "F",
                "height_cm": None, "weight_kg": None, "allergies": "", "treatments": "",
                "notes": "", "age_band_years": None, "created_at": at,
            }  # fmt: skip
            w.add("patient", row, account["user_id"], at)
    return practice_id


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give the fastest and the median of the turns, in ms."""
    taken = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return min(taken), statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000)
    count = parser.parse_args().patients
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(Path(folder) / "mesomap.db")
        storage.migrate()
        seat = Seat(storage, _fill(storage, count))
        print(f"{count} patients; ms: fastest, median; found")
        for text in TYPED:
            total = finding.page(seat, text).total
            least, median = _timed(lambda text=text: finding.page(seat, text))
            print(f"  {text:12} {least:7.1f} {median:7.1f}  {total}")
        print("near names")
        for text in NEAR:
            found = len(finding.near(seat, text))
            least, median = _timed(lambda text=text: finding.near(seat, text))
            print(f"  {text:12} {least:7.1f} {median:7.1f}  {found}")
        storage.close()


if __name__ == "__main__":
    main()
