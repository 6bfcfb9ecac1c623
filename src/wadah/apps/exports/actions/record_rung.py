"""Somebody of a deal records that a rung was reached, with its proof."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.exports.process_rules import UP_THE_LADDER
from wadah.apps.exports.queries.deal import get_deal, list_entries, may_record
from wadah.apps.registry.upload.receiving import receive_upload
from wadah.core.exports import RungEntry, RungNotNext, check_rung
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def record_rung(
    *, actor: Actor, deal: Deal, rung: str, reached_on: date, proof: str,
    value_amount: Decimal | None = None, value_currency: str = "",
    quantity_kg: Decimal | None = None, port: str = "",
    proof_upload: UploadedFile[bytes] | None = None,
) -> DealRung:  # fmt: skip
    """Save the rung, waiting for a second person.

    Raises `Absent`, `InvalidInput` for a field, `Refused` (EXP-03) out of order.
    """
    if not may_record(actor) or actor.user_id is None:
        raise Absent("rung")
    deal = get_deal(actor, deal.pk)
    # The row lock makes two recorders of one deal take turns.
    Deal.objects.select_for_update().get(pk=deal.pk)
    entry = RungEntry(
        rung, reached_on, proof.strip(), value_amount, value_currency, port
    )
    try:
        check_rung(list_entries(deal.rungs.all()), entry)
    except RungNotNext as error:
        raise Refused(UP_THE_LADDER) from error
    if quantity_kg is not None and quantity_kg <= 0:
        raise InvalidInput("quantity_kg", "above_zero", _ABOVE_ZERO)
    saved = DealRung(
        deal=deal, rung=rung, reached_on=reached_on, proof=entry.proof,
        value_amount=value_amount, value_currency=value_currency,
        quantity_kg=quantity_kg, port=port, recorded_by_id=actor.user_id,
    )  # fmt: skip
    if proof_upload is not None:
        saved.proof_file = receive_upload(proof_upload, "proof_upload").make_file()
    saved.save()
    write_audit_row(
        actor=actor,
        verb="rung.recorded",
        target=saved,
        after={
            "deal": deal.pk,
            "rung": rung,
            "reached_on": reached_on.isoformat(),
            "value": str(value_amount or ""),
            "currency": value_currency,
            "port": port,
        },
    )
    return saved


_ABOVE_ZERO = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
