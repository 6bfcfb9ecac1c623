"""A buyer, or an officer for him, writes what is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.matching.queries.request import get_buyer
from wadah.apps.matching.queries.words import get_words
from wadah.apps.matching.request_json import field_of, request_json
from wadah.apps.matching.request_moves import (
    move_along,
    must_keep_buyer_limits,
    must_not_be_refused,
)
from wadah.apps.matching.words import INCOTERMS, PAYMENTS, check_word
from wadah.apps.reference.models import Market, ProductFamily
from wadah.core.matching import Request, match_from_json
from wadah.core.values import InvalidInput, SpecLine, Text, unknown_word

State = BuyerRequest.State


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `family` and `destination` are keys or the rows themselves."""

    family: str
    quantity_kg: Decimal
    window_from: date
    window_to: date
    destination: str
    form: str = ""
    incoterm: str = ""
    named_place: str = ""
    specs: Sequence[SpecLine | Mapping[str, object]] = ()
    certificates: Sequence[str | Mapping[str, object]] = ()
    packing: Sequence[str] = ()
    price_amount: Decimal | None = None
    price_currency: str = ""
    payment: str = ""
    words: str = ""
    is_public: bool = False
    answer_by: date | None = None


@transaction.atomic
def add_request(
    *, actor: Actor, buyer: Buyer, as_draft: bool = False, **asked: Any
) -> BuyerRequest:
    """Save the request: a draft, or handed in; an officer's own is open at once.

    `asked` takes the fields of `Asked`. Raises `Absent`, `Refused` (ACC-01, MAT-22,
    MAT-26), or `InvalidInput` for the field to mend.
    """
    actor.must_reach(Subject.REQUESTS, Reach.ALL, Reach.OWN)
    buyer = get_buyer(actor, buyer.pk)
    request = BuyerRequest(buyer=buyer, state=State.DRAFT, made_by_id=actor.user_id)
    fill_request(request, Asked(**asked))
    request.save()
    write_audit_row(
        actor=actor,
        verb="request.added",
        target=request,
        after={
            "buyer": buyer.pk,
            "family": request.family_id,
            "quantity_kg": str(request.quantity_kg),
            "destination": request.destination_id,
        },
    )
    if not as_draft:
        hand_in(actor, request, timezone.now())
    return request


def hand_in(actor: Actor, request: BuyerRequest, now: datetime) -> None:
    """A buyer's waits for an officer; an officer's is open at once."""
    require(actor.is_confirmed, CONFIRMED_FIRST)
    if actor.reach(Subject.REQUESTS) is Reach.OWN:
        must_keep_buyer_limits(actor, request.buyer, now)
        move_along(request, "submit", actor=actor, now=now)
        return
    must_not_be_refused(request.buyer_id)
    action = "publish" if request.is_public else "target"
    move_along(request, action, actor=actor, now=now)


def fill_request(request: BuyerRequest, asked: Asked) -> None:
    """Put what is asked into the row, not saved; raise `InvalidInput` by its field."""
    family, destination = _key(asked.family), _key(asked.destination)
    _check_rows(family, destination)
    _check_amounts(asked)
    _check_price(asked.price_amount, asked.price_currency)
    check_word("incoterm", asked.incoterm, INCOTERMS)
    check_word("payment", asked.payment, PAYMENTS)
    request.family_id, request.destination_id = family, destination
    for name in ("quantity_kg", "window_from", "window_to", "incoterm", "price_amount",
                 "price_currency", "payment", "is_public", "answer_by"):  # fmt: skip
        setattr(request, name, getattr(asked, name))
    for name in ("form", "named_place", "words"):
        setattr(request, name, getattr(asked, name).strip())
    request.specs = [_plain(line) for line in asked.specs]
    request.certificates = list(asked.certificates)
    request.packing = list(asked.packing)
    read = _read(request, asked.window_from)
    request.specs = [line.as_json() for line in read.items[0].specs]


def _read(request: BuyerRequest, as_of: date) -> Request:
    """The request as core reads it; units, parameters and papers are closed lists."""
    try:
        read, _, _ = match_from_json(request_json(request, as_of), get_words(), as_of)
    except InvalidInput as error:
        field = field_of(error.field)
        raise InvalidInput(field, error.rule, error.message) from error
    return read


def _plain(line: SpecLine | Mapping[str, object]) -> Mapping[str, object]:
    return line.as_json() if isinstance(line, SpecLine) else line


def _key(value: object) -> str:
    return str(value.pk if isinstance(value, ProductFamily | Market) else value)


def _check_rows(family: str, destination: str) -> None:
    if not ProductFamily.objects.filter(pk=family).exists():
        known = ProductFamily.objects.values_list("pk", flat=True)
        raise unknown_word("family", family, known)
    if not Market.objects.filter(pk=destination).exists():
        markets = Market.objects.values_list("pk", flat=True)
        raise unknown_word("destination", destination, markets)


def _check_amounts(asked: Asked) -> None:
    if asked.quantity_kg <= 0:
        raise InvalidInput("quantity_kg", "above_zero", _QUANTITY)
    if asked.window_to < asked.window_from:
        raise InvalidInput("window_to", "dates_in_order", _ORDER)
    if asked.answer_by is not None and asked.answer_by > asked.window_to:
        raise InvalidInput("answer_by", "dates_in_order", _ANSWER_BY)


def _check_price(amount: Decimal | None, currency: str) -> None:
    if amount is None:
        return
    if amount <= 0:
        raise InvalidInput("price_amount", "above_zero", _PRICE)
    if not (len(currency) == 3 and currency.isalpha() and currency.isupper()):
        raise InvalidInput("price_currency", "currency_code", _CURRENCY)


_QUANTITY = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
_ORDER = Text(
    "Tanggal akhir tidak boleh sebelum tanggal awal.",
    "The last day must not lie before the first day.",
)
_ANSWER_BY = Text(
    "Batas menjawab tidak boleh sesudah hari pengiriman terakhir.",
    "The last day to answer must not lie after the last day of shipment.",
)
_PRICE = Text("Harga harus lebih dari nol.", "The price must be above zero.")
_CURRENCY = Text(
    "Tulis mata uang dengan tiga huruf besar, misalnya USD.",
    "Write the currency as three capital letters, such as USD.",
)
