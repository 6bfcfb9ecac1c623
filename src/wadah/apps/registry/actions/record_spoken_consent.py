"""An officer writes down that a business agreed by word of mouth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import AuditRow, Role
from wadah.apps.accounts.outbox import list_people_of, write_to_all
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.importing.phones import read_phones
from wadah.apps.registry.models import Business, Consent
from wadah.apps.registry.process_rules import CLAIMS_IN_PEACE
from wadah.core.language import normalise
from wadah.core.values import InvalidInput, Text

TRIES_A_DAY = 20


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who said yes, to which words, who held the phone, and what is allowed."""

    given_by: str
    read_out: str
    held_phone: str
    may_edit: bool = True


def find_by_name_and_phone(
    *, actor: Actor, name: str, phone: str, now: datetime
) -> Business:
    """The record whose owner speaks: he tells its name and the number in it.

    Both must agree exactly, and each try is written down: an officer cannot look
    through the records of others this way. Raises `Absent`, `InvalidInput`, `Refused`
    (REG-45).
    """
    actor.must_reach(Subject.OTHER_BUSINESS, Reach.CONSENTED)
    tried = AuditRow.objects.filter(
        actor_id=actor.user_id or 0,
        verb="consent.record_sought",
        at__gt=now - timedelta(days=1),
    )
    require(tried.count() < TRIES_A_DAY, CLAIMS_IN_PEACE)
    numbers = read_phones(phone).numbers
    found = (
        Business.objects.filter(
            search_name=normalise(name)[:200],
            phone__in=numbers,
            merged_into__isnull=True,
        )
        .order_by("pk")
        .first()
    )
    write_audit_row(
        actor=actor,
        verb="consent.record_sought",
        target=found or Business(),
        after={"found": found is not None},
    )
    if found is None:
        raise InvalidInput("phone", "no_record", _NO_RECORD)
    return found


@transaction.atomic
def record_spoken_consent(
    *, actor: Actor, business: Business, spoken: Spoken
) -> Consent:
    """Keep who agreed, to what, and how; an older consent of the organisation ends.

    Its own people, if it has any in Wadah, are told, and can withdraw. Raises `Absent`
    or `InvalidInput`.
    """
    actor.must_reach(Subject.OTHER_BUSINESS, Reach.CONSENTED)
    if actor.organisation_id is None:
        raise Absent("organisation")
    for field in ("given_by", "read_out", "held_phone"):
        if not getattr(spoken, field).strip():
            raise InvalidInput(field, "required", _REQUIRED)
    today = timezone.localdate()
    with keep_counts(business.pk):
        business.consents.filter(
            organisation_id=actor.organisation_id, withdrawn_on__isnull=True
        ).update(withdrawn_on=today, withdrawn_by=actor.user_id)
        consent = Consent.objects.create(
            business=business,
            organisation_id=actor.organisation_id,
            basis=Consent.Basis.SPOKEN,
            given_by=spoken.given_by.strip()[:200],
            given_on=today,
            recorded_by_id=actor.user_id,
            may_edit=spoken.may_edit,
            read_out=spoken.read_out.strip(),
            held_phone=spoken.held_phone.strip()[:200],
        )
    if business.organisation_id is not None:
        write_to_all(
            list_people_of(business.organisation_id, [Role.OWNER]),
            "consent_recorded",
            actor.organisation_id,
            organisation=actor.organisation_name,
            business=business.name,
        )
    write_audit_row(
        actor=actor,
        verb="consent.recorded",
        target=consent,
        after={
            "business": business.pk,
            "organisation": actor.organisation_id,
            "given_by": consent.given_by,
            "held_phone": consent.held_phone,
            "may_edit": consent.may_edit,
        },
    )
    return consent


_NO_RECORD = Text(
    "Tidak ada data usaha dengan nama dan nomor telepon persis ini. Catat sebagai "
    "usaha baru bila belum ada.",
    "There is no record with exactly this name and phone number. Enter the business "
    "anew if it is not there.",
)
_REQUIRED = Text(
    "Tulis siapa yang setuju, apa yang dibacakan, dan siapa yang memegang telepon.",
    "Write who agreed, what was read out, and who held the phone.",
)
