"""Many runs of two tablets that everything happens to.

    python -m tests.faults --runs 2000 --seed 1

Prints the seed and how often each thing happened; the exit status is 0 if everything held and
each of them happened.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.machine import ACTS, FAULTS, missing, run
from tests.faults.practice import Practice


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=2000)
    options.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    chosen = options.parse_args()
    say(f"seed {chosen.seed}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        practice = Practice(Path(folder))
        try:
            tally = run(practice, chosen.runs, chosen.seed)
        finally:
            practice.close()
    found = {"seed": chosen.seed, "runs": tally["runs"]}
    found |= {"acts": {w: tally[w] for w in ACTS}, "faults": {w: tally[w] for w in FAULTS}}
    say(json.dumps(found | {"seconds": round(time.monotonic() - began)}))
    for word in missing(tally):
        say(f"never happened: {word}")
    return 1 if missing(tally) else 0


if __name__ == "__main__":
    sys.exit(main())
