"""The states of a meeting."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.core.meetings.states import (
    check_length,
    check_outcome,
    move,
)
from wadah.core.values import InvalidInput, MoveNotAllowed


@pytest.mark.parametrize(
    ("state", "action", "after"),
    [("scheduled", "hold", "held"), ("scheduled", "cancel", "cancelled")],
)
def test_moves_along_the_table(state: str, action: str, after: str) -> None:
    assert move(state, action) == after


@pytest.mark.parametrize("state", ["held", "cancelled"])
@pytest.mark.parametrize("action", ["hold", "cancel"])
def test_a_closed_meeting_moves_no_further(state: str, action: str) -> None:
    with pytest.raises(MoveNotAllowed) as caught:
        move(state, action)

    assert (caught.value.state, caught.value.action) == (state, action)


def test_names_every_field_that_a_held_meeting_lacks() -> None:
    assert check_outcome("", " ", "", None) == (
        "outcome",
        "next_step",
        "next_step_owner",
        "next_step_due_on",
    )
    assert check_outcome("later", "call", "Dewi", date(2026, 12, 1)) == ()


def test_refuses_an_unknown_outcome() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_outcome("sample", "", "", None)

    assert (caught.value.field, caught.value.rule) == ("outcome", "unknown_word")


@pytest.mark.parametrize("minutes", [4, 0, -30, 481])
def test_refuses_a_length_out_of_range(minutes: int) -> None:
    with pytest.raises(InvalidInput):
        check_length(minutes)


@pytest.mark.parametrize("minutes", [5, 30, 480])
def test_takes_a_length_in_range(minutes: int) -> None:
    check_length(minutes)
