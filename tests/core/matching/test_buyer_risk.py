"""Red flags of buyers, and the payment and exposure that they leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.matching.buyer_risk import (
    RED_FLAGS,
    BuyerFacts,
    FlagFound,
    Weight,
    find_flags,
)
from wadah.core.matching.buyer_terms import (
    PAYMENTS_BY_SAFETY,
    Exposure,
    count_tonnes_value,
    is_within_exposure,
    list_allowed_payments,
    list_missing_payments,
    may_have_exposure,
)
from wadah.core.values import Text, Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.CANNOT_TELL
GOOD = BuyerFacts(
    as_of=date(2026, 11, 24),
    country="DE",
    kind="roaster",
    emails=("buying@firm.example",),
    website="https://www.firm.example/",
    established_on=date(1998, 3, 1),
    bank_country="DE",
    domain_registered_on=date(2001, 5, 1),
    asks_private_originals=False,
    has_overpaid=False,
    is_in_company_register=True,
    has_role_proof=True,
    has_lists=True,
    reports=("good",),
    days_late=(0, 12),
)


def flag(code: str, **changes: Any) -> Truth:
    found = find_flags(replace(GOOD, **changes))
    return next(one.truth for one in found if one.code == code)


def test_a_known_good_buyer_has_no_flag() -> None:
    assert {one.truth for one in find_flags(GOOD)} == {NO}


def test_of_whom_nothing_is_known_nothing_can_be_told() -> None:
    found = find_flags(BuyerFacts(as_of=date(2026, 11, 24), country="DE"))

    # Only a look-alike is a no: the known buyers are always there to compare with.
    assert {one.code for one in found if one.truth is not UNKNOWN} == {"BUY-05"}


@pytest.mark.parametrize(
    ("code", "changes", "truth"),
    [
        ("BUY-01", {"listed": ("possible",)}, UNKNOWN),
        ("BUY-01", {"listed": ("cleared", "confirmed")}, YES),
        ("BUY-01", {"listed": ("cleared",)}, NO),
        ("BUY-01", {"has_lists": False}, UNKNOWN),
        ("BUY-02", {"bank_country": "AE"}, YES),
        ("BUY-02", {"bank_country": ""}, UNKNOWN),
        ("BUY-03", {"asks_private_originals": True}, YES),
        ("BUY-03", {"asks_private_originals": None}, UNKNOWN),
        ("BUY-04", {"has_overpaid": True}, YES),
        ("BUY-05", {"like_names": ("possible",)}, UNKNOWN),
        ("BUY-05", {"like_names": ("confirmed",)}, YES),
        # 364 days are fresh, 365 are not.
        ("BUY-06", {"domain_registered_on": date(2025, 11, 25)}, YES),
        ("BUY-06", {"domain_registered_on": date(2025, 11, 24)}, NO),
        ("BUY-06", {"domain_registered_on": None}, UNKNOWN),
        ("BUY-07", {"is_in_company_register": False}, YES),
        ("BUY-08", {"reports": ("good", "bad")}, YES),
        ("BUY-08", {"reports": ("unknown",)}, UNKNOWN),
        ("BUY-09", {"days_late": (30,)}, NO),
        ("BUY-09", {"days_late": (0, 31)}, YES),
        ("BUY-09", {"days_late": ()}, UNKNOWN),
        ("BUY-10", {"emails": ("a@gmail.com",)}, YES),
        ("BUY-10", {"emails": ("a@firm.example", "b@Yahoo.com")}, YES),
        ("BUY-11", {"emails": ("a@firm-trade.example",)}, YES),
        ("BUY-11", {"emails": ("a@mail.firm.example",)}, NO),
        ("BUY-11", {"website": ""}, UNKNOWN),
        ("BUY-12", {"established_on": date(2026, 7, 1)}, YES),
        ("BUY-13", {"kind": "broker"}, YES),
        ("BUY-13", {"has_role_proof": False}, YES),
        ("BUY-13", {"kind": ""}, UNKNOWN),
    ],
)
def test_flag_is_up_down_or_cannot_be_told(
    code: str, changes: dict[str, Any], truth: Truth
) -> None:
    assert flag(code, **changes) is truth


def test_each_rule_stands_once_and_speaks_both_languages() -> None:
    assert len({rule.code for rule in RED_FLAGS}) == len(RED_FLAGS)
    for one in find_flags(GOOD):
        assert one.reason.id and one.reason.en
        assert one.sentence.id != one.sentence.en


def up(weight: Weight, truth: Truth = YES) -> FlagFound:
    return FlagFound("X", Text("a", "b"), weight, truth, Text("a", "b"))


@pytest.mark.parametrize(
    ("flags", "loosest"),
    [
        ([], "open_account"),
        ([up(Weight.LOW, UNKNOWN)], "da"),
        ([up(Weight.LOW)], "cad"),
        ([up(Weight.HIGH, UNKNOWN)], "cad"),
        ([up(Weight.STOP, UNKNOWN)], "cad"),
        ([up(Weight.HIGH)], "lc_sight"),
        ([up(Weight.LOW), up(Weight.HIGH)], "lc_sight"),
    ],
)
def test_flags_leave_payments_up_to(flags: list[FlagFound], loosest: str) -> None:
    allowed = list_allowed_payments(flags)

    assert allowed[0] == "advance"
    assert allowed[-1] == loosest


def test_a_confirmed_listing_leaves_no_payment_at_all() -> None:
    assert list_allowed_payments([up(Weight.LOW), up(Weight.STOP)]) == ()
    assert not may_have_exposure([up(Weight.STOP)])


def test_nothing_may_be_owed_with_a_weighty_flag() -> None:
    assert not may_have_exposure([up(Weight.HIGH)])
    assert may_have_exposure([up(Weight.LOW), up(Weight.HIGH, UNKNOWN)])


def test_looser_terms_than_allowed_are_named() -> None:
    assert list_missing_payments(("advance", "dp"), ["open_account", "dp", "da"]) == (
        "da",
        "open_account",
    )


_FLAGS = st.lists(
    st.builds(up, st.sampled_from(Weight), st.sampled_from(Truth)), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(_FLAGS, st.builds(up, st.sampled_from(Weight), st.sampled_from(Truth)))
def test_one_flag_more_never_allows_more(
    flags: list[FlagFound], more: FlagFound
) -> None:
    before, after = list_allowed_payments(flags), list_allowed_payments([*flags, more])

    assert set(after) <= set(before)
    assert after == PAYMENTS_BY_SAFETY[: len(after)]


@pytest.mark.parametrize(
    ("allowed", "owed", "truth"),
    [
        (None, (), YES),
        (None, ("1",), UNKNOWN),
        ("100", ("60", "40"), YES),
        ("100", ("60", "40.01"), NO),
        ("100", ("60", None), UNKNOWN),
        # Too much already, whatever the unknown one comes to.
        ("100", ("101", None), NO),
        ("0", ("1",), NO),
    ],
)
def test_exposure_is_within_not_or_cannot_be_told(
    allowed: str | None, owed: tuple[str | None, ...], truth: Truth
) -> None:
    exposure = Exposure(
        None if allowed is None else Decimal(allowed),
        tuple(None if one is None else Decimal(one) for one in owed),
    )

    assert is_within_exposure(exposure) is truth


def test_value_in_another_currency_is_not_known() -> None:
    # 18 t at 310 a tonne
    assert count_tonnes_value(Decimal(18000), Decimal(310), "USD", "USD") == 5580
    assert count_tonnes_value(Decimal(18000), Decimal(310), "EUR", "USD") is None
