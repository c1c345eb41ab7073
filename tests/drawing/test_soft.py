"""Drawings on a page take half the coats of tone and soften them; paper takes all, unsoftened."""

from mesomap.drawing.base import base


def coats_and_filters(theme):
    elements = [e for top in base("F", "back", theme).body for e in top.iter()]
    coats = [g for g in elements if g.tag == "g" and "--tone" in g.get("fill", "")]
    return sum(len(g) for g in coats), [e.get("filter") for e in elements if e.get("filter")]


def test_a_page_has_half_the_coats_softened_inside_the_outline():
    web, filters = coats_and_filters("web")
    assert filters == ["url(#F-back-soft)"]
    assert 8 <= web <= 14
    [clipped] = [
        g for top in base("F", "back", "web").body for g in top.iter("g")
        if g.get("clip-path") and any(c.get("filter") for c in g)
    ]  # fmt: skip
    assert clipped.get("clip-path") == "url(#F-back-clip)"


def test_paper_has_every_coat_and_no_filter():
    paper = [e for top in base("F", "back", "paper").body for e in top.iter()]
    assert not [e for e in paper if e.get("filter") or e.tag == "filter"]
    groups = [g for g in paper if g.tag == "g" and g.get("fill-opacity")]
    assert sum(len(g) for g in groups) >= 20
