"""Reads what a buyer asks for from plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from wadah.core.matching.certificates import read_certificate
from wadah.core.matching.contradictions import check_lines
from wadah.core.matching.evidence_json import Row, Words, known, read_line
from wadah.core.matching.request import (
    INCOTERMS,
    KG_OF_UNIT,
    PAYMENTS,
    ROLES,
    CertificateNeed,
    Pack,
    Price,
    Request,
    RequestItem,
)
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
from wadah.core.values import QUANTITY_UNITS, UNITS, HsCode, unknown_word

# Tonnes are written in many ways in offers and bids.
_TONNE = frozenset(("t", "mt", "ton", "tonne", "tons", "tonnes", "metric ton"))
_GRAM = Decimal("0.001")


def read_request(row: Row, words: Words) -> Request:
    """The part `request` of the input of `match`."""
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
    role = row.get("buyer_role")
    return Request(
        items=tuple(
            _item(as_object(item, f"request.items[{i}]"), f"request.items[{i}]", words)
            for i, item in enumerate(items)
        ),
        destination=destination,
        incoterm=_incoterm(row.get("incoterm")),
        price=read_price(row.get("price"), "request.price"),
        # Free text of a buyer is for people; only a known term is held against offers.
        payment=payment if payment in PAYMENTS else None,
        buyer=find_text(row.get("buyer"), "request.buyer"),
        buyer_role=None if role is None else known(role, "request.buyer_role", ROLES),
        excluded_businesses=frozenset(
            find_words(excluded, "request.excluded_businesses")
        ),
        excluded_roles=read_roles(row.get("excluded_roles"), "request.excluded_roles"),
    )


def read_roles(value: object, field: str) -> frozenset[str]:
    return frozenset(known(word, field, ROLES) for word in find_words(value, field))


def _incoterm(value: object) -> str | None:
    term = find_text(value, "request.incoterm")
    if term is None:
        return None
    if term.upper() not in INCOTERMS:
        raise unknown_word("request.incoterm", term, INCOTERMS)
    return term.upper()


def _item(row: Row, at: str, words: Words) -> RequestItem:
    family, hs6 = row.get("family"), row.get("hs6")
    specs = tuple(
        read_line(line, f"{at}.specs[{i}]", words)
        for i, line in enumerate(as_rows(row.get("specs"), f"{at}.specs"))
    )
    check_lines(specs, f"{at}.specs")
    forms = [s.value for s in specs if s.parameter == "form" and s.operator == "="]
    form = find_text(row.get("form"), f"{at}.form") or (
        str(forms[0]) if forms else None
    )
    quantity = row.get("quantity")
    pack = read_pack(row.get("pack"), f"{at}.pack")
    bag = find_amount(row.get("bag_kg"), f"{at}.bag_kg")
    if bag == 0:
        raise above_zero(f"{at}.bag_kg")
    return RequestItem(
        family=None
        if family is None
        else known(family, f"{at}.family", words.families),
        hs6=None if hs6 is None else HsCode.parse(hs6, field=f"{at}.hs6").hs6,
        form=form,
        quantity_kg=_kilograms(quantity, f"{at}.quantity"),
        specs=tuple(s for s in specs if s.parameter != "form" or s.operator != "="),
        certificates=_certificates(row.get("certificates"), at, words),
        packing=read_packing(row.get("packing"), f"{at}.packing", words),
        bag_kg=bag or (pack.net_kg if pack else None),
        container_kg=_container_load(quantity),
        pack=pack,
    )


def _kilograms(value: object, at: str) -> Decimal | None:
    if value is None:
        return None
    row = as_object(value, at)
    tonnes = find_amount(row.get("tonnes"), f"{at}.tonnes")
    amount = find_amount(row.get("value"), f"{at}.value")
    if tonnes == 0 or amount == 0:
        raise above_zero(f"{at}.tonnes" if tonnes == 0 else f"{at}.value")
    unit = find_text(row.get("unit"), f"{at}.unit") or ""
    if unit in UNITS and mass_unit(unit) not in {*QUANTITY_UNITS, *KG_OF_UNIT}:
        raise refuse(
            f"{at}.unit",
            "unit_not_for_quantity",
            f"“{unit}” bukan satuan jumlah barang. Tulis seperti kg, t atau FCL20.",
            f"“{unit}” is no unit of a quantity. Write one such as kg, t or FCL20.",
        )
    if tonnes is not None:
        return tonnes * 1000
    kg = KG_OF_UNIT.get(mass_unit(unit))
    return None if amount is None or kg is None else amount * kg


def above_zero(field: str) -> Exception:
    return refuse(
        field, "above_zero", "Harus lebih dari nol.", "This must be above zero."
    )


def mass_unit(unit: str) -> str:
    return "t" if unit.casefold() in _TONNE else unit.casefold()


def _container_load(value: object) -> Decimal | None:
    """Kilograms of one container, where the quantity is a count of full ones."""
    if not isinstance(value, Mapping) or not re.match("FCL", str(value.get("unit"))):
        return None
    tonnes, count = value.get("tonnes"), value.get("value")
    if not tonnes or not count:
        return None
    load = Decimal(str(tonnes)) * 1000 / Decimal(str(count))
    return load if load == load.quantize(_GRAM) else None


def read_pack(value: object, at: str) -> Pack | None:
    """One bag or carton: net and gross weight, and the room it takes."""
    if value is None:
        return None
    row = as_object(value, at)
    read = []
    for key in ("net_kg", "gross_kg", "volume_m3"):
        amount = find_amount(row.get(key), f"{at}.{key}")
        if not amount:
            raise above_zero(f"{at}.{key}")
        read.append(amount)
    return Pack(*read)


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
        bound = getattr(words.document_types.get(need.document_type), "bound", "S")
        need = replace(need, is_of_consignment=bound == "C")
        needs.append(replace(need, is_required=False) if is_optional else need)
    return tuple(needs)


def read_packing(value: object, field: str, words: Words) -> tuple[str, ...]:
    """Known words; a sentence of the buyer is left to people."""
    listed = words.lists.get("packing", frozenset())
    if isinstance(value, str):
        return (value,) if value in listed else ()
    rows = as_rows(value, field)
    return tuple(known(row, f"{field}[{i}]", listed) for i, row in enumerate(rows))


def read_price(value: object, field: str, bid: Price | None = None) -> Price | None:
    """A price; a bare number is in the currency and unit of the buyer's bid."""
    if value is None:
        return None
    if isinstance(value, int | float | str) and bid is not None:
        amount = find_amount(value, field)
        return None if amount is None else replace(bid, amount=amount)
    row = as_object(value, field)
    unit = find_text(row.get("unit"), f"{field}.unit")
    if unit is not None and unit.startswith("differential"):
        # "London robusta minus 40" is no price, and the difference may be below 0.
        return None
    amount = find_amount(row.get("value"), f"{field}.value")
    currency = find_text(row.get("currency"), f"{field}.currency")
    if amount is None or currency is None or unit is None:
        return None
    return Price(amount, currency.upper(), mass_unit(unit))
