"""`mesomap area FILE.json --json`: the treated skin of one case, so that others can check it."""

from __future__ import annotations

import click


@click.command("area")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def area(file: str, *, as_json: bool) -> None:
    """Measure the treated skin of FILE (- for standard input)."""
    raise NotImplementedError
