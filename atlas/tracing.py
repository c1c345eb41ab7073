"""Chains of pixel edges: traced once, smoothed once, so that both neighbours share them exactly."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy import ndimage as ndi


def edges_between(horizontal, vertical):
    """Marked edges above (h, w) and left of (h, w) pixels -> corner pairs (n, 4): x, y, x, y."""
    y, x = np.nonzero(horizontal)
    above = np.c_[x, y, x + 1, y]
    y, x = np.nonzero(vertical)
    return np.vstack([above, np.c_[x, y, x, y + 1]])


def _neighbours(edges, stride):
    a, b = edges[:, 0] + edges[:, 1] * stride, edges[:, 2] + edges[:, 3] * stride
    out = defaultdict(list)
    for i, (p, q) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        out[p].append((q, i))
        out[q].append((p, i))
    return out


def _walk(start, second, edge, around, used):
    """Follow unused edges until a node or home."""
    path, q = [start, second], second
    used[edge] = True
    while len(around[q]) == 2 and q != start:
        free = [(r, j) for r, j in around[q] if not used[j]]
        if not free:
            break
        q, j = free[0]
        used[j] = True
        path.append(q)
    return path


def chains(edges):
    """Chains between nodes (corners where other than two edges meet), then the closed ones: list of (k, 2)."""
    if not len(edges):
        return []
    stride = int(edges[:, [0, 2]].max()) + 2
    around, used, out = _neighbours(edges, stride), np.zeros(len(edges), bool), []
    nodes = [p for p, ends in around.items() if len(ends) != 2]
    for p in nodes + list(around):
        out += [_walk(p, q, i, around, used) for q, i in around[p] if not used[i]]
    return [np.c_[np.array(c) % stride, np.array(c) // stride].astype(float) for c in out]


def _ends_reflected(c, pad):
    before = 2 * c[0] - c[1 : pad + 1][::-1]
    after = 2 * c[-1] - c[-pad - 1 : -1][::-1]
    return np.vstack([before, c, after])


def _gaussian(c, sigma):
    """Gaussian along the chain; open chains keep their ends, closed ones close."""
    if len(c) < 4:
        return c
    if np.allclose(c[0], c[-1]):
        if len(c) < 8:
            return c
        s = ndi.gaussian_filter1d(c[:-1], min(sigma, len(c) / 6), axis=0, mode="wrap")
        return np.vstack([s, s[:1]])
    sigma = min(sigma, len(c) / 4)
    pad = min(int(4 * sigma) + 1, len(c) - 1)
    s = ndi.gaussian_filter1d(_ends_reflected(c, pad), sigma, axis=0)[pad : pad + len(c)]
    s[0], s[-1] = c[0], c[-1]
    return s


def smooth(c, sigma, wide=0.0):
    """Smooth a chain of pixel edges by `sigma` pixels, where it runs nearly straight by `wide`.

    A nearly upright line is a stair with long steps: the wide blur takes it wherever it strays
    from the narrow one by less than a step of the stair, so that corners keep their shape.
    """
    near = _gaussian(c, sigma)
    if wide <= sigma or len(c) < 8:
        return near
    far = _gaussian(c, wide)
    off = np.linalg.norm(far - near, axis=1)
    share = _gaussian(np.clip((1.1 - off) / 0.5, 0, 1)[:, None], sigma)
    return near + np.clip(share, 0, 1) * (far - near)
