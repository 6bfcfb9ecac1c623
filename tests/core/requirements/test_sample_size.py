"""Salmonella is absent in a sample of so many grams, not absent as such."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.core.requirements import RuleReader, read_results
from wadah.core.requirements.case import Case, Dates
from wadah.core.requirements.limits import LimitDesk
from wadah.core.values import Status

LIMIT = {
    "limit": "salmonella",
    "op": "=",
    "value": "absent",
    "unit": "text",
    "qualifier": "25 g",
}


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ({"sample_g": 25}, Status.MET),
        ({"qualifier": "25 g"}, Status.MET),
        # The usual method takes 25 g: a report that is silent is read as that.
        ({}, Status.MET),
        ({"sample_g": 10}, Status.UNKNOWN),
        ({"sample_g": 1}, Status.UNKNOWN),
        ({"sample_g": 25, "value": "present"}, Status.FAILING),
    ],
)
def test_absent_counts_for_the_grams_of_the_rule(words, stated, status):
    row = {"parameter": "salmonella", "value": "absent", "sampled_on": "2026-11-01"}
    results = read_results([{**row, **stated}], words)
    case = Case("cocopeat", "AU", dates=Dates(date(2026, 11, 24)), results=results)
    leaf = RuleReader(words, {}).node(LIMIT, "tree")

    assert LimitDesk(case, words).judge(leaf).status is status


def test_what_a_report_does_not_say_is_told(words):
    row = {"parameter": "salmonella", "value": "absent", "sampled_on": "2026-11-01"}
    leaf = RuleReader(words, {}).node(LIMIT, "tree")
    said = {}

    for stated in ({}, {"sample_g": 25}):
        results = read_results([{**row, **stated}], words)
        case = Case("cocopeat", "AU", dates=Dates(date(2026, 11, 24)), results=results)
        said[len(stated)] = LimitDesk(case, words).judge(leaf).reason.en

    assert "does not name 25 g" in said[0]
    assert said[1] == "The requirement is met."
