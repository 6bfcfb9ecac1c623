"""The funnel: definitions, denominators, nothing uncounted."""

from __future__ import annotations

import pytest

from wadah.core.statistics import STEPS, make_funnel

COUNTS = {step.code: 0 for step in STEPS}


def test_divides_each_step_by_the_step_it_names() -> None:
    counts = COUNTS | {
        "registered": 200, "contactable": 150, "assessed": 40, "ready": 10,
        "matched": 20, "met": 5, "paid": 1,
    }  # fmt: skip

    shares = {step.definition.code: step.share for step in make_funnel(counts)}

    assert shares["registered"] is None
    assert shares["contactable"] == 0.75
    assert shares["ready"] == 0.25
    assert shares["met"] == 0.25
    assert shares["paid"] == 0.005


def test_has_no_share_of_nothing() -> None:
    steps = make_funnel(COUNTS)

    assert {step.share for step in steps} == {None}


def test_refuses_a_step_that_was_not_counted() -> None:
    with pytest.raises(KeyError):
        make_funnel({"registered": 1})


def test_every_denominator_is_an_earlier_step() -> None:
    codes = [step.code for step in STEPS]

    for place, step in enumerate(STEPS):
        assert step.denominator is None or codes.index(step.denominator) < place


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)
def test_every_step_says_what_it_counts_in_both_languages(step: object) -> None:
    definition = step.definition  # type: ignore[attr-defined]

    assert len(definition.id) > 20
    assert len(definition.en) > 20
    assert definition.id != definition.en
