"""The chain of a practice, its bodies, and whether it still holds every end that was known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.errors import N_
from mesomap.instance import notes
from mesomap.services.record import chain_ends
from mesomap.services.record.projections import fault
from mesomap.services.safety.findings import Finding, Looked
from mesomap.storage.canonical import GENESIS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mesomap.storage.protocol import Reader

BROKEN = N_("{name} : chaîne rompue à l’événement {seq} ({reason}).")
ERASED = N_("{name} : le contenu de l’événement {seq} est effacé, et rien ne note qu’il l’ait été.")
CUT = N_(
    "{name} : le registre allait jusqu’à l’événement {known} ({who}, {at}) et s’arrête à {last} : "
    "la fin manque."
)
OTHER = N_(
    "{name} : l’événement {known} n’est pas celui qui était connu ({who}, {at}) : la chaîne a été "
    "récrite, ou c’est une autre base."
)
GONE = N_("Le cabinet {id}, connu le {at} ({who}), n’est plus dans la base.")
NOWHERE = N_("Aucun registre ne contient {head} (--head).")
WHO = {
    "backup": N_("dernière sauvegarde"), "stop": N_("arrêt du serveur"),
    "tablet": N_("dit par une tablette"), "former": N_("connu avant la dernière sauvegarde"),
}  # fmt: skip

#: Events between two looks at the progress.
STRIDE = 1000


class Walk:
    """One pass over the chain; afterwards `events` and `head` tell what was passed."""

    def __init__(self, r: Reader, practice_id: str, name: str) -> None:
        self._r, self._practice_id, self._name = r, practice_id, name
        self.events, self.head = 0, chain_ends.EMPTY

    def findings(self, tell: Callable[[float], None]) -> Iterator[Finding]:
        last = self._r.last_event(self._practice_id)
        whole = last["seq"] if last else 1
        prev_hash, reason = GENESIS, None
        for row in self._r.chain(self._practice_id):
            self.events += 1
            if reason is None:  # only the first fault: it breaks all later hashes
                reason = fault(row, self.events, prev_hash)
                if reason:
                    yield self._finding("chain", BROKEN, row["seq"], reason)
            if row["body"] is None:
                yield self._finding("erased", ERASED, row["seq"])
            prev_hash = bytes(row["hash"])
            if self.events % STRIDE == 0:
                tell(self.events / whole)
        self.head = chain_ends.head_of(self._r, self._practice_id)

    def _finding(self, what: str, template: str, seq: int, reason: str = "") -> Finding:
        values = {"name": self._name, "seq": seq, "reason": reason.rstrip(".")}
        return Finding(what, f"{self._name}, {seq}", template, values)


def ends(
    r: Reader, folder: Path, looked: Sequence[Looked], given: Sequence[str]
) -> Iterator[Finding]:
    """Hold the chains to ends that were known: noted beside the database, or `given`."""
    names = {practice.practice_id: practice for practice in looked}
    restored_at = notes.read(folder, notes.BACKUP).get("restored_at")
    seen = set()
    for row in notes.heads(folder):
        if (row["practice_id"], row["head"]) in seen:
            continue
        seen.add((row["practice_id"], row["head"]))
        told = row["who"] == "tablet" and restored_at is not None and row["at"] >= restored_at
        if told:
            continue
        if row["practice_id"] in names:
            yield from _end(r, names[row["practice_id"]], row)
        else:
            values = {"id": row["practice_id"], "at": row["at"], "who": WHO[row["who"]]}
            yield Finding("tail", row["practice_id"], GONE, values)
    for head in given:
        if not any(chain_ends.goes_on(r, practice_id, head) for practice_id in names):
            yield Finding("tail", head, NOWHERE, {"head": head})


def _end(r: Reader, practice: Looked, row: notes.Note) -> Iterator[Finding]:
    seq, _dot, digest = str(row["head"]).partition(".")
    there = r.hash_at(practice.practice_id, int(seq))
    if int(seq) == 0 or (there is not None and there.hex().startswith(digest)):
        return
    last = int(practice.head.partition(".")[0])
    values = {
        "name": practice.name, "known": int(seq), "last": last, "at": row["at"],
        "who": WHO[row["who"]],
    }  # fmt: skip
    yield Finding("tail", practice.name, CUT if last < int(seq) else OTHER, values)
