"""Drawings of a session as SVG, the same bytes for the same marks.

* `session_svg(marks, figure, view, …)`: one view, large
* `maps(marks, figure, …)`: the views that show the marks, each with its name
* `pairs(earlier, later, …)`: two sessions on the same parts of the same views
* `thumbnail(marks, figure, view, …)`: one view, a few kB, for the history strip
* `views_of(figure, marks)`: the views to show, the most telling first
* `legend(marks, translate)`: the signs that were used, in words
"""

from mesomap.drawing.gallery import legend, maps, pairs
from mesomap.drawing.places import views_of
from mesomap.drawing.session_map import Drawn, session_svg
from mesomap.drawing.thumbnail import thumbnail

__all__ = ["Drawn", "legend", "maps", "pairs", "session_svg", "thumbnail", "views_of"]
