"""Lines of the ledger add up, or are refused; stock, calendar and standstill."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.capacity import (
    MOVES,
    BrokenLedger,
    Downtime,
    EntryKind,
    LedgerLine,
    StockLot,
    add_up,
    carried_over,
    expected_kg,
    good_on,
    is_possible,
    open_share,
)
from wadah.core.values import CapacityEntry, Month

DECEMBER = Month(2026, 12)
MARCH = Month(2027, 3)


def line(
    kind: str, declared: int = 0, verified: int = 0, promised: int = 0
) -> LedgerLine:
    amounts = (Decimal(kg) for kg in (declared, verified, promised))
    return LedgerLine(DECEMBER, EntryKind(kind), *amounts)


def test_every_kind_has_its_moves() -> None:
    assert set(MOVES) == set(EntryKind)


def test_a_life_of_a_month_adds_up() -> None:
    lines = [
        line("declared", declared=1200), line("verified", verified=900),
        line("promised", promised=400), line("promised", promised=300),
        line("ordered"), line("expired", promised=-300),
        line("withdrawn", verified=-200),
    ]  # fmt: skip

    (balance,) = add_up(lines)

    amounts = [Decimal(1200), Decimal(700), Decimal(400)]
    assert balance == CapacityEntry(DECEMBER, *amounts)
    assert balance.free_kg == 300


@pytest.mark.parametrize(
    "lines",
    [
        [line("promised", promised=1)],
        [line("verified", verified=5), line("promised", promised=6)],
        [line("verified", verified=5), line("promised", promised=5),
         line("lapsed", verified=-1)],
        [line("released", promised=-1)],
        [line("declared", verified=5)],
        [line("ordered", promised=1)],
    ],
)  # fmt: skip
def test_an_impossible_line_is_refused(lines: list[LedgerLine]) -> None:
    with pytest.raises(BrokenLedger):
        add_up(lines)


kinds = st.sampled_from(["verified", "withdrawn", "promised", "released", "expired"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(kinds, st.integers(-50, 50)), max_size=12))
def test_whatever_adds_up_never_promises_more_than_verified(
    moves: list[tuple[str, int]],
) -> None:
    written: list[LedgerLine] = []
    for kind, kg in moves:
        is_verified = kind in ("verified", "withdrawn")
        one = line(kind, verified=kg) if is_verified else line(kind, promised=kg)
        try:
            balances = add_up([*written, one])
        except BrokenLedger:
            continue
        written.append(one)
        assert all(is_possible(balance) for balance in balances)


def test_goods_of_an_unknown_day_do_not_surely_keep() -> None:
    lots = [StockLot(Decimal(5)), StockLot(Decimal(7), date(2026, 11, 1))]

    assert good_on(lots, date(2026, 12, 1), 30) == 7
    assert good_on(lots, date(2026, 12, 2), 30) == 0
    assert good_on(lots, date(2030, 1, 1), None) == 12


def test_no_more_is_carried_than_was_free() -> None:
    lots = [StockLot(Decimal(500), date(2026, 11, 1))]

    assert carried_over(Decimal(200), lots, date(2026, 12, 31), 90) == 200
    assert carried_over(Decimal(-1), lots, date(2026, 12, 31), 90) == 0


def test_overlapping_standstills_do_not_add_up() -> None:
    """March has 31 days: 10 of them wholly closed, 5 more by half; 18.5 are worked."""
    stands = [
        Downtime(date(2027, 3, 1), date(2027, 3, 10)),
        Downtime(date(2027, 3, 6), date(2027, 3, 15), Decimal("0.5")),
    ]

    assert open_share(MARCH, stands) == 1 - Decimal("12.5") / 31
    assert expected_kg(MARCH, {3: Decimal(3100)}, stands) == Decimal("1850.000")
    assert expected_kg(MARCH, {4: Decimal(1)}, stands) == 0
    assert expected_kg(MARCH, {}, stands) is None
