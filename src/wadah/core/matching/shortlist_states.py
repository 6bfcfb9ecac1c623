"""The life of an officer's shortlist: every move there is, and no other."""

from __future__ import annotations

from wadah.core.values import next_state

SHORTLIST_MOVES: tuple[tuple[str, str, str], ...] = (
    ("draft", "change", "draft"),
    ("draft", "approve", "approved"),
    ("approved", "reopen", "draft"),
    ("approved", "send", "sent"),
    ("sent", "answer", "sent"),
    ("sent", "supersede", "superseded"),
)
"""From, action, to. A buyer answers what was sent last; a newer one that is sent
supersedes it, and what he said of it stays."""

SHORTLIST_STATES = ("draft", "approved", "sent", "superseded")
# One of these a request at a time: officers do not choose beside one another.
UNSENT = frozenset({"draft", "approved"})
# The buyer reads these.
SHOWN_TO_BUYER = frozenset({"sent", "superseded"})
FEEDBACK = ("liked", "declined", "question")


def move_shortlist(state: str, action: str) -> str:
    """The state of a shortlist after `action`.

    Raises
    ------
    MoveNotAllowed
        The table has no such move.

    Examples
    --------
    >>> move_shortlist("approved", "send")
    'sent'
    """
    return next_state(SHORTLIST_MOVES, state, action)


def list_shortlist_actions(state: str) -> tuple[str, ...]:
    """What can be done with a shortlist in this state, in the order of the table."""
    return tuple(action for before, action, _ in SHORTLIST_MOVES if before == state)
