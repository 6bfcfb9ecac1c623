"""Reads the packaged word lists and rules into core values, once per process."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from wadah.apps.reference.data_files import (
    read_document_type_rows,
    read_parameter_rows,
)
from wadah.core.requirements import (
    DocumentType,
    FactName,
    Membership,
    Parameter,
    Rule,
    RuleBase,
    RuleReader,
    Vocabulary,
)
from wadah.core.values import Text

_DATA = Path(__file__).parent / "data"
_WORDS = _DATA / "vocabulary"


@cache
def load_vocabulary(families: frozenset[str]) -> Vocabulary:
    """The closed word lists, with the families the reference data knows."""
    lists = _toml(_WORDS / "lists.toml")
    return Vocabulary(
        document_types={
            row["slug"]: DocumentType(row["slug"], _name(row), row["bound"])  # type: ignore[arg-type]
            for row in read_document_type_rows()
        },
        facts={
            row["name"]: _fact(row)
            for name in ("facts.csv", "lookups.csv")
            for row in _csv(name)
        },
        parameters={row["slug"]: _parameter(row) for row in read_parameter_rows()},
        families=families,
        destinations=frozenset(lists["destination"]),
        lists={name: frozenset(words) for name, words in lists.items()},
    )


@cache
def load_rule_base(families: frozenset[str]) -> RuleBase:
    """Every packaged rule and the groups of markets."""
    words = load_vocabulary(families)
    groups = {
        name: tuple(Membership(market, since) for market, since in members.items())
        for name, members in _toml(_DATA / "groups.toml").items()
    }
    groups["BASEL_PARTIES"] = _basel_parties(words)
    rules = [
        rule
        for path in sorted((_DATA / "rules").glob("*.toml"))
        for rule in _rules(path, words)
    ]
    return RuleBase(tuple(rules), groups, words)


def _rules(path: Path, words: Vocabulary) -> Iterator[Rule]:
    data = _toml(path)
    reader = RuleReader(
        words=words,
        sources=_toml(_DATA / "sources.toml"),
        named=_toml(_DATA / "conditions.toml"),
        defaults=data.get("defaults", {}),
    )
    for row in data["rules"]:
        yield from reader.read_row(row)


def _basel_parties(words: Vocabulary) -> tuple[Membership, ...]:
    # The amendments on plastic waste bind every Party from this day. The United
    # States signed the convention and never ratified it; the few other States
    # outside are no markets of the rule base (general knowledge).
    since = date(2021, 1, 1)
    return tuple(
        Membership(market, since) for market in sorted(words.destinations - {"US"})
    )


def _name(row: Mapping[str, str]) -> Text:
    return Text(row["name_id"], row["name_en"])


def _fact(row: Mapping[str, str]) -> FactName:
    question = Text(row["question_id"], row["question_en"])
    label = Text(row["label_id"], row["label_en"])
    return FactName(row["name"], row["type"], _split(row["allowed"]), question, label)  # type: ignore[arg-type]


def _parameter(row: Mapping[str, str]) -> Parameter:
    return Parameter(
        slug=row["slug"],
        name=_name(row),
        unit=row["unit"],
        units=_split(row["units"]),
        words=_split(row["words"]),
        basis=row["basis"],
        aliases=_split(row["aliases"]),
        is_family=row["is_family"] == "true",
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (_WORDS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
