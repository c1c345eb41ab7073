"""A practice's own mixes: kept, taken again, renamed, put away; never with lots."""

import pytest

from mesomap.errors import Conflict, Malformed, NotFound, Refused
from mesomap.services.practice import mixes
from tests.cast import NOW, doctor

RECIPE = {
    "dry": False, "volume_ml": 3, "needle_mm": 4, "device": "manual",
    "products": [{"name": "Lidocaïne", "volume_ml": 2, "presentation": "50 mg/5 mL"}],
}  # fmt: skip


def save(doc, mix_id="m1", name="Lombaire", recipe=RECIPE):
    return mixes.save(doc.seat, mix_id, name, recipe, NOW)


def test_a_mix_is_kept_without_lots_dates_or_reasons(doc):
    product = RECIPE["products"][0] | {"lot": "L1", "expiry": "2027-06", "expired_confirmed": True}
    used = RECIPE | {"key": "A", "products": [product], "left_ml": 1, "allergy_reason": "x"}
    assert save(doc, recipe=used) == [{"id": "m1", "name": "Lombaire", "recipe": RECIPE}]
    assert mixes.of_practice(doc.seat) == [{"id": "m1", "name": "Lombaire", "recipe": RECIPE}]


def test_saving_twice_is_saving_once(doc):
    save(doc)
    assert len(save(doc)) == 1


def test_names_are_told_apart_and_in_order(doc):
    save(doc, "m1", "Épaule")
    with pytest.raises(Conflict):
        save(doc, "m2", "epaule ")
    save(doc, "m2", "Cou")
    assert [mix["name"] for mix in save(doc, "m3", "Genou")] == ["Cou", "Épaule", "Genou"]


def test_a_mix_is_renamed_and_put_away_and_the_log_has_it_all(doc):
    save(doc)
    assert mixes.rename(doc.seat, "m1", "Bas du dos", NOW)[0]["name"] == "Bas du dos"
    assert mixes.remove(doc.seat, "m1", NOW) == []
    with pytest.raises(NotFound):
        mixes.rename(doc.seat, "m1", "Encore", NOW)
    with doc.storage.reading() as r:
        assert len(r.changes(doc.practice_id, "mix", "m1")) == 3
    assert [m["name"] for m in save(doc, "m4", "Bas du dos")] == ["Bas du dos"]


def test_what_was_put_away_does_not_come_back_with_an_old_request(doc):
    save(doc)
    mixes.remove(doc.seat, "m1", NOW)
    assert save(doc) == []


def test_a_name_may_be_written_otherwise_and_stay_its_own(doc):
    save(doc, name="epaule")
    assert [mix["name"] for mix in mixes.rename(doc.seat, "m1", "Épaule", NOW)] == ["Épaule"]


def test_a_mix_of_another_practice_does_not_exist(doc):
    save(doc)
    other = doctor(doc.storage)
    assert mixes.of_practice(other.seat) == []
    for change in (
        lambda: mixes.rename(other.seat, "m1", "Leur", NOW),
        lambda: mixes.remove(other.seat, "m1", NOW),
    ):
        with pytest.raises(NotFound):
            change()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": " "}, Refused),
        ({"name": "x" * 81}, Refused),
        ({"name": 7}, Refused),
        ({"mix_id": None}, Malformed),
        ({"recipe": []}, Malformed),
        ({"recipe": RECIPE | {"products": []}}, Refused),
        ({"recipe": RECIPE | {"volume_ml": -1}}, Refused),
        ({"recipe": RECIPE | {"products": [{"name": "Triamcinolone"}]}}, Refused),
        ({"recipe": RECIPE | {"products": [{"name": str(n)} for n in range(4)]}}, Refused),
    ],
)
def test_what_is_no_mix_is_refused(doc, changes, error):
    with pytest.raises(error):
        save(doc, **changes)
    assert mixes.of_practice(doc.seat) == []
