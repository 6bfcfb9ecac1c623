"""The table of a case: every move from every state by every role."""

from __future__ import annotations

import itertools

import pytest

from wadah.apps.accounts.models import Role
from wadah.apps.validation.case_states import (
    MOVES,
    OVER,
    RUNNING,
    STOPPED,
    TABLE,
    find_move,
    list_moves,
)
from wadah.apps.validation.models import State

# Written by hand beside the table: from, action, to, and the first letters of the roles
# (owner, staff, officer, verifier, approver, administrator).
ALLOWED = {
    ("open", "submit"): ("submitted", "O S F A"),
    ("open", "withdraw"): ("withdrawn", "O S F A"),
    ("open", "close"): ("closed", "F V A"),
    ("submitted", "take"): ("in_check", "F V"),
    ("submitted", "withdraw"): ("withdrawn", "O S F A"),
    ("submitted", "close"): ("closed", "F V A"),
    ("in_check", "release"): ("submitted", "F V A"),
    ("in_check", "ask"): ("with_business", "F V"),
    ("in_check", "propose"): ("to_approve", "F V"),
    ("in_check", "withdraw"): ("withdrawn", "O S F A"),
    ("in_check", "close"): ("closed", "F V A"),
    ("with_business", "reply"): ("in_check", "O S F A"),
    ("with_business", "resume"): ("in_check", "F V"),
    ("with_business", "withdraw"): ("withdrawn", "O S F A"),
    ("with_business", "close"): ("closed", "F V A"),
    ("to_approve", "approve"): ("approved", "P"),
    ("to_approve", "send_back"): ("returned", "P"),
    ("returned", "take"): ("in_check", "F V"),
    ("returned", "release"): ("submitted", "F V A"),
    ("returned", "ask"): ("with_business", "F V"),
    ("returned", "propose"): ("to_approve", "F V"),
    ("returned", "withdraw"): ("withdrawn", "O S F A"),
    ("returned", "close"): ("closed", "F V A"),
    ("approved", "revoke"): ("returned", "P A"),
    ("approved", "reopen"): ("submitted", "O S F V A"),
    ("approved", "close"): ("closed", "F V A"),
    ("withdrawn", "reopen"): ("submitted", "O S F V A"),
    ("closed", "reopen"): ("submitted", "O S F V A"),
}
LETTERS = {
    "O": Role.OWNER, "S": Role.STAFF, "F": Role.OFFICER, "V": Role.VERIFIER,
    "P": Role.APPROVER, "A": Role.ADMINISTRATOR,
}  # fmt: skip


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("action", MOVES)
def test_val_03_a_case_moves_as_the_table_says_and_in_no_other_way(
    state: str, action: str
) -> None:
    target, letters = ALLOWED.get((state, action), ("", ""))
    roles = {LETTERS[letter] for letter in letters.split()}

    for role in (*Role, None):
        move = find_move(action, state, role)
        if role in roles:
            assert move is not None
            assert move.target == target
        else:
            assert move is None


def test_every_state_is_reached_and_left() -> None:
    reached = {move.target for move in TABLE}
    left = set(itertools.chain(*(move.sources for move in TABLE)))

    assert reached | {State.OPEN} == set(State)
    assert left == set(State)


def test_the_clock_runs_stands_still_or_is_over_in_each_state_once() -> None:
    assert RUNNING | STOPPED | OVER | {State.OPEN} == set(State)
    assert len(RUNNING) + len(STOPPED) + len(OVER) + 1 == len(State)


def test_who_approves_never_puts_up() -> None:
    assert not MOVES["approve"].roles & MOVES["propose"].roles


def test_lists_the_moves_of_a_role_in_the_order_of_the_table() -> None:
    found = [move.action for move in list_moves("in_check", Role.VERIFIER)]

    assert found == ["release", "ask", "propose", "close"]
