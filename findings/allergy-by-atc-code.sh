#!/usr/bin/env bash
# edsnlp 0.23.0 (French clinical text, table of medicines by ATC code).
# Guess: a brand and its substance get the same code, so that "allergic to X" can be held against a
#        product by comparing codes, and a brand is found with and without its suffix.
# Seen:  the code names a use, not a substance: lidocaine N01BB02, Xylocaïne and Emla N01BB52 (the code of
#        combinations); aspirin N02BA01, Kardégic B01AC06. "Kenacort retard" is found, "Kenacort" is not;
#        "Solu-Médrol" as one word is, "Soludécadron" is not. Classes (AINS, corticoïdes) are not found.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check edsnlp==0.23.0 spacy==3.8.18 2>/dev/null
"$work/env/bin/python" - 2>/dev/null <<'P'
import edsnlp
import edsnlp.pipes as eds

nlp = edsnlp.blank("eds")
nlp.add_pipe(eds.normalizer())
nlp.add_pipe(eds.drugs())
WANTED = {
    "lidocaïne": "N01BB02", "Mésocaïne": "N01BB02", "Xylocaïne": "N01BB52", "Emla": "N01BB52",
    "Aspirine": "N02BA01", "acide acétylsalicylique": "N02BA01", "Kardégic": "B01AC06",
    "Kenacort retard": "H02AB08", "Kenacort": None, "Solumédrol": "H02AB04", "Soludécadron": None,
    "AINS": None, "corticoïdes": None,
}  # fmt: skip
seen = {}
for name in WANTED:
    found = [(e.text, e.kb_id_) for e in nlp(name).ents]
    seen[name] = found[0][1] if found else None
    print(f"{name:26} {seen[name]}")
raise SystemExit(seen != WANTED)
P
echo "as written above"
