"""The tables a population stands in, and the names of their columns.

A *subject* is a product as it is known before one market or before several alike: its
facts in one row, its papers and the results of its lot in rows of their own. A text
that may hold several words stands as `|one|two|`, so that every engine looks into it in
the same way; null means that nobody stated it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ibis.expr.datatypes as dt
import ibis.expr.schema as sch
import ibis.expr.types as ir

from wadah.core.requirements.conditions import Condition, names_in
from wadah.core.requirements.rules import (
    AllOf,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    Node,
    NOf,
    OneOf,
    Rule,
    RuleBase,
    Unless,
    leaves,
)
from wadah.core.values import Effect

# Amounts in the first unit of their dimension: 25 digits before the point, 12 behind.
AMOUNT = dt.Decimal(38, 12)
HOLDER_ROLES = (
    "exporter", "producer", "collector", "importer", "notify", "recycler",
)  # fmt: skip
COUNTING = (Effect.BARS, Effect.DELAYS)
# Facts that a paper is held against.
_OF_PAPERS = (
    "consignment.quantity_kg",
    "consignment.id",
    "attributes.species",
    "parties.producer.site",
    *(f"parties.{role}.name" for role in HOLDER_ROLES),
)
_ALWAYS = ("origin.region", "origin.processing_region", "attributes.produced_on")
# Known without a column: the day and the market are the same for a whole sweep.
GIVEN = frozenset(("product.family", "product.hs", "destination"))


@dataclass(frozen=True, slots=True)
class Population:
    """The three tables of a sweep, in any engine."""

    subjects: ir.Table
    papers: ir.Table
    results: ir.Table


def list_counting(base: RuleBase) -> list[Rule]:
    """The rules that can weigh on a verdict."""
    return [
        rule
        for rule in base.rules
        if rule.effect in COUNTING and not rule.says_not_asked
    ]


def list_facts(base: RuleBase, markets: Iterable[str]) -> list[str]:
    """Every fact the columns of `subjects` must hold, sorted."""
    names = {*_OF_PAPERS, *_ALWAYS}
    for rule in list_counting(base):
        names.add(f"rules.{rule.id}")
        names.update(rule.lookups)
        names |= names_of(rule)
    names.update(f"rules.{gap_code(market)}" for market in markets)
    return sorted(
        name for name in names if name not in GIVEN and not name.startswith("dates.")
    )


def list_needs(base: RuleBase) -> list[str]:
    """Every key of a paper's scope that a rule asks to read, sorted."""
    return sorted(
        {
            key
            for rule in list_counting(base)
            if can_compile(rule.tree)
            for leaf in leaves(rule.tree)
            if isinstance(leaf, DocumentLeaf)
            for key in leaf.needs
        }
    )


def gap_code(market: str) -> str:
    """The line of a market about which the rule base is silent."""
    return f"COVER-{market}-00"


def words_column(name: str) -> str:
    return f"w__{name.replace('.', '__')}"


def number_column(name: str) -> str:
    return f"n__{name.replace('.', '__')}"


def day_column(name: str) -> str:
    return f"d__{name.replace('.', '__')}"


def subjects_schema(base: RuleBase, markets: Iterable[str]) -> sch.Schema:
    """The columns of `subjects`: what it is, then each fact as words, number, day."""
    columns: dict[str, dt.DataType] = {
        "subject": dt.int64,
        "family": dt.string,
        "hs": dt.string,
        "hs_edition": dt.string,
        "form": dt.string,
        "lot": dt.string,
    }
    for name in list_facts(base, markets):
        columns[words_column(name)] = dt.string
        kind = fact_type(base, name)
        if kind == "number":
            columns[number_column(name)] = AMOUNT
        if kind == "date":
            columns[day_column(name)] = dt.date
    return sch.Schema(columns)


def papers_schema(base: RuleBase) -> sch.Schema:
    """One paper of one subject; a scope that is not limited is null."""
    words = (
        "product", "product_codes", "lot", "site", "consignment", "species",
        "declarations", *(f"needs__{key}" for key in list_needs(base)),
    )  # fmt: skip
    return sch.Schema(
        {
            "subject": dt.int64,
            "type": dt.string,
            "holder": dt.string,
            "issued_on": dt.date,
            "expires_on": dt.date,
            "is_valid": dt.boolean,
            "fits_market": dt.boolean,
            "limits_quantity": dt.boolean,
            "quantity_kg": AMOUNT,
            **dict.fromkeys(words, dt.string),
        }
    )


def results_schema() -> sch.Schema:
    """One result of one subject; amounts in the first unit of their dimension."""
    return sch.Schema(
        {
            "subject": dt.int64,
            "parameter": dt.string,
            "dimension": dt.string,
            "basis": dt.string,
            "method": dt.string,
            "qualifier": dt.string,
            "is_accredited": dt.boolean,
            "sampled_on": dt.date,
            "lot": dt.string,
            "word": dt.string,
            "amounts": dt.Array(AMOUNT),
            "lowest": AMOUNT,
            "highest": AMOUNT,
            "below": AMOUNT,
            "has_loq": dt.boolean,
        }
    )


def fact_type(base: RuleBase, name: str) -> str:
    """The type of a fact by the words; a rule's own question is a bool."""
    if name == "consignment.value_usd":
        return "number"
    fact = base.words.facts.get(name)
    if fact is not None:
        return fact.type
    return "bool" if name.startswith("rules.") else "text"


def is_list(base: RuleBase, name: str) -> bool:
    """May the fact hold several words?"""
    return fact_type(base, name) in ("list", "slugs", "objects")


def names_of(rule: Rule) -> set[str]:
    """Every fact that the conditions of a rule read."""
    return {name for one in _conditions(rule) for name in names_in(one)}


def _conditions(rule: Rule) -> Iterable[Condition]:
    yield rule.scope.where
    for phase in rule.phases:
        yield phase.where
    if rule.tree is not None:
        yield from _of_tree(rule.tree)


def _of_tree(node: Node) -> Iterable[Condition]:
    if isinstance(node, FactLeaf):
        yield node.condition
    elif isinstance(node, Unless):
        yield node.exemption
        yield from _of_tree(node.part)
    elif isinstance(node, AllOf | OneOf | NOf):
        for part in node.parts:
            yield from _of_tree(part)


def can_compile(node: Node | None) -> bool:
    """Is every part of the tree one that the population knows how to judge?"""
    if node is None or isinstance(node, DocumentLeaf | LimitLeaf | FactLeaf):
        return True
    if isinstance(node, Unless):
        return can_compile(node.part)
    if isinstance(node, AllOf | OneOf | NOf):
        return all(can_compile(part) for part in node.parts)
    return False
