"""An officer sets a meeting of a business and a buyer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.matching.queries.request import get_request
from wadah.apps.meetings.models import Meeting
from wadah.apps.meetings.process_rules import NO_OVERLAP
from wadah.apps.meetings.queries.meeting import has_overlap
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.queries.product import get_product
from wadah.core.meetings.states import check_length
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def schedule_meeting(
    *, actor: Actor, request: BuyerRequest, product: Product, starts_at: datetime,
    minutes: int, place: str,
) -> Meeting:  # fmt: skip
    """Save the meeting as scheduled.

    Raises `Absent`, `InvalidInput`, `Refused` (MEE-01) when either side is busy.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    request = get_request(actor, request.pk)
    product = get_product(actor, product.pk)
    check_length(minutes)
    if not place.strip():
        raise InvalidInput("place", "required", _PLACE)
    if timezone.is_naive(starts_at):
        raise InvalidInput("starts_at", "time_zone", _TIME_ZONE)
    # Locked always in this order, so that two officers take turns and cannot wait
    # for one another.
    business = Business.objects.select_for_update().get(pk=product.business_id)
    Buyer.objects.select_for_update().get(pk=request.buyer_id)
    require(not has_overlap(business, request.buyer_id, starts_at, minutes), NO_OVERLAP)
    meeting = Meeting.objects.create(
        request=request, product=product, starts_at=starts_at, minutes=minutes,
        place=place.strip(), scheduled_by_id=actor.user_id,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="meeting.scheduled",
        target=meeting,
        after={
            "request": request.pk,
            "product": product.pk,
            "starts_at": starts_at.isoformat(),
            "minutes": minutes,
            "place": meeting.place,
        },
    )
    return meeting


_PLACE = Text(
    "Tulis tempatnya: alamat, ruang, atau panggilan video.",
    "Write the place: an address, a room, or a video call.",
)
_TIME_ZONE = Text("Waktu harus berzona.", "The time needs a time zone.")
