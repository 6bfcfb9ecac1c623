"""The certifier suspended or revoked a certificate, or lets it stand again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Product
from wadah.apps.validation.actions.check_document import CHECKERS
from wadah.apps.validation.actions.settle_proof import settle_proof
from wadah.apps.validation.models import CaseDecision, CertificateState, Document
from wadah.apps.validation.paper_messages import tell_about_state
from wadah.apps.validation.process_rules import VAL_01, VAL_41
from wadah.apps.validation.queries.document import get_document
from wadah.core.values import InvalidInput, Text

State = CertificateState.State


@transaction.atomic
def set_certificate_state(
    *, actor: Actor, document: Document, state: str, from_on: date, reason: str
) -> CertificateState:
    """Add to the history; what was there stays. Proofs that rested on it fall back.

    Raises `Absent`, `Refused` where the step does not follow from what was recorded
    (VAL-41) or the one who added the paper would let it stand again (VAL-01),
    `InvalidInput` for a day to come that would bring it back, or before its issue.
    """
    if actor.role not in CHECKERS:
        raise Absent(f"document {document.pk}")
    found = get_document(actor, document.pk)
    paper = Document.objects.select_for_update().get(pk=found.pk)
    before = paper.states.last()
    is_valid_now = before is None or before.state == State.VALID
    if state == State.VALID:
        require(before is not None and before.state == State.SUSPENDED, VAL_41)
        require(paper.added_by_id != actor.user_id, VAL_01)
    else:
        require(is_valid_now or state == State.REVOKED, VAL_41)
        require(before is None or before.state != State.REVOKED, VAL_41)
    _check_day(paper, state, from_on)
    row = CertificateState.objects.create(
        document=paper,
        state=state,
        from_on=from_on,
        reason=reason,
        recorded_by_id=actor.user_id,
    )
    write_audit_row(
        actor=actor,
        verb=f"certificate.{'reinstated' if state == State.VALID else state}",
        target=paper,
        before={"state": before.state if before else State.VALID},
        after={"state": state, "from_on": from_on.isoformat()},
        rule=VAL_41.code,
    )
    for product in _decided_products(paper):
        settle_proof(actor=actor, product=product, today=timezone.localdate())
    tell_about_state(row)
    return row


def _check_day(paper: Document, state: str, from_on: date) -> None:
    if state == State.VALID and from_on > timezone.localdate():
        raise InvalidInput("from_on", "day_to_come", _TO_COME)
    if paper.issued_on and from_on < paper.issued_on:
        raise InvalidInput("from_on", "date_order", _BEFORE_ISSUE)


def _decided_products(paper: Document) -> list[Product]:
    """Products whose approval may rest on the paper."""
    products = Product.objects.filter(business=paper.business_id)
    if paper.product_id:
        products = products.filter(pk=paper.product_id)
    approved = CaseDecision.objects.filter(outcome=CaseDecision.Outcome.APPROVED)
    ids = approved.order_by().values("case__product")
    return list(products.filter(pk__in=ids).order_by("pk"))


_TO_COME = Text(
    "Hari ini belum tiba. Catat saat sertifikat sudah berlaku lagi.",
    "This day is still to come. Record it once the certificate stands again.",
)
_BEFORE_ISSUE = Text(
    "Hari ini sebelum surat terbit. Periksa tanggalnya.",
    "This day is before the paper was issued. Look at the date again.",
)
