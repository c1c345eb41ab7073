"""Acts on marks: laid, changed, moved, taken away, said to be done, given a syringe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body
from mesomap.domain.acts.places import Laid, Moved, Place
from mesomap.domain.ask import need, one_of
from mesomap.domain.depths import Depth
from mesomap.domain.events import is_id, is_name
from mesomap.domain.marks import (
    FIGURES,
    MAX_ANCHORS,
    Kind,
    anchor_from_json,
    mark_from_json,
    view_key,
)
from mesomap.domain.session import SessionMark
from mesomap.domain.syringe_door import DRY, SYRINGES
from mesomap.errors import N_, Malformed

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.marks import Mark
    from mesomap.domain.tally import Tally

MARKS, DEPTHS, PHASES = tuple(Kind), tuple(Depth), ("plan", "end")

#: What may change of a mark.
CHANGES = ("depth", "syringe", "radius_mm", "width_mm")

#: Fewest and most anchors of a mark of each kind (None: no end).
ANCHORS: Mapping[Kind, tuple[int, int | None]] = MappingProxyType(
    {Kind.POINT: (1, 1), Kind.PATCH: (3, None), Kind.STROKE: (1, None), Kind.ZONE: (0, 0)}
)

#: More patches of skin to leave alone than this do not lie under one mark.
MAX_ACCEPTED = 100


# ------------------------------------------------------------------ checked


def _check_mark_id(body: Body) -> None:
    need(is_id(body.get("mark_id")), N_("La marque visée n’est pas nommée."))


def _check_planned(body: Body) -> None:
    mark = mark_from_json(body.get("mark"))
    need(
        is_id(mark.id),
        N_(
            "Une marque porte un identifiant de 1 à 64 lettres, chiffres, points, "
            "deux-points ou tirets."
        ),
    )
    one_of(body.get("phase", "plan"), PHASES)
    if mark.syringe is not None:
        one_of(mark.syringe, SYRINGES)
    _check_accepted(body)


def _check_accepted(body: Body) -> None:
    """Look at which skin to leave alone the doctor chose to mark all the same."""
    ids = body.get("accepted_nogo", [])
    need(
        isinstance(ids, list) and len(ids) <= MAX_ACCEPTED and all(is_id(i) for i in ids),
        N_("Les peaux à éviter acceptées forment une liste d’identifiants."),
    )


def _check_changed(body: Body) -> None:
    _check_mark_id(body)
    changes = body.get("changes")
    if not isinstance(changes, Mapping) or not changes:
        raise Malformed(N_("Un changement dit ce qui change."))
    for key in changes:
        one_of(key, CHANGES)
    if changes.get("syringe") is not None:
        one_of(changes["syringe"], SYRINGES)
    # A point that stands in for the mark has the same rules for depth and lengths.
    mark_from_json({"kind": "point", "anchors": [[0, 0, 0]], "depth": "IDP"} | dict(changes))


def _check_moved(body: Body) -> None:
    _check_mark_id(body)
    anchors = body.get("anchors")
    if not isinstance(anchors, list) or not 1 <= len(anchors) <= MAX_ANCHORS:
        raise Malformed(N_("Une marque déplacée a de 1 à {most} ancrages."), most=MAX_ANCHORS)
    for anchor in anchors:
        anchor_from_json(anchor)
    if body.get("view") is not None:
        view_key(body["view"])
    if body.get("figure") is not None:
        one_of(body["figure"], FIGURES)
    _check_accepted(body)


def _check_done(body: Body) -> None:
    if "mark_ids" not in body:
        need(
            isinstance(body.get("as_planned"), bool),
            N_("« Fait » se dit de toutes les marques, ou de marques nommées."),
        )
        return
    ids = body["mark_ids"]
    need(
        isinstance(ids, list) and len(ids) <= MAX_ANCHORS and all(is_id(i) for i in ids),
        N_("Les marques faites forment une liste d’identifiants."),
    )
    need(
        "done" in body and (body["done"] is None or isinstance(body["done"], bool)),
        N_("Une marque est faite, non faite ou encore à dire."),
    )


def _check_assigned(body: Body) -> None:
    """Look at which syringe marks are said to be injected from, and among which it was chosen."""
    ids, among = body.get("mark_ids"), body.get("among")
    need(
        isinstance(ids, list) and 1 <= len(ids) <= MAX_ANCHORS and all(is_name(i) for i in ids),
        N_("Les marques d’une seringue forment une liste d’identifiants."),
    )
    need("syringe" in body, N_("La seringue n’est pas dite."))
    if body["syringe"] is not None:
        one_of(body["syringe"], (*SYRINGES, DRY))
    if among is not None:
        need(isinstance(among, list), N_("Les seringues préparées forment une liste."))
        for key in among:
            one_of(key, SYRINGES)


# ------------------------------------------------------------------ where


def _laid(body: Body) -> tuple[Place, ...]:
    return (Laid(mark_from_json(body["mark"])),)


def _moved(body: Body) -> tuple[Place, ...]:
    anchors = tuple(anchor_from_json(anchor) for anchor in body["anchors"])
    return (Moved(body["mark_id"], anchors, body.get("view"), body.get("figure")),)


# ------------------------------------------------------------------ applied


def _plan(tally: Tally, _event: Event, body: Body) -> None:
    mark, phase = mark_from_json(body["mark"]), body.get("phase", "plan")
    old = tally.marks.get(mark.id)
    if old and not old.removed:
        tally.conflict(mark.id, "planned-twice")
        return
    tally.marks[mark.id] = SessionMark(mark, phase, done=True if phase == "end" else None)
    tally.settle(mark.id)


def _change(tally: Tally, _event: Event, body: Body) -> None:
    entry = tally.standing(body["mark_id"], "changed-removed")
    if entry is None:
        return
    changes = {key: value for key, value in body["changes"].items() if key in CHANGES}
    if "depth" in changes:
        depth = changes.pop("depth")
        named = depth if isinstance(depth, list) else [depth]
        changes["depths"] = tuple(Depth(d) for d in named)
    mark = replace(entry.mark, **changes)
    among = None if "syringe" in changes else _among(entry, mark)
    tally.marks[mark.id] = replace(entry, mark=mark, among=among)


def _among(entry: SessionMark, changed: Mark) -> tuple[str, ...] | None:
    """Give the syringes of which a level's was chosen: none for a mark that left that level."""
    left = entry.among is not None and entry.mark.depths != changed.depths
    return () if left else entry.among


