"""`mesomap area`: the form it prints, and a sentence with exit status 2 for each bad input."""

import copy
import json
import re

import pytest
from click.testing import CliRunner

from mesomap.cli_area import area

CASE = {
    "mesh": "1",
    "body": {"sex": "F", "age_years": 41, "height_cm": 165, "weight_kg": 62},
    "marks": [
        {
            "id": "a",
            "kind": "point",
            "anchors": [[19178, 0.21, 0.33]],
            "depth": "IDP",
            "radius_mm": 10,
        }
    ],
}
PATCH = {
    "id": "o",
    "kind": "patch",
    "anchors": [[19178, 0.1, 0.1], [19178, 0.8, 0.1], [19178, 0.1, 0.8]],
    "view": "back",
    "depth": "IDS",
}


def run(*args, stdin=None):
    return CliRunner().invoke(area, args, input=stdin)


def ask(case, *args):
    return run("-", "--json", *args, stdin=json.dumps(case))


def changed(**changes):
    return copy.deepcopy(CASE) | changes


def with_mark(**changes):
    return changed(marks=[CASE["marks"][0] | changes])


def test_it_prints_one_json_object(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    result = run(str(path), "--json")
    assert result.exit_code == 0
    out = json.loads(result.stdout)
    assert list(out) == [
        "bsa_cm2",
        "treated_cm2",
        "region_cm2",
        "by_zone_cm2",
        "by_depth_cm2",
        "uncertainty_pct",
        "warnings",
    ]
    assert out["treated_cm2"] == pytest.approx(3.14, rel=0.02)
    assert out["region_cm2"] == out["treated_cm2"]
    assert out["by_depth_cm2"] == {"IDP": out["treated_cm2"]}
    assert sum(out["by_zone_cm2"].values()) == pytest.approx(out["treated_cm2"], rel=1e-4)
    assert out["bsa_cm2"] == pytest.approx(16800, rel=0.02)
    assert 0.5 < out["uncertainty_pct"] < 5.0  # a point's radius is the same on any body
    assert out["warnings"] == []


def test_it_reads_standard_input_with_or_without_a_byte_order_mark():
    plain = ask(CASE)
    assert plain.exit_code == 0
    assert run("-", "--json", stdin="\ufeff" + json.dumps(CASE)).stdout == plain.stdout


def test_a_case_without_marks_has_areas_of_nothing():
    out = json.loads(ask(changed(marks=[])).stdout)
    assert (out["treated_cm2"], out["region_cm2"], out["by_zone_cm2"], out["by_depth_cm2"]) == (
        0,
        0,
        {},
        {},
    )


def test_zones_are_accepted_too():
    out = json.loads(
        ask(
            changed(marks=[{"id": "z", "kind": "zone", "zone": "gluteal.L", "depth": "IDS"}])
        ).stdout
    )
    assert list(out["by_zone_cm2"]) == ["gluteal.L"]


def test_an_outline_inside_one_face_needs_no_figure():
    out = json.loads(ask(changed(marks=[PATCH])).stdout)
    assert 0.1 < out["treated_cm2"] < 1.0
    assert len(out["by_zone_cm2"]) == 1


def test_without_json_it_speaks_to_people():
    result = run("-", stdin=json.dumps(CASE))
    assert result.exit_code == 0
    assert "Surface traitée" in result.stdout
    assert re.search(r"cm² ± \d+ %$", result.stdout.splitlines()[0])
    assert "3.14 cm²" in result.stdout
    english = run("-", "--lang", "en", stdin=json.dumps(CASE))
    assert english.exit_code == 0
    assert english.stdout != result.stdout


def test_warnings_come_as_code_mark_and_sentence():
    slanting = {
        "id": "o",
        "kind": "patch",
        "view": "left",
        "depth": "IDS",
        "figure": "F",
        "anchors": PATCH["anchors"],
    }
    (warning,) = json.loads(ask(changed(marks=[slanting])).stdout)["warnings"]
    assert set(warning) == {"code", "mark_id", "sentence"}
    assert warning["mark_id"] == "o"


BAD = {
    "no mesh": ({k: v for k, v in CASE.items() if k != "mesh"}, "Maillage inconnu"),
    "mesh of tomorrow": (changed(mesh="2"), "Maillage inconnu"),
    "mesh as a number": (changed(mesh=1), "Maillage inconnu"),
    "no body": ({k: v for k, v in CASE.items() if k != "body"}, "corps"),
    "sex": (changed(body=CASE["body"] | {"sex": "X"}), "F ou M"),
    "height of 400 cm": (changed(body=CASE["body"] | {"height_cm": 400}), "145 et 198 cm"),
    "weight as text": (changed(body=CASE["body"] | {"weight_kg": "62"}), "nombre"),
    "weight of 400 kg": (changed(body=CASE["body"] | {"weight_kg": 400}), "43.6 et 117 kg"),
    "age of 3": (changed(body=CASE["body"] | {"age_years": 3}), "6 et 85 ans"),
    "marks of no list": (changed(marks={}), "liste"),
    "mark of no object": (changed(marks=[3]), "objet"),
    "unknown kind": (with_mark(kind="blob"), "genre"),
    "unknown depth": (with_mark(depth="IV"), "profondeur"),
    "face too high": (with_mark(anchors=[[24724, 0.2, 0.2]]), "24723"),
    "face below zero": (with_mark(anchors=[[-1, 0.2, 0.2]]), "n’existe pas"),
    "face of 10^30": (with_mark(anchors=[[10**30, 0.2, 0.2]]), "n’existe pas"),
    "half a face": (with_mark(anchors=[[3.5, 0.2, 0.2]]), "entier"),
    "outside the face": (with_mark(anchors=[[3, 0.7, 0.4]]), "hors de sa face"),
    "just outside the face": (with_mark(anchors=[[3, -2e-6, 0.4]]), "hors de sa face"),
    "two anchors": (with_mark(anchors=[[3, 0.1, 0.1]] * 2), "exactement un"),
    "radius of nothing": (with_mark(radius_mm=0), "radius_mm"),
    "unknown zone": (
        changed(marks=[{"id": "z", "kind": "zone", "zone": "tail", "depth": "IDS"}]),
        "Zone inconnue",
    ),
    "outline of two": (
        changed(marks=[PATCH | {"anchors": PATCH["anchors"][:2]}]),
        "trois ancrages",
    ),
    "outline that is flat": (
        changed(marks=[PATCH | {"anchors": PATCH["anchors"][:2] * 2}]),
        "aucune surface",
    ),
    "outline that crosses": (
        changed(
            marks=[
                PATCH
                | {
                    "anchors": [
                        [19178, 0.1, 0.1],
                        [19178, 0.5, 0.4],
                        [19178, 0.5, 0.1],
                        [19178, 0.1, 0.5],
                    ]
                }
            ]
        ),
        "croise",
    ),
    "outline without a view": (
        changed(marks=[{k: v for k, v in PATCH.items() if k != "view"}]),
        "vue",
    ),
    "unknown view": (changed(marks=[PATCH | {"view": "above"}]), "Vue inconnue"),
    "unknown figure": (changed(marks=[PATCH | {"figure": "child"}]), "Figure inconnue"),
    "a list": ([CASE], "objet"),
}


@pytest.mark.parametrize(("case", "word"), BAD.values(), ids=BAD)
def test_bad_cases_get_one_sentence_and_status_2(case, word):
    result = ask(case)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert word in result.stderr.replace("\u00a0", " ")
    assert result.stderr.strip().count("\n") == 0
    assert result.stderr.strip().endswith(".")


@pytest.mark.parametrize(
    "text", ["", "{", "not json", '{"mesh": NaN}', "[" * 100_000, '{"a": 1} x']
)
def test_what_is_not_json_is_refused(text):
    result = run("-", "--json", stdin=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip() == "Ce fichier n’est pas du JSON lisible."


def test_files_that_cannot_be_read_are_refused(tmp_path):
    missing = run(str(tmp_path / "none.json"), "--json")
    assert missing.exit_code == 2
    assert "n’existe pas" in missing.stderr
    folder = run(str(tmp_path), "--json")
    assert folder.exit_code == 2
    assert "ne peut pas être lu" in folder.stderr
    (tmp_path / "latin.json").write_bytes('{"é": 1}'.encode("latin-1"))
    assert run(str(tmp_path / "latin.json")).exit_code == 2


def test_a_tolerance_of_a_millionth_is_inside():
    assert ask(with_mark(anchors=[[19178, -9e-7, 0.4]])).exit_code == 0
