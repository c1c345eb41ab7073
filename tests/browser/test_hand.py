"""How many taps two visits take; `python -m bench.hand` also takes the time, at a hand's pace."""

from bench import hand as bench


def test_a_new_map_and_a_repeated_session_take_few_taps(browser, tmp_path):
    found = bench.run(browser, tmp_path, 0)
    assert found["new"]["taps"] <= bench.MOST_TAPS
    assert found["repeated"]["taps"] <= bench.MOST_REPEAT_TAPS
    assert found["repeated"]["steps"] == 3
