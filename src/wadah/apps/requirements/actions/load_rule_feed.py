"""A file of notifications raises "may change" on the rules it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.requirements.feed_file import FeedFault, FeedRow, read_feed
from wadah.apps.requirements.lint_world import read_references
from wadah.apps.requirements.models import FeedEntry, RuleFlag, RuleNotice
from wadah.apps.requirements.queries.change_set import PROPOSERS
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.requirements.telling import News, tell
from wadah.core.requirements import Rule, RuleBase
from wadah.core.requirements.reach import Reach


class FeedRefused(Exception):
    """Rows of the file are wrong; nothing of it was kept."""

    def __init__(self, faults: Sequence[FeedFault]) -> None:
        super().__init__(f"{len(faults)} rows")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """What became of the file."""

    rows: int
    new: int
    changed: int
    unchanged: int
    flags: int
    # Notifications of members that are no market of ours, or of goods we have not.
    elsewhere: int

    def as_json(self) -> dict[str, int]:
        return asdict(self)


@transaction.atomic
def load_rule_feed(*, actor: Actor, content: bytes, today: date) -> FeedCounts:
    """Load the whole file or nothing; a second load of it changes nothing.

    Raises `Absent` for a role that does not look after the rules, `InvalidInput` where
    the file cannot be read, `FeedRefused` with every wrong row.
    """
    if actor.role not in PROPOSERS:
        raise Absent("rules")
    rows, faults = read_feed(content)
    if faults:
        raise FeedRefused(faults)
    kept = FeedEntry.objects.in_bulk([row.symbol for row in rows], field_name="symbol")
    desk = _Desk(read_rule_base(), today)
    counts = {"new": 0, "changed": 0, "unchanged": 0, "flags": 0, "elsewhere": 0}
    news: list[News] = []
    for row in rows:
        entry, state = _keep(row, kept.get(row.symbol))
        counts[state] += 1
        touched = list(desk.touched_by(row))
        counts["elsewhere"] += not touched
        raised = _raise_flags(entry, touched)
        counts["flags"] += len({rule.row for rule in raised})
        news += [
            News(RuleNotice.Kind.MAY_CHANGE, r, row.distributed_on) for r in raised
        ]
    tell(news, desk.base, today)
    result = FeedCounts(rows=len(rows), **counts)
    if rows:
        write_audit_row(
            actor=actor,
            verb="rule_feed.loaded",
            target=FeedEntry(pk=0),
            after=result.as_json(),
        )
    return result


def _keep(row: FeedRow, entry: FeedEntry | None) -> tuple[FeedEntry, str]:
    values = {**asdict(row)}
    for name in ("markets", "hs_codes", "families"):
        values[name] = list(values[name])
    if entry is None:
        return FeedEntry.objects.create(**values), "new"
    if all(getattr(entry, name) == value for name, value in values.items()):
        return entry, "unchanged"
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    return entry, "changed"


def _raise_flags(entry: FeedEntry, touched: Iterable[Rule]) -> list[Rule]:
    """One flag a row of the rules, ever: a dismissed one stays dismissed."""
    rules = list(touched)
    have = set(RuleFlag.objects.filter(entry=entry).values_list("rule_row", flat=True))
    new = [rule for rule in rules if rule.row not in have]
    RuleFlag.objects.bulk_create(
        RuleFlag(entry=entry, rule_row=row)
        for row in dict.fromkeys(rule.row for rule in new)
    )
    return new


class _Desk:
    """Finds the rules that a notification touches."""

    def __init__(self, base: RuleBase, today: date) -> None:
        self.base = base
        self._codes = read_references().family_codes
        self._reach = Reach(base, self._codes, today)
        self._rules = [rule for rule in base.rules if rule.side == "destination"]

    def touched_by(self, row: FeedRow) -> Iterator[Rule]:
        """Rules of a market the member stands for, about goods it names."""
        markets = {one for name in row.markets for one in self._open(name)}
        families = set(row.families) | {
            family
            for family, codes in self._codes.items()
            if any(_on_one_branch(c, n) for c in codes for n in row.hs_codes)
        }
        for rule in self._rules if markets else ():
            if not markets & self._named_markets(rule):
                continue
            if self._by_code(rule, row) or self._by_family(rule, families, markets):
                yield rule

    def _open(self, name: str) -> set[str]:
        """A notice of a group touches rules of the group and of each of its members."""
        return {name, *(one.market for one in self.base.groups.get(name, ()))}

    def _named_markets(self, rule: Rule) -> set[str]:
        """Not `ALL`: a draft of one member changes no rule that holds everywhere."""
        named = set(rule.scope.markets) - {"ALL"}
        return named - set(rule.scope.excluded_markets)

    def _by_code(self, rule: Rule, row: FeedRow) -> bool:
        return any(
            _on_one_branch(own, told) for own in rule.scope.hs for told in row.hs_codes
        )

    def _by_family(self, rule: Rule, families: set[str], markets: set[str]) -> bool:
        market = min(markets & self._reach.markets(rule.scope), default="")
        return any(
            self._reach.can_hold(rule, family, market)
            for family in families & self._reach.families(rule.scope)
        )


def _on_one_branch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
