"""How many taps the usual visits take; `python -m bench.hand` also takes the time, at a hand's pace."""

from bench import hand as bench


def test_the_usual_visits_take_few_taps(browser, tmp_path):
    found = bench.run(browser, tmp_path, 0)
    taps = {name: visit["taps"] for name, visit in found.items()}
    assert all(taps[name] <= most for name, most in bench.MOST.items()), taps
    assert found["repeated"]["steps"] == 3
