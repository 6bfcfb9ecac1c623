"""A person who proved himself a moment ago takes a new password."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.set_second_factor import get_own_user
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import SignIn, User
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.sessions import end_sessions
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def change_password(*, actor: Actor, password: str, keep: str | None) -> User:
    """Set it, end the other sign-ins, and tell the person.

    Raises `Absent` or `InvalidInput`.
    """
    user = get_own_user(actor)
    try:
        validate_password(password, user)
    except ValidationError as error:
        words = " ".join(error.messages)
        raise InvalidInput("password", "password_weak", Text(words, words)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    others = SignIn.objects.filter(user=user).exclude(session_key=keep or "")
    end_sessions(list(others))
    write_message(to_user=user, purpose="password_changed")
    write_audit_row(actor=actor, verb="user.password_changed", target=user)
    return user
