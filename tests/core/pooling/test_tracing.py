"""Every kilogram of a pool stands in one container, and says whose it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.pooling import Share, trace_containers
from wadah.core.values import InvalidInput, Month

MAY, JUNE = Month(2027, 5), Month(2027, 6)


def test_what_is_ready_first_is_loaded_first() -> None:
    shares = [
        Share("a", "1", JUNE, Decimal(9), "L1"), Share("b", "2", MAY, Decimal(14), "L2")
    ]  # fmt: skip

    parts = trace_containers(shares, Decimal(10))

    # 14 of May fill the first and 4 of the second; of June 6 go in, 3 are left.
    assert [(p.container, p.share.lot, int(p.share.kg)) for p in parts] == [
        (1, "L2", 10), (2, "L2", 4), (2, "L1", 6), (3, "L1", 3)
    ]  # fmt: skip


def test_refuses_a_container_that_takes_nothing() -> None:
    with pytest.raises(InvalidInput) as caught:
        trace_containers([], Decimal(0))

    assert (caught.value.field, caught.value.rule) == ("full_kg", "above_zero")


@settings(max_examples=60)
@given(
    amounts=st.lists(st.integers(1, 90_000), max_size=8),
    full=st.integers(1_000, 27_000),
)
def test_nothing_is_lost_and_only_the_last_is_not_full(
    amounts: list[int], full: int
) -> None:
    shares = [Share(str(i), str(i), MAY, Decimal(kg)) for i, kg in enumerate(amounts)]

    parts = trace_containers(shares, Decimal(full))

    for share in shares:
        mine = [p.share.kg for p in parts if p.share.product == share.product]
        assert sum(mine) == share.kg
    loads: dict[int, Decimal] = {}
    for part in parts:
        loads[part.container] = loads.get(part.container, Decimal(0)) + part.share.kg
    assert sorted(loads) == list(range(1, len(loads) + 1))
    assert all(kg == full for number, kg in loads.items() if number < len(loads))
