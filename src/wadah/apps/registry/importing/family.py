"""Finds the list of which a file is another form: exported, cleaned, saved anew."""

from __future__ import annotations

import polars as pl
from django.db.models import Q, QuerySet

from wadah.apps.registry.importing.identity import WHO
from wadah.apps.registry.importing.pairing import pair_rows
from wadah.apps.registry.models import Business, ImportBatch

# So many of the looked-up rows have to be entries of the other list; two lists of one
# city share some firms, two forms of one list nearly all.
_SHARE_OF_ONE_LIST = 0.6
_ROWS_LOOKED_UP = 200
_FEWEST_ROWS = 10
_LISTS_LOOKED_AT = 50


def find_family(
    entries: pl.DataFrame, records: pl.DataFrame, organisation_id: int | None
) -> str | None:
    """Key of the list that holds most of the entries, among those of an organisation.

    An entry is the same when number and either name, owner, street or phone agree, or
    name, owner and address.
    """
    if len(entries) < _FEWEST_ROWS:
        return None
    step = max(len(entries) // _ROWS_LOOKED_UP, 1)
    sample = entries.gather_every(step)
    picked = records.gather_every(step)
    for key in _known_lists(organisation_id):
        stored = Business.objects.filter(list_key=key).filter(
            Q(source_key__in=picked["source_key"].to_list())
            | Q(search_name__in=picked["search_name"].to_list())
        )
        rows = [
            {
                "external_no": _number(source_key),
                **dict(zip(_READ, values, strict=True)),
            }
            for source_key, *values in stored.values_list("source_key", *_READ)
        ]
        if len(rows) < _SHARE_OF_ONE_LIST * len(sample):
            continue
        partner = pair_rows(pl.DataFrame(rows), sample).partner
        if len(partner) >= _SHARE_OF_ONE_LIST * len(sample):
            return key
    return None


_READ = (*WHO, "phone")


def _number(source_key: str) -> str:
    number = source_key.partition("/")[0]
    return number.removeprefix("no:") if number.startswith("no:") else ""


def _known_lists(organisation_id: int | None) -> list[str]:
    batches = (
        _batches_of(organisation_id)
        .filter(undone_at=None)
        .order_by("-pk")
        .values_list("list_key", flat=True)
    )
    return list(dict.fromkeys(batches[: _LISTS_LOOKED_AT * 10]))[:_LISTS_LOOKED_AT]


def _batches_of(organisation_id: int | None) -> QuerySet[ImportBatch]:
    if organisation_id is None:
        return ImportBatch.objects.filter(organisation=None)
    return ImportBatch.objects.filter(organisation_id=organisation_id)
