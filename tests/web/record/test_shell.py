"""The shell: what a tablet keeps to open without the server. It knows no patient."""

import hashlib
import json
import re

from mesomap.web.common.packing import STAMP
from mesomap.web.common.shelf import page_scripts
from mesomap.web.record.shell import shell_version
from tests.web.conftest import marked


def shell_of(visitor):
    answer = visitor.get("/sw.js")
    assert answer.status_code == 200
    first, _, rest = answer.text.partition("\n")
    return json.loads(first.removeprefix("const SHELL = ").removesuffix(";")), rest


def test_the_worker_rules_the_whole_site_and_is_asked_for_each_time(visitor):
    answer = visitor.get("/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert answer.mimetype == "text/javascript"
    again = visitor.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_worker_stands_alone(visitor):
    _shell, text = shell_of(visitor)
    assert not re.search(r"\bimport\b|importScripts", text)


def test_each_file_of_the_shell_is_there_with_its_hash(visitor):
    shell, _text = shell_of(visitor)
    for path, known in shell["files"]:
        data = visitor.client.get(path).data
        assert hashlib.sha256(data).hexdigest().startswith(known), path


def test_the_script_of_the_session_page_is_in_it(visitor):
    files = {path for path, _hash in shell_of(visitor)[0]["files"]}
    assert {STAMP.sub("/static/", path) for path in page_scripts()} <= files
    assert {"/static/js/app/pages/keeper.js", "/static/js/store/worker.js"} <= files
    page = visitor.get("/shell/fr/session").text
    named = re.findall(r'(?:src|href)="(/static/[^"?]+)', page)
    assert named
    assert {STAMP.sub("/static/", path) for path in named} <= files


def test_the_empty_pages_know_nobody_and_carry_no_token(app, doc, visitor, me):
    marked(doc)
    shell, _text = shell_of(visitor)
    for named in shell["pages"].values():
        for path in named.values():
            for who in (visitor, me):
                answer = who.get(path)
                assert "Exemple" not in answer.text, path
                assert "csrf-token" not in answer.text
                assert answer.headers["X-MesoMap-Shell"] == shell["version"]
            assert "Set-Cookie" not in visitor.client.get(path).headers
    with app.app_context():
        assert shell_version(app) == shell["version"]


def test_the_empty_pages_speak_the_language_of_their_address(me):
    assert '<html lang="fr"' in me.get("/shell/fr/today").text
    assert '<html lang="en"' in me.get("/shell/en/today").text
    assert me.get("/shell/xx/today").status_code == 404
    assert me.get("/shell/fr/anything").status_code == 404


def test_a_page_of_a_patient_is_never_stored_and_says_its_shell(me, doc):
    patient_id, session_id, _tablet = marked(doc)
    shell, _text = shell_of(me)
    for path in (f"/patients/{patient_id}", f"/sessions/{session_id}"):
        answer = me.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-MesoMap-Shell"] == shell["version"]
        assert path not in json.dumps(shell)


def test_it_can_be_installed_by_its_own_name_and_signs(visitor):
    answer = visitor.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    found = json.loads(answer.text)
    assert (found["short_name"], found["lang"], found["scope"]) == ("MesoMap", "fr", "/")
    assert found["display"] == "standalone"
    purposes = {icon["purpose"] for icon in found["icons"]}
    assert purposes == {"any", "maskable"}
    for icon in found["icons"]:
        assert visitor.client.get(icon["src"]).status_code == 200
    page = visitor.get("/setup").text
    assert 'rel="manifest"' in page
    assert "apple-touch-icon" in page
