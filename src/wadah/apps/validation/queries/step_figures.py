"""The figures an organisation keeps, and the book of steps they make."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import list_living_consents
from wadah.apps.requirements.step_files import read_packaged_steps
from wadah.apps.validation.models import StepFigure
from wadah.core.requirements import Figure, StepBook
from wadah.core.values import Text

KEEPERS = frozenset({Role.OFFICER, Role.ADMINISTRATOR})


def list_own_figures(actor: Actor) -> QuerySet[StepFigure]:
    """What the actor's organisation keeps; nothing for those who keep none."""
    figures = StepFigure.objects.select_related("kept_by")
    if actor.role not in KEEPERS or actor.organisation_id is None:
        return figures.none()
    return figures.filter(organisation_id=actor.organisation_id)


def get_own_figure(actor: Actor, pk: int) -> StepFigure:
    """One figure of the actor's organisation.

    Raises `Absent` when it is not there or another organisation's.
    """
    figure = list_own_figures(actor).filter(pk=pk).first()
    if figure is None:
        raise Absent(f"step figure {pk}")
    return figure


def make_step_book(actor: Actor, business: Business, as_of: date) -> StepBook:
    """The packaged book with the figures that count for this reader and business.

    Who works for an organisation that keeps figures reads its own; everybody else
    those of the organisations that care for the business.
    """
    if actor.role in KEEPERS or actor.role in (Role.VERIFIER, Role.APPROVER):
        own = actor.organisation_id
        keepers = [own] if own is not None else []
    else:
        keepers = list(
            list_living_consents(business).values_list("organisation_id", flat=True)
        )
    living = Q(ended_on__isnull=True) | Q(ended_on__gt=as_of)
    rows = StepFigure.objects.filter(
        living, organisation_id__in=keepers, valid_from__lte=as_of
    ).order_by("organisation_id", "pk")
    book = read_packaged_steps()
    return book.with_own([_figure(row) for row in rows], as_of)


def _figure(row: StepFigure) -> Figure:
    return Figure(
        subject=row.subject,
        action=row.action,
        cost_idr=row.cost_idr,
        days=row.days,
        source=Text(row.source, row.source),
        valid_from=row.valid_from,
    )
