"""An officer begins a shortlist of a request, from the products that match it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import BuyerRequest, Shortlist, ShortlistEntry
from wadah.apps.matching.process_rules import ONE_UNSENT_SHORTLIST, REQUEST_OPEN
from wadah.apps.matching.queries.match import list_matches
from wadah.apps.matching.queries.shortlist import MOST_CHOSEN, find_unsent
from wadah.apps.matching.shortlist_moves import lock_request_of, must_choose
from wadah.apps.registry.models import Product
from wadah.apps.registry.shown import SHOWN
from wadah.core.matching.request_states import LIVE


@transaction.atomic
def make_shortlist(*, actor: Actor, request: BuyerRequest, now: datetime) -> Shortlist:
    """The best matches that may be shown, without what the buyer declined before.

    Raises `Absent`, `Refused` (MAT-02, MAT-52).
    """
    must_choose(actor)
    wanted = lock_request_of(actor, request)
    require(wanted.state in LIVE, REQUEST_OPEN)
    require(find_unsent(wanted) is None, ONE_UNSENT_SHORTLIST)
    versions = Shortlist.objects.filter(request=wanted)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    shortlist = Shortlist.objects.create(
        request=wanted, version=last + 1, made_by_id=actor.user_id,
        changed_by_id=actor.user_id, made_at=now,
    )  # fmt: skip
    entries = _choose(actor, shortlist)
    ShortlistEntry.objects.bulk_create(entries)
    write_audit_row(
        actor=actor,
        verb="shortlist.made",
        target=shortlist,
        after={
            "request": wanted.pk,
            "version": shortlist.version,
            "products": [entry.product_id for entry in entries],
        },
    )
    return shortlist


def _choose(actor: Actor, shortlist: Shortlist) -> list[ShortlistEntry]:
    declined = ShortlistEntry.objects.filter(
        shortlist__request=shortlist.request,
        feedback=ShortlistEntry.Feedback.DECLINED,
    )
    matches = (
        list_matches(actor, shortlist.request)
        .filter(product__in=Product.objects.filter(SHOWN))
        .exclude(product__in=declined.order_by().values("product"))
    )
    return [
        ShortlistEntry(
            shortlist=shortlist,
            product_id=match.product_id,
            position=position,
            score=match.score,
            parts=match.parts,
        )
        for position, match in enumerate(matches[:MOST_CHOSEN], 1)
    ]
