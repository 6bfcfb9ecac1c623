"""Slots of a day fit between its hours and leave lunch alone."""

from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.core.meetings.days import DayPlan, day_slots
from wadah.core.meetings.weighing import weigh
from wadah.core.values import InvalidInput

WIB = ZoneInfo("Asia/Jakarta")
DAY = date(2026, 12, 1)


def plan(**changes):
    fields = {
        "first_on": DAY,
        "last_on": DAY,
        "starts": time(9),
        "ends": time(15),
        "minutes": 20,
        "buffer_minutes": 5,
        "lunch_from": time(12),
        "lunch_to": time(13),
    }
    return DayPlan(**{**fields, **changes})


def test_slots_before_and_after_lunch():
    # 9:00 to 11:40 leaves 11:30 as the last start that ends by 12:00: 9:00, 9:25, ...
    # 11:05, 11:30; after lunch 13:00, 13:25, 13:50, 14:15, 14:40.
    starts = [start.strftime("%H:%M") for start in day_slots(plan(), WIB)]

    assert starts == ["09:00", "09:25", "09:50", "10:15", "10:40", "11:05", "11:30",
                      "13:00", "13:25", "13:50", "14:15", "14:40"]  # fmt: skip


def test_every_day_has_its_slots():
    assert len(day_slots(plan(last_on=date(2026, 12, 2)), WIB)) == 24


def test_the_clock_of_the_place_may_change_between_days():
    berlin = ZoneInfo("Europe/Berlin")
    starts = day_slots(
        plan(first_on=date(2026, 10, 24), last_on=date(2026, 10, 25), ends=time(10)),
        berlin,
    )

    assert [start.utcoffset().seconds // 3600 for start in starts] == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"last_on": date(2026, 11, 30)}, "last_on", "range"),
        ({"ends": time(9)}, "ends", "range"),
        ({"ends": time(9, 10)}, "ends", "no_slot"),
        ({"minutes": 4}, "minutes", "out_of_range"),
        ({"buffer_minutes": 241}, "buffer_minutes", "out_of_range"),
        ({"lunch_to": None}, "lunch_to", "required"),
        ({"lunch_to": time(11)}, "lunch_to", "range"),
        ({"last_on": date(2027, 1, 30)}, "minutes", "too_many"),
    ],
)
def test_refuses_hours_that_cannot_be(changes, field, rule):
    with pytest.raises(InvalidInput) as refusal:
        day_slots(plan(**changes), WIB)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)


@pytest.mark.parametrize(
    ("buyer", "seller", "match", "weight"),
    [
        (2, 2, "1", "9"),
        (1, 0, "0", "2"),
        (0, 0, "0.5", "1.5"),
        (0, 0, "0", None),
        (-1, 2, "1", None),
        (2, -1, "1", None),
    ],
)
def test_weighs_a_meeting(buyer, seller, match, weight):
    expected = None if weight is None else Decimal(weight)

    assert weigh(buyer, seller, Decimal(match)) == expected


grades = st.integers(-1, 2)


@given(buyer=grades, seller=grades, match=st.decimals(0, 1, places=2))
def test_a_stronger_wish_never_weighs_less(buyer, seller, match):
    weaker, stronger = weigh(buyer, seller, match), weigh(2, seller, match)

    assert weaker is None or (stronger is not None and stronger >= weaker)
