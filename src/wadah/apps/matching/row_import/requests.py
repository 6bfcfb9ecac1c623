"""Rows of buyers' requests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.import_request import import_request
from wadah.apps.matching.models import Buyer
from wadah.apps.matching.row_import.buyers import country_choices, find_buyers
from wadah.apps.matching.words import INCOTERMS, PACKINGS, PAYMENTS
from wadah.apps.registry.row_import.cells import (
    read_capitals,
    read_day,
    read_long_text,
    read_number,
    read_several,
    read_slug,
    read_yes_or_no,
)
from wadah.apps.registry.row_import.columns import FAMILY_COLUMN, list_of
from wadah.apps.registry.row_import.finding import Finder
from wadah.apps.registry.row_import.kind import Done, ImportColumn, ImportKind, Values
from wadah.apps.registry.row_import.spec_text import read_specs
from wadah.apps.registry.words import FORMS
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.core.values import InvalidInput, Text, unknown_word

_KG_OF = {"kg": Decimal(1), "t": Decimal(1000), "ton": Decimal(1000),
          "tonne": Decimal(1000), "tonnes": Decimal(1000), "mt": Decimal(1000),
          "kuintal": Decimal(100), "quintal": Decimal(100)}  # fmt: skip
_GIVEN = (
    "form", "incoterm", "named_place", "specs", "certificates", "packing",
    "price_amount", "price_currency", "payment", "words", "is_public",
    "window_from", "window_to", "destination",
)  # fmt: skip


def make_keeper(actor: Actor) -> Callable[[Values], Done]:
    finder = Finder(actor)

    def keep(values: Values) -> Done:
        buyer = _find_buyer(actor, values)
        given: dict[str, Any] = {
            name: values[name] for name in _GIVEN if name in values
        }
        given["family"] = finder.family(values)
        given["quantity_kg"] = _read_kg(values)
        given.setdefault("destination", buyer.country_id)
        content = _digest(given)
        reference = values.get("reference") or _digest(
            {"words": values["words"]} if "words" in values else given
        )
        return import_request(
            actor=actor, buyer=buyer, reference=reference, content=content,
            values=given,
        )  # fmt: skip

    return keep


def _find_buyer(actor: Actor, values: Values) -> Buyer:
    found = find_buyers(actor, values["buyer"], values.get("buyer_country", ""))
    if not found:
        raise InvalidInput("buyer", "buyer_absent", _NO_BUYER)
    if len(found) > 1:
        raise InvalidInput("buyer", "buyer_ambiguous", _TWO_BUYERS)
    return found[0]


def _read_kg(values: Values) -> Decimal:
    unit = str(values.get("unit", "kg")).casefold()
    if unit not in _KG_OF:
        raise unknown_word("unit", unit, _KG_OF)
    return Decimal(values["quantity"] * _KG_OF[unit]).quantize(Decimal("0.001"))


def _digest(parts: dict[str, Any]) -> str:
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _paper_choices() -> Sequence[str]:
    types = read_vocabulary().document_types.values()
    return sorted(f"{one.slug} ({one.name.id})" for one in types)


REQUESTS = ImportKind(
    name="requests",
    sheet="Permintaan",
    identity=Text(
        "Satu baris satu permintaan. Dikenal lagi dari pembeli dan rujukannya; tanpa "
        "rujukan, dari teksnya.",
        "One row is one request, known again by its buyer and reference; without a "
        "reference, by its text.",
    ),
    columns=(
        ImportColumn(
            "buyer", "NAMA PEMBELI", "BUYER",
            Text("Nama pembeli seperti di Wadah.", "Name of the buyer as in Wadah."),
            is_required=True, example="Contoh Kaffee GmbH", also=("pembeli",), width=30,
        ),
        ImportColumn(
            "buyer_country", "NEGARA PEMBELI", "COUNTRY OF THE BUYER",
            Text("Perlu bila dua pembeli bernama sama.",
                 "Needed where two buyers share a name."),
            read=read_capitals, choices=country_choices, also=("buyer country",),
        ),
        ImportColumn(
            "reference", "RUJUKAN", "REFERENCE",
            Text("Nomor atau nama permintaan di pembeli.",
                 "Number or name of the request at the buyer."),
            example="PO-2026-117", also=("ref", "nomor"),
        ),
        FAMILY_COLUMN,
        ImportColumn(
            "form", "BENTUK", "FORM",
            Text("Bentuk yang diminta.", "The form asked for."),
            read=read_slug, example="green", choices=list_of(FORMS), width=26,
        ),
        ImportColumn(
            "quantity", "JUMLAH", "QUANTITY",
            Text("Angka saja, tanpa titik.", "A number, without dots."),
            read=read_number, is_required=True, example=18,
            also=("quantity value", "volume"),
        ),
        ImportColumn(
            "unit", "SATUAN", "UNIT",
            Text("kg atau t (ton); kosong berarti kg.",
                 "kg or t (tonnes); empty means kg."),
            read=read_slug, example="t", choices=lambda: ("kg", "t"), is_free=True,
            also=("quantity unit",), width=10,
        ),
        ImportColumn(
            "window_from", "MULAI", "FROM",
            Text("Hari pertama pengiriman.", "First day of shipment."),
            read=read_day, is_required=True, example="2026-12-01",
            also=("window from", "dari"),
        ),
        ImportColumn(
            "window_to", "SAMPAI", "TO",
            Text("Hari terakhir pengiriman.", "Last day of shipment."),
            read=read_day, is_required=True, example="2027-02-28",
            also=("window to", "needed by", "until"),
        ),
        ImportColumn(
            "destination", "TUJUAN", "DESTINATION",
            Text("Dua huruf; kosong berarti negara pembeli.",
                 "Two letters; empty means the country of the buyer."),
            read=read_capitals, example="DE", choices=country_choices,
        ),
        ImportColumn(
            "incoterm", "INCOTERM", "INCOTERM",
            Text("Incoterms 2020.", "Incoterms 2020."),
            read=read_capitals, example="FOB", choices=list_of(INCOTERMS),
        ),
        ImportColumn(
            "named_place", "TEMPAT", "NAMED PLACE",
            Text("Pelabuhan atau tempat.", "Port or place."),
            example="Panjang", longest=100,
        ),
        ImportColumn(
            "specs", "SPESIFIKASI", "SPECIFICATION",
            Text(
                "Batas, dipisah titik koma: moisture <= 12,5 %.",
                "Limits, parted by a semicolon: moisture <= 12.5 %.",
            ),
            read=read_specs, example="moisture <= 12,5 %", also=("spec",), width=34,
        ),
        ImportColumn(
            "certificates", "SERTIFIKAT", "CERTIFICATES",
            Text("Yang wajib, dipisah titik koma.",
                 "Those required, parted by a semicolon."),
            read=read_several, choices=_paper_choices, is_free=True, width=30,
        ),
        ImportColumn(
            "packing", "KEMASAN", "PACKING",
            Text("Satu atau beberapa, dipisah titik koma.",
                 "One or more, parted by a semicolon."),
            read=read_several, choices=list_of(PACKINGS), is_free=True, width=26,
        ),
        ImportColumn(
            "price_amount", "HARGA PER TON", "PRICE PER TONNE",
            Text("Harga per ton.", "Price per tonne."),
            read=read_number, also=("price", "harga"),
        ),
        ImportColumn(
            "price_currency", "MATA UANG", "CURRENCY",
            Text("Tiga huruf, misalnya USD.", "Three letters, such as USD."),
            read=read_capitals, also=("price currency",), width=12,
        ),
        ImportColumn(
            "payment", "PEMBAYARAN", "PAYMENT",
            Text("Cara pembayaran.", "Terms of payment."),
            read=read_slug, choices=list_of(PAYMENTS), width=26,
        ),
        ImportColumn(
            "words", "TEKS PEMBELI", "WORDS OF THE BUYER",
            Text("Teks asli pembeli.", "The buyer's own words."),
            read=read_long_text, also=("text", "teks"), longest=20_000, width=40,
        ),
        ImportColumn(
            "is_public", "PAPAN UMUM", "PUBLIC",
            Text("ya bila boleh dilihat semua usaha.",
                 "yes where every business may see it."),
            read=read_yes_or_no, also=("public",), width=12,
        ),
    ),
    keeper=make_keeper,
)  # fmt: skip
_NO_BUYER = Text(
    "Pembeli ini tidak tercatat. Muat pembelinya lebih dahulu.",
    "This buyer is not in the register. Load the buyer first.",
)
_TWO_BUYERS = Text(
    "Lebih dari satu pembeli bernama begini. Tambahkan negaranya.",
    "More than one buyer is called so. Add the country.",
)
