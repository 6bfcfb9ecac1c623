"""One list from file to staged rows, before anything is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from wadah.apps.registry.importing.header import find_header
from wadah.apps.registry.importing.identity import key_of_organisation, named_list_key
from wadah.apps.registry.importing.mapping import ColumnMap, propose_mapping
from wadah.apps.registry.importing.reading import read_table
from wadah.apps.registry.importing.staged import Staging
from wadah.apps.registry.importing.staging import stage_rows
from wadah.apps.registry.importing.table import RawTable
from wadah.apps.registry.importing.words import match_key
from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that was read: the file, its columns and its rows."""

    table: RawTable
    mapping: ColumnMap
    staging: Staging
    sha256: str


def read_list(
    path: Path | str,
    *,
    sheet: str | None = None,
    overrides: Iterable[str] = (),
    list_name: str | None = None,
    organisation_id: int | None = None,
) -> ListFile:
    """Read and stage a list for an organisation.

    Raises `InvalidInput` when the file is no list that can be read.
    """
    if list_name is not None and not match_key(list_name):
        raise InvalidInput("list", "list_name_empty", _LIST_NAME)
    table = read_table(path, sheet or None)
    mapping = propose_mapping(find_header(table), overrides)
    named = named_list_key(list_name) if list_name is not None else None
    staging = stage_rows(table, mapping, key=named)
    return ListFile(
        table=table,
        mapping=mapping,
        staging=replace(
            staging, list_key=key_of_organisation(staging.list_key, organisation_id)
        ),
        sha256=hashlib.sha256(Path(path).read_bytes()).hexdigest(),
    )


_LIST_NAME = Text(
    "Nama daftar harus berisi huruf atau angka.",
    "The name of the list needs letters or digits.",
)
