#!/usr/bin/env bash
# rcpchgrowth 4.6.5 (growth references of the Royal College of Paediatrics and Child Health), a girl of 10.
# Guess: what is mistyped by a factor of ten, or height and weight swapped (72 cm, 172 kg: 331 kg/m²), lies
#        tens of standard deviations out, so that one limit (say 8) catches it in every reference.
# Seen:  LMS scores of skewed measures have a ceiling. 320 kg for 32 is 6.2 (UK-WHO) or 5.1 (CDC), 3,200 kg
#        7.3 or 5.9; a body mass index of 331 is 5.8, 55 or infinite, as the reference is UK-WHO, WHO or CDC.
#        At 15, ten times the weight is 3.8 (CDC). Heights go on growing: 1,380 cm is 195.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check rcpchgrowth==4.6.5 2>/dev/null
"$work/env/bin/python" - <<'P'
from datetime import date

from rcpchgrowth import Measurement


def z_score(method, value, reference, years=10):
    result = Measurement(
        sex="female", birth_date=date(2016, 11, 30), observation_date=date(2016 + years, 11, 30),
        measurement_method=method, observation_value=value, reference=reference,
        gestation_weeks=40, gestation_days=0,
    ).measurement  # fmt: skip
    return round(float(result["measurement_calculated_values"]["chronological_sds"]), 1)


INF = float("inf")
WANTED = {
    ("weight", 32, "uk-who", 10): -0.1, ("weight", 320, "uk-who", 10): 6.2,
    ("weight", 3200, "uk-who", 10): 7.3, ("weight", 320, "cdc", 10): 5.1,
    ("weight", 3200, "cdc", 10): 5.9, ("weight", 320, "cdc", 15): 3.8,
    ("bmi", 17, "uk-who", 10): 0.0, ("bmi", 331, "uk-who", 10): 5.8,
    ("bmi", 331, "who", 10): 55.1, ("bmi", 331, "cdc", 10): INF,
    ("height", 1380, "uk-who", 10): 195.3,
}  # fmt: skip
seen = {case: z_score(*case) for case in WANTED}
for (method, value, reference, years), z in seen.items():
    print(f"{method:7} {value:5} at {years}, {reference:7} z = {z}")
raise SystemExit(seen != WANTED)
P
echo "as written above"
