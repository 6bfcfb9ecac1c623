"""The tables of requests and answers: every move there is, and no other."""

from __future__ import annotations

import pytest

from wadah.core.matching.request_limits import LIMITS, Limit
from wadah.core.matching.request_states import (
    AGREED,
    ANSWER_MOVES,
    ANSWER_STATES,
    EDITABLE,
    LIVE,
    OPEN_ANSWERS,
    REQUEST_MOVES,
    REQUEST_STATES,
    UNSEEN,
    list_answer_actions,
    list_request_actions,
    move_answer,
    move_request,
)
from wadah.core.values import MoveNotAllowed


@pytest.mark.parametrize(
    ("state", "action", "after"),
    [
        ("draft", "submit", "submitted"),
        ("submitted", "return", "returned"),
        ("returned", "submit", "submitted"),
        ("submitted", "publish", "open"),
        ("submitted", "target", "open"),
        ("open", "answer", "answered"),
        ("answered", "award", "awarded"),
        ("awarded", "close", "closed"),
    ],
)
def test_request_goes_through_its_life(state: str, action: str, after: str) -> None:
    assert move_request(state, action) == after


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("draft", "answer"),
        ("submitted", "answer"),
        ("open", "award"),
        ("open", "submit"),
        ("awarded", "answer"),
        ("closed", "publish"),
        ("closed", "close"),
    ],
)
def test_request_makes_no_other_move(state: str, action: str) -> None:
    with pytest.raises(MoveNotAllowed):
        move_request(state, action)


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("sent", "consent"),  # nobody agrees to what the buyer has not accepted
        ("sent", "award"),
        ("accepted", "award"),
        ("declined", "accept"),
        ("withdrawn", "change"),
        ("accepted", "change"),
        ("awarded", "withdraw"),
    ],
)
def test_answer_makes_no_other_move(state: str, action: str) -> None:
    with pytest.raises(MoveNotAllowed):
        move_answer(state, action)


def test_contact_is_reached_only_through_both_sides() -> None:
    """Every way into an agreed state passes the buyer's accept, then a consent."""
    into = {(before, action) for before, action, to in ANSWER_MOVES if to in AGREED}

    assert into == {("accepted", "consent"), ("agreed", "award")}
    assert [b for b, _, to in ANSWER_MOVES if to == "accepted"] == ["sent"]


@pytest.mark.parametrize(
    ("moves", "states", "first"),
    [(REQUEST_MOVES, REQUEST_STATES, "draft"), (ANSWER_MOVES, ANSWER_STATES, "sent")],
)
def test_every_state_is_reached_and_each_move_stands_once(
    moves: tuple[tuple[str, str, str], ...], states: tuple[str, ...], first: str
) -> None:
    reached = {first} | {after for _, _, after in moves}

    assert reached == set(states)
    assert len({(before, action) for before, action, _ in moves}) == len(moves)


def test_groups_of_states_do_not_overlap() -> None:
    assert not UNSEEN & LIVE
    assert EDITABLE < UNSEEN
    assert {"agreed"} == OPEN_ANSWERS & AGREED


def test_actions_are_listed_from_a_state() -> None:
    assert list_request_actions("submitted") == ("return", "publish", "target", "close")
    assert list_answer_actions("accepted") == (
        "withdraw",
        "decline",
        "consent",
        "lapse",
    )
    assert list_request_actions("closed") == ()


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.code)
def test_limit_lets_so_many_through_and_no_more(limit: Limit) -> None:
    assert not limit.is_reached(limit.most - 1)
    assert limit.is_reached(limit.most)
    assert str(limit.most) in limit.sentence.en or limit.most == 1
