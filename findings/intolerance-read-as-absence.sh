#!/usr/bin/env bash
# edsnlp 0.23.0, its rules for negation, on sentences of a French allergy field.
# Guess: what affirms an intolerance is not negated; what denies an allergy is, on either side of the name.
# Seen:  "Ne supporte pas la lidocaïne" and "Pas de lidocaïne : allergie" count as negated (the verb or the
#        order is, not the intolerance); "Lidocaïne : pas d'allergie" and "la lidocaïne est bien tolérée"
#        count as affirmed. A reminder that drops what is negated drops the first two patients.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check edsnlp==0.23.0 spacy==3.8.18 2>/dev/null
"$work/env/bin/python" - 2>/dev/null <<'P'
import edsnlp
import edsnlp.pipes as eds

nlp = edsnlp.blank("eds")
nlp.add_pipe(eds.normalizer())
nlp.add_pipe(eds.sentences())
nlp.add_pipe(eds.drugs())
nlp.add_pipe(eds.negation())
WANTED = {
    "Pas d'allergie à la lidocaïne": True,
    "Allergie à la lidocaïne": False,
    "Ne supporte pas la lidocaïne": True,
    "Pas de lidocaïne : allergie": True,
    "Lidocaïne : pas d'allergie": False,
    "La lidocaïne est bien tolérée": False,
}
seen = {text: nlp(text).ents[0]._.negation for text in WANTED}
for text, negated in seen.items():
    print(f"{text:34} {'negated' if negated else 'affirmed'}")
raise SystemExit(seen != WANTED)
P
echo "as written above"
