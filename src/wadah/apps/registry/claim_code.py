"""The code of a claim: it goes to the phone number of the record, never elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from wadah.apps.accounts.codes import (
    MAX_WRONG,
    SENT_LASTS,
    code_agrees,
    hash_code,
    make_code,
)
from wadah.apps.accounts.models import Channel
from wadah.apps.accounts.outbox import Way, write_to_number
from wadah.apps.accounts.sending import choose_channel
from wadah.apps.registry.models import Claim


def scope_of(claim: Claim) -> str:
    return f"claim|{claim.pk}"


def set_code(claim: Claim, now: datetime, lasts: timedelta) -> str:
    """Give the claim a new code; an older one is void."""
    code = make_code()
    claim.code_hash = hash_code(scope_of(claim), code)
    claim.code_expires_at = now + lasts
    claim.code_failures = 0
    claim.save(update_fields=["code_hash", "code_expires_at", "code_failures"])
    return code


def send_code(claim: Claim, now: datetime) -> None:
    """By text message to the number of the record, where there is a gateway.

    Else an officer calls there: `note_call`.
    """
    if choose_channel(claim.business.phone) is Channel.SMS:
        code = set_code(claim, now, SENT_LASTS)
        _write(claim, Channel.SMS, code=code)


def note_call(claim: Claim, organisation_id: int | None) -> None:
    """The outbox tells that a code was read out at the number of the record."""
    _write(claim, Channel.HAND, organisation_id)


def _write(
    claim: Claim, channel: Channel, organisation_id: int | None = None, code: str = ""
) -> None:
    write_to_number(
        "code_claim",
        Way(claim.business.phone, channel, claim.code_expires_at),
        claim.user.language,
        organisation_id,
        code=code,
        business=claim.business.name,
    )


def spend_claim_code(claim: Claim, code: str, now: datetime) -> bool:
    """Whether the code holds; the try is counted before it is compared."""
    counted = Claim.objects.filter(
        pk=claim.pk, code_failures__lt=MAX_WRONG, code_expires_at__gt=now
    ).update(code_failures=F("code_failures") + 1)
    kept = claim.code_hash if counted else ""
    return code_agrees(scope_of(claim), code, kept)
