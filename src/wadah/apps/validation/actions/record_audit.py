"""The certifier was there: when, who, what was found and when it was mended."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.models import CertificateAudit, Document
from wadah.apps.validation.queries.document import get_document
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def record_audit(
    *,
    actor: Actor,
    document: Document,
    audited_on: date,
    auditor: str,
    finding_count: int = 0,
    findings_closed_on: date | None = None,
) -> CertificateAudit:
    """Keep an audit of a certificate.

    Raises `Absent`, or `InvalidInput` for a day to come, or findings that were closed
    before they were made or without there being any.
    """
    document = get_document(actor, document.pk)
    get_editable_business(actor, document.business_id)
    if max(audited_on, findings_closed_on or audited_on) > timezone.localdate():
        raise InvalidInput("audited_on", "day_to_come", _TO_COME)
    if findings_closed_on and (not finding_count or findings_closed_on < audited_on):
        raise InvalidInput("findings_closed_on", "date_order", _CLOSED)
    audit = CertificateAudit.objects.create(
        document=document,
        audited_on=audited_on,
        auditor=auditor,
        finding_count=finding_count,
        findings_closed_on=findings_closed_on,
        recorded_by_id=actor.user_id,
    )
    write_audit_row(
        actor=actor,
        verb="certificate.audited",
        target=document,
        after={"audited_on": audited_on.isoformat(), "findings": finding_count},
    )
    return audit


_TO_COME = Text(
    "Hari ini belum tiba. Catat audit yang sudah terjadi.",
    "This day is still to come. Record an audit that took place.",
)
_CLOSED = Text(
    "Temuan ditutup setelah audit, dan hanya bila ada temuan.",
    "Findings are closed after the audit, and only where there were some.",
)
