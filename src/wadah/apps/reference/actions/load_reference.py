"""Loads the packaged reference files into the tables. Twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from wadah.apps.reference import data_files
from wadah.apps.reference.data_files import FamilyRow, LoadRange
from wadah.apps.reference.models import (
    Currency,
    DocumentType,
    Holiday,
    Kept,
    Market,
    MarketMembership,
    OfficialCount,
    Parameter,
    Port,
    ProductFamily,
    Region,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows stand in each table afterwards."""

    families: int
    regions: int
    markets: int
    official_counts: int


@transaction.atomic
def load_reference() -> Loaded:
    """Insert what is new, update what changed, delete nothing.

    No audit row: the files are part of the version that is installed.
    """
    _load_regions()
    _load_markets()
    _load_families()
    _load_official_counts()
    _load_currencies()
    _load_ports()
    _load_holidays()
    _load_words()
    return Loaded(
        ProductFamily.objects.count(),
        Region.objects.count(),
        Market.objects.count(),
        OfficialCount.objects.count(),
    )


def _load_regions() -> None:
    rows: list[Kept] = [
        Region(
            pk=row.kemendagri_code,
            bps_code=row.bps_code,
            name=row.name,
            kind=row.kind,
            parent_id=row.parent_code,
        )
        for row in data_files.read_regions()
    ]
    # Parents first, so that the foreign key holds row by row.
    rows.sort(key=lambda region: len(str(region.pk)))
    _keep(rows, ["bps_code", "name", "kind", "parent"])


def _keep(rows: list[Kept], fields: list[str], unique: tuple[str, ...] = ()) -> None:
    """Write packaged rows; those that were changed here stay as they are.

    `disabled_from` is never among the fields: switching off is for a person.
    """
    model = type(rows[0])
    keys = unique or (str(model._meta.pk.name),)
    own = set(model._default_manager.filter(is_own=True).values_list(*keys))
    model._default_manager.bulk_create(
        [row for row in rows if _key(row, keys) not in own],
        update_conflicts=True,
        unique_fields=keys,
        update_fields=fields,
    )


def _key(row: Kept, names: tuple[str, ...]) -> tuple[object, ...]:
    attributes = [row._meta.get_field(name) for name in names]
    return tuple(getattr(row, field.attname) for field in attributes)  # type: ignore[union-attr]


def _load_markets() -> None:
    Market.objects.bulk_create(
        [
            Market(
                pk=row.iso2,
                name_id=row.name.id,
                name_en=row.name.en,
                currency=row.currency,
            )
            for row in data_files.read_markets()
        ],
        update_conflicts=True,
        unique_fields=["iso2"],
        update_fields=["name_id", "name_en", "currency"],
    )
    known = set(Market.objects.values_list("pk", flat=True))
    groups = [row for row in data_files.read_market_groups() if row.iso2 in known]
    # `valid_from` may be null, and null never conflicts: match by hand.
    there = {
        (entry.group, entry.market_id, entry.valid_from): entry
        for entry in MarketMembership.objects.all()
    }
    for row in groups:
        entry = there.get((row.group, row.iso2, row.valid_from))
        if entry is None:
            entry = MarketMembership(
                group=row.group, market_id=row.iso2, valid_from=row.valid_from
            )
        elif (entry.valid_to, entry.source) == (row.valid_to, row.source):
            continue
        entry.valid_to, entry.source = row.valid_to, row.source
        entry.save()


def _load_families() -> None:
    reasons: dict[str, list[dict[str, str]]] = {}
    for code in data_files.read_family_hs_codes():
        reasons.setdefault(code.family, []).append(
            {
                "hs6": code.hs6,
                "edition": code.edition,
                "reason_id": code.reason.id,
                "reason_en": code.reason.en,
            }
        )
    ProductFamily.objects.bulk_create(
        [
            ProductFamily(
                pk=row.family,
                name_id=row.name.id,
                name_en=row.name.en,
                hs6=row.hs6,
                details=_details(row, reasons.get(row.family, [])),
                disabled_from=row.disabled_from,
            )
            for row in data_files.read_families()
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name_id", "name_en", "hs6", "details", "disabled_from"],
    )


def _details(row: FamilyRow, codes: list[dict[str, str]]) -> dict[str, object]:
    text = data_files.read_family_texts()[row.family]
    return {
        "kind": row.kind,
        "forms": list(row.forms),
        "packing": list(row.packing),
        "kg_20ft": _range(row.load_20ft),
        "kg_40hc": _range(row.load_40hc),
        "mistaken_for": list(row.mistaken_for),
        "plant_product": row.plant_product,
        "source": row.source,
        "checked_on": row.checked_on.isoformat(),
        "hs_codes": codes,
        "what": text.what.as_json(),
        "not": text.what_not.as_json(),
    }


def _range(load: LoadRange | None) -> list[int] | None:
    return [load.low_kg, load.high_kg] if load else None


def _load_official_counts() -> None:
    OfficialCount.objects.bulk_create(
        [
            OfficialCount(
                as_of=row.as_of,
                count=row.count,
                what_id=row.what.id,
                what_en=row.what.en,
                office_id=row.office.id,
                office_en=row.office.en,
                source_address=row.source_address,
            )
            for row in data_files.read_official_counts()
        ],
        update_conflicts=True,
        unique_fields=["as_of", "count", "what_en"],
        update_fields=["what_id", "office_id", "office_en", "source_address"],
    )


def _load_currencies() -> None:
    _keep(
        [
            Currency(
                pk=row.currency,
                name_id=row.name.id,
                name_en=row.name.en,
                minor_units=row.minor_units,
            )
            for row in data_files.read_currencies()
        ],
        ["name_id", "name_en", "minor_units"],
    )


def _load_ports() -> None:
    _keep(
        [
            Port(
                pk=row.locode,
                market_id=row.iso2,
                name=row.name,
                transport=row.transport,
                use=row.role,
            )
            for row in data_files.read_ports()
        ],
        ["market", "name", "transport", "use"],
    )


def _load_holidays() -> None:
    _keep(
        [
            Holiday(
                market_id=row.iso2,
                day=row.day,
                kind=row.kind,
                name_id=row.name.id,
                name_en=row.name.en,
                source=row.source,
            )
            for row in data_files.read_holidays()
        ],
        ["kind", "name_id", "source"],
        unique=("market", "day", "name_en"),
    )


def _load_words() -> None:
    _keep(
        [
            DocumentType(
                pk=row["slug"],
                bound=row["bound"],
                name_id=row["name_id"],
                name_en=row["name_en"],
            )
            for row in data_files.read_document_type_rows()
        ],
        ["bound", "name_id", "name_en"],
    )
    _keep(
        [
            Parameter(
                pk=row["slug"],
                unit=row["unit"],
                basis=row["basis"],
                name_id=row["name_id"],
                name_en=row["name_en"],
            )
            for row in data_files.read_parameter_rows()
        ],
        ["unit", "basis", "name_id", "name_en"],
    )
