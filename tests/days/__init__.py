"""Two days of a practice, scripted as the doctor would tell them and walked in a real browser."""
