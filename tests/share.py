"""How much of a heavy proof is tried: all of it by `make proof`, about a tenth by `make test`.

What is left out is the same each time, so that a test does not fail by chance. Tests that leave
something out are marked `proof`, so that `make proof` finds them.
"""

import os

WHOLE = os.environ.get("MESOMAP_WHOLE") == "1"


def many(whole: int, part: int) -> int:
    """So many are tried by `make proof`, and so many by `make test`."""
    return whole if WHOLE else part
