"""Reads the input of `match` and writes its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from wadah.core.matching.certificates import read_certificate
from wadah.core.matching.evidence_json import (
    Row,
    Words,
    known,
    read_document,
    read_line,
    read_result,
)
from wadah.core.matching.outcome import MatchResult, Refusal
from wadah.core.matching.request import (
    KG_OF_UNIT,
    CertificateNeed,
    Lot,
    Offer,
    Price,
    Request,
    RequestItem,
    Window,
)
from wadah.core.matching.scalars import (
    as_object,
    as_rows,
    find_amount,
    find_bool,
    find_date,
    find_text,
    find_words,
    get_month_end,
    get_text,
    refuse,
)
from wadah.core.values import CapacityEntry, HsCode, Month, Verdict, unknown_word

PAYMENTS = frozenset(
    (
        "advance advance_balance_copy_documents cad dp da lc_sight lc_usance "
        "open_account mixed"
    ).split()
)

# Tonnes are written in many ways in offers and bids.
_TONNE = frozenset(("t", "mt", "ton", "tonne", "tons", "tonnes", "metric ton"))

# From the first of a month, into the eleventh month after it, leap years too.
YEAR_DAYS = 345

MatchInput = tuple[Request, tuple[Offer, ...] | None, Window]


def match_from_json(data: object, words: Words, today: date) -> MatchInput:
    """Read the input of `match`.

    Parameters
    ----------
    data
        `{"request", "as_of", "window", "offers"}`. `request` is the answer of `request
        parse`; it may also name `buyer` and `excluded_businesses`, an item `form`. An
        offer may also state `attributes`, `payment`, `verdict`, `consent`,
        `excluded_buyers` and `excluded_destinations`.
    words
        The closed lists.
    today
        Stands for an absent `as_of`. An absent window runs for twelve months from
        there, or until `needed_by` where that is a day.

    Returns
    -------
    tuple
        Request, offers (None where the document has none: use the registry), window.

    Raises
    ------
    InvalidInput
        With the path of the field, as `offers[1].lots[0].results[2].unit`.
    """
    top = as_object(data, "")
    asked = as_object(top.get("request"), "request")
    request = _request(asked, words)
    as_of = find_date(top.get("as_of"), "as_of") or today
    window = _window(top.get("window"), as_of, asked.get("needed_by"))
    if top.get("offers") is None:
        return request, None, window
    offers = tuple(
        _offer(as_object(row, f"offers[{i}]"), f"offers[{i}]", words, request.price)
        for i, row in enumerate(as_rows(top["offers"], "offers"))
    )
    return request, offers, window


def _window(value: object, as_of: date, needed_by: object) -> Window:
    if value is None:
        first = Month.of(as_of)
        written = needed_by if isinstance(needed_by, str) else ""
        if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", written):
            last, last_day = get_month_end(written, "request.needed_by")
        else:
            year_on = as_of.replace(day=1) + timedelta(days=YEAR_DAYS)
            last, last_day = get_month_end(str(Month.of(year_on)), "window.to")
    else:
        row = as_object(value, "window")
        first, _ = get_month_end(row.get("from"), "window.from")
        last, last_day = get_month_end(row.get("to"), "window.to")
    if last < first:
        raise refuse(
            "window.to",
            "range",
            "Akhir jendela waktu tidak boleh sebelum awalnya.",
            "The window must not end before it begins.",
        )
    return Window(first, last, last_day, as_of)


def _request(row: Row, words: Words) -> Request:
    items = as_rows(row.get("items"), "request.items")
    if not items:
        raise refuse(
            "request.items",
            "required",
            "Permintaan harus berisi sedikitnya satu barang.",
            "The request must have at least one item.",
        )
    destination = find_text(row.get("destination"), "request.destination")
    if destination is not None and destination not in words.destinations:
        raise unknown_word("request.destination", destination, words.destinations)
    payment = row.get("payment")
    excluded = row.get("excluded_businesses")
    return Request(
        items=tuple(
            _item(as_object(item, f"request.items[{i}]"), f"request.items[{i}]", words)
            for i, item in enumerate(items)
        ),
        destination=destination,
        price=_price(row.get("price"), "request.price"),
        # Free text of a buyer is for people; only a known term is held against offers.
        payment=payment if payment in PAYMENTS else None,
        buyer=find_text(row.get("buyer"), "request.buyer"),
        excluded_businesses=frozenset(
            find_words(excluded, "request.excluded_businesses")
        ),
    )


def _item(row: Row, at: str, words: Words) -> RequestItem:
    family = row.get("family")
    hs6 = row.get("hs6")
    specs = tuple(
        read_line(line, f"{at}.specs[{i}]", words)
        for i, line in enumerate(as_rows(row.get("specs"), f"{at}.specs"))
    )
    forms = [s.value for s in specs if s.parameter == "form" and s.operator == "="]
    form = find_text(row.get("form"), f"{at}.form") or (
        str(forms[0]) if forms else None
    )
    return RequestItem(
        family=None
        if family is None
        else known(family, f"{at}.family", words.families),
        hs6=None if hs6 is None else HsCode.parse(hs6, field=f"{at}.hs6").hs6,
        form=form,
        quantity_kg=_kilograms(row.get("quantity"), f"{at}.quantity"),
        specs=tuple(s for s in specs if s.parameter != "form" or s.operator != "="),
        certificates=_certificates(row.get("certificates"), at, words),
        packing=_packing(row.get("packing"), f"{at}.packing", words),
    )


def _kilograms(value: object, at: str) -> Decimal | None:
    if value is None:
        return None
    row = as_object(value, at)
    tonnes = find_amount(row.get("tonnes"), f"{at}.tonnes")
    if tonnes is not None:
        return tonnes * 1000
    amount = find_amount(row.get("value"), f"{at}.value")
    kg = KG_OF_UNIT.get(_mass_unit(find_text(row.get("unit"), f"{at}.unit") or ""))
    return None if amount is None or kg is None else amount * kg


def _mass_unit(unit: str) -> str:
    return "t" if unit.casefold() in _TONNE else unit.casefold()


def _certificates(value: object, at: str, words: Words) -> tuple[CertificateNeed, ...]:
    needs = []
    for i, row in enumerate(as_rows(value, f"{at}.certificates")):
        field = f"{at}.certificates[{i}]"
        name, is_optional = row, False
        if isinstance(row, Mapping):
            name = row.get("name") or row.get("type") or row.get("document_type")
            is_optional = find_bool(row.get("required"), f"{field}.required") is False
        known_types = frozenset(words.document_types)
        need = read_certificate(get_text(name, field), known_types, field)
        needs.append(replace(need, is_required=False) if is_optional else need)
    return tuple(needs)


def _packing(value: object, field: str, words: Words) -> tuple[str, ...]:
    """Known words; a sentence of the buyer is left to people."""
    listed = words.lists.get("packing", frozenset())
    if isinstance(value, str):
        return (value,) if value in listed else ()
    rows = as_rows(value, field)
    return tuple(known(row, f"{field}[{i}]", listed) for i, row in enumerate(rows))


def _price(value: object, field: str, bid: Price | None = None) -> Price | None:
    """A price; a bare number is in the currency and unit of the buyer's bid."""
    if value is None:
        return None
    if isinstance(value, int | float | str) and bid is not None:
        amount = find_amount(value, field)
        return None if amount is None else replace(bid, amount=amount)
    row = as_object(value, field)
    amount = find_amount(row.get("value"), f"{field}.value")
    currency = find_text(row.get("currency"), f"{field}.currency")
    unit = find_text(row.get("unit"), f"{field}.unit")
    if amount is None or currency is None or unit is None:
        return None
    return Price(amount, currency.upper(), _mass_unit(unit))


