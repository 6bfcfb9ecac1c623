"""Meetings and their next steps, as far as the actor may see them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.meetings.models import Meeting
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import of_visible

LONGEST = timedelta(minutes=480)


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of this actor's business or company, or of businesses in his care."""
    meetings = Meeting.objects.select_related(
        "product__business", "product__family", "request__buyer", "request__destination"
    )
    reach = actor.reach(Subject.MEETINGS)
    if reach is Reach.ALL:
        return meetings
    if reach is Reach.CONSENTED:
        return meetings.filter(of_visible(actor, "product__business_id"))
    if reach is Reach.OWN and actor.organisation_id is not None:
        if actor.role is Role.BUYER:
            return meetings.filter(
                request__buyer__organisation_id=actor.organisation_id
            )
        return meetings.filter(product__business__organisation_id=actor.organisation_id)
    return meetings.none()


def get_meeting(actor: Actor, pk: int) -> Meeting:
    """One meeting.

    Raises `Absent` when it is not there or not for this actor.
    """
    meeting = visible_meetings(actor).filter(pk=pk).first()
    if meeting is None:
        raise Absent(f"meeting {pk}")
    return meeting


def list_meetings_today(actor: Actor, as_of: datetime) -> QuerySet[Meeting]:
    """Scheduled meetings of the local day that have not begun or are running."""
    first, last = _day(as_of)
    return _scheduled(actor).filter(starts_at__gte=first, starts_at__lt=last)


def list_meetings_upcoming(actor: Actor, as_of: datetime) -> QuerySet[Meeting]:
    """Scheduled meetings of later days."""
    return _scheduled(actor).filter(starts_at__gte=_day(as_of)[1])


def list_meetings_to_close(actor: Actor, as_of: datetime) -> QuerySet[Meeting]:
    """Meetings of earlier days that still wait for their outcome."""
    return _scheduled(actor).filter(starts_at__lt=_day(as_of)[0])


def list_meetings_scheduled(actor: Actor) -> QuerySet[Meeting]:
    """Meetings without an outcome yet, earliest first."""
    return _scheduled(actor).order_by("starts_at", "pk")


def list_meetings_closed(actor: Actor) -> QuerySet[Meeting]:
    """Held and cancelled meetings, latest first."""
    closed = visible_meetings(actor).exclude(state=Meeting.State.SCHEDULED)
    return closed.order_by("-starts_at", "-pk")


def tasks_late(actor: Actor, as_of: date) -> QuerySet[Meeting]:
    """Held meetings whose next step is past its day and not done, oldest first."""
    return (
        visible_meetings(actor)
        .filter(
            state=Meeting.State.HELD,
            next_step_due_on__lt=as_of,
            next_step_done_on__isnull=True,
        )
        .order_by("next_step_due_on", "pk")
    )


def search_meetings(meetings: QuerySet[Meeting], text: str) -> QuerySet[Meeting]:
    """Those that name the text as business, buyer, product, place or next step."""
    if not text:
        return meetings
    return meetings.filter(
        Q(product__name__icontains=text)
        | Q(product__business__name__icontains=text)
        | Q(request__buyer__name__icontains=text)
        | Q(place__icontains=text)
        | Q(next_step__icontains=text)
    )


def has_overlap(
    business: Business, buyer_id: int, starts_at: datetime, minutes: int
) -> bool:
    """Whether the business or the buyer sits in another scheduled meeting then."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = Meeting.objects.filter(
        Q(product__business=business) | Q(request__buyer_id=buyer_id),
        state=Meeting.State.SCHEDULED,
        starts_at__lt=ends_at,
        starts_at__gt=starts_at - LONGEST,
    )
    return any(
        found.starts_at + timedelta(minutes=found.minutes) > starts_at for found in near
    )


def _scheduled(actor: Actor) -> QuerySet[Meeting]:
    return visible_meetings(actor).filter(state=Meeting.State.SCHEDULED)


def _day(as_of: datetime) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    first = datetime.combine(as_of.astimezone(zone).date(), time.min, zone)
    return first, first + timedelta(days=1)
