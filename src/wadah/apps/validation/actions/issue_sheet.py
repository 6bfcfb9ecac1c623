"""An approver issues the signed sheet of a decision."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused, require
from wadah.apps.validation.actions.rotate_key import get_or_make_key, keys_folder
from wadah.apps.validation.models import CaseDecision, ValidationSheet
from wadah.apps.validation.process_rules import VAL_30, VAL_31
from wadah.apps.validation.proof import list_living_decisions
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.sheets.block import canonical_json, hash_page, put_block
from wadah.apps.validation.sheets.payload import SheetName, find_last_day, make_payload
from wadah.apps.validation.sheets.rendering import render_sheet
from wadah.apps.validation.sheets.signing import SHEET, sign

# Crockford's letters: none that is mistaken for another. 16 of 32 are 80 bits.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16


@transaction.atomic
def issue_sheet(
    *, actor: Actor, decision: CaseDecision, site: str, now: datetime
) -> ValidationSheet:
    """Draw, sign and keep the sheet; `site` is the address under which we are reached.

    Raises `Absent`, `Refused` (VAL-30, VAL-31), or `InvalidInput` where the page cannot
    be drawn or the key is not there.
    """
    case = get_case(actor, decision.case_id)
    today = timezone.localdate(now)
    living = list_living_decisions(case.product, today).select_related(
        "case__product__family", "case__product__business__region", "case__destination"
    )
    found = living.filter(pk=decision.pk).first()
    if actor.role is not Role.APPROVER or actor.user_id is None or found is None:
        raise Refused(VAL_30)
    require(find_last_day(found) >= today, VAL_30)
    CaseDecision.objects.select_for_update(of=("self",)).get(pk=found.pk)
    require(not ValidationSheet.objects.filter(decision=found).exists(), VAL_31)
    key = get_or_make_key(actor, now)
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    name = SheetName(
        number=f"WDH-{today.year}-{found.pk:05d}",
        code=code,
        address=f"{site.rstrip('/')}/sheets/{code}/",
        key_id=key.pk,
    )
    payload = make_payload(found, name, actor.organisation_name, now)
    data, signed = _draw_and_sign(payload)
    sheet = ValidationSheet.objects.create(
        decision=found,
        number=name.number,
        code=code,
        issued_at=now,
        issued_by_id=actor.user_id,
        key=key,
        payload=signed,
        file=ContentFile(data, name=f"{secrets.token_hex(16)}.pdf"),
        file_sha256=hash_page(data),
    )
    write_audit_row(
        actor=actor,
        verb="sheet.issued",
        target=sheet,
        after={"number": sheet.number, "case": case.pk, "key": key.pk},
        rule=VAL_30.code,
    )
    return sheet


def _draw_and_sign(payload: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """The file, and the payload as it was signed: with the hash of the page."""
    page = render_sheet(payload)
    signed = {**payload, "page_sha256": hash_page(page)}
    body = canonical_json(signed)
    signature = sign(keys_folder(), payload["key"], SHEET, body)
    return put_block(page, body, signature), signed
