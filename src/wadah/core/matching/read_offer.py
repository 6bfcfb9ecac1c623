"""Reads what a seller offers from plain data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from wadah.core.matching.evidence_json import (
    Row,
    Words,
    known,
    read_document,
    read_result,
)
from wadah.core.matching.read_request import read_packing, read_price, read_roles
from wadah.core.matching.request import PAYMENTS, ROLES, Lot, Offer, Price
from wadah.core.matching.scalars import (
    as_object,
    as_rows,
    find_amount,
    find_bool,
    find_text,
    find_words,
    get_text,
    refuse,
)
from wadah.core.values import CapacityEntry, HsCode, Month, Verdict


def read_offer(row: Row, at: str, words: Words, bid: Price | None) -> Offer:
    """One product of one business; a bare price floor is in the terms of the bid."""
    hs = row.get("hs")
    goods = Offer(
        product=get_text(row.get("product"), f"{at}.product"),
        business=get_text(row.get("business"), f"{at}.business"),
        family=known(row.get("family"), f"{at}.family", words.families),
        hs=None if hs is None else HsCode.parse(hs, field=f"{at}.hs"),
        form=find_text(row.get("form"), f"{at}.form"),
        region=find_text(row.get("region"), f"{at}.region"),
        lots=_lots(row.get("lots"), f"{at}.lots", words),
        documents=tuple(
            read_document(one, f"{at}.documents[{i}]", words)
            for i, one in enumerate(as_rows(row.get("documents"), f"{at}.documents"))
        ),
        capacity=_capacity(row.get("capacity"), f"{at}.capacity"),
        attributes=_attributes(row.get("attributes"), f"{at}.attributes"),
    )
    return _with_wishes(_with_terms(goods, row, at, words, bid), row, at)


def _with_terms(
    offer: Offer, row: Row, at: str, words: Words, bid: Price | None
) -> Offer:
    floor, verdict = row.get("price_floor"), row.get("verdict")
    is_bare = isinstance(floor, int | float | str)
    per_kg = row.get("collection_idr_per_kg")
    return replace(
        offer,
        min_order_kg=find_amount(row.get("min_order_kg"), f"{at}.min_order_kg"),
        packing=frozenset(read_packing(row.get("packing"), f"{at}.packing", words)),
        price_floor=None
        if is_bare and bid is None
        else read_price(floor, f"{at}.price_floor", bid),
        payment=frozenset(
            known(word, f"{at}.payment", PAYMENTS)
            for word in find_words(row.get("payment"), f"{at}.payment")
        ),
        verdict=None if verdict is None else _verdict(verdict, f"{at}.verdict"),
        has_consent=find_bool(row.get("consent"), f"{at}.consent"),
        distance_km=find_amount(row.get("distance_km"), f"{at}.distance_km"),
        collection_idr_per_kg=find_amount(per_kg, f"{at}.collection_idr_per_kg"),
    )


def _with_wishes(offer: Offer, row: Row, at: str) -> Offer:
    """Who the business is, and with whom it does not deal."""
    role = row.get("role")
    is_new = find_bool(row.get("is_new_exporter"), f"{at}.is_new_exporter")
    return replace(
        offer,
        role=None if role is None else known(role, f"{at}.role", ROLES),
        is_new_exporter=bool(is_new),
        excluded_buyers=frozenset(
            find_words(row.get("excluded_buyers"), f"{at}.excluded_buyers")
        ),
        excluded_destinations=frozenset(
            find_words(row.get("excluded_destinations"), f"{at}.excluded_destinations")
        ),
        excluded_roles=read_roles(row.get("excluded_roles"), f"{at}.excluded_roles"),
    )


def _verdict(value: object, field: str) -> Verdict:
    return Verdict(known(value, field, frozenset(Verdict)))


def _attributes(value: object, field: str) -> dict[str, str]:
    facts = as_object(value or {}, field)
    return {key: str(fact) for key, fact in facts.items() if fact is not None}


def _lots(value: object, at: str, words: Words) -> tuple[Lot, ...]:
    lots = []
    for i, one in enumerate(as_rows(value, at)):
        row = as_object(one, f"{at}[{i}]")
        results = as_rows(row.get("results"), f"{at}[{i}].results")
        lots.append(
            Lot(
                id=get_text(row.get("id"), f"{at}[{i}].id"),
                results=tuple(
                    read_result(result, f"{at}[{i}].results[{j}]", words)
                    for j, result in enumerate(results)
                ),
            )
        )
    return tuple(lots)


def _capacity(value: object, at: str) -> tuple[CapacityEntry, ...]:
    entries: list[CapacityEntry] = []
    for i, one in enumerate(as_rows(value, at)):
        row, field = as_object(one, f"{at}[{i}]"), f"{at}[{i}]"
        month = Month.parse(
            get_text(row.get("month"), f"{field}.month"), f"{field}.month"
        )
        if any(entry.month == month for entry in entries):
            raise refuse(
                f"{field}.month",
                "duplicate",
                f"Bulan {month} muncul dua kali.",
                f"The month {month} is there twice.",
            )
        verified = find_amount(row.get("verified_kg"), f"{field}.verified_kg")
        if verified is None:
            raise refuse(
                f"{field}.verified_kg",
                "required",
                "Isi kilogram yang sudah diverifikasi.",
                "Give the verified kilograms.",
            )
        promised = find_amount(row.get("promised_kg"), f"{field}.promised_kg")
        entries.append(CapacityEntry(month, verified, verified, promised or Decimal(0)))
    return tuple(entries)
