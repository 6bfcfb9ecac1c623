"""An administrator enters an export organisation, an office or a buyer's company."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Organisation
from wadah.apps.reference.models import Region


@transaction.atomic
def add_organisation(
    *, actor: Actor, kind: str, name: str, country: str = "ID",
    region_codes: Sequence[str] = (),
) -> Organisation:  # fmt: skip
    """Create the organisation, or return the one of that kind and name."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    organisation, created = Organisation.objects.get_or_create(
        kind=kind, name=name, defaults={"country": country}
    )
    if created:
        organisation.regions.set(Region.objects.filter(pk__in=region_codes))
        write_audit_row(
            actor=actor,
            verb="organisation.added",
            target=organisation,
            after={"kind": kind, "regions": list(region_codes)},
        )
    return organisation
