"""Buyers and their examinations, for those who look after them."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.matching.models import Buyer, BuyerProof, DueDiligence
from wadah.apps.matching.queries.request import visible_buyers

# Who examines buyers; an approver gives the second signature and reads what he signs.
EXAMINERS = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
SIGNERS = EXAMINERS | {Role.APPROVER}


def can_examine(actor: Actor) -> bool:
    return actor.role in EXAMINERS


def must_examine(actor: Actor) -> None:
    """Raise `Absent` unless the actor examines buyers."""
    if not can_examine(actor):
        raise Absent("diligence")


def readable_buyers(actor: Actor) -> QuerySet[Buyer]:
    """All for who examines or signs, the own company for a buyer."""
    if actor.role in SIGNERS:
        return Buyer.objects.select_related("country")
    return visible_buyers(actor).select_related("country")


def get_readable_buyer(actor: Actor, pk: int) -> Buyer:
    """One buyer. Raises `Absent`."""
    buyer = readable_buyers(actor).filter(pk=pk).first()
    if buyer is None:
        raise Absent(f"buyer {pk}")
    return buyer


def search_buyers(
    actor: Actor, *, text: str = "", kind: str = "", country: str = "", state: str = ""
) -> QuerySet[Buyer]:
    """Buyers with the number of their requests and how far they are examined."""
    signed = DueDiligence.objects.filter(
        buyer=OuterRef("pk"), state=DueDiligence.State.SIGNED
    )
    waiting = DueDiligence.objects.filter(
        buyer=OuterRef("pk"), state=DueDiligence.State.PROPOSED
    )
    found = readable_buyers(actor).annotate(
        request_count=Count("requests", distinct=True),
        is_signed=Exists(signed),
        is_refused=Exists(signed.filter(result=DueDiligence.Result.REFUSE)),
        is_waiting=Exists(waiting),
    )
    if text:
        found = found.filter(Q(name__icontains=text) | Q(website__icontains=text))
    if kind:
        found = found.filter(kind=kind)
    if country:
        found = found.filter(country_id=country)
    conditions = {
        "none": Q(is_signed=False),
        "waiting": Q(is_waiting=True),
        "signed": Q(is_signed=True),
        "refused": Q(is_refused=True),
    }
    return found.filter(conditions[state]) if state in conditions else found


def visible_diligences(actor: Actor) -> QuerySet[DueDiligence]:
    rows = DueDiligence.objects.select_related(
        "buyer__country", "proposed_by", "signed_by", "opened_by"
    )
    return rows if actor.role in SIGNERS else rows.none()


def get_diligence(actor: Actor, pk: int) -> DueDiligence:
    """One examination; a buyer reads none, of himself neither. Raises `Absent`."""
    row = visible_diligences(actor).filter(pk=pk).first()
    if row is None:
        raise Absent(f"diligence {pk}")
    return row


def get_proof(actor: Actor, pk: int) -> BuyerProof:
    """One proof of a buyer in sight. Raises `Absent`."""
    proof = BuyerProof.objects.select_related("buyer").filter(pk=pk).first()
    if proof is None:
        raise Absent(f"proof {pk}")
    get_readable_buyer(actor, proof.buyer_id)
    return proof
