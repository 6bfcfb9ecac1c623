"""One step along a declared table of states."""

from __future__ import annotations

from collections.abc import Iterable

Move = tuple[str, str, str]
"""From, action, to."""


class MoveNotAllowed(Exception):
    """The table has no such move from the present state."""

    code = "move_not_allowed"

    def __init__(self, state: str, action: str) -> None:
        super().__init__(f"{state}: {action}")
        self.state = state
        self.action = action


def next_state(table: Iterable[Move], state: str, action: str) -> str:
    """The state that `action` leads to.

    Parameters
    ----------
    table
        Rows of from, action, to; one row at most for a state and an action.

    Raises
    ------
    MoveNotAllowed
        The table has no such move.

    Examples
    --------
    >>> next_state([("draft", "submit", "submitted")], "draft", "submit")
    'submitted'
    """
    for before, verb, after in table:
        if (before, verb) == (state, action):
            return after
    raise MoveNotAllowed(state, action)
