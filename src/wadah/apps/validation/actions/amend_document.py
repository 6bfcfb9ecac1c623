"""What is written on a paper is completed or corrected, until somebody checked it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.actions.add_document import Written, make_document
from wadah.apps.validation.models import Document
from wadah.core.values import InvalidInput, Text

FIELDS = tuple(field.name for field in fields(Written))


@transaction.atomic
def amend_document(*, actor: Actor, document: Document, **written: Any) -> Document:
    """Set what is given of number, issuer, holder, scope, issued_on and expires_on.

    Raises `Absent`, or `InvalidInput` for a paper that was checked already and for
    values that cannot stand on one.
    """
    business = get_editable_business(actor, document.business_id)
    # Locked, so that a check at the same moment is seen.
    paper = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if paper.checked_on is not None:
        raise InvalidInput("number", "paper_checked", _CHECKED)
    before = {name: getattr(paper, name) for name in FIELDS}
    about = (paper.product, paper.lot)
    whole = Written(**{**before, **written})
    read = make_document(actor, business, paper.type, about, whole)
    for name in FIELDS:
        setattr(paper, name, getattr(read, name))
    paper.save(update_fields=FIELDS)
    after = {name: getattr(paper, name) for name in FIELDS}
    changed = [name for name in FIELDS if before[name] != after[name]]
    write_audit_row(
        actor=actor,
        verb="document.amended",
        target=paper,
        before={name: str(before[name] or "") for name in changed},
        after={name: str(after[name] or "") for name in changed},
    )
    return paper


_CHECKED = Text(
    "Surat ini sudah diperiksa petugas, jadi tidak diubah. Tambahkan surat baru dengan "
    "nomornya sendiri.",
    "An officer has checked this paper, so it is not changed. Add a new paper with its "
    "own number.",
)
