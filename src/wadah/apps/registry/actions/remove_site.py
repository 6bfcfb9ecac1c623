"""A place is no longer one of the business's; steps made there stay without it."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Site
from wadah.apps.registry.place_values import describe_site
from wadah.apps.registry.queries.places import get_editable_site


@transaction.atomic
def remove_site(*, actor: Actor, site: Site) -> None:
    """Remove the site; what it was stays in the audit trail. Raises `Absent`."""
    site = get_editable_site(actor, site.pk)
    write_audit_row(
        actor=actor,
        verb="site.removed",
        target=site,
        before={"business": site.business_id, **describe_site(site)},
    )
    site.delete()
