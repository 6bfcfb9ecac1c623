"""Which list it is, which row of it, and whether the row has changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import PurePath

from wadah.apps.registry.importing.header import HeaderMatch
from wadah.apps.registry.importing.staged import StagedBusiness
from wadah.apps.registry.importing.table import RawTable
from wadah.apps.registry.importing.words import match_key

# "list (1).xlsx" and "list - Copy.xlsx" are the same list, downloaded again.
_COPY_MARK = re.compile(r"( \(\d+\)| - (copy|salinan)( \(\d+\))?)+$", re.IGNORECASE)
# One line of title ("DATA UMKM") is shared by lists of many offices.
_FEWEST_TITLE_LINES = 2


def list_key(table: RawTable, header: HeaderMatch) -> str:
    """Identity of a list: its title block and sheet, or its file name without one.

    Row numbers are only unique within a list, so two lists must never share a key,
    while an amended copy of the same list keeps it.
    """
    if len(header.title_lines) >= _FEWEST_TITLE_LINES:
        identity = match_key(*header.title_lines)
    else:
        stem = _COPY_MARK.sub("", PurePath(table.file_name).stem)
        identity = match_key(*header.title_lines, stem)
    return _digest("list", identity, match_key(table.sheet))


def named_list_key(name: str) -> str:
    """Identity of a list that a person named, whatever its file is called."""
    return _digest("named", match_key(name))


def key_of_organisation(key: str, organisation_id: int | None) -> str:
    """The identity within an organisation.

    Two offices may hold lists with the same title block; the one must not write into
    the records of the other.
    """
    return key if organisation_id is None else _digest(str(organisation_id), key)


def with_identity(rows: Iterable[StagedBusiness]) -> tuple[StagedBusiness, ...]:
    """Give each row its source key, content hash and possible duplicate."""
    taken: dict[str, int] = {}
    first_of: dict[str, str] = {}
    done = []
    for row in rows:
        who = _who(row)
        key = f"no:{row.external_no}" if row.external_no else f"who:{_digest(who)[:32]}"
        if row.external_no and key in taken:
            key = f"{key}/{_digest(who)[:32]}"
        taken[key] = taken.get(key, 0) + 1
        # The same business twice without numbers: told apart by their order.
        source_key = key if taken[key] == 1 else f"{key}#{taken[key]}"
        twin = first_of.get(who, "") if row.owner_name or row.street else ""
        first_of.setdefault(who, source_key)
        done.append(
            replace(
                row,
                source_key=source_key,
                content_hash=_content_hash(row),
                possible_duplicate_of=twin,
            )
        )
    return tuple(done)


def _who(row: StagedBusiness) -> str:
    return match_key(row.name, row.owner_name, row.street, row.village, row.district)


def _content_hash(row: StagedBusiness) -> str:
    """Hash of everything read from the row, but not of where the row stands."""
    content = asdict(row)
    for key in ("row", "source_key", "content_hash", "possible_duplicate_of"):
        del content[key]
    for product in (content["product"], *content["further_products"]):
        del product["row"]
    return _digest(json.dumps(content, sort_keys=True, default=str))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
