"""Hold every page, paper and export of the demonstration practice to those of another revision.

Run as `python -m tests.same REVISION`: that revision makes the demonstration practice and shows
it; this tree then opens a copy of the same data and shows it too. Each change of lines is printed
once, with the number of answers that have it; the last line counts them. Left out of the comparison: what is drawn anew for
each answer (nonces, tokens), times of answers, stamps in the addresses of files, and the browser's
modules with their lists.
"""

from __future__ import annotations

import difflib
import html
import http.cookiejar
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader

from tests.serving import ROOT, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("fr", "en")
#: More than the demonstration practice has; a crawl that finds no end says so.
MOST = 3000

LINK = re.compile(r"""(?:href|src|data-src|data-url)=["']([^"'#]+)""")
#: What a session or a patient answers besides the pages that link to it.
BESIDE = {
    re.compile(r"^/sessions/[^/?]+$"): (
        "/quote.json", "/difference.json", "/bodies.json", "/after-care.pdf", "/export.json", "/estimate",
        "/discard",
    ),
    re.compile(r"^/patients/(?!new$)[^/?]+$"): (
        "/edit", "/history", "/merge", "/courses/new", "/export.json",
    ),
    re.compile(r"^/estimates/[^/?.]+$"): (".pdf", ".csv", ".json"),
}  # fmt: skip
BEGIN = (
    "/", "/patients", "/patients/new", "/walk-in", "/settings", "/tray", "/discarded", "/outbox", "/pin", "/connect",
    "/sw.js", "/manifest.webmanifest", "/texts/fr.json", "/texts/en.json", "/api/hello", "/api/today",
    "/api/tray", "/api/mixes", "/api/patterns",
)  # fmt: skip

