"""A business says whether an organisation may edit its record or only see it."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Consent
from wadah.apps.registry.process_rules import WITHDRAWN_BY_THE_BUSINESS
from wadah.apps.registry.queries.business import get_editable_business

_MAY = (Role.OWNER, Role.STAFF, Role.ADMINISTRATOR)


@transaction.atomic
def change_consent(*, actor: Actor, consent: Consent, may_edit: bool) -> Consent:
    """Set what a living consent allows. Raises `Absent` or `Refused` (REG-07)."""
    get_editable_business(actor, consent.business_id)
    require(actor.role in _MAY, WITHDRAWN_BY_THE_BUSINESS)
    changed = Consent.objects.filter(
        pk=consent.pk, withdrawn_on__isnull=True, may_edit=not may_edit
    ).update(may_edit=may_edit)
    if not changed:
        raise Absent(f"consent {consent.pk}")
    consent.refresh_from_db()
    write_audit_row(
        actor=actor,
        verb="consent.changed",
        target=consent,
        before={"may_edit": not may_edit},
        after={
            "may_edit": may_edit,
            "business": consent.business_id,
            "organisation": consent.organisation_id,
        },
    )
    return consent
