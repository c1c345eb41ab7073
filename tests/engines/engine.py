"""What the story needs of a browser, whichever engine drives it."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

XY = tuple[float, float]
PATIENCE_S = 40

MIDDLE = """const found = [...document.querySelectorAll(arguments[0])]
  .find((e) => e.checkVisibility ? e.checkVisibility() : e.offsetParent !== null);
if (!found) return null;
found.scrollIntoView({ block: 'nearest' });
const box = found.getBoundingClientRect();
return [box.left + box.width / 2, box.top + box.height / 2];"""

#: Where a place of the drawing, (u, v) in millimetres of the view, is in the window.
POINT = """const box = document.querySelector('#map').getBoundingClientRect();
const [u0, v0, w, h] = document.querySelector('.layer.marks').getAttribute('viewBox').split(' ').map(Number);
return [box.left + (arguments[0] - u0) / w * box.width, box.top + (arguments[1] - v0) / h * box.height];"""


class Engine(ABC):
    """A browser with one window."""

    @abstractmethod
    def goto(self, url: str) -> None: ...

    @abstractmethod
    def run(self, body: str, *values: Any) -> Any:
        """Run the body of a function in the page; `arguments` holds the values."""

    @abstractmethod
    def touch(self, path: Sequence[XY]) -> None:
        """Put a finger down, draw it along the path, lift it."""

    @abstractmethod
    def quit(self) -> None: ...

    # -------------------------------------------------------- built on these

    def until(self, body: str, *values: Any) -> Any:
        """Wait until the page says something true of this; that value."""
        end = time.monotonic() + PATIENCE_S
        while not (found := self.run(body, *values)):
            assert time.monotonic() < end, f"never came true: {body} {values}: {self.said()}"
            time.sleep(0.05)
        return found

    def said(self) -> Any:
        """Where the page is and what it says, for a failure."""
        return self.run("return [location.href, document.body.innerText.slice(0, 400)]")

    def there(self, selector: str) -> None:
        self.until("return document.querySelector(arguments[0]) !== null", selector)

    def tap(self, selector: str) -> None:
        self.touch([tuple(self.until(MIDDLE, selector))])

    def at(self, path: str) -> None:
        self.until("return location.pathname.startsWith(arguments[0])", path)

    def fill(self, name: str, value: str) -> None:
        self.run(
            "document.querySelector(`[name=${arguments[0]}]`).value = arguments[1]", name, value
        )

    def on_body(self, *path: XY) -> None:
        self.touch([tuple(self.run(POINT, u, v)) for u, v in path])
