"""A request as it was read: values, the words they come from, open points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from wadah.core.language.request_text.bounds import FoundSpec
from wadah.core.language.request_text.certificates import AskedPaper
from wadah.core.language.request_text.delivery import Delivery
from wadah.core.language.request_text.doubts import Doubt
from wadah.core.language.request_text.money import AskedPrice
from wadah.core.language.request_text.quantities import Quantity
from wadah.core.language.request_text.source import Span


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One goods of a request; what the text does not say is None or empty.

    Parameters
    ----------
    then
        What is to follow a first or trial order.
    """

    family: str | None
    hs6: str | None
    span: Span | None
    quantity: Quantity | None
    then: Quantity | None
    frequency: str | None
    frequency_span: Span | None
    specs: tuple[FoundSpec, ...]
    papers: tuple[AskedPaper, ...]
    packing: Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class RequestReading:
    """What `read_request` made of a text.

    Parameters
    ----------
    text
        Subject and body in one; every span is a place in it.
    excludes
        Families the text says it does not want.
    """

    text: str
    items: tuple[ReadItem, ...]
    delivery: Delivery
    price: AskedPrice | None
    payment: str | None
    payment_span: Span | None
    needed_by: date | None
    needed_by_span: Span | None
    reply_by: date | None
    excludes: tuple[tuple[str, Span], ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """The shape of `wadah request parse`, with `words`: field -> [start, end]."""
        return {
            "items": [_item(item) for item in self.items],
            "incoterm": self.delivery.incoterm,
            "named_place": self.delivery.place,
            "destination": self.delivery.destination,
            "price": _price(self.price),
            "payment": self.payment,
            "needed_by": _day(self.needed_by),
            "reply_by": _day(self.reply_by),
            "excludes": [family for family, _ in self.excludes],
            "doubts": [
                {
                    "code": doubt.code,
                    "field": doubt.field,
                    "text": doubt.text.as_json(),
                    "words": list(doubt.span) if doubt.span else None,
                }
                for doubt in self.doubts
            ],
            "words": {name: list(span) for name, span in self.words().items()},
        }

    def words(self) -> dict[str, Span]:
        """Every field that was read, with the place of the words it comes from."""
        found: dict[str, Span | None] = {
            "incoterm": self.delivery.term_span,
            "named_place": self.delivery.place_span,
            "destination": self.delivery.destination_span,
            "price": self.price.span if self.price else None,
            "payment": self.payment_span,
            "needed_by": self.needed_by_span,
        }
        for place, item in enumerate(self.items):
            at = f"items[{place}]"
            found[f"{at}.family"] = item.span
            found[f"{at}.quantity"] = item.quantity.span if item.quantity else None
            found[f"{at}.frequency"] = item.frequency_span
            for number, spec in enumerate(item.specs):
                found[f"{at}.specs[{number}]"] = spec.span
            for number, paper in enumerate(item.papers):
                found[f"{at}.certificates[{number}]"] = paper.span
            for number, span in enumerate(item.packing.values()):
                found[f"{at}.packing[{number}]"] = span
        return {name: at for name, at in found.items() if at is not None}


def _item(item: ReadItem) -> dict[str, object]:
    found: dict[str, object] = {
        "family": item.family,
        "hs6": item.hs6,
        "quantity": _quantity(item.quantity),
        "frequency": item.frequency,
        "specs": [spec.line.as_json() for spec in item.specs],
        "certificates": [paper.written for paper in item.papers],
        "packing": list(item.packing),
    }
    if item.then is not None:
        found["then"] = _quantity(item.then)
    return found


def _quantity(quantity: Quantity | None) -> dict[str, object] | None:
    if quantity is None:
        return None
    return {
        "value": _number(quantity.value),
        "unit": quantity.unit,
        "tonnes": None if quantity.tonnes is None else _number(quantity.tonnes),
    }


def _price(price: AskedPrice | None) -> dict[str, object] | None:
    if price is None:
        return None
    return {
        "value": None if price.value is None else _number(price.value),
        "currency": price.currency,
        "unit": price.unit,
    }


def _number(value: Decimal) -> int | float:
    whole = value == value.to_integral_value()
    return int(value) if whole else float(round(value, 6))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
