"""Papers, as far as the actor may see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.validation.models import Document, PaperDraft

TOLD_OF_OTHERS = frozenset({Role.OFFICER, Role.VERIFIER, Role.ADMINISTRATOR})


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


@dataclass(frozen=True, slots=True)
class SameFile:
    """Papers in sight with the same file, and at how many businesses out of sight."""

    seen: list[Document]
    elsewhere: int


def list_same_file(actor: Actor, document: Document) -> SameFile:
    """Where else the same file was handed in; of other businesses officers only."""
    if not document.sha256:
        return SameFile([], 0)
    others = Document.objects.filter(sha256=document.sha256).exclude(pk=document.pk)
    seen = visible_documents(actor).filter(pk__in=others.order_by().values("pk"))
    if actor.role not in TOLD_OF_OTHERS:
        return SameFile(list(seen.filter(business=document.business_id)), 0)
    hidden = others.exclude(pk__in=seen.order_by().values("pk"))
    count = hidden.order_by().values("business").distinct().count()
    return SameFile(list(seen), count)


def list_kept_of_file(draft: PaperDraft) -> list[Document]:
    """Papers of the same business that came from the same file."""
    return list(
        Document.objects.filter(business=draft.business_id, sha256=draft.sha256)
    )
