"""What was sent, to whom, when, or why not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import mask_address
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.messages import CODES, NOTICES, REASONS
from wadah.apps.accounts.models import Channel, OutboxMessage
from wadah.apps.accounts.sending import choose_channel

SORTS = {"new": ("-created_at", "-pk"), "old": ("created_at", "pk")}
State = OutboxMessage.State


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """What a person wants to see of the outbox."""

    text: str = ""
    purpose: str = ""
    state: str = ""
    sort: str = "new"


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message as the page shows it: nobody's full number, never what it opens."""

    message: OutboxMessage
    to: str
    label: str | Promise
    why_not: str | Promise
    can_be_sent_again: bool


def list_messages(actor: Actor, wanted: MessageFilter) -> QuerySet[OutboxMessage]:
    """Those of the actor's organisation, or all for an administrator.

    Raises `Absent` for who may see none.
    """
    actor.must_reach(Subject.MESSAGES, Reach.OWN, Reach.ALL)
    found = OutboxMessage.objects.select_related("to_user", "organisation")
    if actor.reach(Subject.MESSAGES) is Reach.OWN:
        found = found.filter(organisation_id=actor.organisation_id or 0)
    for word in wanted.text.split():
        found = found.filter(
            Q(to_user__name__icontains=word)
            | Q(subject__icontains=word)
            | Q(to_user__login=word.lower())
        )
    if wanted.purpose:
        found = found.filter(purpose=wanted.purpose)
    if wanted.state:
        found = found.filter(state=wanted.state)
    return found.order_by(*SORTS.get(wanted.sort, SORTS["new"]))


def list_own_messages(actor: Actor) -> QuerySet[OutboxMessage]:
    """Messages to the person himself, the newest first."""
    return OutboxMessage.objects.filter(to_user_id=actor.user_id or 0)


def get_message(actor: Actor, pk: int) -> OutboxMessage:
    """One message that the actor may see in the outbox. Raises `Absent`."""
    row = list_messages(actor, MessageFilter()).filter(pk=pk).first()
    if row is None:
        raise Absent(f"message {pk}")
    return row


def can_be_sent_again(message: OutboxMessage) -> bool:
    """A failed one whose words are still there; a code that is gone never was kept."""
    is_secret = message.purpose in CODES | {"invited"}
    return message.state == State.FAILED and (bool(message.body) or not is_secret)


def describe(message: OutboxMessage) -> MessageLine:
    """The message as a person may read it."""
    notice = NOTICES.get(message.purpose)
    return MessageLine(
        message=message,
        to=mask_address(message.to_address),
        label=notice.label if notice else message.purpose,
        why_not=REASONS.get(message.failure, message.failure),
        can_be_sent_again=can_be_sent_again(message)
        and choose_channel(message.to_address) is not Channel.HAND,
    )
