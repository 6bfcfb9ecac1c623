"""In the night: matched businesses, saved searches, deadlines, requests that are over.

Run twice on a day, the second time tells nobody: what was told to whom is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import User
from wadah.apps.accounts.outbox import write_message
from wadah.apps.matching.actions.close_request import close_request
from wadah.apps.matching.models import BuyerRequest, RequestNotice, SavedSearch
from wadah.apps.matching.request_telling import (
    people_of_business,
    people_of_buyer,
    tell_matched,
    tell_once,
)
from wadah.core.matching.request_states import LIVE, OPEN_ANSWERS

# Days before the deadline on which those who have not answered or chosen are reminded.
REMIND_DAYS = 3
# Days that a buyer has to choose after the deadline; then the request closes itself.
CHOOSE_DAYS = 14
# A machine that was off makes up for the nights of so many days.
ALERT_DAYS = 14
State = BuyerRequest.State


def tell_of_requests(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Tell, remind and close; gives how many of each. Raises `Absent`."""
    actor.must_reach(Subject.REQUESTS, Reach.ALL)
    live = BuyerRequest.objects.filter(state__in=LIVE).select_related(
        "buyer", "family", "destination", "made_by"
    )
    counts = {"matched": 0, "alerts": 0, "reminded": 0, "closed": 0}
    for request in live.order_by("pk"):
        with transaction.atomic():
            counts["matched"] += tell_matched(request, now)
            counts["reminded"] += _remind(actor, request, now)
    counts["alerts"] = _send_alerts(actor, now)
    counts["closed"] = _close_late(actor, live, now)
    return counts


def _remind(actor: Actor, request: BuyerRequest, now: datetime) -> int:
    """Businesses that were matched and are silent; the buyer who has not chosen."""
    today = timezone.localdate(now)
    last = request.answer_by
    if last is None:
        return 0
    told = 0
    if timedelta(0) <= last - today <= timedelta(days=REMIND_DAYS):
        silent = request.matches.exclude(
            product__business__in=request.answers.values("business")
        )
        for match in silent.select_related("product__business").order_by("pk"):
            for person in people_of_business(match.product.business):
                told += tell_once(
                    person, request, "request_closes_soon", today, day=f"{last}"
                )
    if today > last and request.answers.filter(state__in=OPEN_ANSWERS).exists():
        for person in people_of_buyer(request):
            told += tell_once(person, request, "request_choose", today)
    if told:
        write_audit_row(
            actor=actor, verb="request.reminded", target=request, after={"told": told}
        )
    return told


@transaction.atomic
def _send_alerts(actor: Actor, now: datetime) -> int:
    """One message a person, whatever the number of his searches, with an example."""
    since = timezone.make_aware(
        datetime.combine(timezone.localdate(now) - timedelta(days=ALERT_DAYS), time.min)
    )
    new = BuyerRequest.objects.filter(
        state__in=LIVE, is_public=True, published_at__gte=since
    ).select_related("family", "destination")
    found: dict[int, dict[int, BuyerRequest]] = {}
    for search in SavedSearch.objects.filter(ended_at__isnull=True).order_by("pk"):
        hits = {row.pk: row for row in new.filter(match_search(search))}
        found.setdefault(search.user_id, {}).update(hits)
    return sum(_alert(actor, user, hits, now) for user, hits in found.items())


def match_search(search: SavedSearch) -> Q:
    """The condition of a saved search on requests, from the day it was saved."""
    condition = Q(published_at__gte=search.made_at)
    if search.family_id:
        condition &= Q(family_id=search.family_id)
    if search.destination_id:
        condition &= Q(destination_id=search.destination_id)
    if search.most_kg is not None:
        condition &= Q(quantity_kg__lte=search.most_kg)
    return condition


def _alert(
    actor: Actor, user_id: int, hits: Mapping[int, BuyerRequest], now: datetime
) -> int:
    told = RequestNotice.objects.filter(
        user_id=user_id, request__in=hits, purpose__in=["requests_found",
                                                        "request_for_you"]
    )  # fmt: skip
    known = set(told.values_list("request_id", flat=True))
    fresh = [row for pk, row in sorted(hits.items()) if pk not in known]
    if not fresh:
        return 0
    person = User.objects.get(pk=user_id)
    day = timezone.localdate(now)
    RequestNotice.objects.bulk_create(
        RequestNotice(
            request=row, user_id=user_id, purpose="requests_found", told_on=day
        )
        for row in fresh
    )
    example = fresh[0]
    is_indonesian = person.language.startswith("id")
    write_message(
        to_user=person,
        purpose="requests_found",
        count=str(len(fresh)),
        product=example.family.name_id if is_indonesian else example.family.name_en,
        market=(
            example.destination.name_id
            if is_indonesian
            else example.destination.name_en
        ),
    )
    write_audit_row(
        actor=actor,
        verb="search.alerted",
        target=person,
        after={"requests": len(fresh)},
    )
    return 1


def _close_late(actor: Actor, live: QuerySet[BuyerRequest], now: datetime) -> int:
    """Past the deadline without an answer, or long past it without a choice."""
    today = timezone.localdate(now)
    last_choice = today - timedelta(days=CHOOSE_DAYS)
    late = live.filter(Q(answer_by__lt=today) | Q(window_to__lt=today))
    closed = 0
    for request in late.order_by("pk"):
        is_waited_for = request.answers.filter(state__in=OPEN_ANSWERS).exists()
        day = min(request.answer_by or request.window_to, request.window_to)
        if is_waited_for and day >= last_choice:
            continue
        outcome = "buyer_silent" if is_waited_for else "no_answer"
        close_request(actor=actor, request=request, outcome=outcome, now=now)
        closed += 1
    return closed