def _move(tally: Tally, _event: Event, body: Body) -> None:
    entry = tally.standing(body["mark_id"], "moved-removed")
    if entry is None:
        return
    mark, anchors = entry.mark, tuple(anchor_from_json(a) for a in body["anchors"])
    fewest, most = ANCHORS[mark.kind]
    if len(anchors) < fewest or (most is not None and len(anchors) > most):
        tally.conflict(mark.id, "does-not-fit")
        return
    drawn = {k: body[k] for k in ("view", "figure") if k in body}
    if mark.kind is not Kind.POINT:
        drawn = {k: v for k, v in drawn.items() if v is not None}
    tally.marks[mark.id] = replace(entry, mark=replace(mark, anchors=anchors, **drawn))


def _remove(tally: Tally, _event: Event, body: Body) -> None:
    _set_removed(tally, body["mark_id"], removed=True)


def _restore(tally: Tally, _event: Event, body: Body) -> None:
    _set_removed(tally, body["mark_id"], removed=False)


def _set_removed(tally: Tally, mark_id: str, *, removed: bool) -> None:
    entry = tally.known(mark_id)
    if entry is not None:
        tally.marks[mark_id] = replace(entry, removed=removed)
        tally.settle(mark_id)


def _say_done(tally: Tally, _event: Event, body: Body) -> None:
    if "mark_ids" in body:
        named, done = body["mark_ids"], body["done"]
    else:
        named = [i for i, m in tally.marks.items() if not m.removed]
        done = True if body["as_planned"] else None
    for mark_id in named:
        entry = tally.known(mark_id)
        if entry is not None:
            tally.marks[mark_id] = replace(entry, done=done)


def _assign(tally: Tally, _event: Event, body: Body) -> None:
    among = body.get("among")
    level = None if among is None else tuple(dict.fromkeys(among))
    for mark_id in body["mark_ids"]:
        entry = tally.known(mark_id)
        if entry is not None:
            mark = replace(entry.mark, syringe=body["syringe"])
            tally.marks[mark_id] = replace(entry, mark=mark, among=level)


ACTS = (
    Act(
        kind="mark.planned", check=_check_planned, apply=_plan, places=_laid,
        choices={"mark.kind": MARKS, "mark.depth": DEPTHS, "mark.syringe": SYRINGES,
                 "phase": PHASES},
    ),
    Act(
        kind="mark.changed", check=_check_changed, apply=_change,
        choices={"changes.depth": DEPTHS, "changes.syringe": SYRINGES},
    ),
    Act(kind="mark.moved", check=_check_moved, apply=_move, places=_moved),
    Act(kind="mark.removed", check=_check_mark_id, apply=_remove),
    Act(kind="mark.restored", check=_check_mark_id, apply=_restore),
    Act(kind="marks.done", check=_check_done, apply=_say_done),
    Act(
        kind="marks.assigned", check=_check_assigned, apply=_assign,
        choices={"syringe": (*SYRINGES, DRY), "among": SYRINGES},
    ),
)  # fmt: skip
