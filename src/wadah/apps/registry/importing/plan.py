"""Which records a list makes, rewrites or only fills, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from wadah.apps.registry.importing.differences import (
    PlannedDifference,
    compare_record,
    merge_by_hand,
)
from wadah.apps.registry.importing.family import find_family
from wadah.apps.registry.importing.identity import WHO
from wadah.apps.registry.importing.listfile import ListFile
from wadah.apps.registry.importing.pairing import is_same_entry, pair_rows
from wadah.apps.registry.importing.problems import RowProblem
from wadah.apps.registry.importing.record import LIST_FIELDS, LIST_MARKS, Values
from wadah.apps.registry.importing.words import match_key
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.duplicates import find_standing

# The database has an upper bound for the values of one query.
KEYS_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class Update:
    """New values of a record; `is_filled` when a person has it in hand."""

    business: Business
    values: Values
    is_filled: bool


@dataclass(slots=True)
class Plan:
    """Which records come to be, are rewritten, or are only filled where empty."""

    list_key: str
    created: pl.DataFrame
    updates: list[Update] = field(default_factory=list)
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    differences: list[PlannedDifference] = field(default_factory=list)
    # Source keys of rows of the list that bear another key in the register.
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def changes_something(self) -> bool:
        return bool(len(self.created) or self.updates)


def make_plan(
    found: ListFile, records: pl.DataFrame, organisation_id: int | None, named: bool
) -> Plan:
    """Compare a list with what the register holds of it."""
    key = found.staging.list_key
    stored = _stored_keys(key)
    if not stored and not named:
        family = find_family(found.staging.frame, records, organisation_id)
        if family is not None:
            return _plan_family(found, records, family)
    plan = Plan(list_key=key, created=records)
    if stored:
        _plan_again(plan, found, records, stored)
    _add_sheet_differences(plan, found)
    return plan


def _stored_keys(list_key: str) -> dict[str, tuple[int, str]]:
    """Key and content of every record of the list, by its source key."""
    rows = Business.objects.filter(list_key=list_key).values_list(
        "source_key", "pk", "content_hash"
    )
    return {source: (pk, content) for source, pk, content in rows.iterator()}


def _plan_again(
    plan: Plan,
    found: ListFile,
    records: pl.DataFrame,
    stored: Mapping[str, tuple[int, str]],
) -> None:
    """The list was loaded before: only what was amended is looked at."""
    keys, hashes = records["source_key"].to_list(), records["content_hash"].to_list()
    changed, new = [], []
    for at, (key, content) in enumerate(zip(keys, hashes, strict=True)):
        if key not in stored:
            new.append(at)
        elif stored[key][1] != content:
            changed.append(at)
    businesses = stored_businesses(
        plan.list_key, "source_key", [keys[at] for at in changed]
    )
    entries = found.staging.frame
    moved = _Moved(plan.list_key, set(keys)) if changed or new else None
    created, again = [], []
    for at in changed:
        business = businesses[keys[at]]
        row = entries.row(at, named=True)
        if not is_same_entry(_entry(business), row):
            # Another business bears the number now; the one it had may stand elsewhere.
            other = moved.find(row) if moved else None
            if other is None:
                created.append(at)
                continue
            business = other
        again.append((at, business))
    for at in new:
        other = moved.find(entries.row(at, named=True)) if moved else None
        if other is None:
            created.append(at)
        else:
            again.append((at, other))
    for at, business in again:
        _plan_update(plan, business, records.row(at, named=True), found, at)
    plan.created = records[created]
    plan.unchanged = len(records) - len(created) - len(again)
    _free_keys(plan, found, created, stored)


class _Moved:
    """Records of a list whose number no row bears any more, by who they are."""

    def __init__(self, list_key: str, keys: set[str]) -> None:
        rows = Business.objects.filter(list_key=list_key).values_list(
            "pk", "source_key", *WHO
        )
        self._pk_of = {
            match_key(*who): pk
            for pk, source_key, *who in rows.iterator()
            if source_key not in keys
        }

    def find(self, row: Mapping[str, Any]) -> Business | None:
        pk = self._pk_of.pop(match_key(*(row[name] for name in WHO)), None)
        if pk is None:
            return None
        return Business.objects.select_for_update(of=("self",)).get(pk=pk)


def _free_keys(
    plan: Plan,
    found: ListFile,
    created: Sequence[int],
    stored: Mapping[str, tuple[int, str]],
) -> None:
    """Another key for new rows whose number an older record bears."""
    keys = plan.created["source_key"].to_list()
    marks = found.staging.frame["content_hash"]
    for place, at in enumerate(created):
        if keys[place] in stored:
            free = f"{keys[place]}/{marks[at][:32]}"
            plan.renamed[keys[place]] = free
            keys[place] = free
    plan.created = plan.created.with_columns(pl.Series("source_key", keys, pl.String))


def stored_businesses(
    list_key: str, name: str, keys: Sequence[Any]
) -> dict[Any, Business]:
    """Records of the list by a field, locked, in a few queries."""
    stored = {}
    for start in range(0, len(keys), KEYS_A_QUERY):
        part = (
            Business.objects.select_for_update(of=("self",))
            .select_related("batch")
            .filter(
                list_key=list_key,
                **{f"{name}__in": keys[start : start + KEYS_A_QUERY]},
            )
        )
        stored.update({getattr(business, name): business for business in part})
    return stored


def _plan_update(
    plan: Plan, business: Business, record: Mapping[str, Any], found: ListFile, at: int
) -> None:
    values: Values = {name: record[name] for name in LIST_FIELDS}
    row = int(found.staging.frame["row"][at])
    is_filled = business.merged_into_id is None and _is_in_hands(business)
    if business.merged_into_id is not None:
        product = found.staging.frame["product_name"][at]
        plan.differences += _offer_to_standing(business, record, row, product)
    elif is_filled:
        merge = merge_by_hand(row, business, values, found.mapping)
        plan.problems += merge.problems
        plan.differences += merge.differences
        values = merge.values
    marks = {name: record[name] for name in LIST_MARKS if name != "source_key"}
    plan.updates.append(Update(business, {**values, **marks}, is_filled))


def _offer_to_standing(
    business: Business, record: Mapping[str, Any], row: int, product: str
) -> list[PlannedDifference]:
    """What the list changed of a record that became part of another one.

    The record itself follows its list, unseen; a person decides at the one that
    stands for it.
    """
    return [
        replace(told, source_key=business.source_key)
        for told in compare_record(find_standing(business), record, "", row, product)
        if record[told.field] != getattr(business, told.field)
    ]


def _is_in_hands(business: Business) -> bool:
    if business.organisation_id is not None:
        return True
    loaded = business.batch
    return loaded is None or business.updated_at > loaded.loaded_at


def _plan_family(found: ListFile, records: pl.DataFrame, family: str) -> Plan:
    """The list is known in another form: nothing is overwritten, only shown."""
    plan = Plan(list_key=family, created=records)
    stored = list(Business.objects.filter(list_key=family).iterator())
    entries = pl.DataFrame(
        [_entry(business) for business in stored], infer_schema_length=None
    )
    partner = pair_rows(entries, found.staging.frame).partner
    rows, products = (found.staging.frame[name] for name in ("row", "product_name"))
    for at, place in partner.items():
        plan.differences += compare_record(
            stored[place],
            records.row(at, named=True),
            found.table.sheet,
            int(rows[at]),
            products[at],
        )
    created = [at for at in range(len(records)) if at not in partner]
    plan.created = records[created]
    plan.unchanged = len(partner)
    _free_keys(plan, found, created, {b.source_key: (b.pk, "") for b in stored})
    return plan


def _entry(business: Business) -> dict[str, str]:
    """A record as an entry of its list."""
    number = business.source_key.partition("/")[0]
    return {
        "external_no": number.removeprefix("no:") if number.startswith("no:") else "",
        **{name: str(getattr(business, name)) for name in (*WHO, "phone")},
    }


def _add_sheet_differences(plan: Plan, found: ListFile) -> None:
    """Those of rows that are new or changed; the others are known since long."""
    if not found.staging.differences:
        return
    keys = found.staging.frame["source_key"]
    fresh = set(plan.created["source_key"]) | {
        update.business.source_key for update in plan.updates
    }
    names = {"product_name": "made"}
    for told in found.staging.differences:
        key = keys[told.position]
        key = plan.renamed.get(key, key)
        if key in fresh:
            plan.differences.append(
                PlannedDifference(
                    source_key=key,
                    field=names.get(told.field, told.field),
                    sheet=told.sheet,
                    row=told.row,
                    kept=told.kept,
                    offered=told.offered,
                )
            )


def count_without_region(records: pl.DataFrame) -> int:
    return int(records["region_id"].null_count())
