"""An administrator takes away the factor of a person who lost phone and paper."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.set_second_factor import forget_factor
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role, User
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.sessions import end_sessions
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def reset_second_factor(*, actor: Actor, user: User, reason: str) -> None:
    """Forget the factor, sign the person out everywhere, and tell him.

    Raises `Absent` or `InvalidInput`.
    """
    if actor.role is not Role.ADMINISTRATOR or user.pk == actor.user_id:
        raise Absent("person")
    if user.factor_set_at is None:
        raise Absent("second factor")
    if len(reason.strip()) < MIN_REASON:
        raise InvalidInput("reason", "reason_needed", _REASON)
    forget_factor(user)
    end_sessions(list(user.sign_ins.all()))
    write_message(to_user=user, purpose="second_factor_reset", by=actor.name)
    write_audit_row(
        actor=actor,
        verb="second_factor.reset",
        target=user,
        after={"reason": reason.strip()[:300]},
    )


MIN_REASON = 10
_REASON = Text(
    "Tulis alasannya, misalnya bagaimana Anda memastikan bahwa ini orangnya.",
    "Write the reason, such as how you made sure that it is this person.",
)
