"""An owner says that a record made from a list is his business."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import Role, User
from wadah.apps.accounts.outbox import list_people_of, write_to_all
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.registry.business_values import NIB_DIGITS
from wadah.apps.registry.claim_code import send_code
from wadah.apps.registry.models import Business, Claim
from wadah.apps.registry.process_rules import (
    CLAIM_BY_AN_OWNER,
    CLAIM_OF_A_FREE_RECORD,
    CLAIMS_IN_PEACE,
)
from wadah.apps.registry.queries.business import find_own_business
from wadah.apps.registry.upload.receiving import Upload, receive_upload
from wadah.apps.registry.words import check_word
from wadah.core.values import InvalidInput, Text

CLAIMS_A_DAY = 5
Proof = Claim.Proof


@dataclass(frozen=True, slots=True)
class Proving:
    """How the owner proves it: one of the four ways, with what it needs."""

    proof: str
    nib: str = ""
    note: str = ""
    paper: Upload | None = None


@transaction.atomic
def claim_business(
    *, actor: Actor, business: Business, proving: Proving, now: datetime
) -> Claim:
    """Write the claim and tell the officers who care for the record.

    Of a number only whether it agrees is kept. Raises `Absent`, `InvalidInput`,
    `Refused` (ACC-01, REG-40, REG-41, REG-45).
    """
    user_id, organisation_id = _check_claimant(actor, now)
    business = Business.objects.select_for_update().get(pk=business.pk)
    is_free = business.organisation_id is None and business.merged_into_id is None
    require(is_free, CLAIM_OF_A_FREE_RECORD)
    check_word("proof", proving.proof, Proof.values)
    if business.claims.filter(user_id=user_id, state=Claim.State.OPEN).exists():
        raise InvalidInput("proof", "claimed_already", _ALREADY)
    claim = Claim(
        business=business,
        user_id=user_id,
        organisation_id=organisation_id,
        proof=proving.proof,
        note=proving.note.strip()[:500],
    )
    _take_proof(claim, proving)
    claim.save()
    if claim.proof == Proof.PHONE:
        send_code(claim, now)
    _tell_carers(claim, actor)
    write_audit_row(
        actor=actor,
        verb="claim.made",
        target=claim,
        after={
            "business": business.pk,
            "proof": claim.proof,
            "proof_agrees": claim.proof_agrees,
        },
    )
    return claim


def _check_claimant(actor: Actor, now: datetime) -> tuple[int, int]:
    if actor.user_id is None or actor.organisation_id is None:
        raise Absent("person")
    require(actor.role is Role.OWNER, CLAIM_BY_AN_OWNER)
    require(actor.is_confirmed, CONFIRMED_FIRST)
    own = find_own_business(actor)
    # What the owner entered himself may turn out to be the same business; a record of
    # a list that is his already may not.
    require(own is None or own.batch_id is None, CLAIM_BY_AN_OWNER)
    made = Claim.objects.filter(
        user_id=actor.user_id, asked_at__gt=now - timedelta(days=1)
    )
    require(made.count() < CLAIMS_A_DAY, CLAIMS_IN_PEACE)
    return actor.user_id, actor.organisation_id


def _take_proof(claim: Claim, proving: Proving) -> None:
    if claim.proof == Proof.NIB:
        claim.proof_agrees = _nib_agrees(claim.business, proving.nib)
    elif claim.proof == Proof.PHONE and not claim.business.phone:
        raise InvalidInput("proof", "no_phone", _NO_PHONE)
    elif claim.proof == Proof.PAPER:
        if proving.paper is None:
            raise InvalidInput("paper", "required", _PAPER)
        claim.paper = receive_upload(proving.paper, "paper").make_file()


def _nib_agrees(business: Business, nib: str) -> bool | None:
    digits = re.sub(r"[\s.\-]", "", nib)
    if not re.fullmatch(rf"[0-9]{{{NIB_DIGITS}}}", digits):
        raise InvalidInput("nib", "nib_format", _NIB)
    if not business.nib_fingerprint:
        return None
    return hmac.compare_digest(fingerprint(digits), business.nib_fingerprint)


def _tell_carers(claim: Claim, actor: Actor) -> None:
    caring = claim.business.consents.filter(withdrawn_on__isnull=True, may_edit=True)
    for organisation_id in caring.values_list("organisation_id", flat=True):
        people: list[User] = list_people_of(organisation_id, [Role.OFFICER])
        write_to_all(
            people, "claim_asked", organisation_id,
            name=actor.name, business=claim.business.name,
        )  # fmt: skip


_ALREADY = Text(
    "Permintaan Anda atas data ini masih menunggu.",
    "Your claim of this record is still waiting.",
)
_NO_PHONE = Text(
    "Data ini tidak memuat nomor telepon. Pilih cara lain.",
    "This record holds no phone number. Choose another way.",
)
_PAPER = Text(
    "Pilih foto atau PDF surat yang memuat nama dan alamat usaha.",
    "Choose a photo or PDF of a paper with name and address of the business.",
)
_NIB = Text("NIB terdiri atas 13 angka.", "A NIB has 13 digits.")
