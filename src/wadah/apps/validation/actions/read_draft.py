"""A scan or photo is read by machine; a person says what of it is right."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.registry.upload.ocr import read_picture
from wadah.apps.registry.upload.pdf_files import draw_first_page
from wadah.apps.validation.models import PaperDraft
from wadah.apps.validation.reading_papers import propose


def read_draft(draft_id: int) -> None:
    """Read the first page and keep the proposal; the draft may have gone meanwhile."""
    draft = PaperDraft.objects.filter(pk=draft_id).first()
    if draft is None:
        return
    with draft.file.open("rb") as file:
        content: bytes | None = file.read()
    if content and str(draft.file.name).endswith(".pdf"):
        content = draw_first_page(content)
    # Outside the transaction: reading takes seconds.
    text = read_picture(content) if content else ""
    proposal = propose(text, timezone.localdate())
    with transaction.atomic():
        reading = PaperDraft.Reading.READ if proposal else PaperDraft.Reading.NOTHING
        found = PaperDraft.objects.filter(pk=draft_id)
        if found.update(proposal=proposal, reading=reading):
            write_audit_row(
                actor=make_local_administrator(),
                verb="paper.read",
                target=draft,
                after={"fields": sorted(proposal)},
            )
