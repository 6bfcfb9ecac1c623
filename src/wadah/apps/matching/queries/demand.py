"""The other way round: what is asked of a product, and what a business misses most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.judge import match_offers
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.queries.offers import OfferRow, list_offers
from wadah.apps.matching.queries.registry import as_offers
from wadah.apps.matching.queries.request import visible_requests
from wadah.apps.matching.queries.words import get_words
from wadah.apps.matching.request_json import request_json
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.queries.product import visible_products
from wadah.core.matching import Constraint, Match, MatchResult, Refusal, match_from_json
from wadah.core.matching.request_states import LIVE
from wadah.core.values import Step

# The latest of the open requests for a family; a page that compares more is no help.
MOST_REQUESTS = 200


@dataclass(frozen=True, slots=True)
class Fit:
    """How one product stands to one open request: exactly one of the two is given."""

    request: BuyerRequest
    product: Product
    match: Match | None = None
    refusal: Refusal | None = None

    @property
    def is_yes(self) -> bool:
        return self.match is not None

    @property
    def can_join(self) -> bool:
        return self.refusal is not None and self.refusal.can_join


@dataclass(slots=True)
class Miss:
    """One thing that a business lacks, and how much was asked for with it.

    `subject` is the paper, parameter or packing; empty where the code says it all.
    `request_kg` sums each request once.
    """

    code: str
    subject: str
    requests: set[int] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    request_kg: Decimal = Decimal(0)
    step: Step | None = None


def list_fits(actor: Actor, product: Product, as_of: date) -> list[Fit]:
    """Open requests for the kind of goods: those it fills first, then the nearest.

    Only requests and products in the actor's sight; the latest `MOST_REQUESTS`.
    """
    fits = list(_compare(actor, visible_products(actor).filter(pk=product.pk), as_of))
    return sorted(fits, key=_nearest)


def list_misses(actor: Actor, business: Business, as_of: date) -> list[Miss]:
    """What stands between the business and open requests, the most frequent first.

    The demand side of a certificate: in how many requests its absence, or that of a
    test, a packing or the volume, makes one of its products a no.
    """
    products = visible_products(actor).filter(business=business)
    found: dict[tuple[str, str], Miss] = {}
    for fit in _compare(actor, products, as_of):
        if fit.refusal is None:
            continue
        for constraint in fit.refusal.constraints:
            _count(found, fit, constraint)
    return sorted(
        found.values(),
        key=lambda m: (-len(m.requests), -m.request_kg, m.code, m.subject),
    )


def _count(found: dict[tuple[str, str], Miss], fit: Fit, one: Constraint) -> None:
    step = one.steps[0] if one.steps else None
    is_about = one.code in ("certificate", "packing", "spec_fails", "spec_unknown")
    subject = step.subject if step and is_about else ""
    miss = found.setdefault((one.code, subject), Miss(one.code, subject))
    if fit.request.pk not in miss.requests:
        miss.requests.add(fit.request.pk)
        miss.request_kg += fit.request.quantity_kg
    miss.products.add(fit.product.pk)
    miss.step = miss.step or step


def _nearest(fit: Fit) -> tuple[object, ...]:
    if fit.match is not None:
        return (0, -fit.match.score, fit.request.pk)
    refusal = fit.refusal
    if refusal is None or not refusal.is_yes_after_steps:
        return (3, 0, fit.request.pk)
    cost = sum(refusal.cost_idr or (0, 0))
    return (1 if refusal.can_join else 2, cost, fit.request.pk)


def _compare(actor: Actor, products: QuerySet[Product], as_of: date) -> Iterator[Fit]:
    """Every product against every open request for its family, by destination."""
    if actor.reach(Subject.REQUESTS) not in (Reach.ALL, Reach.MATCHED):
        return
    rows = {row.pk: row for row in products}
    families = {row.family_id for row in rows.values()}
    requests = visible_requests(actor).filter(
        family__in=families, state__in=LIVE, window_to__gte=as_of
    )
    by_destination: dict[str, list[BuyerRequest]] = {}
    for request in requests.order_by("-pk")[:MOST_REQUESTS]:
        by_destination.setdefault(str(request.destination_id), []).append(request)
    for destination, wanted in sorted(by_destination.items()):
        asked = {request.family_id for request in wanted}
        keys = sorted(key for key, row in rows.items() if row.family_id in asked)
        offered = list_offers(actor, keys, destination)
        for request in wanted:
            mine = [o for o in offered if o.product.family_id == request.family_id]
            yield from _against(request, mine, rows, as_of)


def _against(
    request: BuyerRequest,
    offered: Sequence[OfferRow],
    rows: dict[int, Product],
    as_of: date,
) -> Iterable[Fit]:
    document, words = request_json(request, as_of), get_words()
    terms, _, window = match_from_json(document, words, as_of)
    offers = as_offers(document, offered, words, as_of)
    result: MatchResult = match_offers(
        terms.items[0], offers, terms=terms, window=window
    )
    for found in result.matches:
        yield Fit(request, rows[int(found.offer.product)], match=found)
    for refused in result.refused:
        yield Fit(request, rows[int(refused.offer.product)], refusal=refused)
