"""Somebody asks to be told of requests of a kind."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import SavedSearch
from wadah.apps.reference.models import Market, ProductFamily
from wadah.core.values import InvalidInput, Text

MOST_SEARCHES = 10


@transaction.atomic
def save_search(
    *, actor: Actor, family: ProductFamily | None = None,
    destination: Market | None = None, most_kg: Decimal | None = None,
) -> SavedSearch:  # fmt: skip
    """Keep it; the same search is kept once. Raises `Absent`, `InvalidInput`."""
    actor.must_reach(Subject.REQUESTS, Reach.ALL, Reach.MATCHED)
    if family is None and destination is None:
        raise InvalidInput("family", "required", _ONE)
    if most_kg is not None and most_kg <= 0:
        raise InvalidInput("most_kg", "above_zero", _ABOVE)
    if actor.user_id is None:
        raise Absent("search")
    living = SavedSearch.objects.filter(user_id=actor.user_id, ended_at__isnull=True)
    same = living.filter(family=family, destination=destination, most_kg=most_kg)
    kept = same.first()
    if kept is not None:
        return kept
    if living.count() >= MOST_SEARCHES:
        raise InvalidInput("family", "too_many", _MANY)
    search = SavedSearch.objects.create(
        user_id=actor.user_id, organisation_id=actor.organisation_id, family=family,
        destination=destination, most_kg=most_kg,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="search.saved",
        target=search,
        after={
            "family": search.family_id,
            "destination": search.destination_id,
            "most_kg": str(most_kg) if most_kg is not None else None,
        },
    )
    return search


_ONE = Text(
    "Pilih produk atau negara tujuan.", "Choose a product or a country of destination."
)
_ABOVE = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
_MANY = Text(
    "Paling banyak 10 pencarian tersimpan. Hapus satu dahulu.",
    "At most 10 saved searches. End one first.",
)
