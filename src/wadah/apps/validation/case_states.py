"""Which moves a case can make, from where, to where, by whom: the one table.

The actions ask it, the pages show its buttons, the guide prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.accounts.models import Role
from wadah.apps.validation.models import State

CARERS = frozenset({Role.OWNER, Role.STAFF, Role.OFFICER, Role.ADMINISTRATOR})
CHECKERS = frozenset({Role.VERIFIER, Role.OFFICER})
APPROVERS = frozenset({Role.APPROVER})
KEEPERS = frozenset({Role.OFFICER, Role.VERIFIER, Role.ADMINISTRATOR})

# The service clock runs while the work is with the checkers, and stands still while
# the business is asked. Anywhere else there is nothing to wait for.
RUNNING = frozenset({State.SUBMITTED, State.IN_CHECK, State.TO_APPROVE, State.RETURNED})
STOPPED = frozenset({State.WITH_BUSINESS})
OVER = frozenset({State.APPROVED, State.WITHDRAWN, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table."""

    action: str
    sources: frozenset[State]
    target: State
    roles: frozenset[Role]
    label: str | Promise
    # The move speaks for the business, so it takes the right to edit its record.
    is_of_business: bool = False


_UNDECIDED = frozenset(
    {State.OPEN, State.SUBMITTED, State.IN_CHECK, State.WITH_BUSINESS, State.RETURNED}
)
_IN_HAND = frozenset({State.IN_CHECK, State.RETURNED})

TABLE: tuple[Move, ...] = (
    Move("submit", frozenset({State.OPEN}), State.SUBMITTED, CARERS,
         _("Hand in to be checked"), is_of_business=True),
    Move("take", frozenset({State.SUBMITTED, State.RETURNED}), State.IN_CHECK,
         CHECKERS, _("Take the case")),
    Move("release", _IN_HAND, State.SUBMITTED, CHECKERS | {Role.ADMINISTRATOR},
         _("Put it back in the queue")),
    Move("ask", _IN_HAND, State.WITH_BUSINESS, CHECKERS, _("Ask the business")),
    Move("reply", frozenset({State.WITH_BUSINESS}), State.IN_CHECK, CARERS,
         pgettext_lazy("verb", "Answer"), is_of_business=True),
    Move("resume", frozenset({State.WITH_BUSINESS}), State.IN_CHECK, CHECKERS,
         _("Go on without an answer")),
    Move("propose", _IN_HAND, State.TO_APPROVE, CHECKERS, _("Put up for approval")),
    Move("approve", frozenset({State.TO_APPROVE}), State.APPROVED, APPROVERS,
         _("Approve")),
    Move("send_back", frozenset({State.TO_APPROVE}), State.RETURNED, APPROVERS,
         _("Send back")),
    Move("revoke", frozenset({State.APPROVED}), State.RETURNED,
         APPROVERS | {Role.ADMINISTRATOR}, _("Revoke the approval")),
    Move("reopen", OVER, State.SUBMITTED, CARERS | CHECKERS, _("Open again")),
    Move("withdraw", _UNDECIDED, State.WITHDRAWN, CARERS, _("Withdraw"),
         is_of_business=True),
    Move("close", _UNDECIDED | {State.APPROVED}, State.CLOSED, KEEPERS, _("Close")),
)  # fmt: skip
MOVES = {move.action: move for move in TABLE}


def find_move(action: str, state: str, role: Role | None) -> Move | None:
    """The row of the table by which this role may do this here, or None."""
    move = MOVES[action]
    return move if state in move.sources and role in move.roles else None


def list_moves(state: str, role: Role | None) -> Iterator[Move]:
    """Every move of this role from this state, in the order of the table."""
    return (move for move in TABLE if state in move.sources and role in move.roles)
