"""A sentence quotes what came from outside as JSON writes it, and never a page of it."""

from flask import g

from mesomap.errors import Refused
from mesomap.web.common.i18n import QUOTED_CHARACTERS, say


def test_values_are_quoted_as_json_writes_them(app):
    with app.test_request_context():
        assert say(Refused("reçu : {value!r}", value=None)) == "reçu\xa0: null"
        assert say(Refused("reçu : {value!r}", value={"a": True})) == 'reçu\xa0: {"a": true}'
        assert say(Refused("de {low:.1f} à {high} cm", low=1.25, high=210)) == "de 1,2 à 210\xa0cm"
        assert say(Refused("reçu : {value!r}", value=100.1)) == "reçu\xa0: 100,1"
        assert say(Refused("reçu : {value!r}", value="100.1")) == 'reçu\xa0: "100.1"'


def test_a_long_value_is_cut_short(app):
    with app.test_request_context():
        said = say(Refused("reçu : {value!r}", value="x" * 5000))
    assert len(said) < QUOTED_CHARACTERS + 20
    assert said.endswith("…")


def test_a_figure_has_its_decimals_as_the_reader_writes_them(app):
    with app.test_request_context():
        g.speaking = "en"
        assert say(Refused("reçu : {value!r}, {value:g}", value=100.1)).endswith("100.1, 100.1")
