"""The hard constraints, one function each, besides specification and papers."""

from __future__ import annotations

from wadah.core.matching.asked import Asked, Check, number, written
from wadah.core.matching.exclusions import (
    consent,
    excluded_by_buyer,
    excluded_by_seller,
)
from wadah.core.matching.outcome import Constraint, JsonValue
from wadah.core.matching.request import Offer, Price
from wadah.core.matching.volumes import volume, window
from wadah.core.values import Step, Text, Verdict


def family(asked: Asked, offer: Offer) -> Constraint | None:
    """Another product altogether; no step leads from one to the other."""
    item = asked.item
    if item.family is not None:
        fits = offer.family == item.family
    elif item.hs6 is not None:
        fits = offer.hs is not None and offer.hs.is_within(item.hs6)
    else:
        fits = False
    if fits:
        return None
    have: JsonValue = offer.family
    if item.family is None:
        have = offer.hs.digits if offer.hs else None
    need = item.family or item.hs6
    return Constraint(
        "family",
        have,
        need,
        Text(
            f"Produk ini {offer.family}, yang diminta {need or 'belum jelas'}.",
            f"This product is {offer.family}, asked for is {need or 'not clear'}.",
        ),
    )


def form(asked: Asked, offer: Offer) -> Constraint | None:
    need, have = asked.item.form, offer.form
    if need is None or (have or "").casefold() == need.casefold():
        return None
    return Constraint(
        "form",
        have,
        need,
        Text(
            f"Bentuk barang {have or 'belum disebut'}, yang diminta {need}.",
            f"The form is {have or 'not stated'}, asked for is {need}.",
        ),
        (
            Step(
                "change_form",
                need,
                Text(f"Siapkan dalam bentuk {need}.", f"Prepare it as {need}."),
            ),
        ),
    )


def readiness(asked: Asked, offer: Offer) -> Constraint | None:
    if offer.verdict in (None, Verdict.READY):
        return None
    return Constraint(
        "readiness",
        str(offer.verdict),
        str(Verdict.READY),
        Text(
            "Produk ini belum siap untuk negara tujuan.",
            "This product is not ready for the destination.",
        ),
        offer.verdict_steps,
    )


def minimum_order(asked: Asked, offer: Offer) -> Constraint | None:
    need, least = asked.item.quantity_kg, offer.min_order_kg
    if need is None or least is None or least <= need:
        return None
    return Constraint(
        "minimum_order",
        {"kg": number(least)},
        {"kg": number(need)},
        Text(
            f"Pesanan paling sedikit {written(least)} kg, "
            f"yang diminta {written(need)} kg.",
            f"The smallest order is {written(least)} kg, "
            f"asked for are {written(need)} kg.",
        ),
        (
            Step(
                "ask_importer",
                "quantity",
                Text(
                    f"Tanyakan apakah pembeli mau mengambil {written(least)} kg.",
                    f"Ask whether the buyer would take {written(least)} kg.",
                ),
            ),
        ),
    )


def packing(asked: Asked, offer: Offer) -> Constraint | None:
    absent = [word for word in asked.item.packing if word not in offer.packing]
    if not absent:
        return None
    listed = ", ".join(absent)
    return Constraint(
        "packing",
        [*sorted(offer.packing)],
        [*asked.item.packing],
        Text(
            f"Kemasan ini belum tersedia: {listed}.",
            f"This packing is not available: {listed}.",
        ),
        tuple(
            Step(
                "change_packing",
                word,
                Text(f"Sediakan kemasan {word}.", f"Provide the packing {word}."),
            )
            for word in absent
        ),
    )


def price_floor(asked: Asked, offer: Offer) -> Constraint | None:
    """Compared only within a currency and per kilogram; else it is left to talks."""
    bid, floor = asked.terms.price, offer.price_floor
    if bid is None or floor is None or not is_price_below(bid, floor):
        return None
    return Constraint(
        "price_floor",
        price_json(floor),
        price_json(bid),
        Text(
            f"Harga terendah {_price(floor)}, pembeli menawar {_price(bid)}.",
            f"The lowest price is {_price(floor)}, the buyer bids {_price(bid)}.",
        ),
        (
            Step(
                "ask_importer",
                "price",
                Text(
                    f"Tawarkan kembali {_price(floor)} kepada pembeli.",
                    f"Make the buyer a counter-offer of {_price(floor)}.",
                ),
            ),
        ),
    )


def is_comparable(bid: Price, floor: Price) -> bool:
    """Same currency, and both per a unit of mass or per the same unit."""
    if bid.currency != floor.currency:
        return False
    if bid.unit == floor.unit:
        return True
    return bid.per_kg() is not None and floor.per_kg() is not None


def is_price_below(bid: Price, floor: Price) -> bool:
    """True when the bid is known to be below the floor."""
    if not is_comparable(bid, floor):
        return False
    if bid.unit == floor.unit:
        return bid.amount < floor.amount
    # Multiplied across, so that no division rounds: floor per kg > bid per kg.
    bid_kg, floor_kg = bid.per_kg(), floor.per_kg()
    return bid_kg is not None and floor_kg is not None and bid_kg < floor_kg


def price_json(price: Price) -> JsonValue:
    return {
        "value": number(price.amount),
        "currency": price.currency,
        "unit": price.unit,
    }


def _price(price: Price) -> str:
    return f"{written(price.amount)} {price.currency}/{price.unit}"


def payment(asked: Asked, offer: Offer) -> Constraint | None:
    need = asked.terms.payment
    if need is None or not offer.payment or need in offer.payment:
        return None
    listed = ", ".join(sorted(offer.payment))
    return Constraint(
        "payment",
        [*sorted(offer.payment)],
        need,
        Text(
            f"Penjual menerima {listed}, pembeli meminta {need}.",
            f"The seller takes {listed}, the buyer asks for {need}.",
        ),
        (
            Step(
                "ask_importer",
                "payment",
                Text(
                    f"Tanyakan apakah pembeli menerima {listed}.",
                    f"Ask whether the buyer would accept {listed}.",
                ),
            ),
        ),
    )


CHECKS: tuple[Check, ...] = (
    form,
    readiness,
    window,
    volume,
    minimum_order,
    packing,
    price_floor,
    payment,
    excluded_by_buyer,
    excluded_by_seller,
    consent,
)
"""Checks after `family`; an offer of another family is not looked at further."""
