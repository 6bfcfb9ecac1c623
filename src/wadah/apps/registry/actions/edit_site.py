"""Corrects a place where a business works."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Site
from wadah.apps.registry.place_values import describe_site, set_site_values
from wadah.apps.registry.queries.places import get_editable_site
from wadah.apps.registry.typed_values import changed_fields


@transaction.atomic
def edit_site(*, actor: Actor, site: Site, **changes: object) -> Site:
    """Change the named fields; those not named stay.

    Raises `Absent` or `InvalidInput`.
    """
    site = get_editable_site(actor, site.pk)
    before = describe_site(site)
    set_site_values(site, changes)
    site.save()
    old, new = changed_fields(before, describe_site(site))
    write_audit_row(actor=actor, verb="site.edited", target=site, before=old, after=new)
    return site
