"""Confirmed codes for their list: what stands, who confirmed it and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.models import ConfirmedCode

SORTS = {"confirmed_at", "hs6", "text"}


@dataclass(frozen=True, slots=True)
class ConfirmedLine:
    """A confirmed code with the people that the audit trail names."""

    row: ConfirmedCode
    confirmed_by: str
    undone_by: str


def may_confirm(actor: Actor) -> bool:
    """Whether the actor may confirm codes and take them back."""
    return actor.reach(Subject.CONFIGURATION) in (Reach.ALL, Reach.OWN)


def list_confirmed(
    actor: Actor, text: str, standing: str, sort: str
) -> QuerySet[ConfirmedCode]:
    """Confirmed codes that hold the text or begin with the digits, newest first."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    rows = ConfirmedCode.objects.all()
    if text:
        digits = text.replace(".", "").replace(" ", "")
        wanted = Q(text__icontains=text) | Q(reason__icontains=text)
        if digits.isdigit():
            wanted |= Q(hs6__startswith=digits)
        rows = rows.filter(wanted)
    if standing in ("yes", "no"):
        rows = rows.filter(undone_at__isnull=standing == "yes")
    order = sort if sort.removeprefix("-") in SORTS else "-confirmed_at"
    return rows.order_by(order, "-pk")


def get_confirmed(actor: Actor, pk: int) -> ConfirmedCode:
    """One code that stands. Raises `Absent`."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    row = ConfirmedCode.objects.filter(pk=pk, undone_at__isnull=True).first()
    if row is None:
        raise Absent(f"confirmed code {pk}")
    return row


def with_people(rows: Iterable[ConfirmedCode]) -> list[ConfirmedLine]:
    """The rows with who confirmed and who undid each."""
    listed = list(rows)
    said: dict[tuple[str, str], str] = {}
    trail = AuditRow.objects.filter(
        target_kind=ConfirmedCode._meta.label_lower,
        target_id__in=[str(row.pk) for row in listed],
    ).select_related("actor")
    for audit in trail:
        name = str(audit.actor) if audit.actor else ""
        said[(audit.target_id, audit.verb)] = name
    return [
        ConfirmedLine(
            row,
            said.get((str(row.pk), "confirmed_code.confirmed"), ""),
            said.get((str(row.pk), "confirmed_code.undone"), ""),
        )
        for row in listed
    ]
