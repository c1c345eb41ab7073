"""People of individual shape, whom the areas are held against: truth.npz, read without torch.

    python -m bench.truth FILE.npz [FILE.npz …]     pack what atlas.individuals made

A person is kept as the difference between their own skin and the body that MesoMap makes of
their four figures: scores on sixty components a sex, with 0.4 mm left (root mean square). What
is read back is the truth, whatever the packing lost. With each person goes their body surface,
so that a change of the shape model, which would move the truth too, is noticed.

Even people fit the uncertainty, odd people check it.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mesomap.body import patient
from mesomap.body.atlas import load
from mesomap.domain.physique import Physique

FILE = Path(__file__).with_name("truth.npz")
COMPONENTS = 60
#: The body surface of a person as it was packed and as it is read may differ by this share.
SAME = 0.002


@dataclass(frozen=True, eq=False)
class Person:
    """One person: their figures, own skin (nV, 3) mm, and the plain body of the figures if kept."""

    number: int
    physique: Physique
    vertices: np.ndarray
    plain: np.ndarray | None

    @property
    def is_child(self):
        return self.physique.age_years < patient.ADULT_AGE_YEARS

    @property
    def is_held_out(self):
        return self.number % 2 == 1

    @property
    def bmi(self):
        return self.physique.weight_kg / (self.physique.height_cm / 100) ** 2

    def body(self):
        """The person's own skin as a body that can be measured."""
        return patient.Body(self.physique, self.vertices)

    def known(self):
        """What MesoMap makes of the four figures."""
        return patient.body_for(self.physique)

    def guessed(self):
        """What it makes of sex, age and a silhouette, as a doctor would choose by eye."""
        return patient.body_for(silhouette_of(self))


def silhouette_of(person):
    """The silhouette nearest to the person as an eye sees it: body mass index, give or take 1.5."""
    age = person.physique.age_years
    share = 1.0 if not person.is_child else 0.66 + 0.34 * (age - 6.0) / 12.0
    slip = np.random.default_rng(person.number).normal(0.0, 1.5)
    seen = (person.bmi + slip) / share
    name = patient.SILHOUETTES[int(np.searchsorted((21.0, 25.5, 31.0), seen))]
    return patient.silhouette(person.physique.sex, age, name)


def areas_mm2(vertices):
    """Area of each face (nF,)."""
    corner = vertices[load().faces]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    return np.linalg.norm(across, axis=1) / 2.0


def _packed(off):
    """Scores (n, k) float32 and components (k, m) int8 of rows (n, m), without their mean (m,)."""
    mean = off.mean(0)
    axes = np.linalg.svd(off - mean, full_matrices=False)[2][:COMPONENTS]
    step = np.abs(axes).max(1, keepdims=True) / 127.0
    components = np.round(axes / step).astype(np.int8)
    wide = components.astype(np.float64)
    scores = np.linalg.solve(wide @ wide.T, wide @ (off - mean).T).T
    return scores.astype(np.float32), components, np.round(mean * 10).astype(np.int16)


def pack(files):
    """Write truth.npz from the files of `atlas.individuals`."""
    found = {}
    for file in files:
        with np.load(file) as z:
            found |= {name: z[name] for name in z.files}
    out = {}
    for sex in ("F", "M"):
        figures, whose = found[f"figures_{sex}"], found[f"whose_{sex}"]
        model = [patient.body_for(Physique(sex, *map(float, row))).vertices for row in figures]
        own, plain = found[f"own_{sex}"], found[f"plain_{sex}"]
        off = np.concatenate([own - np.stack(model), plain - np.stack([model[i] for i in whose])])
        scores, components, mean = _packed(off.reshape(len(off), -1).astype(np.float64))
        back = (mean / 10.0 + scores @ components.astype(np.float64)).reshape(off.shape)
        left = np.linalg.norm(back - off, axis=2)
        print(sex, len(own), "people; left (mm): rms", np.sqrt((left**2).mean()).round(2),
              "p99", np.percentile(left, 99).round(2), "most", left.max().round(1))  # fmt: skip
        bsa = [areas_mm2(model[i] + back[i]).sum() for i in range(len(own))]
        arrays = {"scores": scores, "components": components, "mean": mean, "figures": figures}
        arrays |= {"whose": whose, "bsa": np.array(bsa)}
        out |= {f"{name}_{sex}": array for name, array in arrays.items()}
    np.savez_compressed(FILE, **out)
    print(FILE.name, FILE.stat().st_size // 1000, "kB")


@lru_cache(maxsize=1)
def people():
    """All people, women first. Numbers go through both sexes; a neighbour is never the same half.

    Raises
    ------
    ValueError
        The shape model is not the one they were packed with.

    """
    with np.load(FILE) as z:
        stored = {name: z[name] for name in z.files}
    return tuple(p for sex in ("F", "M") for p in _of_sex(sex, stored))


def _of_sex(sex, stored):
    figures, whose = stored[f"figures_{sex}"], list(stored[f"whose_{sex}"])
    components = stored[f"components_{sex}"].astype(np.float32)
    off = stored[f"mean_{sex}"] / 10.0 + stored[f"scores_{sex}"] @ components
    off = off.reshape(len(off), -1, 3)
    for i, row in enumerate(figures):
        physique = Physique(sex, *map(float, row))
        model = patient.body_for(physique).vertices
        own = model + off[i]
        wanted = stored[f"bsa_{sex}"][i]
        if abs(areas_mm2(own).sum() / wanted - 1.0) > SAME:
            raise ValueError(f"{FILE.name} belongs to another shape model; pack it anew.")
        plain = model + off[len(figures) + whose.index(i)] if i in whose else None
        yield Person(i + (1000 if sex == "M" else 0), physique, own, plain)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    pack(parser.parse_args().files)


if __name__ == "__main__":
    main()
