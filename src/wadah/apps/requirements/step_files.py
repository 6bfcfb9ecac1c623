"""Reads the packaged order and estimates of steps, once per process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.core.requirements import StepBook, read_step_book
from wadah.core.values import unknown_word

_FILE = Path(__file__).parent / "data" / "steps.toml"


@cache
def read_packaged_steps() -> StepBook:
    """What must come before what, with estimates of money and days."""
    data = _read()
    rows = [{"source": data["source"], **row} for row in data["step"]]
    return read_step_book(rows, read_vocabulary())


@cache
def read_typical_orders() -> Mapping[str, int]:
    """Kilograms of a usual first order by family; under "" that of all others."""
    data = _read()
    known = read_vocabulary().families
    found = {"": int(data["order_default"]["kg"])}
    for row in data["order"]:
        for family in row["families"]:
            if family not in known:
                raise unknown_word("order.families", family, known)
            found[family] = int(row["kg"])
    return found


def list_subjects() -> list[str]:
    """Every subject of the packaged steps, and every document type."""
    entries = read_packaged_steps().entries
    words = read_vocabulary()
    prepared = [key for key, entry in entries.items() if entry.name is not None]
    return [*words.document_types, *prepared]


def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
