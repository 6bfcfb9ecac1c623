"""A person wants to hear of the rules for a product in a market, or no longer."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.requirements.models import RuleFollow
from wadah.apps.requirements.queries.follow import FOLLOWERS
from wadah.core.values import InvalidInput, Text, unknown_word

# A person who follows everything hears nothing.
MOST_FOLLOWS = 100
_MOST = Text(
    f"Paling banyak {MOST_FOLLOWS} pasangan; hentikan dahulu yang lain.",
    f"No more than {MOST_FOLLOWS} pairs; stop another one first.",
)


@transaction.atomic
def follow_rules(*, actor: Actor, family: str, market: str) -> RuleFollow:
    """Follow once; a second time changes nothing.

    Raises `Absent` for a role that follows no rules, `InvalidInput` for an unknown
    product or market.
    """
    if actor.role not in FOLLOWERS or actor.user_id is None:
        raise Absent("rules")
    if not ProductFamily.objects.filter(pk=family).exists():
        slugs = ProductFamily.objects.values_list("pk", flat=True)
        raise unknown_word("family", family, list(slugs))
    if not Market.objects.filter(pk=market).exists():
        codes = Market.objects.values_list("pk", flat=True)
        raise unknown_word("market", market, list(codes))
    if RuleFollow.objects.filter(user_id=actor.user_id).count() >= MOST_FOLLOWS:
        raise InvalidInput("family", "too_many", _MOST)
    row, is_new = RuleFollow.objects.get_or_create(
        user_id=actor.user_id,
        family_id=family,
        market_id=market,
        defaults={"organisation_id": actor.organisation_id},
    )
    if is_new:
        write_audit_row(
            actor=actor,
            verb="rules.followed",
            target=row,
            after={"family": family, "market": market},
        )
    return row
