"""The closed words of a request."""

from __future__ import annotations

from wadah.apps.matching.word_lists import list_words
from wadah.apps.matching.words import PACKINGS, PAYMENTS
from wadah.core.matching import PAYMENTS as CORE_PAYMENTS


def test_packing_is_that_of_the_rule_vocabulary() -> None:
    words = list_words(frozenset({"cocopeat"}))

    allowed = words.facts["consignment.packing"].allowed
    assert words.lists["packing"] == frozenset(PACKINGS)
    assert not allowed or frozenset(allowed) == frozenset(PACKINGS)


def test_payments_are_those_that_matching_compares() -> None:
    assert frozenset(PAYMENTS) == CORE_PAYMENTS
