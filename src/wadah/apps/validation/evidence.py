"""A paper as evidence: until when it counts, and for which goods.

A suspended or revoked certificate counts as one that lapsed on the day before. So the
core judges it on the day that counts by what it knows of every paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from wadah.apps.registry.models import Product
from wadah.apps.validation.models import CertificateState, Document

VALID = CertificateState.State.VALID


def find_lost_day(states: Sequence[CertificateState]) -> date | None:
    """Since when a certificate does not stand any more; `states` oldest first."""
    lost = None
    for row in states:
        if row.state == VALID:
            lost = None
        else:
            lost = min(lost, row.from_on) if lost else row.from_on
    return lost


def find_last_day(document: Document) -> date | None:
    """The last day on which the paper counts, or None without an end."""
    lost = find_lost_day(list(document.states.all()))
    if lost is None:
        return document.expires_on
    last = lost - timedelta(days=1)
    return min(last, document.expires_on) if document.expires_on else last


def ever_counted(document: Document) -> bool:
    """Not revoked on the day of its issue or before."""
    last = find_last_day(document)
    return not (last and document.issued_on and last < document.issued_on)


def read_coverage(papers: QuerySet[Document]) -> list[Document]:
    """Papers in their order, with what they cover and the states of certificates."""
    found = papers.select_related("lot", "certificate").prefetch_related(
        "states", "certificate__sites", "certificate__products"
    )
    return list(found.order_by("type", "pk"))


def paper_json(document: Document) -> dict[str, Any] | None:
    """The paper as `wadah assess` takes it; None when it never counted."""
    if not ever_counted(document):
        return None
    last = find_last_day(document)
    return {
        "type": document.type,
        "number": document.number or None,
        "issuer": document.issuer or None,
        "holder": document.holder or None,
        "scope": _scope(document),
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "expires_on": last.isoformat() if last else None,
    }


def name_covered(document: Document) -> dict[int, str]:
    """The products a certificate names, by key; empty where it names none."""
    certificate = getattr(document, "certificate", None)
    return (
        {row.pk: row.name for row in certificate.products.all()} if certificate else {}
    )


def hold_to_product(
    paper: dict[str, Any], covered: dict[int, str], product: Product
) -> dict[str, Any]:
    """The paper before one product: a certificate for others names only those."""
    if not covered or product.pk in covered:
        return paper
    # No family and no code: the names of other goods fit nothing.
    names = [f"{name} ({pk})" for pk, name in sorted(covered.items())]
    return {**paper, "scope": {**paper["scope"], "product": names}}


def list_sites(product: Product) -> list[str]:
    """The places where the product is made, by its own steps."""
    if product.pk is None:
        return []
    names = (step.site.name for step in product.steps.all() if step.site is not None)
    return list(dict.fromkeys(names))


def _scope(document: Document) -> dict[str, Any]:
    """What the paper says, and what its certificate covers."""
    scope = dict(document.scope)
    if document.lot is not None:
        scope.setdefault("lot", document.lot.code)
    certificate = getattr(document, "certificate", None)
    if certificate is None:
        return scope
    sites = [site.name for site in certificate.sites.all()]
    if sites:
        scope.setdefault("site", sites)
    if certificate.process_scope:
        scope.setdefault("process", certificate.process_scope)
    return scope
