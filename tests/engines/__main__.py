"""The main story (`tests.engines.story`) in WebKit, the engine of iPads, and in Firefox.

    python -m tests.engines [webkit] [firefox]

Debian's packages bring both: `bash tests/engines/install.sh`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.engines.firefox import Firefox
from tests.engines.story import tell
from tests.engines.webkit import WebKit
from tests.serving import Server

ENGINES = {"webkit": WebKit, "firefox": Firefox}


def main() -> int:
    for name in sys.argv[1:] or ENGINES:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            server = Server(Path(folder) / "instance").start()
            try:
                engine = ENGINES[name]()
                try:
                    hand, found = tell(engine, server.url, server.instance)
                finally:
                    engine.quit()
            finally:
                server.stop()
        seconds = round(time.monotonic() - began)
        sys.stdout.write(
            f"{name}: {sum(found.values())} events on the server, by {hand}, {seconds} s\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
