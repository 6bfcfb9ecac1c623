"""Sellers and problems in few words."""

from decimal import Decimal

import pytest

from wadah.core.pooling import Problem, Seller, solve
from wadah.core.values import Month

JULY, AUGUST, SEPTEMBER = Month(2027, 7), Month(2027, 8), Month(2027, 9)


@pytest.fixture
def make_seller():
    def make(name, *free, minimum=0, business=None, values=None, **more):
        months = (JULY, AUGUST, SEPTEMBER)
        kg = dict(zip(months, map(Decimal, free), strict=False))
        return Seller(
            business or name,
            f"{name}-1",
            kg,
            Decimal(minimum),
            values={key: Decimal(str(one)) for key, one in (values or {}).items()},
            **more,
        )

    return make


@pytest.fixture
def make_problem():
    def make(need, *sellers, **more):
        return Problem(Decimal(need), JULY, AUGUST, sellers, **more)

    return make


@pytest.fixture
def fill():
    def run(problem, seed=7):
        return solve(problem, stop=lambda: 20.0, seed=seed, clock=lambda: 0.0)

    return run


@pytest.fixture
def brought():
    """Kilograms by business."""

    def read(result):
        kg = {}
        for share in result.best.shares:
            kg[share.business] = kg.get(share.business, 0) + share.kg
        return kg

    return read
