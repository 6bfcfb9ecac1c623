"""Which records a list makes, rewrites or only fills, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wadah.apps.accounts.fields import fingerprint
from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry.importing.differences import merge_by_hand
from wadah.apps.registry.importing.listfile import ListFile
from wadah.apps.registry.importing.places import Place, PlaceFinder
from wadah.apps.registry.importing.problems import RowProblem
from wadah.apps.registry.importing.record import (
    LIST_FIELDS,
    RecordMaker,
    Values,
    original_cells,
)
from wadah.apps.registry.importing.staged import StagedBusiness
from wadah.apps.registry.models import Business
from wadah.core.language import family_of_activity

# The database has an upper bound for the values of one query.
_KEYS_A_QUERY = 500


@dataclass(slots=True)
class Plan:
    """Which records come to be, are rewritten, or are only filled where empty."""

    created: list[Business] = field(default_factory=list)
    rewritten: list[Business] = field(default_factory=list)
    filled: list[Business] = field(default_factory=list)
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def updated(self) -> list[Business]:
        return [*self.rewritten, *self.filled]


def make_records(found: ListFile) -> list[Values]:
    """The fields of every staged row; three queries whatever the length."""
    regions = Region.objects.values_list("pk", "name", "kind")
    families = set(ProductFamily.objects.values_list("pk", flat=True))
    thesaurus = read_thesaurus()

    def family_of(text: str) -> str | None:
        hit = family_of_activity(text, thesaurus)
        return hit.family if hit is not None and hit.family in families else None

    maker = RecordMaker(
        PlaceFinder(Place(*region) for region in regions), family_of, fingerprint
    )
    return [maker.make(row) for row in found.staging.rows]


def make_plan(found: ListFile, records: Sequence[Values]) -> Plan:
    key = found.staging.list_key
    hashes = dict(
        Business.objects.filter(list_key=key).values_list("source_key", "content_hash")
    )
    changed = [
        row.source_key
        for row in found.staging.rows
        if hashes.get(row.source_key, row.content_hash) != row.content_hash
    ]
    stored = _stored_businesses(key, changed)
    plan = Plan()
    for row, values in zip(found.staging.rows, records, strict=True):
        if row.source_key not in hashes:
            plan.created.append(
                Business(
                    **values,
                    **_list_marks(row),
                    list_key=key,
                    source_key=row.source_key,
                )
            )
        elif row.source_key in stored:
            _plan_update(plan, stored[row.source_key], row, values, found)
        else:
            plan.unchanged += 1
    return plan


def _stored_businesses(key: str, source_keys: list[str]) -> dict[str, Business]:
    """The records of the list that have to change, locked, in a few queries."""
    stored = {}
    for start in range(0, len(source_keys), _KEYS_A_QUERY):
        part = (
            Business.objects.select_for_update(of=("self",))
            .select_related("batch")
            .filter(
                list_key=key, source_key__in=source_keys[start : start + _KEYS_A_QUERY]
            )
        )
        stored.update({business.source_key: business for business in part})
    return stored


def _plan_update(
    plan: Plan,
    business: Business,
    row: StagedBusiness,
    values: Values,
    found: ListFile,
) -> None:
    if _is_in_hands(business):
        stored = {name: getattr(business, name) for name in LIST_FIELDS}
        merge = merge_by_hand(row.row, stored, values, found.mapping)
        plan.problems += merge.problems
        plan.filled.append(business)
        values = merge.values
    else:
        plan.rewritten.append(business)
    for name, value in {**_list_marks(row), **values}.items():
        setattr(business, name, value)


def _is_in_hands(business: Business) -> bool:
    if business.organisation_id is not None:
        return True
    loaded = business.batch
    return loaded is None or business.updated_at > loaded.loaded_at


def _list_marks(row: StagedBusiness) -> dict[str, object]:
    return {"content_hash": row.content_hash, "original": original_cells(row)}


def count_without_region(records: Sequence[Values]) -> int:
    return sum(values["region_id"] is None for values in records)
