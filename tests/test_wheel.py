"""A built wheel carries everything it needs, and finds it from anywhere."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without a network."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            str(out),
            str(ROOT),
        ],
        check=True,
        cwd=out,
        env=os.environ | {"PIP_NO_INDEX": "1"},
    )
    (built,) = out.glob("mesomap-*.whl")
    return built


def test_it_carries_pages_drawings_data_and_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "mesomap/templates/base.html",
        "mesomap/templates/session.html",
        "mesomap/static/svg/F-back.svg",
        "mesomap/static/body/faces-1.bin",
        "mesomap/static/js/app/session.js",
        "mesomap/body/atlas.npz",
        "mesomap/body/raised.npz",
        "mesomap/body/zones.json",
        "mesomap/translations/en/LC_MESSAGES/messages.mo",
    ):
        assert wanted in names, wanted
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert any(n.endswith("licenses/NOTICE") for n in names)


def test_the_installed_command_measures_from_another_folder(wheel, tmp_path):
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    case = {
        "mesh": "1",
        "body": {"sex": "F", "age_years": 41, "height_cm": 165, "weight_kg": 62},
        "marks": [{"id": "a", "kind": "zone", "zone": "lumbar_paravertebral.L", "depth": "IDS"}],
    }
    (tmp_path / "case.json").write_text(json.dumps(case))
    done = subprocess.run(
        [sys.executable, "-m", "mesomap", "area", "case.json", "--json"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert list(json.loads(done.stdout)["by_zone_cm2"]) == ["lumbar_paravertebral.L"]


def test_the_installed_pages_and_drawings_are_served(wheel, tmp_path):
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    env = os.environ | {"PYTHONPATH": str(site), "MESOMAP_INSTANCE": str(tmp_path / "instance")}
    subprocess.run(
        [sys.executable, "-m", "mesomap", "migrate"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        check=True,
    )
    program = (
        "from mesomap.app import create_app; import mesomap, sys;"
        "c = create_app({'TESTING': True, 'SECRET_KEY': 'x' * 32, 'INSTANCE': sys.argv[1]}).test_client();"
        "print(mesomap.__file__, *(c.get(p, follow_redirects=True).status_code for p in"
        " ('/static/svg/F-back.svg', '/static/~0/session.js', '/sign-in')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "instance")],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split()[1:] == ["200", "200", "200"], done.stdout + done.stderr
    assert done.stdout.startswith(str(site))
