"""Heights and weights that cannot well be, and heights in metres."""

import pytest

from mesomap.domain import sizes
from mesomap.domain.registering import height_cm, weight_kg
from mesomap.errors import Doubtful, Refused


def asked(age_years, height, weight):
    """What is asked about: the field and the sentence, or nothing."""
    try:
        sizes.ask(age_years, height, weight)
    except Doubtful as doubt:
        return doubt.values["field"], str(doubt)
    return None


@pytest.mark.parametrize(
    ("age_years", "height", "weight"),
    [
        (40, 165, 62), (40, 150, 38), (40, 195, 160), (85, 145, 40), (18, 220, 110), (40, 160, 150), (None, 165, 62),
        (0.2, 58, 5.2), (0, 50, 3.3), (0.9, 74, 9.5), (3, 95, 14), (6, 115, 20), (10, 138, 32), (10, 150, 60), (17, 185, 75),
        (None, 58, 5.2), (40, None, 62), (40, 165, None), (None, 72, None), (None, None, 6), (None, None, None),
        (0.2, None, 5.2), (2, 80, 9.5), (46, 138, 34), (80, 140, 32), (30, 170, 33), (30, 175, 200), (8, 128, 50), (10, 140, 75),
        (13, 182, 70), (16, 175, 150), (8, 105, 15), (3, 95, 25), (17, 140, 32), (None, 120, 25),
    ],
)  # fmt: skip
def test_people_as_they_are_are_not_asked_about(age_years, height, weight):
    assert asked(age_years, height, weight) is None


@pytest.mark.parametrize(
    ("age_years", "height", "weight", "field", "words"),
    [
        (40, 72, 172, "height_cm", "inversés"), (None, 72, 172, "height_cm", "inversés"), (40, 62, 165, "height_cm", "inversés"),
        (10, 32, 138, "height_cm", "inversés"), (40, 165, 6.25, "weight_kg", "est-ce 62,5 kg"), (None, 165, 6.25, "weight_kg", "est-ce 62,5 kg"),
        (8, 128, 270, "weight_kg", "est-ce 27 kg"), (40, 100, 62, "weight_kg", "cet âge"), (3, 165, 62, "weight_kg", "cet âge"),
        (40, 165, 20, "weight_kg", "cet âge"), (40, 72, None, "height_cm", "72 cm"), (40, None, 6.25, "weight_kg", "6,25 kg"),
        (None, 165, 260, "weight_kg", "est-ce 26 kg"),
        (46, 120, 25, "weight_kg", "cet âge"), (46, 128, 30, "weight_kg", "cet âge"), (46, 120, None, "height_cm", "120 cm"),
        (46, 145, 27, "weight_kg", "cet âge"), (46, None, 27, "weight_kg", "27 kg"), (19, 70, 20, "weight_kg", "cet âge"),
        (40, 170, 26, "weight_kg", "cet âge"), (40, 170, 231, "weight_kg", "cet âge"), (8, 128, 120, "weight_kg", "cet âge"),
        (8, 128, 60, "weight_kg", "cet âge"), (3, 95, 40, "weight_kg", "cet âge"), (0, 55, 12, "weight_kg", "cet âge"),
        (17, 120, 25, "weight_kg", "cet âge"), (17, 150, 140, "weight_kg", "cet âge"),
    ],
)  # fmt: skip
def test_what_cannot_well_be_is_asked_about(age_years, height, weight, field, words):
    found = asked(age_years, height, weight)
    assert found, "a question"
    assert found[0] == field
    assert words in found[1]


@pytest.mark.parametrize(
    ("typed", "cm"),
    [
        ("175", 175), ("175 cm", 175), ("175cm", 175), ("175,5 CM", 175.5), ("1,75 m", 175), ("1.75m", 175), ("1 m 75", 175),
        ("1m75", 175), ("1,7 m", 170), ("1 m 05", 105), ("1m7 cm", 107), ("2m0", 200), ("1 m 5cm", 105), ("1,755 m", 175.5), ("1,750m", 175), ("2 m", 200), ("1m75cm", 175), ("1,75\u00a0m", 175), (175, 175),
        ("1 mètre 75", 175), ("1,75 mètre", 175), ("175 centimètres", 175), ("175cm.", 175),
    ],
)  # fmt: skip
def test_a_height_is_read_as_people_write_it(typed, cm):
    assert height_cm(typed) == cm


@pytest.mark.parametrize(
    ("read", "typed", "words"),
    [
        (height_cm, "1,75", "175 cm"), (height_cm, 1.75, "175 cm"), (height_cm, "1,75 cm", "175 cm"), (weight_kg, "625", "62,5 kg"),
        (height_cm, "3 m", "cm"), (height_cm, "0 m 30", "50 et 250"), (height_cm, "1 m 755", "cm"), (weight_kg, "62 m", "kg"),
        (height_cm, "17 m", "cm"), (height_cm, "1m7", "107 ou 170 cm"), (height_cm, "1 m 7", "107 ou 170 cm"), (height_cm, " 1 M 5 ", "« 1 M 5 » peut se lire 105 ou 150"),
        (height_cm, "1 mètre 7", "107 ou 170 cm"), (height_cm, "1m700", "cm"), (height_cm, "17 0", "cm"), (height_cm, "5'7\"", "cm"), (height_cm, "1,7", "170 cm"), (weight_kg, "5000", "350"),
    ],
)  # fmt: skip
def test_what_was_meant_is_named_where_a_number_is_impossible(read, typed, words):
    with pytest.raises(Refused) as caught:
        read(typed)
    assert words in str(caught.value)
    assert caught.value.values["field"] in {"height_cm", "weight_kg"}


@pytest.mark.parametrize(("typed", "kg"), [
    ("62 kg", 62), ("62,5kg", 62.5), ("62.5 KG", 62.5), ("62,5 kgs", 62.5), ("62 kilos", 62), ("62 kg.", 62),
    ("62 kg 500", 62.5), ("3kg200 g", 3.2),
])  # fmt: skip
def test_a_weight_may_carry_its_unit(typed, kg):
    assert weight_kg(typed) == kg
