"""Messages: written in the transaction that causes them, sent by the worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from wadah.apps.accounts.messages import (
    CODES,
    NO_ADDRESS,
    NO_MAIL,
    NO_SMS,
    NOTICES,
    RAN_OUT,
)
from wadah.apps.accounts.models import (
    Channel,
    Invitation,
    Membership,
    OutboxMessage,
    Role,
    User,
)
from wadah.apps.accounts.sending import SENDERS, NotSent, choose_channel

# Pauses between the tries: a server that is restarted, a night, most of a day.
PAUSES_MINUTES = (1, 5, 30, 120, 480, 960)
# While one worker sends, another one leaves the message alone.
HOLD_MINUTES = 5
MOST_AT_ONCE = 200
State = OutboxMessage.State


@dataclass(frozen=True, slots=True)
class Way:
    """Where a message goes, and until when it is of use."""

    address: str
    channel: Channel
    keep_until: datetime | None = None


def way_to(user: User) -> Way:
    """The person's own address, or telephone."""
    address = user.email or user.phone or user.login
    return Way(address, choose_channel(address))


def write_message(
    *, to_user: User, purpose: str, organisation_id: int | None = None,
    way: Way | None = None, **values: str,
) -> OutboxMessage:  # fmt: skip
    """Put a message in the outbox, in the language of who gets it.

    `values` fill the words of `messages.NOTICES`. A code without a way to send it waits
    for an officer; any other message without a way is kept as not sent, and the person
    reads it when he signs in.
    """
    notice = NOTICES[purpose]
    way = way or way_to(to_user)
    message = OutboxMessage(
        channel=way.channel,
        to_user=to_user,
        to_address=way.address,
        organisation_id=organisation_id,
        purpose=purpose,
        subject=_fill(notice.subject.in_language(to_user.language), values)[:200],
        due_at=timezone.now(),
        keep_until=way.keep_until,
    )
    is_by_hand = way.channel is Channel.HAND
    if not (is_by_hand and purpose in CODES):
        message.body = _fill(notice.body.in_language(to_user.language), values)
    if is_by_hand and purpose not in CODES:
        message.state = State.FAILED
        message.failure = reason_without_way(way.address)
    message.save()
    return message


def write_invitation(
    row: Invitation, to_user: User | None, language: str, **values: str
) -> OutboxMessage:
    """The link of an invitation; one that is passed on by hand is noted without it."""
    notice = NOTICES["invited"]
    is_by_hand = row.channel == Channel.HAND
    body = "" if is_by_hand else _fill(notice.body.in_language(language), values)
    return OutboxMessage.objects.create(
        channel=row.channel,
        to_user=to_user,
        to_address=row.login,
        organisation=row.organisation,
        purpose="invited",
        subject=_fill(notice.subject.in_language(language), values)[:200],
        body=body,
        state=State.HANDED_OVER if is_by_hand else State.WAITING,
        due_at=timezone.now(),
        sent_at=timezone.now() if is_by_hand else None,
        keep_until=row.expires_at,
    )


def write_to_number(
    purpose: str, way: Way, language: str, organisation_id: int | None = None,
    **values: str,
) -> OutboxMessage:  # fmt: skip
    """A message to a number that belongs to nobody in Wadah, such as one of a record.

    It is nobody's own message: who asked for it must not read to where it went. One
    that an officer hands over is noted without its words.
    """
    notice = NOTICES[purpose]
    is_by_hand = way.channel is Channel.HAND
    now = timezone.now()
    return OutboxMessage.objects.create(
        channel=way.channel,
        to_address=way.address,
        organisation_id=organisation_id,
        purpose=purpose,
        subject=_fill(notice.subject.in_language(language), values)[:200],
        body="" if is_by_hand else _fill(notice.body.in_language(language), values),
        state=State.HANDED_OVER if is_by_hand else State.WAITING,
        due_at=now,
        sent_at=now if is_by_hand else None,
        keep_until=way.keep_until,
    )


def write_to_all(
    people: Iterable[User], purpose: str, organisation_id: int | None, **values: str
) -> None:
    """The same message to several people."""
    for person in people:
        write_message(
            to_user=person,
            purpose=purpose,
            organisation_id=organisation_id,
            way=None,
            **values,
        )


def list_people_of(organisation_id: int, roles: Iterable[Role]) -> list[User]:
    """Who acts for an organisation now in one of the roles, each once."""
    members = Membership.objects.filter(
        organisation_id=organisation_id, role__in=list(roles), ended_on__isnull=True
    )
    people = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return list(people.order_by("pk"))


def reason_without_way(address: str) -> str:
    if not address:
        return NO_ADDRESS
    return NO_MAIL if "@" in address else NO_SMS


def close_waiting(user: User, purpose: str, state: str, now: datetime) -> None:
    """What waited is over: handed over by an officer, or of no use any more."""
    waiting = OutboxMessage.objects.filter(
        to_user=user, purpose=purpose, state=State.WAITING
    )
    sent_at = now if state == State.HANDED_OVER else None
    waiting.update(state=state, body="", sent_at=sent_at)


def send_due(now: datetime) -> dict[str, int]:
    """Send what is due; try again later what did not leave.

    Gives counts by what became of the messages. Each is taken by one worker alone;
    should the machine stop between sending and noting it, it is sent twice rather than
    never.
    """
    counts = {"sent": 0, "failed": 0, "again": 0, "ran_out": _end_what_ran_out(now)}
    due = OutboxMessage.objects.filter(
        state=State.WAITING, due_at__lte=now, channel__in=list(SENDERS)
    )
    for message in due.order_by("due_at", "pk")[:MOST_AT_ONCE]:
        taken = OutboxMessage.objects.filter(
            pk=message.pk, state=State.WAITING, attempts=message.attempts
        ).update(
            attempts=F("attempts") + 1, due_at=now + timedelta(minutes=HOLD_MINUTES)
        )
        if taken:
            message.attempts += 1
            counts[_send(message, now)] += 1
    return counts


def _send(message: OutboxMessage, now: datetime) -> str:
    sender = SENDERS[message.channel]
    try:
        if not sender.is_on():
            raise NotSent(reason_without_way(message.to_address), is_final=True)
        body = message.body or message.subject
        sender.send(message.to_address, message.subject, body)
    except NotSent as error:
        return _note_failure(message, error, now)
    message.state, message.sent_at, message.failure = State.SENT, now, ""
    message.body = ""
    message.save(update_fields=["state", "sent_at", "failure", "body"])
    return "sent"


def _note_failure(message: OutboxMessage, error: NotSent, now: datetime) -> str:
    message.failure = error.reason
    is_over = error.is_final or message.attempts > len(PAUSES_MINUTES)
    if is_over:
        message.state = State.FAILED
    else:
        pause = PAUSES_MINUTES[message.attempts - 1]
        message.due_at = now + timedelta(minutes=pause)
    message.save(update_fields=["state", "failure", "due_at"])
    return "failed" if is_over else "again"


def _end_what_ran_out(now: datetime) -> int:
    over = OutboxMessage.objects.filter(
        Q(state=State.WAITING) | (Q(state=State.FAILED) & ~Q(body="")),
        keep_until__lte=now,
    )
    return over.update(state=State.CANCELLED, body="", failure=RAN_OUT)


def _fill(text: str, values: dict[str, str]) -> str:
    return text % values if values else text
