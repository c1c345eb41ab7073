"""Acts on syringes: prepared, said to be empty or not, never prepared after all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body
from mesomap.domain.session import Syringe
from mesomap.domain.syringe_door import SYRINGES, check_left, check_syringe, check_syringe_key
from mesomap.domain.syringes import syringe_from_json

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally


PREPARE = "syringe.prepared"


def _check_prepared(body: Body) -> None:
    check_syringe(body.get("syringe"))


def _check_withdrawn(body: Body) -> None:
    check_syringe_key(body.get("key"))


def _prepare(tally: Tally, _event: Event, body: Body) -> None:
    key = body["syringe"]["key"]
    old = tally.syringes.get(key)
    tally.syringes[key] = syringe_from_json(body["syringe"], old.left_ml if old else None)


def _empty(tally: Tally, _event: Event, body: Body) -> None:
    key = body["key"]
    syringe = tally.syringes.get(key, Syringe(key))
    tally.syringes[key] = replace(syringe, left_ml=body["left_ml"])


def _withdraw(tally: Tally, _event: Event, body: Body) -> None:
    tally.syringes.pop(body["key"], None)


ACTS = (
    Act(
        kind=PREPARE, check=_check_prepared, apply=_prepare,
        choices={"syringe.key": SYRINGES},
    ),
    Act(kind="syringe.emptied", check=check_left, apply=_empty, choices={"key": SYRINGES}),
    Act(
        kind="syringe.withdrawn", check=_check_withdrawn, apply=_withdraw,
        choices={"key": SYRINGES},
    ),
)  # fmt: skip
