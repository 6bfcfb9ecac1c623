"""A paper as evidence: until when it counts, and for which goods.

A suspended or revoked certificate counts as one that lapsed on the day before. So the
core judges it on the day that counts by what it knows of every paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

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


def covers(product: Product) -> Q:
    """Papers that do not name their products, or name this one."""
    return Q(certificate__products__isnull=True) | Q(certificate__products=product)


def list_papers_about(product: Product, papers: QuerySet[Document]) -> list[Document]:
    """Papers that may speak for the product, each once, with their states."""
    found = papers.filter(covers(product)).select_related("lot")
    return list(found.prefetch_related("states").order_by("type", "pk"))


def paper_json(document: Document) -> dict[str, Any] | None:
    """The paper as `wadah assess` takes it; None when it never counted."""
    if not ever_counted(document):
        return None
    last = find_last_day(document)
    scope = dict(document.scope)
    if document.lot is not None:
        scope.setdefault("lot", document.lot.code)
    return {
        "type": document.type,
        "number": document.number or None,
        "issuer": document.issuer or None,
        "holder": document.holder or None,
        "scope": scope,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "expires_on": last.isoformat() if last else None,
    }
