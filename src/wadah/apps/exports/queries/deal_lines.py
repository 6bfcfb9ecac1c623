"""Deals under way by product and market, for pages of earlier steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wadah.apps.accounts.actor import Actor
from wadah.apps.exports.models import Rung
from wadah.apps.exports.queries.deal import visible_deals
from wadah.apps.validation.rule_impact import DealLine, Pair


def find_deal_lines(
    actor: Actor, pairs: Sequence[Pair]
) -> Mapping[Pair, Sequence[DealLine]]:
    """Deals the actor may see that are not paid yet, by product and destination."""
    wanted = set(pairs)
    found: dict[Pair, list[DealLine]] = {}
    deals = visible_deals(actor).filter(product__in={pk for pk, _market in wanted})
    for deal in deals.prefetch_related("rungs"):
        pair = (deal.product_id, deal.request.destination_id)
        reached = [rung.rung for rung in deal.rungs.all()]
        if pair not in wanted or Rung.PAID in reached:
            continue
        highest = max(reached, key=list(Rung).index, default="")  # type: ignore[arg-type]
        label = Rung(highest).label if highest else ""
        line = DealLine(deal.pk, str(deal.request.buyer), str(label))
        found.setdefault(pair, []).append(line)
    return found
