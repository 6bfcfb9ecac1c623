"""Papers, as far as the actor may see them."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.validation.models import Document


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Papers of the businesses that the actor sees whole."""
    documents = Document.objects.select_related("business", "product", "lot")
    if actor.reach(Subject.CASES) is Reach.NONE:
        return documents.none()
    return documents.filter(of_visible(actor, "business_id"))


def get_document(actor: Actor, pk: int) -> Document:
    """One paper.

    Raises `Absent` when it is not there or not for this actor.
    """
    document = visible_documents(actor).filter(pk=pk).first()
    if document is None:
        raise Absent(f"document {pk}")
    return document
