"""Static files under the stamp of them all."""

import gzip

import pytest

from mesomap.web.common import shelf
from mesomap.web.common.packing import STAMP

FILES = ["session.js", "session.js.map", "svg/F-back.svg", "body/faces-1.bin", "css/tokens.css"]


@pytest.fixture
def anyone(app):
    return app.test_client()


@pytest.mark.parametrize("name", FILES)
def test_what_bears_the_stamp_is_kept_for_good(anyone, name):
    now = anyone.get(f"{shelf.static_root()}/{name}")
    assert now.status_code == 200
    assert now.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert now.headers["X-Content-Type-Options"] == "nosniff"
    known = {"If-None-Match": now.headers["ETag"]}
    assert anyone.get(f"{shelf.static_root()}/{name}", headers=known).status_code == 304


@pytest.mark.parametrize("name", FILES)
def test_a_page_of_before_gets_the_files_of_today_and_asks_again(anyone, name):
    old = anyone.get(f"/static/~0123456789ab/{name}")
    assert old.data == anyone.get(f"{shelf.static_root()}/{name}").data
    assert old.headers["Cache-Control"] == "no-cache"


def test_it_travels_compressed(anyone):
    plain = anyone.get(f"{shelf.static_root()}/session.js").data
    packed = anyone.get(f"{shelf.static_root()}/session.js", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain
    assert len(packed.data) < 0.4 * len(plain)


def test_a_file_is_packed_once_whatever_stamp_it_is_asked_by():
    assert {STAMP.sub("/static/", f"/static/~{s}/css/a~b.css") for s in ("1", "2")} == {
        "/static/css/a~b.css"
    }


@pytest.mark.parametrize(
    "path", ["nothing.js", "../pyproject.toml", "%2e%2e/pyproject.toml", "js", ""]
)
def test_what_is_not_there(anyone, path):
    assert anyone.get(f"{shelf.static_root()}/{path}").status_code == 404


def test_the_stamp_changes_with_any_file(tmp_path, monkeypatch):
    (tmp_path / "svg").mkdir()
    drawing = tmp_path / "svg" / "one.svg"
    monkeypatch.setattr(shelf, "resource_dir", lambda _name: tmp_path)
    monkeypatch.setattr(shelf, "_script", lambda: (b"", b""))
    stamps = []
    for content in ("<svg/>", "<svg />"):
        drawing.write_text(content)
        stamps.append(shelf.stamp.__wrapped__())
    assert len(set(stamps)) == 2
