"""Two days of a practice: a script of what the doctor does, carried out in a real browser."""
