"""A list is read or loaded in the background; the page shows how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.list_upload import find_upload
from wadah.apps.registry.models import ImportJob
from wadah.apps.registry.tasks import run_import


@transaction.atomic
def start_import_job(
    *, actor: Actor, ticket: str, sheet: str, overrides: Sequence[str],
    layout: str = "", is_preview: bool = False,
) -> ImportJob:  # fmt: skip
    """Queue the reading (`is_preview`) or the loading of a kept file.

    Raises `Absent`, or `InvalidInput` when the file is no longer kept.
    """
    actor.must_reach(Subject.IMPORTS, Reach.OWN, Reach.ALL)
    if actor.user_id is None:
        raise Absent("person")
    path = find_upload(ticket, actor.user_id)
    job = ImportJob.objects.create(
        organisation_id=actor.organisation_id,
        started_by_id=actor.user_id,
        file_name=path.name,
        ticket=ticket,
        sheet=sheet,
        overrides=list(overrides),
        layout=layout,
        is_preview=is_preview,
    )
    write_audit_row(
        actor=actor,
        verb="import.previewed" if is_preview else "import.started",
        target=job,
        after={"file": path.name, "sheet": sheet},
    )
    run_import.later(job.pk)
    return job
