"""Who is told what of a request, each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from wadah.apps.accounts.models import Role, User
from wadah.apps.accounts.outbox import list_people_of, write_message
from wadah.apps.matching.models import (
    BuyerRequest,
    Match,
    PooledShare,
    RequestAnswer,
    RequestMessage,
    RequestNotice,
)
from wadah.apps.registry.models import Business

BUSINESS_ROLES = (Role.OWNER, Role.STAFF)


def people_of_buyer(request: BuyerRequest) -> list[User]:
    """The buyer's people; the officer who wrote it where he has none in Wadah."""
    organisation = request.buyer.organisation_id
    people = list_people_of(organisation, [Role.BUYER]) if organisation else []
    if not people and request.made_by is not None:
        people = [request.made_by]
    return people


def people_of_business(business: Business, instead: User | None = None) -> list[User]:
    """Owner and staff; who wrote for the business where it has nobody in Wadah."""
    organisation = business.organisation_id
    people = list_people_of(organisation, BUSINESS_ROLES) if organisation else []
    return people or ([instead] if instead is not None else [])


def tell_buyer(request: BuyerRequest, purpose: str, **values: str) -> None:
    _tell(people_of_buyer(request), request, purpose, values)


def tell_business(answer: RequestAnswer, purpose: str, **values: str) -> None:
    people = people_of_business(answer.business, answer.made_by)
    _tell(people, answer.request, purpose, values)


def tell_people(people: Iterable[User], request: BuyerRequest, purpose: str) -> None:
    """Others than the two sides, such as the officer who chose for the buyer."""
    _tell(people, request, purpose, {})


def tell_members(shares: Iterable[PooledShare], purpose: str) -> None:
    """Each member of a pooled offer once, however many months he is asked for."""
    told: set[int] = set()
    for share in shares:
        business = share.product.business
        if business.pk not in told:
            told.add(business.pk)
            _tell(people_of_business(business), share.offer.request, purpose, {})


def tell_matched(request: BuyerRequest, now: datetime) -> int:
    """Businesses that were matched and have not heard of it; returns how many people.

    A published request with nobody matched is told by the saved searches of the night.
    """
    today = timezone.localdate(now)
    matches = Match.objects.filter(request=request).select_related("product__business")
    told = 0
    for match in matches.order_by("pk"):
        for person in people_of_business(match.product.business):
            told += tell_once(person, request, "request_for_you", today)
    return told


def tell_once(
    person: User, request: BuyerRequest, purpose: str, today: date, **values: str
) -> bool:
    """Tell a person of this, unless he was told before."""
    _, is_new = RequestNotice.objects.get_or_create(
        request=request, user=person, purpose=purpose, defaults={"told_on": today}
    )
    if is_new:
        _tell([person], request, purpose, values)
    return is_new


def _tell(
    people: Iterable[User], request: BuyerRequest, purpose: str, values: dict[str, str]
) -> None:
    """One message each, with product and country in the language of who gets it."""
    for person in people:
        is_indonesian = person.language.startswith("id")
        family, market = request.family, request.destination
        write_message(
            to_user=person,
            purpose=purpose,
            organisation_id=None,
            way=None,
            product=family.name_id if is_indonesian else family.name_en,
            market=market.name_id if is_indonesian else market.name_en,
            number=str(request.pk),
            **values,
        )


def tell_about_message(message: RequestMessage) -> None:
    """The other side of what was written; what is for all is read on the page."""
    request = message.request
    if message.side != "buyer":
        _tell(people_of_buyer(request), request, "request_message", {})
    if message.side != "business" and message.business is not None:
        people = people_of_business(message.business)
        _tell(people, request, "request_message", {})
