"""A person looked a paper up in an outside register and writes down what it said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.upload.receiving import Upload, receive_upload
from wadah.apps.validation.actions.check_document import CHECKERS
from wadah.apps.validation.models import Document, RegisterCheck
from wadah.apps.validation.queries.document import get_document
from wadah.apps.validation.registers import REGISTERS
from wadah.core.values import InvalidInput, Text, unknown_word


@dataclass(frozen=True, slots=True)
class Look:
    """What a register said, and when it was looked at."""

    register: str
    said: str
    looked_on: date
    number: str = ""
    note: str = ""
    screenshot: Upload | None = None


@transaction.atomic
def record_register_check(
    *, actor: Actor, document: Document, look: Look
) -> RegisterCheck:
    """Keep the look; it counts as confirmed once a second person says so.

    Raises `Absent`, or `InvalidInput` for an unknown register, a day to come, or a
    screenshot that is not to be kept.
    """
    if actor.role not in CHECKERS:
        raise Absent(f"document {document.pk}")
    document = get_document(actor, document.pk)
    if look.register not in REGISTERS:
        raise unknown_word("register", look.register, REGISTERS)
    if look.looked_on > timezone.localdate():
        raise InvalidInput("looked_on", "day_to_come", _TO_COME)
    row = RegisterCheck(
        document=document,
        register=look.register,
        said=look.said,
        number=look.number,
        looked_on=look.looked_on,
        note=look.note,
        recorded_by_id=cast(int, actor.user_id),
    )
    if look.screenshot is not None:
        row.screenshot = _receive(look.screenshot)
    row.save()
    write_audit_row(
        actor=actor,
        verb="register.looked_up",
        target=row,
        after={
            "document": document.pk,
            "register": look.register,
            "said": look.said,
            "looked_on": look.looked_on.isoformat(),
        },
    )
    return row


def _receive(upload: Upload) -> object:
    try:
        return receive_upload(upload).make_file()
    except InvalidInput as error:
        raise InvalidInput("screenshot", error.rule, error.message) from error


_TO_COME = Text(
    "Hari ini belum tiba. Tulis hari saat Anda melihat daftarnya.",
    "This day is still to come. Give the day on which you looked.",
)
