"""Every night: who has to hear that a paper ends, hears it once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.expiry import (
    COUNTED_DAYS,
    FIRST_WARNING_DAYS,
    Occasion,
    Shipment,
    list_occasions,
)
from wadah.apps.validation.models import Case, CertificateState, Document, ExpiryWarning
from wadah.apps.validation.paper_messages import tell_about_paper
from wadah.apps.validation.queries.expiring import (
    leave_out_renewed,
    list_ending_before,
    list_planned_cases,
)


def warn_of_expiry(*, actor: Actor, today: date) -> dict[str, int]:
    """Each paper by itself, so that one stops no other; how many, how many messages."""
    counts = {"papers": 0, "messages": 0}
    for pk, shipments in _list_ending(today).items():
        told = _warn(actor, pk, today, shipments)
        counts["papers"] += bool(told)
        counts["messages"] += told
    return counts


def _list_ending(today: date) -> dict[int, list[Shipment]]:
    """Papers that end within the first warning, or before a planned shipment."""
    last = today + timedelta(days=FIRST_WARNING_DAYS)
    soon = leave_out_renewed(Document.objects.filter(expires_on__range=(today, last)))
    found: dict[int, list[Shipment]] = {
        pk: [] for pk in soon.order_by("pk").values_list("pk", flat=True)
    }
    for case in list_planned_cases(today):
        shipment = _make_shipment(case)
        latest = max(day for _name, day in shipment.days)
        papers = list_ending_before(case, today, latest)
        for pk in papers.order_by("pk").values_list("pk", flat=True):
            found.setdefault(pk, []).append(shipment)
    return found


def _make_shipment(case: Case) -> Shipment:
    return Shipment(
        case_id=case.pk,
        words=f"{case.product.name} → {case.destination.name}",
        days=tuple(
            (name, day) for name in COUNTED_DAYS if (day := getattr(case, name))
        ),
    )


@transaction.atomic
def _warn(actor: Actor, pk: int, today: date, shipments: Iterable[Shipment]) -> int:
    paper = Document.objects.select_for_update().filter(pk=pk).first()
    if paper is None or paper.expires_on is None or _does_not_stand(paper):
        return 0
    told = 0
    due = list_occasions(paper.expires_on, today, shipments)
    for occasion in due:
        _row, is_new = ExpiryWarning.objects.get_or_create(
            document=paper, expires_on=paper.expires_on, occasion=occasion.key
        )
        if is_new:
            told += _tell(paper, occasion, paper.expires_on)
    if told:
        write_audit_row(
            actor=actor,
            verb="document.expiry_told",
            target=paper,
            after={"occasions": [occasion.key for occasion in due], "messages": told},
        )
    return told


def _does_not_stand(paper: Document) -> bool:
    """Suspended or revoked: who cares for it was told, and it ended already."""
    state = paper.states.last()
    return state is not None and state.state != CertificateState.State.VALID


def _tell(paper: Document, occasion: Occasion, last_day: date) -> int:
    day = f"{last_day:%d.%m.%Y}"
    if occasion.counts_on is not None:
        return tell_about_paper(
            paper,
            "paper_ends_before",
            day=day,
            shipment=occasion.shipment,
            counts_on=f"{occasion.counts_on:%d.%m.%Y}",
        )
    is_last = occasion.key == "0"
    return tell_about_paper(
        paper, "paper_expires_today" if is_last else "paper_expires", day=day
    )
