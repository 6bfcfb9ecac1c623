"""The life of a request and of an answer to it: every move there is, and no other.

The actions ask these tables, the guide prints them.
"""

from __future__ import annotations

from wadah.core.values import Text, next_state

REQUEST_MOVES: tuple[tuple[str, str, str], ...] = (
    ("draft", "submit", "submitted"),
    ("returned", "submit", "submitted"),
    ("submitted", "return", "returned"),
    ("draft", "publish", "open"),
    ("draft", "target", "open"),
    ("submitted", "publish", "open"),
    ("submitted", "target", "open"),
    ("open", "publish", "open"),
    ("open", "target", "open"),
    ("answered", "publish", "answered"),
    ("answered", "target", "answered"),
    ("open", "answer", "answered"),
    ("answered", "answer", "answered"),
    ("answered", "award", "awarded"),
    ("awarded", "award", "awarded"),
    ("draft", "close", "closed"),
    ("submitted", "close", "closed"),
    ("returned", "close", "closed"),
    ("open", "close", "closed"),
    ("answered", "close", "closed"),
    ("awarded", "close", "closed"),
)
"""From, action, to. Who is asked stands beside the state: an open request is published
(every business in Wadah sees it) or targeted (only those that were matched)."""

ANSWER_MOVES: tuple[tuple[str, str, str], ...] = (
    ("sent", "change", "sent"),
    ("sent", "withdraw", "withdrawn"),
    ("accepted", "withdraw", "withdrawn"),
    ("agreed", "withdraw", "withdrawn"),
    ("sent", "decline", "declined"),
    ("accepted", "decline", "declined"),
    ("agreed", "decline", "declined"),
    ("sent", "accept", "accepted"),
    ("accepted", "consent", "agreed"),
    ("agreed", "award", "awarded"),
    ("sent", "lapse", "lapsed"),
    ("accepted", "lapse", "lapsed"),
    ("agreed", "lapse", "lapsed"),
)
"""From, action, to. The buyer accepts, the business consents: then both have agreed,
and only then each reads how to reach the other."""

EDITABLE = frozenset({"draft", "returned"})
# Nobody but the buyer and the officers has seen these.
UNSEEN = frozenset({"draft", "submitted", "returned"})
# A business may answer these, and an officer look who can fill them.
LIVE = frozenset({"open", "answered"})
AGREED = frozenset({"agreed", "awarded"})
OPEN_ANSWERS = frozenset({"sent", "accepted", "agreed"})

REQUEST_STATES = ("draft", "submitted", "returned", "open", "answered", "awarded",
                  "closed")  # fmt: skip
ANSWER_STATES = ("sent", "accepted", "agreed", "awarded", "declined", "withdrawn",
                 "lapsed")  # fmt: skip

OUTCOMES: dict[str, Text] = {
    "ordered": Text("jadi dipesan", "ordered"),
    "other_source": Text("pembeli membeli di tempat lain", "bought elsewhere"),
    "price": Text("harga tidak cocok", "the price did not fit"),
    "no_answer": Text("tidak ada usaha yang menjawab", "no business answered"),
    "buyer_silent": Text("pembeli tidak membalas", "the buyer did not reply"),
    "withdrawn": Text("ditarik oleh pembeli", "withdrawn by the buyer"),
    "not_genuine": Text("bukan permintaan sungguhan", "not a genuine request"),
}
"""What became of a request, told when it is closed."""


def move_request(state: str, action: str) -> str:
    """The state of a request after `action`.

    Raises
    ------
    MoveNotAllowed
        The table has no such move.

    Examples
    --------
    >>> move_request("draft", "submit")
    'submitted'
    """
    return next_state(REQUEST_MOVES, state, action)


def move_answer(state: str, action: str) -> str:
    """The state of an answer after `action`.

    Raises
    ------
    MoveNotAllowed
        The table has no such move.

    Examples
    --------
    >>> move_answer("accepted", "consent")
    'agreed'
    """
    return next_state(ANSWER_MOVES, state, action)


def list_request_actions(state: str) -> tuple[str, ...]:
    """What can be done with a request in this state, in the order of the table."""
    return tuple(action for before, action, _ in REQUEST_MOVES if before == state)


def list_answer_actions(state: str) -> tuple[str, ...]:
    """What can be done with an answer in this state, in the order of the table."""
    return tuple(action for before, action, _ in ANSWER_MOVES if before == state)
