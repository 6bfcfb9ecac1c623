"""The ledger never promises more than was verified."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.core.capacity import (
    NotEnoughCapacity,
    Promise,
    can_promise,
    expire,
    free_by_month,
    free_in_window,
    promise,
    release,
)
from wadah.core.values import CapacityEntry, Month

NOVEMBER, DECEMBER, JANUARY = Month(2026, 11), Month(2026, 12), Month(2027, 1)


def ledger(verified: int = 900, promised: int = 0) -> tuple[CapacityEntry, ...]:
    return (
        CapacityEntry(DECEMBER, Decimal(2000), Decimal(verified), Decimal(promised)),
        CapacityEntry(JANUARY, Decimal(500), Decimal(500), Decimal(100)),
    )


def test_frees_only_what_is_verified_and_not_promised():
    assert free_by_month(ledger(promised=300)) == {
        DECEMBER: Decimal(600),
        JANUARY: Decimal(400),
    }


def test_adds_up_the_months_of_a_window():
    assert free_in_window(ledger(), NOVEMBER, DECEMBER) == Decimal(900)
    assert free_in_window(ledger(), NOVEMBER, JANUARY) == Decimal(1300)


@pytest.mark.parametrize(
    ("month", "kg", "answer"),
    [
        (DECEMBER, "900", True),
        (DECEMBER, "900.001", False),
        (NOVEMBER, "1", False),
        (DECEMBER, "0", False),
    ],
)
def test_can_promise_up_to_the_free_amount(month, kg, answer):
    assert can_promise(ledger(), month, Decimal(kg)) is answer


def test_refuses_a_promise_above_free_capacity_and_names_the_amounts():
    with pytest.raises(NotEnoughCapacity) as refusal:
        promise(ledger(promised=800), DECEMBER, Decimal(101))

    assert refusal.value.have_kg == Decimal(100)
    assert refusal.value.need_kg == Decimal(101)


def test_refuses_to_release_more_than_was_promised():
    with pytest.raises(NotEnoughCapacity):
        release(ledger(promised=10), DECEMBER, Decimal(11))


def test_gives_lapsed_promises_back_and_keeps_orders_and_the_last_day():
    made = (
        Promise(DECEMBER, Decimal(100), date(2026, 11, 23)),
        Promise(DECEMBER, Decimal(200), date(2026, 11, 24)),
        Promise(DECEMBER, Decimal(300), date(2026, 11, 1), is_order=True),
    )

    after = expire(ledger(promised=600), made, date(2026, 11, 24))

    assert after.lapsed == made[:1]
    assert after.kept == made[1:]
    assert free_by_month(after.entries)[DECEMBER] == Decimal(400)


amounts = st.decimals(min_value="0.001", max_value="1000", places=3)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([DECEMBER, JANUARY]), amounts))
)
def test_promised_never_passes_verified_whatever_is_asked(moves):
    entries = ledger()
    for is_promise, month, kg in moves:
        try:
            entries = (promise if is_promise else release)(entries, month, kg)
        except NotEnoughCapacity:
            continue
        assert all(
            Decimal(0) <= entry.promised_kg <= entry.verified_kg for entry in entries
        )


@given(amounts)
def test_release_undoes_a_promise(kg):
    entries = ledger(verified=1000)

    assert release(promise(entries, DECEMBER, kg), DECEMBER, kg) == entries
