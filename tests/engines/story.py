"""The main story in any engine: sign-in, marks, agreement, injection, signature."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING

from mesomap import instance

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engines.engine import Engine

EMAIL, PASSWORD = "cabinet@exemple.test", "un mot de passe assez long"
PRACTICE = {
    "practice_name": "Cabinet d’essai", "doctor_name": "Dr Essai", "email": EMAIL,
    "password": PASSWORD,
}  # fmt: skip
POINTS = [(-38, -1130), (38, -1130), (-38, -1100), (38, -1100)]
DEEP = [(-50, -1060), (50, -1060)]
FIELD = [
    (40 * math.cos(math.pi * k / 8), -1165 + 18 * math.sin(math.pi * k / 8)) for k in range(17)
]


def begin(engine: Engine, url: str) -> None:
    """Make the practice, go out, come in again with the password."""
    engine.goto(f"{url}/setup")
    for name, value in PRACTICE.items():
        engine.fill(name, value)
    engine.tap("form[data-form=setup] button[type=submit]")
    engine.at("/patients")
    engine.tap("form[action$='sign-out'] button")
    engine.at("/sign-in")
    engine.fill("email", EMAIL)
    engine.fill("password", PASSWORD)
    engine.tap("form[data-form=sign-in] button[type=submit]")
    engine.at("/patients")


def ready(engine: Engine) -> None:
    engine.there("#session[data-ready=yes]")
    engine.there("#map[data-sharp]")


def points(engine: Engine, n: int) -> None:
    shown = (
        "return document.querySelector('#totals [data-total=points]')?.textContent === arguments[0]"
    )
    engine.until(shown, str(n))


def kept(engine: Engine) -> None:
    engine.there("#kept[data-waiting='0'][data-state=kept]")


def mark(engine: Engine, url: str) -> str:
    """Map a walk-in; what the page took the hand for: "touch", or "mouse" where the driver has no touch."""
    engine.goto(f"{url}/walk-in")
    engine.tap("button[value=F-40]")
    engine.at("/sessions/")
    ready(engine)
    engine.run(
        "addEventListener('pointerdown', (e) => { window.pointerSeen = e.pointerType; }, true)"
    )
    engine.on_body((0, -1085))
    engine.there("#map[data-far=no][data-sharp]")
    for place in POINTS:
        engine.on_body(place)
    engine.tap("[data-brush=IHD]")
    for place in DEEP:
        engine.on_body(place)
    points(engine, 6)
    engine.tap("[data-brush=IDS]")
    engine.on_body(*FIELD)
    engine.until("return document.querySelectorAll('.marks-sign > *').length >= 7")
    engine.tap("[data-act=undo]")
    engine.until("return document.querySelectorAll('.marks-fill > *').length === 0")
    engine.tap("[data-act=redo]")
    engine.until("return document.querySelectorAll('.marks-fill > *').length === 1")
    kept(engine)
    return engine.run("return window.pointerSeen")


def treat(engine: Engine, url: str) -> None:
    for step in ("accord", "inject", "end"):
        engine.tap("[data-act=primary]")
        engine.there(f"#session[data-step={step}]")
    engine.tap("[data-act=primary]")
    engine.there("#session[data-state=finishing]")
    kept(engine)
    session = engine.run("return location.href")
    engine.goto(
        url + engine.run("return JSON.parse(document.querySelector('#boot').textContent).urls.edit")
    )
    engine.fill("family_name", "Essai")
    engine.tap("main form button[type=submit]")
    engine.at("/sessions/")
    engine.goto(session)
    ready(engine)
    engine.tap("[data-act=primary]:not([data-resting])")
    engine.there("#session[data-state=signed]")
    kept(engine)
    engine.goto(session)
    ready(engine)
    engine.there("#session[data-state=signed]")


def held(folder: Path) -> Counter[str]:
    """What the server has, by kind; the opening is its own."""
    db = sqlite3.connect(f"file:{instance.database(folder)}?mode=ro", uri=True)
    kinds = Counter(kind for (kind,) in db.execute("select kind from event"))
    db.close()
    return kinds


def tell(engine: Engine, url: str, folder: Path) -> tuple[str, Counter[str]]:
    """The whole story; what the page took the hand for, and what the server holds. Raises what went wrong."""
    begin(engine, url)
    hand = mark(engine, url)
    treat(engine, url)
    found = held(folder)
    assert found["mark.planned"] == 7, found
    assert found["mark.removed"] == found["mark.restored"] == 1, found
    for kind in ("plan.agreed", "timer.started", "timer.stopped", "marks.done", "session.signed"):
        assert found[kind] == 1, found
    return hand, found
