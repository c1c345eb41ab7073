"""The real server, on a real file, in a process of its own."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60


#: Below the ports that systems give to clients: a server that was killed finds its own still free.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port


class Server:
    """`mesomap run` on a free port and an instance folder of its own."""

    def __init__(
        self,
        instance: Path,
        *,
        port: int | None = None,
        env: dict[str, str] | None = None,
        arguments: tuple[str, ...] = (),
        tree: Path = ROOT,
    ):
        self.instance = instance
        self.tree = tree
        self.port = port or free_port()
        self.env = env or {}
        self.arguments = arguments
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def trust(self) -> ssl.SSLContext | None:
        """Whose certificates a client of this server trusts; None without TLS."""
        return None

    @property
    def log(self) -> Path:
        return self.instance.parent / f"{self.instance.name}.log"

    def start(self) -> Server:
        env = os.environ | {
            "MESOMAP_INSTANCE": str(self.instance),
            "MESOMAP_OPEN": "0",
            "PORT": str(self.port),
            "PYTHONPATH": str(self.tree),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mesomap", "run", *self.arguments],
                env=env | self.env,
                cwd=self.tree,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_it_answers()
        return self

    def wait_until_it_answers(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process is not None and self.process.poll() is not None:
                raise RuntimeError(f"the server ended at once:\n{self.log.read_text()[-4000:]}")
            try:
                with urllib.request.urlopen(f"{self.url}/sign-in", timeout=2, context=self.trust()):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"no answer within {START_SECONDS} s:\n{self.log.read_text()[-4000:]}")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End the whole process group: the server is a parent and a worker."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=30)
        self.process = None
        self.wait_until_its_port_is_free()

    def wait_until_its_port_is_free(self) -> None:
        """Its worker may end a moment after the parent, and holds the port until then."""
        end = time.monotonic() + START_SECONDS
        while True:
            with socket.socket() as s, contextlib.suppress(OSError):
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind(("127.0.0.1", self.port))
                return
            if time.monotonic() > end:
                raise RuntimeError(f"port {self.port} is still taken")
            time.sleep(0.01)
