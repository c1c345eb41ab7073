"""What is SQLite's own in the queries: another engine has a file of this name with its own words.

The rest of the queries keeps to what engines share: no full-text tables, no collation, no row ids,
no functions on JSON (`tests/storage/test_dialect.py` reads all of them).
"""

from __future__ import annotations

#: Rows (key, value) of the JSON object that is given as `:ranks`.
RANKS = "json_each(:ranks)"
