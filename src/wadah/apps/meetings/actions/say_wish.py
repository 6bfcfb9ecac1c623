"""A participant says whom it would like to meet, or an officer for it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.meetings.models import Participant, Wish
from wadah.apps.meetings.process_rules import (
    NO_THANKS_WITH_A_REASON,
    WISHES_ACROSS,
    WISHES_IN_TIME,
)
from wadah.apps.meetings.queries.event import get_participant, keeps_event


@transaction.atomic
def say_wish(
    *,
    actor: Actor,
    participant: Participant,
    towards: Participant,
    grade: int | None,
    reason: str = "",
) -> Wish | None:
    """Keep the wish in place of an earlier one; None takes it back.

    Raises `Absent`, `Refused` (MEE-05 other side of the same event, MEE-06 after the
    deadline, MEE-07 "no, thanks" without a reason).
    """
    participant = get_participant(actor, participant.pk)
    event = participant.event
    require(
        towards.event_id == event.pk and towards.is_seller != participant.is_seller,
        WISHES_ACROSS,
    )
    in_time = timezone.localdate() <= event.wishes_until
    require(in_time or keeps_event(actor, event), WISHES_IN_TIME)
    if grade == Wish.Grade.NO_THANKS:
        require(bool(reason.strip()), NO_THANKS_WITH_A_REASON)
    before = participant.wishes.filter(towards=towards).first()
    wish = None
    if grade is None:
        participant.wishes.filter(towards=towards).delete()
    else:
        wish, _ = Wish.objects.update_or_create(
            of=participant,
            towards=towards,
            defaults={"grade": grade, "reason": reason.strip()},
        )
    write_audit_row(
        actor=actor,
        verb="wish.said",
        target=participant,
        before={"grade": before.grade} if before else None,
        after={"towards": towards.pk, "grade": grade},
    )
    return wish
