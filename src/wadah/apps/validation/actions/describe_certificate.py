"""What a certificate covers: places, products, processes, and who holds it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Product, Site
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.models import Certificate, Document
from wadah.apps.validation.process_rules import VAL_40
from wadah.apps.validation.queries.document import get_document
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def describe_certificate(
    *,
    actor: Actor,
    document: Document,
    holder: str,
    process_scope: str,
    sites: Sequence[Site],
    products: Sequence[Product],
) -> Certificate:
    """Keep what stands on the certificate; nothing named means that it says nothing.

    Raises `Absent`, `Refused` by VAL-40 once a second person has checked the paper,
    `InvalidInput` for a place or product of another business.
    """
    document = get_document(actor, document.pk)
    get_editable_business(actor, document.business_id)
    paper = Document.objects.select_for_update().get(pk=document.pk)
    require(paper.checked_on is None, VAL_40)
    for name, rows in (("sites", sites), ("products", products)):
        if any(row.business_id != paper.business_id for row in rows):
            raise InvalidInput(name, "other_business", _OTHER)
    paper.holder = holder
    paper.save(update_fields=["holder"])
    certificate, _made = Certificate.objects.update_or_create(
        document=paper, defaults={"process_scope": process_scope}
    )
    certificate.sites.set(sites)
    certificate.products.set(products)
    write_audit_row(
        actor=actor,
        verb="certificate.described",
        target=paper,
        after={
            "process_scope": process_scope,
            "sites": [row.pk for row in sites],
            "products": [row.pk for row in products],
        },
    )
    return certificate


_OTHER = Text(
    "Tempat atau produk ini milik usaha lain.",
    "This place or product belongs to another business.",
)
