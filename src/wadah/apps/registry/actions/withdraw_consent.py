"""A business takes its consent back; the organisation loses sight of the record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.outbox import list_people_of, write_to_all
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Consent
from wadah.apps.registry.process_rules import WITHDRAWN_BY_THE_BUSINESS
from wadah.apps.registry.queries.business import get_editable_business

_MAY = (Role.OWNER, Role.STAFF, Role.ADMINISTRATOR)


@transaction.atomic
def withdraw_consent(*, actor: Actor, consent: Consent) -> Consent:
    """End a living consent today. Raises `Absent` or `Refused` (REG-07)."""
    business = get_editable_business(actor, consent.business_id)
    require(actor.role in _MAY, WITHDRAWN_BY_THE_BUSINESS)
    today = timezone.localdate()
    living = Consent.objects.filter(pk=consent.pk, withdrawn_on__isnull=True)
    with keep_counts(consent.business_id):
        changed = living.update(withdrawn_on=today, withdrawn_by=actor.user_id)
    if not changed:
        raise Absent(f"consent {consent.pk}")
    consent.refresh_from_db()
    write_to_all(
        list_people_of(consent.organisation_id, [Role.OFFICER]),
        "consent_withdrawn",
        consent.organisation_id,
        business=business.name,
        organisation=consent.organisation.name,
    )
    write_audit_row(
        actor=actor,
        verb="consent.withdrawn",
        target=consent,
        before={"withdrawn_on": None},
        after={
            "withdrawn_on": today.isoformat(),
            "business": consent.business_id,
            "organisation": consent.organisation_id,
        },
    )
    return consent
