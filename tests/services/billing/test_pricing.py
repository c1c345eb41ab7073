"""What a tariff is applied to, and what is said at which price."""

import pytest

from mesomap.domain.duration import clock_minutes
from mesomap.services.billing import estimates
from mesomap.services.billing.pricing import basis_of
from mesomap.services.practice import settings
from mesomap.services.reading.totals import of_record
from mesomap.services.record.sessions import load
from tests.cast import NOW, Tablet, doctor, face_of, fresh_storage

TARIFF = {
    "flat_cents": 6000,
    "acts": [{"key": "glow", "label": "Éclat", "amount_cents": 2000, "purpose": "aesthetic"}],
    "notice": {"aesthetic_delay_days": 15},
}


@pytest.fixture
def doc(tmp_path):
    storage = fresh_storage(tmp_path)
    made = doctor(storage)
    settings.put(made.seat, "tariff", TARIFF, NOW)
    yield made
    storage.close()


@pytest.fixture
def session(doc):
    made = doc.session()
    tablet = Tablet(made.id)
    doc.send(
        made.id, *(tablet.point(f"m{n}", face_of("lumbar_paravertebral.L") + n) for n in range(40))
    )
    return made


def codes(doc, session, **wishes):
    return {n["code"] for n in estimates.draft(doc.seat, session.id, "fr", **wishes).notices}


def test_a_tariff_is_applied_to_square_centimetres_and_to_the_middle_of_the_range(doc, session):
    found = load(doc.seat, session.id)
    work = of_record(doc.seat, found).plan
    basis = basis_of(found, work)
    shown = estimates.draft(doc.seat, session.id, "fr")
    assert basis.treated_cm2 == pytest.approx(shown.figures["treated_cm2"], rel=1e-3)
    assert basis.treated_cm2 > 1
    assert basis.minutes == shown.duration["mid_min"] < clock_minutes(work.duration)["high"]


def test_only_what_is_aesthetic_counts_for_the_threshold_of_aesthetic_acts(doc, session):
    much = [{"key": "fee", "amount_cents": 40_000, "reason": "r"}]
    assert "aesthetic-estimate" not in codes(doc, session, adjustments=much, acts=["glow"])
    assert "aesthetic-estimate" in codes(doc, session, adjustments=much, purpose="aesthetic")


def test_a_delay_is_told_of_an_aesthetic_act_alone(doc, session):
    assert "aesthetic-delay" not in codes(doc, session)
    assert "aesthetic-delay" in codes(doc, session, acts=["glow"])


def test_a_free_line_has_the_purpose_that_was_chosen(doc, session):
    extra = [{"label": "Soin", "amount_cents": 1000}]
    for purpose in ("therapeutic", "aesthetic"):
        found = estimates.draft(doc.seat, session.id, "fr", extra=extra, purpose=purpose)
        assert found.lines[-1].purpose == purpose
