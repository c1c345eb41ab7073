"""What the doctor should know about a figure: warnings that come with an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap.body.views import view_of
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class AreaWarning:
    """A warning about one mark, or about the whole where `mark_id` is empty.

    `code` is stable, for programs; `template` is French and `values` fill it in, so that
    whoever shows it can translate it first.
    """

    code: str
    mark_id: str
    template: str
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return self.template.format(**self.values)


_GRAZING = {
    "front": N_(
        "{share_pct} % du contour est vu de biais (plus de 70°), sa surface est moins "
        "sûre ; la vue de face le montre mieux."
    ),
    "back": N_(
        "{share_pct} % du contour est vu de biais (plus de 70°), sa surface est moins "
        "sûre ; la vue de dos le montre mieux."
    ),
    "left": N_(
        "{share_pct} % du contour est vu de biais (plus de 70°), sa surface est moins "
        "sûre ; le profil gauche le montre mieux."
    ),
    "right": N_(
        "{share_pct} % du contour est vu de biais (plus de 70°), sa surface est moins "
        "sûre ; le profil droit le montre mieux."
    ),
    "": N_("{share_pct} % du contour est vu de biais (plus de 70°), sa surface est moins sûre."),
}


_GRAZING_CLOSE_UP = N_(
    "{share_pct} % du contour est vu de biais (plus de 70°), sa surface est moins "
    "sûre ; le gros plan « {view_name} » le montre mieux."
)


def grazing(mark_id: str, share: float, better_view: str) -> AreaWarning:
    """Skin turned away by more than 70° is covered; `better_view` faces it ("" if none does).

    A whole view has a sentence of its own; a close-up is named: `view_name` is its French name,
    and `view_name_<language>` its name in each other language, for a translation to use.
    """
    values = {"share_pct": round(100.0 * share), "better_view": better_view}
    if better_view in _GRAZING:
        return AreaWarning("grazing", mark_id, _GRAZING[better_view], values)
    names = view_of(better_view).names
    values |= {"view_name": names["fr"]}
    values |= {f"view_name_{lang}": name for lang, name in names.items() if lang != "fr"}
    return AreaWarning("grazing", mark_id, _GRAZING_CLOSE_UP, values)


def nothing_seen(mark_id: str) -> AreaWarning:
    """No skin lies under an outline or a stroke on the view that it names."""
    return AreaWarning(
        "nothing-seen",
        mark_id,
        N_(
            "Cette marque ne couvre aucune peau visible sur la vue où elle a été tracée ; "
            "elle compte pour 0 cm²."
        ),
        {},
    )


def wraps_round(mark_id: str, share: float) -> AreaWarning:
    """Part of an outline lies on skin that its view does not show: it goes round the body."""
    return AreaWarning(
        "wraps-round",
        mark_id,
        N_(
            "{share_pct} % du contour passe derrière, sur une peau que cette vue ne montre pas : "
            "seule la peau visible compte ; tracez l’autre côté sur une autre vue."
        ),
        {"share_pct": round(100.0 * share)},
    )
