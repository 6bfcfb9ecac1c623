"""The PDF of a catalogue, drawn by Typst; in English, as its buyer reads it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import typst
from babel.dates import format_date
from babel.numbers import format_decimal
from django.contrib.staticfiles import finders

from wadah.apps.matching.catalogue.gathering import Catalogue, CatalogueItem, Proof
from wadah.apps.registry.models import Product

TEMPLATE = Path(__file__).with_name("catalogue.typ")
# So many facts stand under a proof; the sheet has all of them.
MOST_FACTS = 8
# Files that are handed to Typst in memory have to be text: the picture travels in one.
_FRAME = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 46 34"><image width="46" '
    b'height="34" preserveAspectRatio="xMidYMid slice" '
    b'href="data:image/jpeg;base64,%b"/></svg>'
)


def draw_catalogue(catalogue: Catalogue) -> bytes:
    """The PDF: a head, then one block a product; without a photo it has none."""
    files: Any = {
        "main.typ": TEMPLATE.read_bytes(),
        "ornament.svg": _read_static("web/ornament.svg"),
        "wordmark.svg": _read_static("web/wordmark.svg"),
    }
    blocks = []
    for number, item in enumerate(catalogue.items, 1):
        photo = _read_photo(item.product)
        if photo:
            files[f"photo-{number}.svg"] = photo
        shown = describe_item(item)
        blocks.append({**shown, "photo": f"/photo-{number}.svg" if photo else None})
    files["catalogue.json"] = json.dumps(
        {**describe_head(catalogue), "items": blocks}
    ).encode()
    compiler = typst.Compiler(files, ignore_system_fonts=True)
    pdf = compiler.compile(files, format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf).__name__)
    return pdf


def describe_head(catalogue: Catalogue) -> dict[str, Any]:
    """The words above the products, and how many may not be shown."""
    request, day = catalogue.request, catalogue.as_of
    gone = len(catalogue.left_out)
    return {
        "title": f"{request.family.name_en[:1].upper()}{request.family.name_en[1:]}",
        "line": f"For {request.buyer.name}: {_kg(request.quantity_kg)} to "
        f"{request.destination.name_en}, shipped between {_day(request.window_from)} "
        f"and {_day(request.window_to)}.",
        "as_of": f"As of {_day(day)}",
        "date": [day.year, day.month, day.day],
        "left_out": ""
        if not gone
        else f"{gone} chosen {'product is' if gone == 1 else 'products are'} not "
        "shown: not published, or without a proof that stands today.",
        "is_synthetic": request.buyer.is_example,
    }


def describe_item(item: CatalogueItem) -> dict[str, Any]:
    product, business = item.product, item.product.business
    place = f", {business.region.name}" if business.region else ""
    return {
        "name": product.name,
        "place": f"{business.name}{place}",
        "family": product.family.name_en,
        "hs": f"HS {product.hs_code}" if product.hs_code else "",
        "note": item.note,
        "is_synthetic": business.is_example,
        "proofs": [_describe_proof(proof) for proof in item.proofs],
        "months": [
            [format_date(row.month, "MMMM y", locale="en"), _kg(row.verified_kg),
             _kg(row.free_kg)]
            for row in item.months
        ],
        "papers": [
            [paper.name, paper.issuer,
             _day(paper.valid_until) if paper.valid_until else "no end stated"]
            for paper in item.papers
        ],
    }  # fmt: skip


def _describe_proof(proof: Proof) -> dict[str, Any]:
    by = f"of {proof.office} " if proof.office else ""
    more = len(proof.facts) - MOST_FACTS
    return {
        "title": f"Ready for {proof.market.name_en}",
        "who": f"Two people {by}checked and approved it on {_day(proof.decided_on)}; "
        f"it holds until {_day(proof.holds_until)}.",
        "sheet": proof.sheet_number,
        "address": proof.sheet_address,
        "facts": list(proof.facts[:MOST_FACTS]),
        "more": f"and {more} more" if more > 0 else "",
    }


def _read_photo(product: Product) -> bytes | None:
    """The first picture; it is as public as the product."""
    photo = product.photos.first()
    if photo is None:
        return None
    try:
        with photo.file.open("rb") as handle:
            found = handle.read()
    except OSError:
        return None
    # Typst refuses a whole catalogue for one picture that is none.
    if not found.startswith(b"\xff\xd8\xff"):
        return None
    return _FRAME % base64.b64encode(found)


def _read_static(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def _day(day: Any) -> str:
    return format_date(day, "d MMMM y", locale="en")


def _kg(kilograms: Any) -> str:
    return f"{format_decimal(kilograms, '#,##0.###', locale='en')} kg"
