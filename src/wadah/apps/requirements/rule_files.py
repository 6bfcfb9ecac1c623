"""Reads the packaged word lists and rules into core values, once per process."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
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
    reader = load_reader(families)
    rules = [
        rule for row in load_rows().values() for rule in reader.read_row(dict(row))
    ]
    return RuleBase(tuple(rules), _groups(words), words)


@cache
def load_reader(families: frozenset[str]) -> RuleReader:
    """Reads a row that is whole: the defaults of its file are already in it."""
    return RuleReader(
        words=load_vocabulary(families),
        sources=_toml(_DATA / "sources.toml"),
        named=load_conditions(),
    )


@cache
def load_rows() -> Mapping[str, Mapping[str, Any]]:
    """The plain data of every packaged row by its id, in the order of the files."""
    rows: dict[str, Mapping[str, Any]] = {}
    for path in sorted((_DATA / "rules").glob("*.toml")):
        data = _toml(path)
        for row in data["rules"]:
            rows[row["id"]] = {**data.get("defaults", {}), **row}
    return rows


@cache
def load_conditions() -> Mapping[str, Any]:
    """The conditions that rules use by name."""
    return _toml(_DATA / "conditions.toml")


@cache
def find_source_title(key: str) -> str | None:
    """The Indonesian title of a source of the list, where it has one."""
    row = _toml(_DATA / "sources.toml").get(key, {})
    title: str | None = row.get("title_id")
    return title


@cache
def load_sources() -> frozenset[str]:
    """The keys of the list of sources."""
    return frozenset(_toml(_DATA / "sources.toml"))


def _groups(words: Vocabulary) -> dict[str, tuple[Membership, ...]]:
    return {
        name: tuple(_members(members, words))
        for name, members in _toml(_DATA / "groups.toml").items()
    }


def _members(members: Mapping[str, Any], words: Vocabulary) -> Iterator[Membership]:
    """`*` stands for every destination that has no line of its own; `false` for out."""
    for market in sorted(words.destinations - members.keys()):
        if "*" in members:
            yield Membership(market, members["*"])
    for market, since in members.items():
        if market == "*" or since is False:
            continue
        if isinstance(since, Mapping):
            yield Membership(market, since.get("from"), since.get("to"))
        else:
            yield Membership(market, since)


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
