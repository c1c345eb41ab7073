"""`python -m mesomap` is the `mesomap` command."""

from mesomap.cli import main

main()
