"""Which single paper opens most markets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wadah.core.requirements.assess import assess, verdict_of
from wadah.core.requirements.assessment import Assessment, Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.rules import (
    DocumentLeaf,
    Rule,
    RuleBase,
    leaves,
)
from wadah.core.values import Document, Verdict, worst

_WORST_FIRST = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case with its verdict; `label` names it, as the product and the market."""

    label: str
    case: Case
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Opening:
    """What one paper alone would do.

    Parameters
    ----------
    subject
        The document type.
    better
        Labels of the cases whose verdict gets better.
    nearer
        Labels of the cases where a line closes and the verdict stays: more is missing.
    """

    subject: str
    better: tuple[str, ...]
    nearer: tuple[str, ...]


def rank_papers(judged: Sequence[JudgedCase], base: RuleBase) -> tuple[Opening, ...]:
    """Each paper that an open line asks for, the one that opens most first.

    Parameters
    ----------
    judged
        One case a market, or several products with all markets, each with what
        `assess` said of it.
    base
        The rules of those verdicts.

    Returns
    -------
    tuple of Opening
        By cases that get a better verdict, then by cases that come nearer; a paper
        that does neither is left out.

    Notes
    -----
    The paper is added to a case as one that names every scope the rules want, issued
    on the day of the case. Only the rules that name the paper are judged again: all
    others cannot see it, so the verdict is the worst of their old and the new lines.
    """
    naming = _rules_by_paper(base)
    found = [
        _opening(subject, rules, judged, base) for subject, rules in naming.items()
    ]
    useful = [one for one in found if one.better or one.nearer]
    return tuple(
        sorted(useful, key=lambda o: (-len(o.better), -len(o.nearer), o.subject))
    )


def _rules_by_paper(base: RuleBase) -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in base.rules:
        slugs = {slug for leaf in _papers([rule]) for slug in leaf.types}
        for slug in slugs:
            found.setdefault(slug, []).append(rule)
    return {slug: tuple(found[slug]) for slug in sorted(found)}


def _opening(
    subject: str, rules: tuple[Rule, ...], judged: Sequence[JudgedCase], base: RuleBase
) -> Opening:
    names = {(rule.id, rule.version) for rule in rules}
    narrow = replace(base, rules=rules)
    better, nearer = [], []
    for one in judged:
        before = [item for item in one.assessment.items if _name(item) in names]
        if all(verdict_of(item) is Verdict.READY for item in before):
            continue
        paper = _perfect_paper(subject, rules, one.case)
        case = replace(one.case, documents=(*one.case.documents, paper))
        after = [item for item in assess(case, narrow).items if _name(item) in names]
        others = [item for item in one.assessment.items if _name(item) not in names]
        verdict = worst(verdict_of(item) for item in (*others, *after))
        if _is_better(verdict, one.assessment.verdict):
            better.append(one.label)
        elif _weight(after) < _weight(before):
            nearer.append(one.label)
    return Opening(subject, tuple(better), tuple(nearer))


def _perfect_paper(subject: str, rules: Iterable[Rule], case: Case) -> Document:
    """A paper of the type that shows whatever a rule wants to read on it."""
    scope: dict[str, object] = {}
    declared: list[str] = []
    for leaf in _papers(rules):
        if subject not in leaf.types:
            continue
        for key, wanted in leaf.needs.items():
            known = scope.get(key)
            scope[key] = (*(known if isinstance(known, tuple) else ()), *wanted)
        declared += leaf.declarations
    if declared:
        scope["declarations"] = tuple(declared)
    return Document(subject, scope=scope, issued_on=case.dates.as_of)


def _papers(rules: Iterable[Rule]) -> Iterable[DocumentLeaf]:
    for rule in rules:
        for leaf in leaves(rule.tree):
            if isinstance(leaf, DocumentLeaf):
                yield leaf


def _name(item: Item) -> tuple[str, int]:
    return item.rule, item.version


def _weight(items: Iterable[Item]) -> int:
    """How much the lines weigh: fewer or lighter is less."""
    return sum(
        len(_WORST_FIRST) - 1 - _WORST_FIRST.index(verdict_of(item)) for item in items
    )


def _is_better(one: Verdict, other: Verdict) -> bool:
    return _WORST_FIRST.index(one) > _WORST_FIRST.index(other)
