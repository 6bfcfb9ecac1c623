"""A paper that proves something of a buyer is kept."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import Buyer, BuyerProof
from wadah.apps.matching.queries.request import get_buyer
from wadah.apps.registry.upload.receiving import Upload, receive_upload
from wadah.core.values import InvalidInput, Text, unknown_word


@transaction.atomic
def add_buyer_proof(
    *, actor: Actor, buyer: Buyer, kind: str, number: str = "", issuer: str = "",
    issued_on: date | None = None, expires_on: date | None = None,
    upload: Upload | None = None,
) -> BuyerProof:  # fmt: skip
    """With a file or a number at least. Raises `Absent`, `InvalidInput`."""
    row = get_buyer(actor, buyer.pk)
    if kind not in BuyerProof.Kind.values:
        raise unknown_word("kind", kind, BuyerProof.Kind.values)
    if upload is None and not number.strip():
        raise InvalidInput("number", "required", _SOMETHING)
    if issued_on and expires_on and expires_on < issued_on:
        raise InvalidInput("expires_on", "dates_in_order", _ORDER)
    proof = BuyerProof(
        buyer=row, kind=kind, number=number.strip(), issuer=issuer.strip(),
        issued_on=issued_on, expires_on=expires_on, added_by_id=actor.user_id,
    )  # fmt: skip
    if upload is not None:
        received = receive_upload(upload)
        if row.proofs.filter(kind=kind, sha256=received.sha256).exists():
            raise InvalidInput("upload", "kept_already", _TWICE)
        proof.file = received.make_file()
        proof.file_name = received.file_name
        proof.sha256 = received.sha256
        proof.scanned_at = received.scanned_at
    proof.save()
    write_audit_row(
        actor=actor,
        verb="buyer.proof_added",
        target=proof,
        after={"buyer": row.pk, "kind": kind, "sha256": proof.sha256},
    )
    return proof


_SOMETHING = Text(
    "Unggah suratnya, atau tulis nomornya.", "Hand in the paper, or write its number."
)
_ORDER = Text("Berakhir sebelum diterbitkan.", "It ends before it was issued.")
_TWICE = Text("Berkas ini sudah disimpan.", "This file is kept already.")
