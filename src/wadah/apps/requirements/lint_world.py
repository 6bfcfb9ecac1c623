"""What the packaged rules may point at, gathered for the look through the rule base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wadah.apps.reference.data_files import read_family_hs_codes, read_regions
from wadah.apps.requirements.rule_files import (
    load_conditions,
    load_rows,
    load_sources,
)
from wadah.core.requirements import RuleBase
from wadah.core.requirements.lint import LintReport, lint_rule_base
from wadah.core.requirements.lint_references import References


def read_references() -> References:
    """Codes of families, regions, sources and names, as this version ships them."""
    codes: dict[str, tuple[str, ...]] = {}
    for row in read_family_hs_codes():
        codes[row.family] = (*codes.get(row.family, ()), row.hs6)
    return References(
        family_codes=codes,
        regions=frozenset(row.kemendagri_code for row in read_regions()),
        sources=load_sources(),
        names=frozenset(load_conditions()),
        used_names=frozenset(_names_used()),
    )


def lint(base: RuleBase, today: date) -> LintReport:
    """Look through a base with the reference data of this version."""
    return lint_rule_base(base, read_references(), today)


def _names_used() -> Iterator[str]:
    """Named conditions wherever a condition may stand: in rows and in one another."""
    names = load_conditions()
    for row in load_rows().values():
        yield from _words(row, names)
    for name, condition in names.items():
        yield from (word for word in _words(condition, names) if word != name)


def _words(value: Any, names: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, str):
        if value in names:
            yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one, names)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one, names)
