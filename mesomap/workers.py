"""Granian with a reload that ends the old worker only once the new one answers.

On Linux each worker listens on a socket of its own (SO_REUSEPORT), and granian ends the old one a
fixed time after it has started the new: on a slow machine nobody would listen in between.
"""

from __future__ import annotations

import ssl
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

from granian import Granian

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: A new worker that does not answer within this time is not waited for any longer.
ANSWERS_WITHIN_S = 60.0
LOOK_EVERY_S = 0.2

#: A worker that was asked to end and has not by then is made to: what was answered is on disk.
ENDS_WITHIN_S = 10

#: What looking up a host imports when it is first done; the worker needs it for every request.
IMPORTED_LATE = ("encodings.idna",)

_BEGIN = "-----BEGIN CERTIFICATE-----"


class Workers(Granian):  # type: ignore[misc, valid-type]
    """The server; a `reload` makes it read its certificate anew.

    A worker is a fork. What another thread of this process was importing at that moment stays
    half imported in the worker for good, and whoever needs it there waits for ever. So threads
    that can wait begin once the worker is there (`then`), and the modules that the others import
    late are read before (`IMPORTED_LATE`).
    """

    then: Callable[[], None] | None = None
    """What is to begin once the worker is there."""

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        for name in IMPORTED_LATE:
            import_module(name)
        super()._spawn_workers(spawn_target, target_loader)
        if self.then is not None:
            self.then()

    def reload(self) -> None:
        """Have a new worker take over, from any thread."""
        self.signal_handler_reload()

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        for index in workers:
            same = self._serves_the_file()
            old = self.wrks.pop(index)
            new = self._spawn_worker(idx=index, target=spawn_target, callback_loader=target_loader)
            new.start()
            self.wrks.insert(index, new)
            self._wait(new, delay if same else ANSWERS_WITHIN_S, same=same)
            old.terminate()
            old.join(ENDS_WITHIN_S)
            if old.is_alive():
                old.kill()
                old.join()

    def _wait(self, new: Any, within_s: float, *, same: bool) -> None:
        """Wait until the new certificate is served, or for so long where it is the same."""
        end_s = time.monotonic() + within_s
        while time.monotonic() < end_s and new.is_alive() and not self.interrupt_signal:
            if not same and self._serves_the_file():
                return
            time.sleep(LOOK_EVERY_S)

    def _serves_the_file(self) -> bool:
        """Tell whether the certificate that a client is shown is the one in the file."""
        if not self.ssl_ctx[0]:
            return True
        bound = str(self.bind_addr)
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bound, bound)  # noqa: S104  to look, not to bind
        try:
            shown = ssl.get_server_certificate((host, self.bind_port), timeout=2)
            return shown.strip() == certificate_in(self.ssl_ctx[1]).strip()
        except OSError:
            return False


def certificate_in(path: Path | str) -> str:
    """First certificate of a PEM file, as text."""
    with open(path, encoding="ascii") as file:  # noqa: PTH123  a name, as granian keeps it
        text = file.read()
    pem = text[text.index(_BEGIN) :]
    return ssl.DER_cert_to_PEM_cert(ssl.PEM_cert_to_DER_cert(pem[: pem.index("-----END") + 25]))
