"""Who follows a product and a market hears of its rules, each thing once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import OutboxMessage, User
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.registry.actions.erase_person import erase_person
from wadah.apps.registry.queries.personal_data import copy_personal_data
from wadah.apps.requirements.actions.decide_change_set import decide_change_set
from wadah.apps.requirements.actions.follow_rules import follow_rules
from wadah.apps.requirements.actions.propose_change_set import propose_change_set
from wadah.apps.requirements.actions.read_notices import read_notices
from wadah.apps.requirements.actions.unfollow_rules import unfollow_rules
from wadah.apps.requirements.models import RuleChangeSet, RuleFollow, RuleNotice
from wadah.apps.requirements.queries.follow import list_follows, list_notices
from wadah.apps.requirements.telling import tell_what_comes
from wadah.apps.requirements.tests.conftest import FROM, TODAY
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee(families: dict[str, ProductFamily], markets: dict[str, Market]) -> str:
    family = ProductFamily.objects.create(
        pk="coffee_roasted_ground", name_id="kopi sangrai", name_en="roasted coffee"
    )
    return str(family.pk)


@pytest.fixture
def follow(coffee: str) -> Callable[[Actor, str], RuleFollow]:
    return lambda actor, market="DE": follow_rules(
        actor=actor, family=coffee, market=market
    )


def approve(lower: RuleChangeSet, proposer: Actor, decider: Actor) -> None:
    propose_change_set(actor=proposer, change_set_id=lower.pk, today=TODAY)
    decide_change_set(
        actor=decider, change_set_id=lower.pk, approve=True, note="", today=TODAY
    )


def test_an_approved_change_is_told_to_those_who_follow_it_alone(
    lower: RuleChangeSet,
    administrator: Actor,
    approver: Actor,
    owner: Actor,
    colleague: Actor,
    stranger: Actor,
    officer: Actor,
    follow: Callable[..., RuleFollow],
) -> None:
    follow(owner)
    follow(officer)
    follow(stranger, "GB")

    approve(lower, administrator, approver)

    for actor, count in ((owner, 2), (officer, 2), (stranger, 0), (colleague, 0)):
        assert list_notices(actor, "changed").count() == count
    kept = list_notices(owner).values_list("rule_row", "rule_version", "about_on")
    assert set(kept) == {("COF-EU-03", 1, FROM), ("COF-EU-03", 2, FROM)}
    messages = OutboxMessage.objects.filter(purpose="rule_changed")
    assert {m.to_user_id for m in messages} == {owner.user_id, officer.user_id}
    assert "COF-EU-03" in messages[0].body


def test_the_night_tells_what_begins_within_90_days_once(
    owner: Actor, follow: Callable[..., RuleFollow]
) -> None:
    follow(owner)

    def told() -> list[date]:
        rows = list_notices(owner, "starts").filter(rule_row="COF-EU-01")
        return list(rows.values_list("about_on", flat=True))

    # The EUDR begins on 30 December 2026, 90 days after 1 October.
    tell_what_comes(date(2026, 9, 30))
    assert told() == []
    assert tell_what_comes(date(2026, 10, 1))["starting"] > 0
    assert told() == [date(2026, 12, 30)]
    messages = OutboxMessage.objects.filter(purpose="rule_starts").count()
    assert tell_what_comes(date(2026, 10, 2))["starting"] == 0
    assert told() == [date(2026, 12, 30)]
    assert OutboxMessage.objects.filter(purpose="rule_starts").count() == messages


def test_the_night_tells_of_overdue_rules_once(
    owner: Actor, follow: Callable[..., RuleFollow]
) -> None:
    follow(owner)

    assert tell_what_comes(date(2026, 11, 24))["overdue"] == 0
    first = tell_what_comes(date(2028, 1, 1))["overdue"]
    again = tell_what_comes(date(2028, 1, 2))["overdue"]

    assert first > 0
    assert again == 0
    assert list_notices(owner, "overdue").count() == first
    assert OutboxMessage.objects.filter(purpose="rule_overdue").count() == 1


def test_following_twice_is_once(
    owner: Actor, follow: Callable[..., RuleFollow]
) -> None:
    assert follow(owner).pk == follow(owner).pk


def test_one_follows_and_stops_for_oneself_alone(
    owner: Actor, stranger: Actor, follow: Callable[..., RuleFollow]
) -> None:
    row = follow(owner)

    with pytest.raises(Absent):
        unfollow_rules(actor=stranger, follow_id=row.pk)
    assert list_follows(stranger).count() == 0
    unfollow_rules(actor=owner, follow_id=row.pk)
    assert not RuleFollow.objects.exists()


@pytest.mark.parametrize("role", ["buyer_actor", "analyst"])
def test_others_follow_nothing(
    request: pytest.FixtureRequest, role: str, follow: Callable[..., RuleFollow]
) -> None:
    with pytest.raises(Absent):
        follow(request.getfixturevalue(role))


def test_an_unknown_product_or_market_is_named(owner: Actor, coffee: str) -> None:
    with pytest.raises(InvalidInput, match="family"):
        follow_rules(actor=owner, family="tea", market="DE")
    with pytest.raises(InvalidInput, match="market"):
        follow_rules(actor=owner, family=coffee, market="XX")


def test_an_erased_person_follows_nothing_and_has_no_news(
    owner: Actor, stranger: Actor, follow: Callable[..., RuleFollow]
) -> None:
    follow(owner)
    follow(stranger)
    tell_what_comes(date(2026, 11, 24))

    erase_person(
        actor=owner, user=User.objects.get(pk=owner.user_id), now=timezone.now()
    )

    assert list_follows(owner).count() == list_notices(owner).count() == 0
    assert list_notices(stranger).exists()


def test_a_copy_of_personal_data_holds_what_one_follows_and_was_told(
    owner: Actor, stranger: Actor, follow: Callable[..., RuleFollow]
) -> None:
    mine = follow(owner)
    follow(stranger)
    tell_what_comes(date(2026, 11, 24))

    copied = copy_personal_data(owner)

    (row,) = copied["requirements.RuleFollow"]
    assert (row["family"], row["market"]) == (mine.family_id, mine.market_id)
    notices = copied["requirements.RuleNotice"]
    assert len(notices) == list_notices(owner).count() > 0
    assert {notice["user"] for notice in notices} == {owner.user_id}


def test_reading_marks_ones_own_alone(
    owner: Actor, stranger: Actor, follow: Callable[..., RuleFollow]
) -> None:
    follow(owner)
    follow(stranger)
    tell_what_comes(date(2026, 11, 24))
    mine = list_notices(owner).count()

    assert read_notices(actor=owner) == mine
    assert read_notices(actor=owner) == 0
    unread = RuleNotice.objects.filter(read_at__isnull=True)
    assert {n.user_id for n in unread} == {stranger.user_id}
