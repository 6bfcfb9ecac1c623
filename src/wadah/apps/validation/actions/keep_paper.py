"""A person says what a file is that was handed in: the paper is kept."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot, Product
from wadah.apps.validation.actions.add_document import (
    Written,
    make_document,
    refuse_kept_twice,
    say_added,
)
from wadah.apps.validation.models import Document, PaperDraft
from wadah.apps.validation.queries.paper_draft import get_draft


@transaction.atomic
def keep_paper(
    *,
    actor: Actor,
    draft: PaperDraft,
    type: str,
    product: Product | None = None,
    lot: Lot | None = None,
    **written: Any,
) -> Document:
    """Make a paper of a draft; what a person wrote counts, the proposal never does.

    Raises `Absent` for a draft of somebody else, `InvalidInput` as `add_document`.
    """
    draft = get_draft(actor, draft.pk)
    paper = Written(**written)
    document = make_document(actor, draft.business, type, (product, lot), paper)
    refuse_kept_twice(document, draft.sha256)
    # The file moves over as it lies; only its draft goes.
    document.file = draft.file.name
    document.file_name = draft.file_name
    document.sha256 = draft.sha256
    document.scanned_at = draft.scanned_at
    document.save()
    write_audit_row(
        actor=actor,
        verb="document.added",
        target=document,
        after={**say_added(document), **_compare(draft, document)},
    )
    draft.delete()
    return document


def _compare(draft: PaperDraft, document: Document) -> dict[str, list[str]]:
    """Which fields were proposed, and which of them the person changed."""
    changed = [
        name
        for name, found in draft.proposal.items()
        if found["value"] != _plain(getattr(document, name))
    ]
    return {"proposed": sorted(draft.proposal), "changed": sorted(changed)}


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")
