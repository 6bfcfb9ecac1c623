"""A request of a list is entered once, under the reference that the list gives it."""

from __future__ import annotations

from typing import Any, Literal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.models import Buyer, BuyerRequest, ImportedRequest
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def import_request(
    *, actor: Actor, buyer: Buyer, reference: str, content: str, values: dict[str, Any]
) -> Literal["created", "unchanged"]:
    """Enter the request unless the buyer has one of this reference.

    Raises what `add_request` raises, and `InvalidInput` where the one that is there
    was loaded with other words: what sellers may have answered is not changed by a
    list.
    """
    known = ImportedRequest.objects.filter(buyer=buyer, reference=reference).first()
    if known is not None and known.content != content:
        raise InvalidInput("reference", "request_kept", _KEPT)
    if known is not None:
        return "unchanged"
    request: BuyerRequest = add_request(actor=actor, buyer=buyer, **values)
    named = ImportedRequest.objects.create(
        request=request, buyer=buyer, reference=reference, content=content
    )
    write_audit_row(
        actor=actor,
        verb="request.imported",
        target=named,
        after={"request": request.pk, "reference": reference},
    )
    return "created"


_KEPT = Text(
    "Permintaan dengan rujukan ini sudah dimuat dengan isi lain. Ubah di halamannya, "
    "atau beri rujukan baru.",
    "The request of this reference was loaded with other words. Change it on its page, "
    "or give it a new reference.",
)
