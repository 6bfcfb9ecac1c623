"""A request about personal data is answered: done, with its effect, or refused."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import DataRequest
from wadah.apps.accounts.outbox import write_message
from wadah.apps.registry.actions.erase_person import erase_person
from wadah.apps.registry.actions.publish_business import publish_business
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.data_requests import get_data_request
from wadah.apps.registry.queries.personal_data import find_owned_scope
from wadah.core.values import InvalidInput, Text, unknown_word

State, Kind = DataRequest.State, DataRequest.Kind
DECISIONS = (State.DONE, State.REFUSED)


@transaction.atomic
def decide_data_request(
    *, actor: Actor, request: DataRequest, state: str, answer: str, now: datetime
) -> DataRequest:
    """Done: an erasure is carried out here, a restriction hides the business.

    A correction is made in the record itself before it is called done. The person is
    told. Raises `Absent` or `InvalidInput`.
    """
    request = get_data_request(actor, request.pk)
    if state not in DECISIONS:
        raise unknown_word("state", state, DECISIONS)
    answer = answer.strip()
    if not answer:
        raise InvalidInput("answer", "required", _ANSWER)
    # Of two who decide at once the second finds nothing open.
    taken = DataRequest.objects.filter(pk=request.pk, state=State.OPEN).update(
        state=state, decided_by=actor.user_id, decided_at=now, answer=answer
    )
    if not taken:
        raise Absent(f"data request {request.pk}")
    request.refresh_from_db()
    erases = state == State.DONE and request.kind == Kind.ERASURE
    if not erases:
        write_message(
            to_user=request.user,
            purpose="data_request_decided",
            state=_WORDS[State(state)].in_language(request.user.language),
            answer=answer,
        )
    outcome: dict[str, int] = {}
    if state == State.DONE and request.kind == Kind.RESTRICTION:
        outcome = _restrict(actor, request)
    if erases:
        outcome = erase_person(actor=actor, user=request.user, now=now)
    DataRequest.objects.filter(pk=request.pk).update(outcome=outcome)
    request.refresh_from_db()
    write_audit_row(
        actor=actor,
        verb="data_request.decided",
        target=request,
        after={"kind": request.kind, "state": state},
    )
    return request


def _restrict(actor: Actor, request: DataRequest) -> dict[str, int]:
    """No page for the public and no match shows the business until it says so."""
    shown = Business.objects.filter(
        pk__in=find_owned_scope(request.user).business_ids, is_published=True
    )
    for business in shown:
        publish_business(actor=actor, business=business, published=False)
    return {"registry.Business hidden": len(shown)}


_WORDS = {
    State.DONE: Text("dikerjakan", "done"),
    State.REFUSED: Text("ditolak", "refused"),
}
_ANSWER = Text(
    "Tulis jawaban untuk orangnya: apa yang dilakukan, atau mengapa ditolak.",
    "Write an answer for the person: what was done, or why it was refused.",
)
