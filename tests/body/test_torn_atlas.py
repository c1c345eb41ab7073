"""An atlas that is missing, torn or of another version: a sentence, never a traceback."""

import json
import shutil

import numpy as np
import pytest
from click.testing import CliRunner

from mesomap.body import atlas
from mesomap.cli_area import area
from tests.body.test_cli_area import CASE

FILES = ("atlas.npz", "figures.npz", "raised.npz", "zones.json", "views.json")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the atlas that a test may damage."""
    for name in FILES:
        shutil.copy(atlas.FOLDER / name, tmp_path)
    monkeypatch.setattr(atlas, "FOLDER", tmp_path)
    atlas.load.cache_clear()
    yield tmp_path
    atlas.load.cache_clear()


def ask():
    """`mesomap area` of a point and an outline, which reads a figure too."""
    patch = {
        "id": "o", "kind": "patch", "view": "back", "depth": "IDS",
        "anchors": [[19178, 0.1, 0.1], [19178, 0.8, 0.1], [19178, 0.1, 0.8]],
    }  # fmt: skip
    case = CASE | {"body": CASE["body"] | {"age_years": 43}, "marks": [*CASE["marks"], patch]}
    return CliRunner().invoke(area, ["-", "--json"], input=json.dumps(case))


def test_a_copy_of_the_atlas_does(folder):
    assert ask().exit_code == 0


def sentence(result):
    assert result.exit_code == 2
    assert result.stdout == ""
    text = result.stderr.strip().replace("\u00a0", " ")
    assert text.count("\n") == 0
    assert text.endswith(".")
    return text


@pytest.mark.parametrize("name", ["atlas.npz", "figures.npz", "raised.npz"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    said = sentence(ask())
    assert name in said
    assert "absent" in said


@pytest.mark.parametrize("name", ["atlas.npz", "figures.npz", "raised.npz"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_torn_file_is_named(folder, name, share):
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: int(len(whole) * share)])
    said = sentence(ask())
    assert name in said
    assert "abîmé" in said


def test_bytes_that_changed_are_noticed(folder):
    """In the middle of an array the archive's own check sum tells."""
    data = bytearray((folder / "atlas.npz").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    (folder / "atlas.npz").write_bytes(data)
    assert "abîmé" in sentence(ask())


@pytest.mark.parametrize(
    ("part", "version"), [("mesh", "0"), ("mesh", "2"), ("zones", "1"), ("zones", "9")]
)
def test_another_version_is_refused(folder, part, version):
    with np.load(folder / "atlas.npz") as file:
        arrays = dict(file)
    meta = json.loads(str(arrays["meta"])) | {part: version}
    arrays["meta"] = np.array(json.dumps(meta))
    np.savez_compressed(folder / "atlas.npz", **arrays)
    said = sentence(ask())
    assert "autre version" in said
    assert version in said
