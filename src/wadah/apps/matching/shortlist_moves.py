"""Moves a shortlist along its table; the actions call it and audit."""

from __future__ import annotations

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import Refused, require
from wadah.apps.matching.models import BuyerRequest, Shortlist
from wadah.apps.matching.process_rules import (
    SHORTLIST_MOVE_IN_TABLE,
    SHORTLIST_OF_SHOWN,
)
from wadah.apps.matching.queries.request import get_request
from wadah.apps.matching.queries.shortlist import get_shortlist
from wadah.apps.registry.models import Product
from wadah.apps.registry.shown import SHOWN
from wadah.core.matching.shortlist_states import move_shortlist
from wadah.core.values import MoveNotAllowed


def must_choose(actor: Actor) -> None:
    """Raise `Absent` unless the actor makes shortlists."""
    actor.must_reach(Subject.REQUESTS, Reach.ALL)


def lock_request_of(actor: Actor, request: BuyerRequest) -> BuyerRequest:
    """Held, so that two officers at once do not write two versions. `Absent`."""
    pk = get_request(actor, request.pk).pk
    return BuyerRequest.objects.select_for_update().get(pk=pk)


def lock_shortlist(actor: Actor, shortlist: Shortlist) -> Shortlist:
    """The shortlist, held until the transaction ends. Raises `Absent`."""
    pk = get_shortlist(actor, shortlist.pk).pk
    return (
        Shortlist.objects.select_for_update(of=("self",))
        .select_related("request")
        .get(pk=pk)
    )


def set_state(shortlist: Shortlist, action: str) -> str:
    """Make one move of the locked shortlist; gives the state before, saves nothing.

    Raises `Refused` by MAT-50.
    """
    before: str = shortlist.state
    try:
        shortlist.state = move_shortlist(before, action)
    except MoveNotAllowed as error:
        raise Refused(SHORTLIST_MOVE_IN_TABLE) from error
    return before


def mark_changed(shortlist: Shortlist, actor: Actor) -> None:
    """A draft was changed by the actor, who does not approve it then.

    Raises `Refused` by MAT-50.
    """
    set_state(shortlist, "change")
    shortlist.changed_by_id = actor.user_id
    shortlist.save(update_fields=["state", "changed_by"])


def must_be_shown(shortlist: Shortlist) -> None:
    """Raise `Refused` (MAT-53) unless each product may be shown, and one is there."""
    shown = Product.objects.filter(SHOWN)
    count = shortlist.entries.count()
    require(
        count > 0 and shortlist.entries.filter(product__in=shown).count() == count,
        SHORTLIST_OF_SHOWN,
    )
