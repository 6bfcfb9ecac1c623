"""A file is handed in to be read, before anybody has said what it is."""

from __future__ import annotations

from typing import cast

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.upload.ocr import can_read_pictures
from wadah.apps.registry.upload.receiving import Upload, receive_upload
from wadah.apps.validation.models import PaperDraft
from wadah.apps.validation.reading_papers import propose
from wadah.apps.validation.tasks import read_by_machine

# Less is a page number or a stamp, not the text of a scan.
FEW_SIGNS = 40


@transaction.atomic
def take_in_paper(*, actor: Actor, business: Business, upload: Upload) -> PaperDraft:
    """Keep a file for a week with what was read on it; it counts for nothing yet.

    Raises `Absent` for a business that is not the actor's to change, `InvalidInput`
    for a file that is not to be kept. The same file gives the same draft.
    """
    get_editable_business(actor, business.pk)
    by_id = cast(int, actor.user_id)
    received = receive_upload(upload)
    mine = PaperDraft.objects.filter(
        business=business, sha256=received.sha256, by_id=by_id
    ).first()
    if mine is not None:
        return mine
    draft = PaperDraft(
        business=business,
        file=received.make_file(),
        file_name=received.file_name,
        sha256=received.sha256,
        scanned_at=received.scanned_at,
        by_id=by_id,
    )
    if len(received.text.strip()) >= FEW_SIGNS:
        draft.proposal = propose(received.text, timezone.localdate())
        draft.reading = PaperDraft.Reading.READ
    elif not can_read_pictures():
        draft.reading = PaperDraft.Reading.NOTHING
    draft.save()
    if draft.reading == PaperDraft.Reading.WAITING:
        read_by_machine.later(draft.pk)
    write_audit_row(
        actor=actor,
        verb="paper.taken_in",
        target=draft,
        after={"business": business.pk, "kind": received.kind},
    )
    return draft
