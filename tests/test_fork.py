"""A worker is a fork of its parent: a module that a thread imports then stays locked in it."""

import subprocess
import sys
import urllib.request

from tests.serving import ROOT, free_port

#: Start the server with an import of one module slowed down, so that the fork falls into it.
SLOW_DISK = """
import sys, threading, time, webbrowser
from granian.server.common import AbstractServer
from mesomap import cli

reading = threading.Event()

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "encodings.idna":
            reading.set()
            time.sleep(3)

def forks_meanwhile(server, hooks):
    reading.wait(1)

sys.meta_path.insert(0, Slow())
AbstractServer._call_hooks = forks_meanwhile
webbrowser.open = lambda url: None
cli.main()
"""


def test_the_server_answers_although_the_browser_is_opened_while_it_starts(tmp_path):
    port = free_port()
    command = [sys.executable, "-c", SLOW_DISK, "run", "--port", str(port)]
    env = {"PATH": "/usr/bin:/bin", "MESOMAP_INSTANCE": str(tmp_path / "i"), "HOME": str(tmp_path)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert str(port) in running.stdout.readline()
            address = f"http://127.0.0.1:{port}/setup"
            assert answered(address) == 200
        finally:
            running.terminate()


def answered(address):
    """The status of the first answer; a connection refused is asked again, a silence is not."""
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return answer.status
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
