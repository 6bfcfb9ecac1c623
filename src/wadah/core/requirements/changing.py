"""Changes on top of a rule base: rows end, begin, or go on in another version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from wadah.core.requirements.rules import Phase, Rule, RuleBase

ChangeKind = Literal["replace", "correct", "close", "open"]


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the base that becomes another from a day on.

    Parameters
    ----------
    kind
        `replace`: the old version ends the day before `effective_on`, the new one
        begins on it. `correct`: the row was wrong all along, the new version stands in
        its place. `close`: the row ends the day before. `open`: a new row begins.
    row
        Id of the row; its parts go with it.
    closes_version
        The version that ends; None for a new row.
    opened
        The rules of the new version; empty where the row only ends.
    """

    kind: ChangeKind
    row: str
    effective_on: date
    closes_version: int | None = None
    opened: tuple[Rule, ...] = ()


def overlay(base: RuleBase, changes: Iterable[Change]) -> RuleBase:
    """The base after the changes, in their order.

    A change whose version is no longer the newest is left out: a later release of the
    files has taken the row over.
    """
    rules = base.rules
    for change in changes:
        if is_current(rules, change):
            rules = _after(rules, change)
    return replace(base, rules=rules)


def is_current(rules: Iterable[Rule], change: Change) -> bool:
    """Does the change rest on the newest version of its row?"""
    return newest_version(rules, change.row) == change.closes_version


def newest_version(rules: Iterable[Rule], row: str) -> int | None:
    """The newest version of a row; None where there is no such row."""
    return max((rule.version for rule in rules if rule.row == row), default=None)


def _after(rules: tuple[Rule, ...], change: Change) -> tuple[Rule, ...]:
    is_old = change.kind != "open"
    opened = change.opened
    if change.kind in ("replace", "open"):
        opened = tuple(starting(rule, change.effective_on) for rule in opened)
    kept: list[Rule] = []
    place = len(rules)
    for rule in rules:
        if not (is_old and _closes(change, rule)):
            kept.append(rule)
            continue
        ended = None if change.kind == "correct" else ending(rule, change.effective_on)
        if ended is not None:
            kept.append(ended)
        place = len(kept)
    place = min(place, len(kept))
    return (*kept[:place], *opened, *kept[place:])


def _closes(change: Change, rule: Rule) -> bool:
    return rule.row == change.row and rule.version == change.closes_version


def ending(rule: Rule, day: date) -> Rule | None:
    """The rule until the day before `day`; None where it never comes to apply."""
    last = day - timedelta(days=1)
    phases = tuple(
        replace(phase, valid_to=min(phase.valid_to or last, last))
        for phase in rule.phases or (Phase(),)
        if phase.valid_from is None or phase.valid_from <= last
    )
    return replace(rule, phases=phases) if phases else None


def starting(rule: Rule, day: date) -> Rule:
    """The rule from `day` on; a phase that begins later keeps its day."""
    phases = tuple(
        replace(phase, valid_from=max(phase.valid_from or day, day))
        for phase in rule.phases or (Phase(),)
        if phase.valid_to is None or phase.valid_to >= day
    )
    return replace(rule, phases=phases or (Phase(valid_from=day),))