#: Written anew with each answer, by pattern and what stands for it.
ANEW = (
    (re.compile(r"/static/~[^/\"']+"), "/static/~"),
    (re.compile(r"\?v=[0-9a-f]{12}"), ""),
    (re.compile(r'\["/static/[^"]+\.js", "[0-9a-f]+"\],? ?'), ""),
    (re.compile(r'", "[0-9a-f]{12}"\]'), '"]'),
    (re.compile(r'"version": ?"[0-9a-f]{16}"'), '"version": ""'),
    (re.compile(r'"shell": ?"[0-9a-f]+"'), '"shell": ""'),
    (re.compile(r'(nonce=)"[^"]+"'), r"\1"),
    (re.compile(r"'nonce-[^']+'"), "'nonce'"),
    (re.compile(r"<script[^>]*type=[\"']importmap[\"'][^>]*>.*?</script>", re.DOTALL), ""),
    (re.compile(r"<link[^>]*rel=[\"']?modulepreload[^>]*>"), ""),
    (re.compile(r'(type="hidden" name="[a-z_]+") value="[0-9a-f]{8}-[0-9a-f-]{27}"'), r"\1"),
    (
        re.compile(r'(name="csrf_token" value=|"csrf": ?|name="csrf-token" content=)"[^"]+"'),
        r'\1""',
    ),
    (re.compile(r'"readable_s": ?\d+'), '"readable_s": 0'),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)"), "TIME"),
)
#: What an unfinished session's sheet and the list of devices say of this very minute.
THIS_MINUTE = re.compile(r"\b\d{1,2} ?h ?\d\d\b|\b\d\d:\d\d\b")
OF_THIS_MINUTE = re.compile(r"/after-care\.pdf$|^/settings/devices")
#: Data that a page carries within it.
DATA = re.compile(r'(<script type="application/json"[^>]*>)(.*?)(</script>)', re.DOTALL)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Reader:
    """One tablet that reads all it can reach; answers by language and address."""

    url: str
    jar: http.cookiejar.CookieJar

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), _NoRedirect()
        )

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """Answer with status, kind of content (or where it leads) and the body."""
        data = None if form is None else urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(self.url + path, data, headers={"Origin": self.url})
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as e:
            to = e.headers.get("Location")
            return e.code, f"-> {to}" if to else e.headers.get_content_type(), e.read()

    def send(self, path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        """Post a form with the token of a page that has one."""
        pages = (self.ask(page)[2].decode() for page in ("/setup", "/sign-in", "/patients/new"))
        token = next(found[1] for page in pages if (found := TOKEN.search(page)))
        return self.ask(path, form | {"csrf_token": token})

    def all(self) -> dict[str, list[str]]:
        """Read everything in each language; lines by `language address`."""
        found: dict[str, list[str]] = {}
        for lang in LANGUAGES:
            self.send("/language", {"lang": lang, "next": "/"})
            todo, seen = list(BEGIN), set(BEGIN)
            while todo:
                if len(seen) > MOST:
                    raise RuntimeError(f"more than {MOST} addresses: the crawl goes round")
                path = todo.pop(0)
                status, kind, body = self.ask(path)
                told = lines(kind, body)
                if OF_THIS_MINUTE.search(path):
                    told = [THIS_MINUTE.sub("CLOCK", line) for line in told]
                found[f"{lang} {path}"] = [f"{status} {kind}", *told]
                new = [p for p in leads(path, kind, body) if p not in seen]
                seen.update(new)
                todo.extend(dict.fromkeys(new))
        return found


def leads(path: str, kind: str, body: bytes) -> Iterator[str]:
    """Yield the addresses of this server that a page leads to; files of the program are no pages."""
    if kind == "text/html":
        for raw in LINK.findall(body.decode()):
            to = urllib.parse.urljoin(path, html.unescape(raw))
            if to.startswith("/") and not to.startswith(("//", "/static/", "/sign-", "/shell/")):
                yield to
    elif kind.startswith("-> /"):
        yield kind.removeprefix("-> ").partition("#")[0]
    for of, ends in BESIDE.items():
        if of.match(path):
            yield from (path + end for end in ends)


def lines(kind: str, body: bytes) -> list[str]:
    """Write a body as lines that can be compared."""
    if kind == "application/pdf":
        return paper(body)
    text = body.decode(errors="replace")
    for pattern, stands in ANEW:
        text = pattern.sub(stands, text)
    if kind.endswith("json"):
        return laid_out(text).splitlines()
    text = DATA.sub(lambda m: f"{m[1]}\n{laid_out(m[2])}\n{m[3]}", text)
    return [line.strip() for line in text.replace("><", ">\n<").splitlines() if line.strip()]


def laid_out(data: str) -> str:
    """Write JSON with one value a line, keys in the order of letters."""
    return json.dumps(json.loads(data), ensure_ascii=False, indent=1, sort_keys=True)


def paper(body: bytes) -> list[str]:
    """Write a PDF as the lines of its pages and of the files within it; its drawing as numbers."""
    reader = PdfReader(io.BytesIO(body))
    told = [f"pages {len(reader.pages)}"]
    for page in reader.pages:
        told += page.extract_text().splitlines()
        drawn = page.get_contents()
        told += drawn.get_data().decode("latin-1").splitlines() if drawn else []
    for name, files in reader.attachments.items():
        for content in files:
            told += [f"file {name}", *lines("text/plain", content)]
    return told


def shown(tree: Path, instance: Path, jar: http.cookiejar.CookieJar) -> dict[str, list[str]]:
    """Start the server of a tree on an instance folder and read all of the demonstration.

    A jar without a sign-in opens the demonstration, which makes it where it is not there yet.
    """
    server = Server(instance, tree=tree)
    server.start()
    try:
        reader = Reader(server.url, jar)
        if not len(jar):
            reader.send("/demo", {})
        if reader.ask("/patients")[0] != 200:
            raise RuntimeError(f"the demonstration of {tree} does not open")
        return reader.all()
    finally:
        server.stop()


def differences(
    then: dict[str, list[str]], now: dict[str, list[str]]
) -> dict[tuple[str, ...], list[str]]:
    """Gather what differs: each change once, lines with their sign, with the addresses that have it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for address in sorted(then.keys() | now.keys()):
        a, b = then.get(address), now.get(address)
        if a is None or b is None:
            found.setdefault(("gone" if b is None else "new",), []).append(address)
        elif a != b:
            diff = list(difflib.unified_diff(a, b, n=0, lineterm=""))[2:]
            for hunk in "\n".join(diff).split("@@ -")[1:]:
                found.setdefault(tuple(hunk.splitlines()[1:]), []).append(address)
    return found


def main(revision: str) -> int:
    """Compare this tree with a revision; the number of addresses is told at the end."""
    jar = http.cookiejar.CookieJar()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "-q", "--detach", str(tree), revision], check=True)
        try:
            then = shown(tree, Path(folder) / "then", jar)
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
        shutil.copytree(Path(folder) / "then", Path(folder) / "now")
        now = shown(ROOT, Path(folder) / "now", jar)
    found = differences(then, now)
    told = [
        "\n  ".join((f"{len(addresses)} answers, such as {addresses[0]}", *change))
        for change, addresses in found.items()
    ]
    apart = len({address for addresses in found.values() for address in addresses})
    told.append(
        f"{len(now)} answers compared with {revision}: {apart} differ, by {len(found)} changes"
    )
    sys.stdout.write("\n".join(told) + "\n")
    return min(1, apart)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
