"""Reads about personal data that left, and breaches; for an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Breach, PersonalExport, Role

# Law 27/2022, article 46: in writing, within three times twenty-four hours.
TIME_TO_TELL = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """What of the log is wanted."""

    text: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None


def list_exports(actor: Actor, wanted: ExportFilter) -> QuerySet[PersonalExport]:
    """The log, latest first. Raises `Absent`."""
    _must_be_administrator(actor)
    found = PersonalExport.objects.select_related("user", "organisation")
    if wanted.text:
        found = found.filter(
            Q(user__name__icontains=wanted.text)
            | Q(user__login__icontains=wanted.text)
            | Q(organisation__name__icontains=wanted.text)
        )
    if wanted.what:
        found = found.filter(what=wanted.what)
    if wanted.since:
        found = found.filter(at__date__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__date__lte=wanted.until)
    return found


def list_export_kinds(actor: Actor) -> list[str]:
    """What was taken so far. Raises `Absent`."""
    _must_be_administrator(actor)
    kinds = PersonalExport.objects.order_by("what").values_list("what", flat=True)
    return list(kinds.distinct())


def list_breaches(actor: Actor) -> QuerySet[Breach]:
    """All of them, latest first. Raises `Absent`."""
    _must_be_administrator(actor)
    return Breach.objects.all()


def get_breach(actor: Actor, pk: int) -> Breach:
    """One breach. Raises `Absent`."""
    breach = list_breaches(actor).filter(pk=pk).first()
    if breach is None:
        raise Absent(f"breach {pk}")
    return breach


def due_at(breach: Breach) -> datetime:
    """Until when the office and the people have to be told."""
    return breach.noticed_at + TIME_TO_TELL


def _must_be_administrator(actor: Actor) -> None:
    if actor.role is not Role.ADMINISTRATOR:
        raise Absent("privacy")
