"""The views of a session that are worth showing, each with its name and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.body.views import drawn_figure, view_of
from mesomap.domain.depths import LEVELS, Depth
from mesomap.drawing.base import base
from mesomap.drawing.places import places, views_of
from mesomap.drawing.session_map import Drawn, crop_box, describe, session_svg, view_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.domain.marks import Mark
    from mesomap.drawing.signs import Translate


def maps(
    marks: Sequence[Drawn],
    figure: str,
    *,
    lang: str = "fr",
    translate: Translate = str,
    theme: str = "web",
    crop: bool = False,
    views: Sequence[str] | None = None,
    avoid: Sequence[Mark] = (),
) -> list[dict[str, str]]:
    """Draw every view that the marks ask for: [{"view", "name", "svg", "alt"}].

    `views` names them instead; without marks it is the front. `avoid` is skin left alone, hatched.
    """
    all_marks = [d.mark for d in marks]
    chosen = views if views is not None else (views_of(figure, all_marks) or ("front",))
    return [
        {
            "view": view,
            "name": view_name(view, lang, translate),
            "svg": session_svg(
                marks,
                figure,
                view,
                lang=lang,
                translate=translate,
                theme=theme,
                crop=crop,
                avoid=avoid,
            ),
            "alt": _alt(all_marks, figure, view, lang, translate),
        }
        for view in chosen
    ]


def _alt(marks: Sequence[Mark], figure: str, view: str, lang: str, translate: Translate) -> str:
    """Say what one view shows, for one who cannot see it."""
    shown = [place.mark for place in places(figure, view, marks)]
    return f"{view_name(view, lang, translate)}. {describe(shown, lang, translate)}"


def pairs(
    earlier: tuple[Sequence[Drawn], str],
    later: tuple[Sequence[Drawn], str],
    *,
    lang: str = "fr",
    translate: Translate = str,
    theme: str = "web",
    avoid: tuple[Sequence[Mark], Sequence[Mark]] = ((), ()),
) -> list[tuple[str, str, str, str]]:
    """Draw two sessions, each (marks, figure), in the same views and the same parts of them.

    `avoid` is the skin left alone in each of them.

    [(view, its name, earlier SVG, later SVG)], the view that shows most of both first.
    """
    both = [d.mark for d in (*earlier[0], *later[0])]
    found = []
    for view in views_of(later[1], both) or ("front",):
        whole = base(drawn_figure(view_of(view), later[1]), view, theme)
        box = crop_box(places(later[1], view, both), whole.box)
        one, other = (
            session_svg(
                marks,
                figure,
                view,
                lang=lang,
                translate=translate,
                theme=theme,
                box=box,
                avoid=alone,
                apart=side,
            )
            for side, (marks, figure), alone in zip(
                ("earlier", "later"), (earlier, later), avoid, strict=True
            )
        )
        found.append((view, view_name(view, lang, translate), one, other))
    return found


def legend(marks: Sequence[Mark], translate: Translate = str) -> list[dict[str, str]]:
    """List the signs that were used: [{"depth", "letter", "name", "colour"}], shallow to deep."""
    used = {depth for mark in marks for depth in mark.depths}
    return [
        {
            "depth": depth.value,
            "letter": translate(LEVELS[depth].letter),
            "name": translate(LEVELS[depth].name),
            "colour": LEVELS[depth].colour,
        }
        for depth in Depth
        if depth in used
    ]
