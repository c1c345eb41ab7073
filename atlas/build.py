"""`python -m atlas.build`: everything; `--drawings`: zones and drawings from the committed intermediate.

`--figure F10` (again and again) draws only these; `--jobs 2` draws in so many processes.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from functools import cache
from multiprocessing import get_context

import numpy as np

from atlas import close_up_table, close_ups, drawing, intermediate, layers, mirror, pack, raised
from atlas.figure import make_figure
from atlas.people import FIGURES
from atlas.shapes import Shape, errors, fit_shape
from atlas.svg import svg
from atlas.views import VIEWS
from atlas.zone_keys import KEYS

PEOPLE, HELD_OUT = 360, 60
SEEDS = {"F": 41, "M": 42}


def fitted_shapes(data):
    """Shape models fitted on synthetic people. Needs torch; some minutes."""
    from atlas import population, skin, stout_children  # noqa: PLC0415 - torch is there only then

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
        if sex in stout_children.SEXES:
            out[sex] = stout_children.mended(out[sex], *stout_children.made(sex, data.used))
    return out


def stored_shapes():
    """Shape models of the committed atlas."""
    with np.load(pack.ATLAS) as z:
        return {s: Shape(z[f"mean_{s}"], z[f"comp_{s}"], z[f"B_{s}"]) for s in pack.SEXES}


def _zones_seen(drawn):
    layers = [drawn.base, drawn.limb] if drawn.limb else [drawn.base]
    return {KEYS[z] for layer in layers for z in layer.coverage.zones}


def views_that_show(key, seen):
    """Whole views in which both adults show a zone; none where only a close-up does."""
    return [v for v in VIEWS if all(key in seen[s, v] for s in pack.SEXES)]


@cache
def _data():
    """The committed intermediate; each process reads it once."""
    return intermediate.load()


def draw_figure(name):
    """Write the four whole views of a figure -> its name, boxes by view, zones seen by view."""
    drawn = drawing.draw_all(make_figure(_data(), name))
    for view, one in drawn.items():
        (pack.SVG / f"{name}-{view}.svg").write_text(svg(one), "utf-8")
    boxes = {view: [float(x) for x in one.box_mm] for view, one in drawn.items()}
    return name, boxes, {view: _zones_seen(one) for view, one in drawn.items()}


def draw_whole(names, jobs=1):
    """Write the whole views of figures -> boxes and zones seen, both by figure and view."""
    pack.SVG.mkdir(parents=True, exist_ok=True)
    boxes, seen = {}, {}
    with ExitStack() as stack:
        each = stack.enter_context(get_context("spawn").Pool(jobs)).imap if jobs > 1 else map
        for name, found, zones in each(draw_figure, names):
            boxes[name] = found
            seen |= {(name, view): keys for view, keys in zones.items()}
            print("drew", name, flush=True)
    return boxes, seen


def write_views(boxes):
    """Set the boxes of the whole views in views.json; the other figures keep theirs."""
    rows = pack.views()
    for row in rows:
        if row["kind"] == "whole":
            known = row["boxes"] | {name: found[row["key"]] for name, found in boxes.items()}
            row["boxes"] = {name: known[name] for name in FIGURES if name in known}
    pack.VIEWS_JSON.write_text(pack.views_text(rows), "utf-8")


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawings", action="store_true", help="only what needs no torch")
    parser.add_argument(
        "--no-svg", action="store_true", help="keep the drawings, rebuild the arrays"
    )
    parser.add_argument("--no-close-ups", action="store_true", help="keep the close-ups")
    parser.add_argument(
        "--figure", action="append", choices=list(FIGURES), help="draw only this one"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes that draw (default 1)")
    return parser.parse_args()


def main():
    asked = _arguments()
    if not asked.drawings:
        intermediate.save(intermediate.make())
    data = intermediate.load()
    shapes = stored_shapes() if asked.drawings else fitted_shapes(data)
    arrays, figures = pack.atlas_arrays(data, shapes), pack.figure_arrays(data)
    pack.save_npz(pack.ATLAS, arrays)
    pack.save_npz(pack.FIGURES_NPZ, figures)
    if not asked.no_svg:
        boxes, seen = draw_whole(asked.figure or list(FIGURES), asked.jobs)
        write_views(boxes)
        if not asked.figure:
            views_of = {key: views_that_show(key, seen) for key in KEYS[1:]}
            pack.ZONES.write_text(pack.zones_json(views_of), "utf-8")
    close_up_table.write(close_up_table.with_zones(close_up_table.rows(data)))
    if not (asked.no_svg or asked.no_close_ups or asked.figure):
        close_ups.draw_close_ups(data, jobs=asked.jobs)
    layers.main()
    mirror.main()
    raised.main()
    pack.write_static(arrays, figures, pack.views())


if __name__ == "__main__":
    main()
