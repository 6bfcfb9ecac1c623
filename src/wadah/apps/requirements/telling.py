"""Tells those who follow a product and a market what becomes of its rules, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from wadah.apps.accounts.models import User
from wadah.apps.accounts.outbox import write_message
from wadah.apps.requirements.lint_world import read_references
from wadah.apps.requirements.models import RuleFollow, RuleNotice
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.core.requirements import Rule, RuleBase
from wadah.core.requirements.changing import Change
from wadah.core.requirements.reach import Reach

# How long before its first day a rule is announced.
AHEAD = timedelta(days=90)
# Rules named in one message; the page lists them all.
MOST_NAMED = 12
Kind = RuleNotice.Kind


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell of a rule."""

    kind: str
    rule: Rule
    about_on: date


def tell_followers(changes: Iterable[Change], today: date) -> int:
    """Tell of rows that ended, began or changed; give the number of notices."""
    base = read_rule_base()
    rows = {change.row: change.effective_on for change in changes}
    news = [
        News(Kind.CHANGED, rule, rows[rule.row])
        for rule in base.rules
        if rule.row in rows
    ]
    return tell(news, base, today)


@transaction.atomic
def tell_what_comes(today: date) -> dict[str, int]:
    """Tell of rules that begin within 90 days, and of those past their review."""
    base = read_rule_base()
    starting = [News(Kind.STARTS, *one) for one in _starting(base, today)]
    overdue = [
        News(Kind.OVERDUE, rule, rule.review_by)
        for rule in base.rules
        if rule.review_by < today
    ]
    return {
        "starting": tell(starting, base, today),
        "overdue": tell(overdue, base, today),
    }


def _starting(base: RuleBase, today: date) -> Iterator[tuple[Rule, date]]:
    for rule in base.rules:
        for day in sorted({p.valid_from for p in rule.phases if p.valid_from}):
            if today < day <= today + AHEAD:
                yield rule, day


def tell(news: Sequence[News], base: RuleBase, today: date) -> int:
    """Keep a notice for each follower not told before; one message a person."""
    follows = list(RuleFollow.objects.select_related("user").order_by("pk"))
    if not follows or not news:
        return 0
    reach = Reach(base, read_references().family_codes, today)
    told = {
        (n.user_id, n.kind, n.rule_row, n.rule_version, n.about_on)
        for n in RuleNotice.objects.filter(
            kind__in={one.kind for one in news},
            rule_row__in={one.rule.row for one in news},
        )
    }
    made: list[RuleNotice] = []
    for one in news:
        for follow in _followers(one.rule, follows, reach):
            key = (follow.user_id, one.kind, one.rule.row, one.rule.version,
                   one.about_on)  # fmt: skip
            if key in told:
                continue
            told.add(key)
            made.append(_notice(one, follow))
    RuleNotice.objects.bulk_create(made)
    _write_messages(made, {follow.user_id: follow for follow in follows})
    return len(made)


def _followers(
    rule: Rule, follows: Iterable[RuleFollow], reach: Reach
) -> Iterator[RuleFollow]:
    families, markets = reach.families(rule.scope), reach.markets(rule.scope)
    for follow in follows:
        family, market = follow.family_id, follow.market_id
        is_within = family in families and market in markets
        if is_within and reach.can_hold(rule, family, market):
            yield follow


def _notice(news: News, follow: RuleFollow) -> RuleNotice:
    return RuleNotice(
        user_id=follow.user_id,
        kind=news.kind,
        rule_row=news.rule.row,
        rule_version=news.rule.version,
        about_on=news.about_on,
        family_id=follow.family_id,
        market_id=follow.market_id,
    )


_PURPOSES = {
    Kind.CHANGED: "rule_changed",
    Kind.STARTS: "rule_starts",
    Kind.OVERDUE: "rule_overdue",
}


def _write_messages(
    made: Sequence[RuleNotice], follows: Mapping[int, RuleFollow]
) -> None:
    """A person who follows much gets one message, not one for each rule."""
    by_person: dict[tuple[int, str], list[str]] = {}
    for notice in made:
        rows = by_person.setdefault((notice.user_id, notice.kind), [])
        if notice.rule_row not in rows:
            rows.append(notice.rule_row)
    users = User.objects.in_bulk([user_id for user_id, _kind in by_person])
    for (user_id, kind), rows in by_person.items():
        purpose = _PURPOSES.get(Kind(kind))
        if purpose is None:
            continue
        named = ", ".join(rows[:MOST_NAMED])
        left = len(rows) - MOST_NAMED
        write_message(
            to_user=users[user_id],
            purpose=purpose,
            organisation_id=follows[user_id].organisation_id,
            rules=named if left <= 0 else f"{named}, +{left}",
        )