def _offer(row: Row, at: str, words: Words, bid: Price | None) -> Offer:
    hs, verdict, floor = row.get("hs"), row.get("verdict"), row.get("price_floor")
    is_bare = isinstance(floor, int | float | str)
    return Offer(
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
        min_order_kg=find_amount(row.get("min_order_kg"), f"{at}.min_order_kg"),
        packing=frozenset(_packing(row.get("packing"), f"{at}.packing", words)),
        price_floor=None
        if is_bare and bid is None
        else _price(floor, f"{at}.price_floor", bid),
        attributes=_attributes(row.get("attributes"), f"{at}.attributes"),
        payment=frozenset(
            known(word, f"{at}.payment", PAYMENTS)
            for word in find_words(row.get("payment"), f"{at}.payment")
        ),
        verdict=None if verdict is None else _verdict(verdict, f"{at}.verdict"),
        has_consent=find_bool(row.get("consent"), f"{at}.consent"),
        excluded_buyers=frozenset(
            find_words(row.get("excluded_buyers"), f"{at}.excluded_buyers")
        ),
        excluded_destinations=frozenset(
            find_words(row.get("excluded_destinations"), f"{at}.excluded_destinations")
        ),
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


NO_POOL: Mapping[str, object] = {
    "status": "short",
    "shares": [],
    "shortfall_kg": 0,
    "binding": [],
}
"""Stands for a pool where the weight asked for is not known."""


def match_to_json(
    result: MatchResult, pool: Mapping[str, object] = NO_POOL
) -> dict[str, object]:
    """The answer of `match` for one item.

    Parameters
    ----------
    result
        Of `match`.
    pool
        The pooled offer as plain data.

    Returns
    -------
    dict
        `{"matches", "refused", "pool"}`.
    """
    return {
        "matches": [
            {
                "product": found.offer.product,
                "business": found.offer.business,
                "score": found.score,
                "reasons": [reason.as_json() for reason in found.reasons],
            }
            for found in result.matches
        ],
        "refused": [_refusal(refusal) for refusal in result.refused],
        "pool": dict(pool),
    }


def _refusal(refusal: Refusal) -> dict[str, object]:
    return {
        "product": refusal.offer.product,
        "business": refusal.offer.business,
        "constraints": [
            {
                "code": constraint.code,
                "have": constraint.have,
                "need": constraint.need,
                "text": constraint.text.as_json(),
            }
            for constraint in refusal.constraints
        ],
        "steps": [step.as_json() for step in refusal.steps],
        "can_join_pool": refusal.is_small,
    }
