"""Claims: owners who say that a record made from a list is their business."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.registry.models import Business, Claim
from wadah.apps.registry.queries.business import (
    can_edit,
    of_editable,
    of_visible,
)
from wadah.core.language import normalise

SORTS = {
    "new": ("-asked_at", "-pk"),
    "old": ("asked_at", "pk"),
    "name": ("business__search_name", "pk"),
}
MOST_FOUND = 5
SHORTEST = 3
_PLACE_WORDS = frozenset({"desa", "kelurahan", "pekon", "kel", "kampung", "tiyuh"})


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What a person wants to see of the claims."""

    text: str = ""
    state: str = ""
    proof: str = ""
    sort: str = "new"


def visible_claims(actor: Actor) -> QuerySet[Claim]:
    """One's own; for an officer those on records he sees; all for an administrator."""
    claims = Claim.objects.select_related("business__region", "user", "organisation")
    if actor.role in (Role.OFFICER, Role.ADMINISTRATOR):
        return claims.filter(of_visible(actor, "business_id"))
    return claims.filter(user_id=actor.user_id or 0)


def list_claims(actor: Actor, wanted: ClaimFilter) -> QuerySet[Claim]:
    """Visible claims that fit."""
    found = visible_claims(actor)
    for word in normalise(wanted.text).split():
        found = found.filter(
            Q(business__search_name__contains=word) | Q(user__name__icontains=word)
        )
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.proof:
        found = found.filter(proof=wanted.proof)
    return found.order_by(*SORTS.get(wanted.sort, SORTS["new"]))


def get_claim(actor: Actor, pk: int) -> Claim:
    """One claim. Raises `Absent` when it is not there or not for this actor."""
    claim = visible_claims(actor).filter(pk=pk).first()
    if claim is None:
        raise Absent(f"claim {pk}")
    return claim


def get_own_claim(actor: Actor, pk: int) -> Claim:
    """One claim of the person himself. Raises `Absent`."""
    claim = get_claim(actor, pk)
    if claim.user_id != actor.user_id:
        raise Absent(f"claim {pk}")
    return claim


def can_decide(actor: Actor, claim: Claim) -> bool:
    """Whoever cares for the record and may edit it, but not the claimant."""
    cares = actor.role in (Role.OFFICER, Role.ADMINISTRATOR)
    return cares and claim.user_id != actor.user_id and can_edit(actor, claim.business)


def count_open_claims(actor: Actor) -> int:
    """Claims that wait for this officer or administrator."""
    waiting = visible_claims(actor).filter(state=Claim.State.OPEN)
    return waiting.filter(of_editable(actor, "business_id")).count()


def list_competing(claim: Claim) -> list[Claim]:
    """Other people's claims of the same record, decided or not."""
    others = Claim.objects.filter(business_id=claim.business_id)
    return list(others.exclude(pk=claim.pk).select_related("user"))


def list_unclaimed(name: str, village: str) -> list[Business]:
    """Records without owner by name and village; a few, or none for too short words."""
    words = normalise(name).split()
    places = [word for word in normalise(village).split() if word not in _PLACE_WORDS]
    long_enough = min(len("".join(words)), len("".join(places))) >= SHORTEST
    if not long_enough:
        return []
    found = Business.objects.filter(organisation__isnull=True, merged_into__isnull=True)
    for word in words:
        found = found.filter(search_name__contains=word)
    for word in places:
        found = found.filter(village__icontains=word)
    return list(found.order_by("search_name", "pk")[:MOST_FOUND])


def initials(name: str) -> str:
    """The first letter of each word, for one who looks for his own record.

    >>> initials("Siti Aminah")
    'S. A.'
    >>> initials("")
    ''
    """
    return " ".join(f"{word[0].upper()}." for word in name.split())
