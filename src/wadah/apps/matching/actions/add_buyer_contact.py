"""A person of a buyer is written down, with his consent."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import Buyer, BuyerContact
from wadah.apps.matching.queries.request import get_buyer
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def add_buyer_contact(
    *, actor: Actor, buyer: Buyer, name: str, consent_given_on: date,
    consent_way: str, job: str = "", email: str = "", phone: str = "", today: date,
) -> BuyerContact:  # fmt: skip
    """Keep it. Raises `Absent`, `InvalidInput`: without a consent nothing is kept."""
    row = get_buyer(actor, buyer.pk)
    if not name.strip():
        raise InvalidInput("name", "required", _NAME)
    if not consent_way.strip():
        raise InvalidInput("consent_way", "required", _CONSENT)
    if consent_given_on > today:
        raise InvalidInput("consent_given_on", "in_the_future", _FUTURE)
    if not email.strip() and not phone.strip():
        raise InvalidInput("email", "required", _REACH)
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError as error:
            raise InvalidInput("email", "email_format", _EMAIL) from error
    contact = BuyerContact.objects.create(
        buyer=row, name=name.strip(), job=job.strip(), email=email.strip(),
        phone=phone.strip(), consent_given_on=consent_given_on,
        consent_way=consent_way.strip(), added_by_id=actor.user_id,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="buyer.contact_added",
        target=contact,
        after={"buyer": row.pk, "consent_given_on": consent_given_on.isoformat()},
    )
    return contact


_NAME = Text("Tulis nama orangnya.", "Write the name of the person.")
_CONSENT = Text(
    "Tulis bagaimana ia memberi persetujuan: surel, kartu nama di pameran, telepon.",
    "Write how he gave his consent: by mail, a card at a fair, a call.",
)
_FUTURE = Text("Tanggal ini belum tiba.", "This day has not come yet.")
_REACH = Text("Tulis e-mail atau telepon.", "Write an e-mail or a phone number.")
_EMAIL = Text("Ini bukan alamat e-mail.", "This is no e-mail address.")
