"""A business, or an officer for it, answers a request with one of its products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, Refused, require
from wadah.apps.matching.models import BuyerRequest, RequestAnswer
from wadah.apps.matching.process_rules import (
    ANSWER_IN_TIME,
    ANSWER_MOVE_IN_TABLE,
    ANSWER_OF_ITS_FAMILY,
    NO_CONTACT_IN_WORDS,
)
from wadah.apps.matching.request_moves import lock_request, move_along, must_be_below
from wadah.apps.matching.request_telling import tell_buyer
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.matching.contact_words import has_contact
from wadah.core.matching.request_limits import ANSWERS_A_MONTH, OPEN_ANSWERS_AT_ONCE
from wadah.core.matching.request_states import OPEN_ANSWERS
from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class Offered:
    """What a business offers; the price is for a tonne."""

    kg: Decimal
    ready_on: date
    price_amount: Decimal | None = None
    price_currency: str = ""
    message: str = ""
    shares_contact: bool = False


@transaction.atomic
def answer_request(
    *, actor: Actor, request: BuyerRequest, product: Product, now: datetime,
    **offered: Any,
) -> RequestAnswer:  # fmt: skip
    """Send it to the buyer. `offered` takes the fields of `Offered`.

    Raises `Absent`, `InvalidInput`, `Refused` (ACC-01, MAT-20 to MAT-23, MAT-25,
    MAT-31).
    """
    actor.must_reach(Subject.REQUESTS, Reach.ALL, Reach.MATCHED)
    product = get_editable_product(actor, product.pk)
    wanted = lock_request(actor, request)
    require(actor.is_confirmed, CONFIRMED_FIRST)
    require(product.family_id == wanted.family_id, ANSWER_OF_ITS_FAMILY)
    require(is_in_time(wanted, timezone.localdate(now)), ANSWER_IN_TIME)
    offer = Offered(**offered)
    check_offer(wanted, offer)
    _keep_limits(product.business_id, now)
    _refuse_second(wanted, product)
    move_along(wanted, "answer", actor=actor, now=now)
    answer = RequestAnswer(
        request=wanted, product=product, business_id=product.business_id,
        made_by_id=actor.user_id,
    )  # fmt: skip
    put_offer(answer, offer)
    answer.save()
    write_audit_row(
        actor=actor,
        verb="request.answered",
        target=answer,
        after={"request": wanted.pk, "product": product.pk, "kg": str(offer.kg)},
    )
    tell_buyer(wanted, "request_answered")
    return answer


def is_in_time(request: BuyerRequest, today: date) -> bool:
    """Whether the last day to answer has not passed; the window ends it at the last."""
    return today <= (request.answer_by or request.window_to)


def check_offer(request: BuyerRequest, offer: Offered) -> None:
    """Raise `InvalidInput` by its field, or `Refused` by MAT-23."""
    if offer.kg <= 0:
        raise InvalidInput("kg", "above_zero", _QUANTITY)
    if offer.kg > request.quantity_kg:
        raise InvalidInput("kg", "more_than_asked", _MORE)
    if offer.ready_on > request.window_to:
        raise InvalidInput("ready_on", "after_the_window", _LATE)
    if offer.price_amount is not None and offer.price_amount <= 0:
        raise InvalidInput("price_amount", "above_zero", _PRICE)
    currency = offer.price_currency
    is_code = len(currency) == 3 and currency.isalpha() and currency.isupper()
    if offer.price_amount is not None and not is_code:
        raise InvalidInput("price_currency", "currency_code", _CURRENCY)
    require(not has_contact(offer.message), NO_CONTACT_IN_WORDS)


def put_offer(answer: RequestAnswer, offer: Offered) -> None:
    """Write what is offered into the row, not saved."""
    answer.kg = offer.kg
    answer.ready_on = offer.ready_on
    answer.price_amount = offer.price_amount
    answer.price_currency = offer.price_currency if offer.price_amount else ""
    answer.message = offer.message.strip()
    answer.shares_contact = offer.shares_contact


def _keep_limits(business_id: int, now: datetime) -> None:
    # Locked, so that two tabs cannot both send the last one allowed.
    if not Business.objects.select_for_update().filter(pk=business_id).exists():
        raise Absent(f"business {business_id}")
    answers = RequestAnswer.objects.filter(business_id=business_id)
    at_once = answers.filter(state__in=OPEN_ANSWERS).count()
    must_be_below(OPEN_ANSWERS_AT_ONCE, at_once)
    since = now - timedelta(days=ANSWERS_A_MONTH.days or 0)
    must_be_below(ANSWERS_A_MONTH, answers.filter(made_at__gte=since).count())


def _refuse_second(request: BuyerRequest, product: Product) -> None:
    """One answer a product; one that was taken back or refused may be sent anew."""
    standing = (*OPEN_ANSWERS, RequestAnswer.State.AWARDED)
    if request.answers.filter(product=product, state__in=standing).exists():
        raise Refused(ANSWER_MOVE_IN_TABLE)


_QUANTITY = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
_MORE = Text(
    "Lebih banyak daripada yang diminta. Tulis paling banyak jumlah permintaan.",
    "More than is asked for. Write the quantity of the request at most.",
)
_LATE = Text(
    "Sesudah hari pengiriman terakhir yang diminta pembeli.",
    "After the last day of shipment that the buyer asks for.",
)
_PRICE = Text("Harga harus lebih dari nol.", "The price must be above zero.")
_CURRENCY = Text(
    "Tulis mata uang dengan tiga huruf besar, misalnya USD.",
    "Write the currency as three capital letters, such as USD.",
)
