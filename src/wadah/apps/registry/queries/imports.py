"""Loadings of lists, as far as the actor may see them."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.models import Business, ImportBatch, ImportProblem
from wadah.apps.registry.queries.business import visible_businesses

SEVERITIES = ("refused", "warning")


def list_batches(actor: Actor) -> QuerySet[ImportBatch]:
    """Those of the actor's organisation, or all; the newest first."""
    batches = ImportBatch.objects.select_related("organisation", "loaded_by")
    reach = actor.reach(Subject.IMPORTS)
    if reach is Reach.ALL:
        return batches
    if reach is Reach.OWN and actor.organisation_id is not None:
        return batches.filter(organisation_id=actor.organisation_id)
    return batches.none()


def search_batches(actor: Actor, text: str, sort: str) -> QuerySet[ImportBatch]:
    """Those whose file bears the text, in the order asked for."""
    order = {"file": "file_name", "-file": "-file_name", "loaded": "loaded_at"}
    found = list_batches(actor).order_by(order.get(sort, "-loaded_at"), "-pk")
    return found.filter(file_name__icontains=text) if text else found


def get_batch(actor: Actor, pk: int) -> ImportBatch:
    """One loading.

    Raises `Absent` when it is not there or not for this actor.
    """
    batch = list_batches(actor).filter(pk=pk).first()
    if batch is None:
        raise Absent(f"import {pk}")
    return batch


def list_businesses_of(actor: Actor, batch: ImportBatch) -> QuerySet[Business]:
    """The businesses of the list, whichever loading of it wrote them last."""
    return (
        visible_businesses(actor)
        .filter(list_key=batch.list_key)
        .order_by("search_name", "pk")
    )


def list_problems(batch: ImportBatch, severity: str = "") -> QuerySet[ImportProblem]:
    """In the order of the rows; of one severity, or all."""
    problems = batch.problems.order_by("row", "pk")
    return problems.filter(severity=severity) if severity in SEVERITIES else problems
