"""A place where a business works is entered."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Site
from wadah.apps.registry.place_values import describe_site, set_site_values
from wadah.apps.registry.queries.business import get_editable_business


@transaction.atomic
def add_site(
    *, actor: Actor, business: Business, kind: str, name: str, **more: object
) -> Site:
    """Add a site; without a region it lies where the business is.

    Raises `Absent` or `InvalidInput`.
    """
    business = get_editable_business(actor, business.pk)
    site = Site(business=business)
    set_site_values(site, {"kind": kind, "name": name, **more})
    site.region = site.region or business.region
    site.save()
    write_audit_row(
        actor=actor,
        verb="site.added",
        target=site,
        after={"business": business.pk, **describe_site(site)},
    )
    return site
