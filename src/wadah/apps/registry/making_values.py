"""How a product is made and from what, as it is typed: steps and raw materials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from wadah.apps.registry.models import Product, ProductionStep, RawMaterial
from wadah.apps.registry.typed_values import (
    number_reader,
    read_region,
    text_reader,
    word_reader,
)
from wadah.core.values import InvalidInput, Text

MOST_STEPS = 40
MOST_MATERIALS = 20
WHOLE_PERCENT = Decimal(100)
_SHARE = Text(
    "Tulis bagian dalam persen, lebih dari 0 dan paling banyak 100.",
    "Write the share in per cent, above 0 and at most 100.",
)
_read_share = number_reader("share_percent", Decimal("0.01"), WHOLE_PERCENT, 2, _SHARE)
_read_origin = word_reader("origin", RawMaterial.Origin.values)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of production, as a person says it."""

    title: str
    how: str = ""
    equipment: str = ""
    checked: str = ""
    site_id: int | None = None
    is_outsourced: bool = False

    @classmethod
    def of(cls, step: ProductionStep) -> StepLine:
        return cls(
            step.title, step.how, step.equipment, step.checked, step.site_id,
            step.is_outsourced,
        )  # fmt: skip

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One raw material and where it comes from; the share is in per cent of it all."""

    name: str
    origin: str
    region_code: str = ""
    country: str = "ID"
    supplier: str = ""
    share_percent: Decimal | None = None

    @classmethod
    def of(cls, row: RawMaterial) -> MaterialLine:
        return cls(
            row.name, row.origin, row.region_id or "", row.country, row.supplier,
            row.share_percent,
        )  # fmt: skip

    def as_json(self) -> dict[str, object]:
        share = self.share_percent
        return {**asdict(self), "share_percent": None if share is None else str(share)}


def read_steps(product: Product, lines: Sequence[StepLine]) -> list[ProductionStep]:
    """The rows of the steps in order, not saved. Raises `InvalidInput`."""
    if len(lines) > MOST_STEPS:
        raise InvalidInput("title", "too_many", _TOO_MANY)
    sites = {site.pk: site for site in product.business.sites.all()}
    rows = []
    for position, line in enumerate(lines, 1):
        if line.site_id is not None and line.site_id not in sites:
            raise InvalidInput("site", "unknown_site", _UNKNOWN_SITE)
        rows.append(
            ProductionStep(
                product=product,
                position=position,
                title=text_reader("title", 120, required=True)(line.title),
                how=text_reader("how")(line.how),
                equipment=text_reader("equipment", 200)(line.equipment),
                checked=text_reader("checked", 200)(line.checked),
                site=sites.get(line.site_id) if line.site_id else None,
                is_outsourced=line.is_outsourced,
            )
        )
    return rows


def read_materials(
    product: Product, lines: Sequence[MaterialLine]
) -> list[RawMaterial]:
    """The rows of the raw materials, not saved; their shares fit into the whole.

    Raises `InvalidInput`.
    """
    if len(lines) > MOST_MATERIALS:
        raise InvalidInput("name", "too_many", _TOO_MANY)
    rows = [_read_material(product, line) for line in lines]
    total = sum((row.share_percent or Decimal(0) for row in rows), Decimal(0))
    if total > WHOLE_PERCENT:
        raise InvalidInput("share_percent", "over_whole", _over_whole(total))
    return rows


def _read_material(product: Product, line: MaterialLine) -> RawMaterial:
    origin = _read_origin(line.origin)
    is_imported = origin == RawMaterial.Origin.IMPORTED
    country = line.country.strip().upper() if is_imported else "ID"
    if is_imported and (not re.fullmatch(r"[A-Z]{2}", country) or country == "ID"):
        raise InvalidInput("country", "country_of_import", _COUNTRY)
    share = "" if line.share_percent is None else line.share_percent
    return RawMaterial(
        product=product,
        name=text_reader("name", 120, required=True)(line.name),
        origin=origin,
        region=None if is_imported else read_region(line.region_code),
        country=country,
        supplier=text_reader("supplier", 200)(line.supplier),
        share_percent=_read_share(share),
    )


def _over_whole(total: Decimal) -> Text:
    plain = f"{total.normalize():f}"
    return Text(
        f"Jumlah bagian menjadi {plain.replace('.', ',')} %; paling banyak 100 %.",
        f"The shares add up to {plain} %; at most 100 %.",
    )


_TOO_MANY = Text("Terlalu banyak baris.", "There are too many lines.")
_UNKNOWN_SITE = Text(
    "Pilih salah satu tempat kerja usaha ini.", "Choose a site of this business."
)
_COUNTRY = Text(
    "Pilih negara asal bahan impor.", "Choose the country of the imported material."
)
