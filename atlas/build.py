"""`python -m atlas.build`: everything; `--drawings`: zones and drawings from the committed intermediate."""

from __future__ import annotations

import argparse

import numpy as np

from atlas import drawing, intermediate, pack
from atlas.figure import make_figure
from atlas.shapes import Shape, errors, fit_shape
from atlas.svg import svg
from atlas.views import VIEWS
from atlas.zone_keys import KEYS

PEOPLE, HELD_OUT = 360, 60
SEEDS = {"F": 41, "M": 42}


def fitted_shapes(data):
    """Shape models fitted on synthetic people. Needs torch; some minutes."""
    from atlas import population, skin  # noqa: PLC0415 - torch is only there when all is built

    out = {}
    for sex, seed in SEEDS.items():
        who = population.people(sex, PEOPLE, seed)
        bodies, fitted = population.skins(sex, who, data.used)
        who = [column[fitted] for column in who]
        train, test = slice(HELD_OUT, None), slice(None, HELD_OUT)
        held = fit_shape(bodies[train], *(w[train] for w in who))
        print(
            sex,
            "held-out people:",
            errors(held, skin.faces(data).astype(int), bodies[test], [w[test] for w in who]),
        )
        out[sex] = fit_shape(bodies, *who)
    return out


def stored_shapes():
    """Shape models of the committed atlas."""
    with np.load(pack.ATLAS) as z:
        return {s: Shape(z[f"mean_{s}"], z[f"comp_{s}"], z[f"B_{s}"]) for s in pack.SEXES}


def _zones_seen(drawn):
    layers = [drawn.base, drawn.limb] if drawn.limb else [drawn.base]
    return {KEYS[z] for layer in layers for z in layer.coverage.zones}


def views_that_show(key, seen):
    """Views in which both figures show a zone; where there is none, those in which one does."""
    both = [v for v in VIEWS if all(key in seen[s, v] for s in pack.SEXES)]
    return both or [v for v in VIEWS if any(key in seen[s, v] for s in pack.SEXES)]


def draw_all(data):
    """Write the drawings -> boxes by figure and view, views by zone."""
    pack.SVG.mkdir(parents=True, exist_ok=True)
    boxes, seen = {}, {}
    for sex in pack.SEXES:
        figure = make_figure(data, sex)
        for view in VIEWS:
            drawn = drawing.draw(figure, view)
            (pack.SVG / f"{sex}-{view}.svg").write_text(svg(drawn), "utf-8")
            boxes.setdefault(sex, {})[view] = [float(x) for x in drawn.box_mm]
            seen[sex, view] = _zones_seen(drawn)
            print("drew", sex, view, flush=True)
    return boxes, {key: views_that_show(key, seen) for key in KEYS[1:]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawings", action="store_true", help="only what needs no torch")
    parser.add_argument(
        "--no-svg", action="store_true", help="keep the drawings, rebuild the arrays"
    )
    asked = parser.parse_args()
    if not asked.drawings:
        intermediate.save(intermediate.make())
    data = intermediate.load()
    shapes = stored_shapes() if asked.drawings else fitted_shapes(data)
    arrays = pack.atlas_arrays(data, shapes)
    pack.save_npz(pack.ATLAS, arrays)
    if not asked.no_svg:
        boxes, views_of = draw_all(data)
        pack.ZONES.write_text(pack.zones_json(views_of), "utf-8")
        pack.write_static(arrays, boxes)


if __name__ == "__main__":
    main()
