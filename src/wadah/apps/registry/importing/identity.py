"""Which list it is, which row of it, and whether the row has changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath

import polars as pl

from wadah.apps.registry.importing.cells import match_keys
from wadah.apps.registry.importing.header import HeaderMatch
from wadah.apps.registry.importing.words import match_key

# "list (1).xlsx" and "list - Copy.xlsx" are the same list, downloaded again.
_COPY_MARK = re.compile(r"( \(\d+\)| - (copy|salinan)( \(\d+\))?)+$", re.IGNORECASE)
# One line of title ("DATA UMKM") is shared by lists of many offices.
_FEWEST_TITLE_LINES = 2
# What a row is known by when it has no number.
WHO = ("name", "owner_name", "street", "village", "district")


def list_key(file_name: str, sheet: str, header: HeaderMatch) -> str:
    """Identity of a list: its title block and sheet, or its file name without one.

    Row numbers are only unique within a list, so two lists must never share a key,
    while an amended copy of the same list keeps it.
    """
    if len(header.title_lines) >= _FEWEST_TITLE_LINES:
        identity = match_key(*header.title_lines)
    else:
        stem = _COPY_MARK.sub("", PurePath(file_name).stem)
        identity = match_key(*header.title_lines, stem)
    return _digest("list", identity, match_key(sheet))


def named_list_key(name: str) -> str:
    """Identity of a list that a person named, whatever its file is called."""
    return _digest("named", match_key(name))


def key_of_organisation(key: str, organisation_id: int | None) -> str:
    """The identity within an organisation.

    Two offices may hold lists with the same title block; the one must not write into
    the records of the other.
    """
    return key if organisation_id is None else _digest(str(organisation_id), key)


def who_keys(frame: pl.DataFrame) -> pl.Series:
    """Name, owner and address of every row as the list writes them.

    Taken before spellings are brought together and firm and owner put back: what the
    other rows say must not change the key of a row.
    """
    names = (frame["name_cell"], frame["owner_name_cell"])
    places = (frame[name] for name in ("street", "village", "district"))
    return match_keys(*names, *places).alias("who")


def with_identity(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the source key and the possible duplicate of each row, by its `who`."""
    keys = _source_keys(frame)
    return frame.with_columns(keys.alias("source_key")).with_columns(
        _duplicates(frame, keys).alias("possible_duplicate_of")
    )


def _source_keys(frame: pl.DataFrame) -> pl.Series:
    numbers = frame["external_no"]
    repeated = numbers.is_duplicated() & ~numbers.is_first_distinct()
    keys = ("no:" + numbers).to_list()
    needs_who = (repeated | (numbers == "")).arg_true()
    who = frame["who"]
    for at in needs_who:
        mark = _digest(who[at])[:32]
        keys[at] = f"{keys[at]}/{mark}" if numbers[at] else f"who:{mark}"
    found = pl.Series("key", keys, dtype=pl.String)
    if not found.is_duplicated().any():
        return found
    # The same business twice without numbers: told apart by their order.
    order = found.to_frame().select(pl.int_range(1, pl.len() + 1).over("key"))
    nth = order.to_series()
    return found.to_frame().with_columns(nth.alias("nth")).select(
        pl.when(pl.col("nth") == 1)
        .then("key")
        .otherwise(pl.format("{}#{}", "key", "nth"))
        .alias("key")
    )["key"]  # fmt: skip


def _duplicates(frame: pl.DataFrame, keys: pl.Series) -> pl.Series:
    """The key of the first row of the same name, owner and address, or empty.

    A name alone makes no duplicate: there is a Warung Barokah in every village.
    """
    later = frame["who"].is_duplicated() & ~frame["who"].is_first_distinct()
    told = (frame["owner_name"] != "") | (frame["street"] != "")
    first_of: dict[str, str] = {}
    twins = [""] * len(frame)
    if not later.any():
        return pl.Series(twins, dtype=pl.String)
    for at in frame["who"].is_duplicated().arg_true():
        first = first_of.setdefault(frame["who"][at], keys[at])
        if later[at] and told[at]:
            twins[at] = first
    return pl.Series(twins, dtype=pl.String)


def content_hashes(frame: pl.DataFrame, reading: Mapping[str, str]) -> pl.Series:
    """Hash of everything read from the rows, but not of where they stand.

    `reading` is how the columns were read: the same cells in other fields are another
    content. Identity numbers enter by their fingerprints only.
    """
    salt = hashlib.sha256(json.dumps(dict(reading), sort_keys=True).encode())
    texts = frame.select(
        pl.concat_str(
            "original", "nib_fingerprint", "npwp_fingerprint", "regency",
            separator="\x1f",
        )
    ).to_series()  # fmt: skip
    hashes = []
    for text in texts.to_list():
        one = salt.copy()
        one.update(text.encode())
        hashes.append(one.hexdigest())
    return pl.Series(hashes, dtype=pl.String)


def duplicate_pairs(frame: pl.DataFrame) -> Iterable[tuple[str, str]]:
    """Source keys of the rows that repeat one another, the earlier first."""
    found = frame.filter(pl.col("possible_duplicate_of") != "")
    return found.select("possible_duplicate_of", "source_key").iter_rows()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
