"""A draft, or a request that came back with a comment, is changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.actions.add_request import Asked, fill_request
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.process_rules import REQUEST_MOVE_IN_TABLE
from wadah.apps.matching.request_moves import lock_request, must_speak_for_buyer
from wadah.core.matching.request_states import EDITABLE


@transaction.atomic
def edit_request(*, actor: Actor, request: BuyerRequest, **asked: Any) -> BuyerRequest:
    """Write it anew with the fields of `Asked`.

    Raises `Absent`, `Refused` (MAT-20) once others have seen it, `InvalidInput`.
    """
    must_speak_for_buyer(actor)
    wanted = lock_request(actor, request)
    require(wanted.state in EDITABLE, REQUEST_MOVE_IN_TABLE)
    before = {"family": wanted.family_id, "quantity_kg": str(wanted.quantity_kg)}
    fill_request(wanted, Asked(**asked))
    wanted.save()
    write_audit_row(
        actor=actor,
        verb="request.edited",
        target=wanted,
        before=before,
        after={"family": wanted.family_id, "quantity_kg": str(wanted.quantity_kg)},
    )
    return wanted
