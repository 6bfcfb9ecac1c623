"""Looks into outside registers, as far as the actor sees the paper."""

from __future__ import annotations

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.validation.models import RegisterCheck
from wadah.apps.validation.queries.document import visible_documents


def get_register_check(actor: Actor, pk: int) -> RegisterCheck:
    """One look; raise `Absent` when it is not there or not for this actor."""
    papers = visible_documents(actor).order_by().values("pk")
    row = RegisterCheck.objects.filter(document__in=papers, pk=pk).first()
    if row is None:
        raise Absent(f"register check {pk}")
    return row
