"""Memory of the atlas, one body and its measuring, above an interpreter with numpy and shapely.

    python -m bench.body_memory

The atlas with both shapes, a body, the sights of four whole views and two close-ups (an outline
on each), and 5,000 points measured with their region; large blocks are given back at once, as in
the server's worker. The last line is one JSON object: `kept_mb` what stays, `peak_mb` the most it
took on the way (kernel's figures, MB of 2^20 bytes), above `bare_mb` of another process that has
only imported numpy and shapely. The limit of what stays is 60 MB.
"""

from __future__ import annotations

import ctypes
import gc
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.area import scattered
from mesomap.body import atlas
from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.body.patient import body_for
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique

BARE = """
import numpy, shapely
from pathlib import Path
shapely.union_all(shapely.buffer(shapely.points([(0.0, 0.0), (1.0, 1.0)]), 1.0))
numpy.ones((100, 3)) @ numpy.ones((3, 3))
print(Path("/proc/self/status").read_text())
"""
LIMIT_MB = 60.0
#: glibc's number (malloc.h), as in mesomap/worker.py.
M_MMAP_THRESHOLD = -3
VIEWS = {
    "front": (0.0, -1050.0), "back": (0.0, -1050.0), "left": (-20.0, -1080.0),
    "right": (20.0, -1080.0), "lower-back": (0.0, -1050.0), "spine": (0.0, -1150.0),
}  # fmt: skip


def kernel_mb(field, status):
    """A figure of /proc/…/status in MB."""
    for line in status.splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024.0
    raise OSError(field)


def use_everything(points):
    atlas.load()
    body = body_for(Physique("M", 40.0, 176.0, 75.0))
    turn = np.arange(12) * np.pi / 6.0
    ring = 30.0 * np.column_stack([np.cos(turn), np.sin(turn)])
    for view, middle in VIEWS.items():
        anchors = tuple(a for a in from_view("F", view, ring + middle) if a)
        outline = Mark(view, Kind.PATCH, (Depth.IDS,), anchors, view=view, figure="F")
        measure(body, [outline])
    face, b1, b2 = scattered(body, points)
    places = zip(face.tolist(), b1.tolist(), b2.tolist(), strict=True)
    marks = [
        Mark(str(i), Kind.POINT, (Depth.IDP,), (a,), radius_mm=10.0) for i, a in enumerate(places)
    ]
    measure(body, marks)


def main():
    bare = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=True)
    before = kernel_mb("VmRSS", bare.stdout)
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 256 * 1024)
    use_everything(5000)
    gc.collect()
    after = Path("/proc/self/status").read_text(encoding="ascii")
    found = {
        "bare_mb": round(before, 1),
        "kept_mb": round(kernel_mb("VmRSS", after) - before, 1),
        "peak_mb": round(kernel_mb("VmHWM", after) - before, 1),
    }
    print(json.dumps(found))
    return int(found["kept_mb"] > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main())
