"""A business lets an export organisation care for its record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Organisation, Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Business, Consent
from wadah.apps.registry.process_rules import CONSENT_FOR_OWN_ORGANISATION
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.words import check_word
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def give_consent(
    *, actor: Actor, business: Business, organisation: Organisation, given_by: str,
    basis: str, may_edit: bool = True,
) -> Consent:  # fmt: skip
    """Record a consent; a living one for the organisation stays as it is.

    Raises `Absent`, `InvalidInput` or `Refused` (REG-04).
    """
    business = get_editable_business(actor, business.pk)
    if actor.role is Role.OFFICER:
        require(organisation.pk == actor.organisation_id, CONSENT_FOR_OWN_ORGANISATION)
    check_word("basis", basis, Consent.Basis.values)
    if not basis or not given_by.strip():
        field = "given_by" if basis else "basis"
        raise InvalidInput(field, "required", _REQUIRED)
    with keep_counts(business.pk):
        consent, created = Consent.objects.get_or_create(
            business=business,
            organisation=organisation,
            withdrawn_on=None,
            defaults={
                "basis": basis,
                "given_by": given_by.strip(),
                "given_on": timezone.localdate(),
                "recorded_by_id": actor.user_id,
                "may_edit": may_edit,
            },
        )
    if created:
        write_audit_row(
            actor=actor,
            verb="consent.given",
            target=consent,
            after={
                "business": business.pk,
                "organisation": organisation.pk,
                "basis": basis,
                "may_edit": may_edit,
            },
        )
    return consent


_REQUIRED = Text(
    "Tulis siapa yang memberi persetujuan dan dengan cara apa.",
    "Write who gave consent and in which way.",
)
