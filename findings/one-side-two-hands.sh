#!/usr/bin/env bash
# anatomapa 0.4.5 (heat maps on a drawn body, front and back).
# Guess: a region with a side is a part of the patient: `hand_left` is one hand, whichever view shows it.
# Seen:  sides are those of the picture (its manual says so, "observer's convention"), and the same key is
#        drawn on the left of both views. Front and back of one figure thus colour the patient's right hand
#        in front and the left hand behind; a list of sided findings charted with view="both" moves sides.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check anatomapa==0.4.5 2>/dev/null
"$work/env/bin/python" - <<'P'
import re

import anatomapa


def paths(region, view):
    svg = anatomapa.heatmap({region: 10}, view=view).to_svg()
    return set(re.findall(r"<path[^>]*>", svg))


def side_of_the_picture(region, view):
    other = "face" if view == "anterior" else "skull"
    drawn = paths(region, view) - paths(other, view)
    x = [float(x) for path in drawn for x in re.findall(r"[ML] ([\d.]+) [\d.]+", path)]
    return "left" if max(x) < 200 else "right" if min(x) > 340 else "both"


PATIENT = {"anterior": {"left": "right", "right": "left"}, "posterior": {"left": "left", "right": "right"}}
WANTED = {("hand_left", "anterior"): "right", ("hand_left", "posterior"): "left",
          ("hand_right", "anterior"): "left", ("hand_right", "posterior"): "right"}  # fmt: skip
seen = {(r, v): PATIENT[v][side_of_the_picture(r, v)] for r, v in WANTED}
for (region, view), side in seen.items():
    print(f"{region:11} {view:10} is the patient's {side} hand")
raise SystemExit(seen != WANTED)
P
echo "as written above"
