"""One list from file to staged rows, before anything is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from wadah.apps.registry.importing.columns import ColumnTable
from wadah.apps.registry.importing.identity import key_of_organisation, named_list_key
from wadah.apps.registry.importing.mapping import ColumnMap
from wadah.apps.registry.importing.sheets import read_sheets, stage_sheets
from wadah.apps.registry.importing.staged import Staging
from wadah.apps.registry.importing.words import match_key
from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that was read: the file, its columns and its rows."""

    table: ColumnTable
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
    sheets = read_sheets(path, sheet or None)
    mapping, staging = stage_sheets(
        sheets, tuple(overrides), named_list_key(list_name) if list_name else None
    )
    return ListFile(
        table=sheets.main,
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
