"""A page that answers a form names an address at which it can be asked for again."""

import re

import pytest

from tests.web.conftest import marked


def again(answer):
    found = re.search(r'data-again="([^"]*)"', answer.text)
    return found and found[1]


@pytest.mark.parametrize(
    ("path", "sent", "form", "address"),
    [
        ("/patients/new", {}, "/patients/new", "/patients/new"),
        ("/settings/tariff", {"flat_cents": "x"}, "/settings/tariff", "/settings/tariff"),
        ("/patients/PATIENT/courses", {}, "/patients/PATIENT/courses/new", "/patients/PATIENT/courses/new"),
        ("/sessions/SESSION/estimate", {"do": "review"}, "/sessions/SESSION/estimate", "/sessions/SESSION/estimate"),
        ("/patients/PATIENT/sessions", {"course_id": "none"}, "/patients/PATIENT", "/patients/PATIENT"),
        ("/language", {"lang": "xx"}, "http://elsewhere.test/patients", "/"),
        ("/language", {"lang": "xx"}, "", "/"),
    ],
)  # fmt: skip
def test_the_address_is_a_page(me, doc, path, sent, form, address):
    patient_id, session_id, _tablet = marked(doc)
    path, form, address = (
        p.replace("PATIENT", patient_id).replace("SESSION", session_id)
        for p in (path, form, address)
    )
    me.get("/patients")
    referrer = form if form.startswith("http") or not form else f"http://localhost{form}"
    answer = me.post(path, sent, headers={"Referer": referrer})
    assert again(answer) == address
    assert me.get(address).status_code in {200, 302}


def test_a_page_that_was_asked_for_needs_none(me):
    assert again(me.get("/patients")) is None
