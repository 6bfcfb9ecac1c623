"""What holds for every pool, held against a checker apart from the solver."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.pooling import (
    Coverage,
    Limit,
    Problem,
    Seller,
    bound_kg,
    find_breaches,
    solve,
    without,
)
from wadah.core.values import Month

JULY, AUGUST = Month(2027, 7), Month(2027, 8)

# A mixture is counted in grams, so two pools may each be a few grams below their best.
GRAMS = Decimal("0.02")

kilograms = st.integers(0, 400).map(Decimal)
tenths = st.integers(95, 150).map(lambda n: Decimal(n) / 10)
rows = st.fixed_dictionaries(
    {
        "july": kilograms,
        "august": kilograms,
        "minimum": st.integers(0, 200).map(Decimal),
        "moisture": tenths,
        "lead": st.sampled_from([Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]),
        "cost": st.integers(0, 500).map(Decimal),
        "organic": st.booleans(),
        "new": st.booleans(),
        "km": st.integers(1, 200).map(Decimal),
        "business": st.sampled_from("abcdef"),
    }
)
moisture = Limit("moisture", minimum=Decimal(10), maximum=Decimal("12.5"))
lead = Limit("lead", maximum=Decimal("0.2"), is_weighted=False)
terms = st.fixed_dictionaries(
    {
        "limits": st.sampled_from([(), (moisture,), (lead,), (moisture, lead)]),
        "coverage": st.sampled_from(
            [(), *((Coverage("organic", Decimal(s)),) for s in ("0", "0.5", "1"))]
        ),
        "maximum_share": st.sampled_from([None, Decimal("0.4")]),
        "minimum_share": st.sampled_from([None, Decimal("0.05")]),
        "bag_kg": st.sampled_from([None, Decimal(25)]),
        "container_kg": st.sampled_from([None, None, Decimal(200)]),
        "new_exporters": st.sampled_from([0, 1]),
        "maximum_distance_km": st.sampled_from([None, Decimal(120)]),
        "cost_per_stop": st.just(Decimal(10_000)),
    }
)


def problem_of(drawn, need, more):
    sellers = tuple(
        Seller(
            row["business"], f"p{i}", {JULY: row["july"], AUGUST: row["august"]},
            row["minimum"], score=0.5, lot=f"L{i}",
            values={"moisture": row["moisture"], "lead": row["lead"]},
            certificates=frozenset({"organic"} if row["organic"] else ()),
            cost_per_kg=row["cost"], distance_km=row["km"],
            is_new_exporter=row["new"],
        )
        for i, row in enumerate(drawn)
    )  # fmt: skip
    return Problem(Decimal(need), JULY, AUGUST, sellers, **more)


def fill(problem, seed=3):
    return solve(problem, stop=lambda: 20.0, seed=seed, clock=lambda: 0.0)


def weight(result):
    return sum((share.kg for share in result.best.shares), Decimal(0))


problems = st.builds(
    problem_of, st.lists(rows, max_size=7), st.integers(1, 1200), terms
)


@settings(max_examples=120, deadline=None)
@given(problems)
def test_keeps_every_constraint_by_the_independent_checker(problem):
    result = fill(problem)

    assert find_breaches(problem, result.best.shares) == ()
    assert result.best.shortfall_kg == max(problem.need_kg - weight(result), 0)
    assert (result.status == "short") == (result.best.shortfall_kg > 0)
    assert (result.status == "filled_with_reserve") == (result.best.binding == ())


@settings(max_examples=60, deadline=None)
@given(problems)
def test_is_never_above_the_bound_of_fractions(problem):
    assert weight(fill(problem)) <= bound_kg(problem, stop=lambda: 20.0) + GRAMS


@settings(max_examples=60, deadline=None)
@given(problems, st.data())
def test_removing_a_member_never_raises_the_filled_amount(problem, data):
    result = fill(problem)
    names = sorted({share.business for share in result.best.shares})
    if not names:
        return

    rest = fill(without(problem, data.draw(st.sampled_from(names))))

    assert weight(rest) <= weight(result) + GRAMS


@settings(max_examples=30, deadline=None)
@given(problems, st.integers(0, 1000), st.randoms())
def test_same_seed_and_any_order_give_the_same_pool(problem, seed, random):
    first = fill(problem, seed)
    shuffled = list(problem.sellers)
    random.shuffle(shuffled)

    again = fill(replace(problem, sellers=tuple(shuffled)), seed)

    assert (again.best, again.bound, again.gap) == (first.best, first.bound, first.gap)


@settings(max_examples=40, deadline=None)
@given(problems)
def test_accepted_shares_survive_another_solution(problem):
    before = fill(problem)
    accepted = before.best.shares[:2]

    after = fill(replace(problem, frozen=accepted))

    assert set(accepted) <= set(after.best.shares) or not after.best.shares
    assert find_breaches(replace(problem, frozen=accepted), after.best.shares) == ()
    assert weight(after) <= weight(before) + GRAMS
