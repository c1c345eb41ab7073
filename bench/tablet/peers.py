"""The peers: installed by npm into a folder that git ignores, bundled, and served from here."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "peers"
CACHE = HERE / ".peers"


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    source: str
    renderer: str = ""


PEERS = (
    Peer("leaflet-svg", "leaflet", "svg"),
    Peer("leaflet-canvas", "leaflet", "canvas"),
    Peer("konva", "konva"),
    Peer("fabric", "fabric"),
    Peer("annotorious", "annotorious"),
    Peer("tldraw", "tldraw"),
)

PAGE = """<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<link rel="icon" href="data:,">
<style>html, body {{ margin: 0; height: 100%; overflow: hidden; }}
#map {{ width: 100%; height: 100%; position: relative; overflow: hidden; touch-action: none; }}
</style>
<link rel="stylesheet" href="{source}.css">
<div id="map" data-renderer="{renderer}"></div>
<script src="common.js"></script>
<script src="{source}.js"></script>
"""


def versions() -> dict[str, str]:
    """Read what is installed: package → version."""
    listed = subprocess.run(
        ["npm", "ls", "--depth=0", "--parseable", "--long"],
        cwd=CACHE, capture_output=True, text=True, check=False,
    ).stdout.splitlines()[1:]  # fmt: skip
    named = (line.rsplit(":", 1)[-1] for line in listed)
    return dict(name.rsplit("@", 1) for name in named if "@" in name[1:])


def install() -> None:
    """Fetch the packages that the lock names, unless that was done. Needs npm and a registry."""
    done, lock = CACHE / "package-lock.json", SOURCES / "package-lock.json"
    if done.is_file() and done.read_bytes() == lock.read_bytes():
        return
    if not shutil.which("npm"):
        raise SystemExit("npm is missing: with --small, the bare page is the only peer")
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.mkdir()
    shutil.copy(SOURCES / "package.json", CACHE)
    shutil.copy(lock, CACHE / "lock")
    (CACHE / "lock").rename(CACHE / "npm-shrinkwrap.json")
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run([*command, "--omit-lockfile-registry-resolved"], cwd=CACHE, check=True)
    shutil.copy(lock, done)


def bundle() -> None:
    """Make one script and one style sheet of each peer's page, as its users would."""
    sources = sorted({peer.source for peer in PEERS})
    for source in sources:
        shutil.copy(SOURCES / f"{source}.js", CACHE)
        (CACHE / f"{source}.css").touch()
    subprocess.run(
        ["npx", "--no-install", "esbuild", *(f"{s}.js" for s in sources), "--bundle", "--minify",
         "--outdir=pages", "--format=iife", '--define:process.env.NODE_ENV="production"',
         "--loader:.png=dataurl", "--loader:.svg=dataurl", "--log-level=error"],
        cwd=CACHE, check=True,
    )  # fmt: skip


def write_pages(folder: Path, peers: tuple[Peer, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "common.js", folder)
    shutil.copy(HERE / "bare.html", folder / "bare.html")
    for peer in peers:
        (folder / f"{peer.source}.css").touch()
        page = PAGE.format(name=peer.name, source=peer.source, renderer=peer.renderer)
        (folder / f"{peer.name}.html").write_text(page, encoding="utf-8")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    """Serve the pages on a free port until `shutdown`."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"
