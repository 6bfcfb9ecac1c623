"""Loadings of lists, as far as the actor may see them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.models import (
    Business,
    ImportBatch,
    ImportDifference,
    ImportJob,
    ImportProblem,
    PossibleDuplicate,
)
from wadah.apps.registry.queries.business import of_visible, visible_businesses

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


def list_problems(
    batch: ImportBatch, severity: str = "", rule: str = ""
) -> QuerySet[ImportProblem]:
    """In the order of the rows; of one severity and one rule, or all."""
    problems = batch.problems.order_by("row", "pk")
    if severity in SEVERITIES:
        problems = problems.filter(severity=severity)
    return problems.filter(rule=rule) if rule else problems


def count_rules(batch: ImportBatch) -> list[tuple[str, int]]:
    """The rules that were broken in a batch, and how often."""
    tally = batch.problems.order_by().values_list("rule").annotate(n=Count("pk"))
    return sorted(tally)


def list_jobs(actor: Actor) -> QuerySet[ImportJob]:
    """Those that this person started: the kept file is for him alone."""
    actor.must_reach(Subject.IMPORTS, Reach.OWN, Reach.ALL)
    if actor.user_id is None or actor.organisation_id is None:
        return ImportJob.objects.none()
    return ImportJob.objects.filter(
        started_by_id=actor.user_id, organisation_id=actor.organisation_id
    )


def list_open_jobs(actor: Actor) -> QuerySet[ImportJob]:
    """Loadings that wait or run, the newest first."""
    states = (ImportJob.State.WAITING, ImportJob.State.RUNNING)
    return list_jobs(actor).filter(state__in=states, is_preview=False)


def get_job(actor: Actor, pk: int) -> ImportJob:
    """One job.

    Raises `Absent` when it is not there or not for this actor.
    """
    job = list_jobs(actor).filter(pk=pk).first()
    if job is None:
        raise Absent(f"import job {pk}")
    return job


def find_saved_map(actor: Actor, layout: str) -> ImportJob | None:
    """The last loading of a list laid out alike; its `overrides` name every column."""
    actor.must_reach(Subject.IMPORTS, Reach.OWN, Reach.ALL)
    if actor.organisation_id is None:
        return None
    return (
        ImportJob.objects.filter(
            organisation_id=actor.organisation_id,
            layout=layout,
            is_preview=False,
            state=ImportJob.State.DONE,
        )
        .order_by("-pk")
        .first()
    )


def list_differences(
    actor: Actor, batch: ImportBatch, state: str = "", field: str = ""
) -> QuerySet[ImportDifference]:
    """Those of businesses in sight, in the order of the rows."""
    found = ImportDifference.objects.filter(
        of_visible(actor, "business_id"), batch=batch
    ).select_related("business")
    if state:
        found = found.filter(state=state)
    if field:
        found = found.filter(field=field)
    return found.order_by("row", "pk")


def count_open_differences(actor: Actor, batch: ImportBatch) -> dict[str, int]:
    """How many wait for a decision, by field."""
    waiting = list_differences(actor, batch, ImportDifference.State.OPEN)
    tally = waiting.order_by().values_list("field").annotate(n=Count("pk"))
    return dict(sorted(tally))


def count_duplicates(actor: Actor, batch: ImportBatch) -> int:
    """Pairs that wait, of which at least one business was written by the batch."""
    written = visible_businesses(actor).filter(batch=batch).order_by().values("pk")
    return PossibleDuplicate.objects.filter(
        Q(first__in=written) | Q(second__in=written), state=_OPEN
    ).count()


_OPEN = "open"
