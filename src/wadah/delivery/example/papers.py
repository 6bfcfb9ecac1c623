"""A certificate of the example that ends soon, its audit, a look into a register."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.describe_certificate import describe_certificate
from wadah.apps.validation.actions.record_audit import record_audit
from wadah.apps.validation.actions.record_register_check import (
    Look,
    record_register_check,
)
from wadah.apps.validation.models import Document

# All of it is made up. No verdict of the example rests on this paper.
_DAYS_LEFT = 45


def build_papers(owner: Actor, officer: Actor, as_of: date) -> None:
    """After the verdicts: what waits for a check changes none of them."""
    business = Business.objects.filter(organisation=owner.organisation_id).first()
    if business is None:
        return
    paper = add_document(
        actor=owner,
        business=business,
        type="geographical_indication_licence",
        number="IG-CONTOH-0012",
        holder=business.name,
        issuer="Perkumpulan pengguna IG (contoh)",
        issued_on=as_of - timedelta(days=685),
        expires_on=as_of + timedelta(days=_DAYS_LEFT),
    )
    describe_certificate(
        actor=owner,
        document=paper,
        holder=business.name,
        process_scope="Petik merah, olah basah dan kering",
        sites=[],
        products=list(business.products.all()[:1]),
    )
    record_audit(
        actor=owner,
        document=paper,
        audited_on=as_of - timedelta(days=250),
        auditor="Tim IG (contoh)",
        finding_count=2,
        findings_closed_on=as_of - timedelta(days=220),
    )
    nib = Document.objects.filter(business=business, type="nib").first()
    if nib is not None:
        day = min(as_of, timezone.localdate())
        look = Look("oss", "valid", day, nib.number, "Nama dan KBLI cocok (contoh)")
        record_register_check(actor=officer, document=nib, look=look)
