"""A file that was handed in by mistake goes, before it became a paper."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.models import PaperDraft
from wadah.apps.validation.queries.paper_draft import get_draft


@transaction.atomic
def drop_paper_draft(*, actor: Actor, draft: PaperDraft) -> None:
    """Raises `Absent` for a draft of somebody else."""
    draft = get_draft(actor, draft.pk)
    write_audit_row(actor=actor, verb="paper.dropped", target=draft)
    transaction.on_commit(partial(default_storage.delete, str(draft.file.name)))
    draft.delete()
