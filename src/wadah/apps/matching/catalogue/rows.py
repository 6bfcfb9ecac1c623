"""A catalogue as the rows of a spreadsheet, in English as its buyer reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wadah.apps.matching.catalogue.gathering import Catalogue, CatalogueItem

HEAD = ("Product", "Producer", "Region", "Family", "HS code", "Note", "Proved for",
        "Proved by", "Proved on", "Holds until", "Sheet", "Check it at",
        "Proved facts", "Certificates", "Synthetic")  # fmt: skip


def catalogue_rows(catalogue: Catalogue) -> list[list[object]]:
    """One row a product, after the facts two columns for each month of the window."""
    months = sorted({row.month for item in catalogue.items for row in item.months})
    head: list[object] = list(HEAD[:-1])
    for month in months:
        head += [f"Verified kg {month:%Y-%m}", f"Free kg {month:%Y-%m}"]
    rows = [[*head, HEAD[-1]]]
    rows += [_row(item, months) for item in catalogue.items]
    return rows


def _row(item: CatalogueItem, months: list[date]) -> list[object]:
    product, proofs = item.product, item.proofs
    business, kg = product.business, {row.month: row for row in item.months}
    cells: list[object] = [
        product.name,
        business.name,
        business.region.name if business.region else "",
        product.family.name_en,
        product.hs_code,
        item.note,
        "; ".join(one.market.name_en for one in proofs),
        "; ".join(sorted({one.office for one in proofs if one.office})),
        "; ".join(f"{one.decided_on}" for one in proofs),
        "; ".join(f"{one.holds_until}" for one in proofs),
        "; ".join(one.sheet_number for one in proofs if one.sheet_number),
        "; ".join(one.sheet_address for one in proofs if one.sheet_address),
        "; ".join(dict.fromkeys(fact for one in proofs for fact in one.facts)),
        "; ".join(_papers(item)),
    ]
    for month in months:
        row = kg.get(month)
        cells += [row.verified_kg, row.free_kg] if row else ["", ""]
    return [*cells, "yes" if business.is_example else "no"]


def _papers(item: CatalogueItem) -> Iterator[str]:
    for paper in item.papers:
        until = f", valid until {paper.valid_until}" if paper.valid_until else ""
        yield f"{paper.name} ({paper.issuer or 'issuer not stated'}{until})"
