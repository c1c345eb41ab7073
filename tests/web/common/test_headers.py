"""Headers of every answer, and what the browser may keep."""

import gzip
import re
from pathlib import Path

import pytest

from tests.web.conftest import marked

ROOT = Path(__file__).resolve().parents[3]

PAGES = [
    "/patients",
    "/patients?q=x",
    "/patients/new",
    "/walk-in",
    "/settings",
    "/settings/tariff",
    "/settings/devices",
    "/nothing",
    "/sign-in",
]


@pytest.fixture
def pages(me, doc):
    patient_id, session_id, _tablet = marked(doc)
    return [
        *PAGES, f"/patients/{patient_id}", f"/patients/{patient_id}/edit", f"/patients/{patient_id}/history",
        f"/patients/{patient_id}/courses/new", f"/sessions/{session_id}", f"/sessions/{session_id}/estimate",
        f"/patients/{patient_id}/export.json", f"/api/sessions/{session_id}/events",
    ]  # fmt: skip


def test_every_page_is_guarded(me, pages):
    for path in pages:
        headers = me.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store", path


def test_pages_obey_the_policy(me, pages):
    """No style attribute, no inline script, no address of another site."""
    for path in pages:
        answer = me.get(path)
        if answer.mimetype != "text/html":
            continue
        page = answer.text
        assert " style=" not in page, path
        assert "<style" not in page, path
        assert not re.search(r"\son\w+=", page), path
        for script in re.findall(r"<script([^>]*)>", page):
            assert "src=" in script or 'type="application/json"' in script, path
        links = re.findall(r'\s(?:src|href|action)="([^"]+)"', page)
        assert [link for link in links if not link.startswith(("/", "#", "?", "data:"))] == [], path


def test_static_files_are_kept_by_their_hash(me):
    page = me.get("/patients").text
    for address in (r"css/layout\.css\?v=[0-9a-f]{12}", r"~[0-9a-f]{12}/css/tokens\.css"):
        named = re.search(f'href="(/static/{address})"', page).group(1)
        assert "immutable" in me.get(named).headers["Cache-Control"]
    plain = me.get("/static/css/tokens.css")
    assert plain.headers["Cache-Control"] == "no-cache"
    again = me.get("/static/css/tokens.css", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["svg/F-back.svg", "body/faces-1.bin", "css/tokens.css"])
def test_static_files_travel_compressed(me, name):
    plain = me.get(f"/static/{name}")
    assert "Content-Encoding" not in plain.headers
    for _again in range(2):
        packed = me.get(f"/static/{name}", headers={"Accept-Encoding": "br, gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.content_length == len(packed.data) < 0.7 * len(plain.data)
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    known = {"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert me.get(f"/static/{name}", headers=known).status_code == 304


def test_pages_and_fonts_do_not(me):
    font = next((ROOT / "static/fonts").glob("*.woff2")).name
    for path in ("/patients", f"/static/fonts/{font}"):
        answer = me.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers, path


def test_every_static_file_a_page_names_is_there(me, pages):
    for path in pages:
        answer = me.get(path)
        if answer.mimetype == "text/html":
            for link in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
                assert me.get(link).status_code == 200, link


def test_nobody_climbs_out_of_the_static_folder(me):
    for path in (
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
        "/static/css/../../LICENSE",
    ):
        assert me.get(path).status_code == 404


# ------------------------------------------------------------ looks


def test_dark_is_the_same_whoever_asks_for_it():
    css = (ROOT / "static/css/tokens.css").read_text()
    asked = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL).group(1)
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.DOTALL).group(1)
    assert asked.split() == system.split()


@pytest.mark.parametrize(
    ("theme", "attribute"),
    [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("auto", "")],
)
def test_the_theme_is_remembered(me, theme, attribute):
    assert me.post("/theme", {"theme": theme, "next": "/settings"}).location == "/settings"
    assert f'<html lang="fr" data-zone="Europe/Paris"{attribute}>' in me.get("/patients").text


def test_the_language_is_remembered(me):
    assert '<html lang="fr"' in me.get("/patients", headers={"Accept-Language": "en"}).text
    me.post("/language", {"lang": "en", "next": "//elsewhere.test"})
    assert '<html lang="en"' in me.get("/patients").text


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/theme", {"theme": "pink"}),
        ("/language", {"lang": "xx"}),
        ("/theme", {}),
        ("/language", {}),
    ],
)
def test_what_is_not_offered(me, path, form):
    assert me.post(path, form).status_code == 400


def test_texts_for_the_browser(me):
    assert me.get("/texts/fr.json").json == {}
    english = me.get("/texts/en.json").json
    assert len(english) > 50
    assert all(isinstance(v, str) or len(v) == 2 for v in english.values())
    assert me.get("/texts/xx.json").status_code == 404
