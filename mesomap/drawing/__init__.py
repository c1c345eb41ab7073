"""Drawings of a session as SVG, the same bytes for the same marks.

* `session_svg(marks, figure, view, …)`: one view, large
* `thumbnail(marks, figure, view, …)`: one view, light, for the history strip
* `views_of(figure, marks)`: the views to show, most telling first
* `legend_svg(depths, …)`: the signs that were used
"""
