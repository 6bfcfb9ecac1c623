"""A buyer, or an officer for him, writes what is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.matching.queries.request import get_buyer
from wadah.apps.matching.queries.words import get_words
from wadah.apps.matching.request_json import field_of, request_json
from wadah.apps.matching.words import INCOTERMS, PAYMENTS, check_word
from wadah.apps.reference.models import Market, ProductFamily
from wadah.core.matching import Request, match_from_json
from wadah.core.values import InvalidInput, SpecLine, Text, unknown_word


@transaction.atomic
def add_request(
    *, actor: Actor, buyer: Buyer, family: str, quantity_kg: Decimal,
    window_from: date, window_to: date, destination: str, form: str = "",
    incoterm: str = "", named_place: str = "",
    specs: Sequence[SpecLine | Mapping[str, object]] = (),
    certificates: Sequence[str | Mapping[str, object]] = (),
    packing: Sequence[str] = (), price_amount: Decimal | None = None,
    price_currency: str = "", payment: str = "", words: str = "",
    is_public: bool = False,
) -> BuyerRequest:  # fmt: skip
    """Save the request, open for matching.

    `family` and `destination` are keys (slug, ISO alpha-2); the rows themselves are
    taken as well. Raises `Absent`, or `InvalidInput` for the field to mend.
    """
    actor.must_reach(Subject.REQUESTS, Reach.ALL, Reach.OWN)
    buyer = get_buyer(actor, buyer.pk)
    family, destination = _key(family), _key(destination)
    _check_rows(family, destination)
    _check_amounts(quantity_kg, window_from, window_to)
    _check_price(price_amount, price_currency)
    check_word("incoterm", incoterm, INCOTERMS)
    check_word("payment", payment, PAYMENTS)
    request = BuyerRequest(
        buyer=buyer, family_id=family, form=form.strip(), quantity_kg=quantity_kg,
        window_from=window_from, window_to=window_to, destination_id=destination,
        incoterm=incoterm, named_place=named_place.strip(),
        specs=[_plain(line) for line in specs], certificates=list(certificates),
        packing=list(packing), price_amount=price_amount,
        price_currency=price_currency, payment=payment, words=words.strip(),
        is_public=is_public, made_by_id=actor.user_id,
    )  # fmt: skip
    read = _read(request, window_from)
    request.specs = [line.as_json() for line in read.items[0].specs]
    request.save()
    write_audit_row(
        actor=actor,
        verb="request.added",
        target=request,
        after={
            "buyer": buyer.pk,
            "family": family,
            "quantity_kg": str(quantity_kg),
            "destination": destination,
        },
    )
    return request


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


def _check_amounts(quantity_kg: Decimal, first: date, last: date) -> None:
    if quantity_kg <= 0:
        raise InvalidInput("quantity_kg", "above_zero", _QUANTITY)
    if last < first:
        raise InvalidInput("window_to", "dates_in_order", _ORDER)


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
_PRICE = Text("Harga harus lebih dari nol.", "The price must be above zero.")
_CURRENCY = Text(
    "Tulis mata uang dengan tiga huruf besar, misalnya USD.",
    "Write the currency as three capital letters, such as USD.",
)
