"""A paper is added to a business, a product or a lot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.upload.receiving import Upload, receive_upload
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.models import Document
from wadah.core.requirements import read_documents
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def add_document(
    *,
    actor: Actor,
    business: Business,
    type: str,
    product: Product | None = None,
    lot: Lot | None = None,
    upload: Upload | None = None,
    **written: Any,
) -> Document:
    """Keep a paper with what is written on it.

    `written` takes number, issuer, holder, scope, issued_on, expires_on. Raises
    `Absent` for a business that is not the actor's to change, `InvalidInput` for an
    unknown type or scope, dates out of order, a file that is not to be kept or that
    is kept already as a paper of this type.
    """
    get_editable_business(actor, business.pk)
    document = make_document(actor, business, type, (product, lot), Written(**written))
    if upload is not None:
        received = receive_upload(upload)
        refuse_kept_twice(document, received.sha256)
        document.file = received.make_file()
        document.file_name = received.file_name
        document.sha256 = received.sha256
        document.scanned_at = received.scanned_at
    document.save()
    write_audit_row(
        actor=actor,
        verb="document.added",
        target=document,
        after=say_added(document),
    )
    return document


@dataclass(frozen=True, slots=True)
class Written:
    """What is written on a paper."""

    number: str = ""
    issuer: str = ""
    holder: str = ""
    scope: Mapping[str, object] | None = None
    issued_on: date | None = None
    expires_on: date | None = None


def make_document(
    actor: Actor,
    business: Business,
    type_: str,
    about: tuple[Product | None, Lot | None],
    written: Written,
) -> Document:
    """The paper, not saved yet; raise `InvalidInput` for what cannot stand on it."""
    paper = _read(type_, written)
    product, lot = about
    _check_belongs(business, product, lot)
    return Document(
        business=business,
        product=product,
        lot=lot,
        type=type_,
        number=paper.number,
        issuer=paper.issuer,
        holder=paper.holder,
        scope=dict(paper.scope or {}),
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
        added_by_id=actor.user_id,
    )


def say_added(document: Document) -> dict[str, object]:
    """What the audit row of a new paper says."""
    return {
        "type": document.type,
        "business": document.business_id,
        "number": document.number,
    }


def refuse_kept_twice(document: Document, sha256: str) -> None:
    """The same file is one paper of a type; another type may lie in the same file."""
    kept = Document.objects.filter(
        business_id=document.business_id,
        type=document.type,
        product=document.product,
        lot=document.lot,
        sha256=sha256,
    ).first()
    if kept is None:
        return
    day = timezone.localdate(kept.added_at)
    raise InvalidInput(
        "upload",
        "kept_already",
        Text(
            f"Berkas yang sama sudah disimpan untuk surat ini pada "
            f"{day:%d-%m-%Y}. Tidak perlu diunggah lagi.",
            f"The same file was kept for this paper on {day:%Y-%m-%d}. There is no "
            f"need to hand it in again.",
        ),
    )


def _read(type_: str, paper: Written) -> Written:
    if paper.issued_on and paper.expires_on and paper.expires_on < paper.issued_on:
        raise InvalidInput("expires_on", "date_order", _ORDER)
    row = {"type": type_, "scope": dict(paper.scope or {})}
    try:
        read_documents([row], read_vocabulary())
    except InvalidInput as error:
        field = error.field.removeprefix("documents[0].") or "type"
        raise InvalidInput(field, error.rule, error.message) from error
    return paper


_ORDER = Text(
    "Tanggal berakhir tidak boleh sebelum tanggal terbit.",
    "The last day cannot be before the day of issue.",
)


def _check_belongs(
    business: Business, product: Product | None, lot: Lot | None
) -> None:
    other = Text(
        "Produk atau lot ini milik usaha lain.",
        "This product or lot belongs to another business.",
    )
    if product is not None and product.business_id != business.pk:
        raise InvalidInput("product", "other_business", other)
    if lot is not None and lot.product.business_id != business.pk:
        raise InvalidInput("lot", "other_business", other)
