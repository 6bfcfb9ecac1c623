"""Does the rule base know this market for this product at all?"""

from __future__ import annotations

from collections.abc import Iterable

from wadah.core.requirements.assessment import Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.questions import ask_steps
from wadah.core.requirements.rules import Rule, RuleBase, Source
from wadah.core.requirements.scoping import is_about_goods, is_in_market
from wadah.core.values import Confidence, Effect, Status, Text, Tier

_SOURCE = Source("RULE-BASE", "The rule base itself", title_id="Basis aturan sendiri")


def uncovered(case: Case, base: RuleBase, concerned: Iterable[Rule]) -> list[Item]:
    """The line that says so where no rule of the market names the product.

    Silence of the rule base is not permission: without this line a market nobody has
    read about would come out as ready. `concerned` are the rules that may be about it.
    """
    if any(_covers(rule, case, base) for rule in concerned):
        return []
    return [_gap(case, base)]


def _gap(case: Case, base: RuleBase) -> Item:
    code = f"COVER-{case.destination}-00"
    question = f"rules.{code}"
    is_settled = case.look(question).value is True
    asks = () if is_settled else (question,)
    return Item(
        rule=code,
        status=Status.MET if is_settled else Status.UNKNOWN,
        effect=Effect.DELAYS,
        tier=Tier.MANDATORY,
        party="importer",
        kind="document",
        side="destination",
        message=Text(
            "Basis aturan belum memuat aturan negara tujuan ini untuk produk ini.",
            "The rule base holds no rule of this market for this product yet.",
        ),
        reason=Text(
            "Tanyakan syaratnya kepada importir atau otoritas negara tujuan.",
            "Ask the importer or the market's authority for the requirements.",
        ),
        source=_SOURCE,
        checked_on=case.dates.as_of,
        review_by=case.dates.as_of,
        confidence=Confidence.G,
        steps=ask_steps(asks, base.words),
        asks=asks,
        may_refuse=False,
    )


def _covers(rule: Rule, case: Case, base: RuleBase) -> bool:
    if rule.side != "destination" or rule.effect is Effect.BENEFIT:
        return False
    if not rule.scope.families and not rule.scope.hs:
        return False
    return is_in_market(rule.scope, case, base) and is_about_goods(rule.scope, case)
