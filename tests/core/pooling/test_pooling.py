"""Pools fill a request exactly, with the fewest sellers."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.pooling import Problem, Seller, result_to_json, solve
from wadah.core.values import Month

JULY, AUGUST, SEPTEMBER = Month(2027, 7), Month(2027, 8), Month(2027, 9)


def seller(name, *free, minimum=0, score=0.5, business=None):
    months = dict(zip((JULY, AUGUST, SEPTEMBER), map(Decimal, free), strict=False))
    return Seller(business or name, f"{name}-1", months, Decimal(minimum), score)


def fill(need, *sellers, **more):
    problem = Problem(Decimal(need), JULY, AUGUST, sellers, **more)
    return solve(problem, stop=lambda: 20.0, seed=7, clock=lambda: 0.0)


def kilograms(result):
    return {(s.business, s.month): s.kg for s in result.best.shares}


def test_takes_the_fewest_sellers_then_the_readiest():
    result = fill(
        100,
        seller("small", 40, score=1.0),
        seller("medium", 60, score=0.9),
        seller("ready", 60, score=0.8),
        seller("large", 50, 40, score=0.1),
    )

    assert kilograms(result) == {("small", JULY): 40, ("medium", JULY): 60}
    assert result.best.shortfall_kg == 0
    assert result.status == "filled_with_reserve"


def test_takes_one_seller_where_one_is_enough():
    result = fill(90, seller("small", 60), seller("large", 50, 40, score=0.1))

    assert kilograms(result) == {("large", JULY): 50, ("large", AUGUST): 40}


def test_counts_two_products_of_one_business_as_one():
    result = fill(
        100,
        seller("one", 50, business="x"),
        seller("two", 50, business="x"),
        seller("three", 60, score=1.0),
        seller("four", 60, score=1.0),
    )

    assert {share.business for share in result.best.shares} == {"x"}


@pytest.mark.parametrize(
    ("sellers", "status", "shortfall", "binding"),
    [
        ([seller("a", 100)], "filled", 0, ("reserve",)),
        ([seller("a", 60), seller("b", 50)], "filled_with_reserve", 0, ()),
        ([seller("a", 60), seller("b", 30)], "short", 10, ("capacity",)),
        ([seller("a", 60, 0, 70)], "short", 40, ("capacity", "window")),
        ([], "short", 100, ("capacity",)),
        (
            [seller("a", 80, minimum=80), seller("b", 80, minimum=80)],
            "short",
            20,
            ("minimum_share",),
        ),
        (
            [seller("a", 60), seller("b", 50, minimum=60)],
            "short",
            40,
            ("minimum_share",),
        ),
    ],
)
def test_says_how_full_it_is_and_what_holds_it_back(
    sellers, status, shortfall, binding
):
    result = fill(100, *sellers)

    assert result.status == status
    assert result.best.shortfall_kg == shortfall
    assert result.best.binding == binding


def test_fills_a_need_of_nothing_with_nothing():
    result = fill(0, seller("a", 60))

    assert (result.status, result.best.shares, result.best.binding) == (
        "filled",
        (),
        (),
    )


def test_holds_a_business_to_the_largest_share():
    result = fill(100, seller("a", 100), seller("b", 30), maximum_share=Decimal("0.5"))

    assert kilograms(result) == {("a", JULY): 50, ("b", JULY): 30}
    assert result.best.binding == ("maximum_share",)


def test_keeps_a_minimum_by_taking_less_of_another():
    result = fill(100, seller("a", 90), seller("b", 40, minimum=30))

    assert kilograms(result) == {("a", JULY): 70, ("b", JULY): 30}


def test_answers_without_time_but_claims_no_proof():
    problem = Problem(Decimal(100), JULY, JULY, (seller("a", 60), seller("b", 70)))

    result = solve(problem, stop=lambda: 0.0, seed=7, clock=lambda: 0.0)

    assert kilograms(result) == {("a", JULY): 60, ("b", JULY): 40}
    assert not result.is_proved


def test_writes_months_and_numbers():
    found = result_to_json(fill("10.5", seller("a", 20)))

    assert {
        key: found[key] for key in ("status", "shares", "shortfall_kg", "binding")
    } == {
        "status": "filled_with_reserve",
        "shares": [{"business": "a", "product": "a-1", "month": "2027-07", "kg": 10.5}],
        "shortfall_kg": 0,
        "binding": [],
    }


grams = st.decimals(min_value=0, max_value=500, places=3)
pools = st.lists(
    st.builds(lambda a, b, m, s: (a, b, m, s), grams, grams, grams, st.floats(0, 1)),
    max_size=6,
)


def built(rows):
    return tuple(
        seller(f"s{i}", a, b, minimum=m, score=s) for i, (a, b, m, s) in enumerate(rows)
    )


@settings(max_examples=60, deadline=None)
@given(pools, st.decimals(min_value="0.001", max_value=1500, places=3))
def test_keeps_every_bound_exactly(rows, need):
    sellers = built(rows)
    result = fill(need, *sellers)

    total = sum((share.kg for share in result.best.shares), Decimal(0))
    assert total + result.best.shortfall_kg == need
    assert result.best.shortfall_kg >= 0
    for one in sellers:
        mine = {s.month: s.kg for s in result.best.shares if s.business == one.business}
        assert all(0 < kg <= one.free_kg[month] for month, kg in mine.items())
        assert not mine or sum(mine.values()) >= one.minimum_kg


@settings(max_examples=40, deadline=None)
@given(pools, st.decimals(min_value=1, max_value=1500, places=3))
def test_no_subset_brings_more_or_as_much_with_fewer_sellers(rows, need):
    sellers = built(rows)
    result = fill(need, *sellers)

    best = max(_brings(group, need) for group in _groups(sellers))
    fewest = min(len(g) for g in _groups(sellers) if _brings(g, need) == best)
    assert need - result.best.shortfall_kg == best
    assert len({share.business for share in result.best.shares}) == fewest


def _groups(sellers):
    able = [s for s in sellers if 0 < sum(s.free_kg.values()) >= s.minimum_kg]
    return [g for n in range(len(able) + 1) for g in combinations(able, n)]


def _brings(group, need):
    if sum(one.minimum_kg for one in group) > need:
        return Decimal(-1)
    return min(need, sum((sum(s.free_kg.values()) for s in group), Decimal(0)))


@settings(max_examples=20, deadline=None)
@given(pools, st.randoms())
def test_does_not_depend_on_the_order_of_sellers(rows, random):
    sellers = list(built(rows))
    first = fill(700, *sellers)
    random.shuffle(sellers)

    assert fill(700, *sellers).best == first.best
