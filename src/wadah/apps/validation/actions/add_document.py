"""A paper is added to a business, a product or a lot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.models import Document
from wadah.apps.validation.upload import Upload, read_upload
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
    unknown type or scope, dates out of order, or a file that is none of PDF, JPG, PNG.
    """
    get_editable_business(actor, business.pk)
    paper = _read(type, Written(**written))
    _check_belongs(business, product, lot)
    document = Document(
        business=business,
        product=product,
        lot=lot,
        type=type,
        number=paper.number,
        issuer=paper.issuer,
        holder=paper.holder,
        scope=dict(paper.scope or {}),
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
        added_by_id=actor.user_id,
    )
    if upload is not None:
        document.file = read_upload(upload)
        document.file_name = (upload.name or "")[-200:]
    document.save()
    write_audit_row(
        actor=actor,
        verb="document.added",
        target=document,
        after={"type": type, "business": business.pk, "number": paper.number},
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
