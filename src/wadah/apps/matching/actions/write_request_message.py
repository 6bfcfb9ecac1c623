"""Something is written about a request, with a file or without."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import BuyerRequest, RequestMessage
from wadah.apps.matching.process_rules import NO_CONTACT_IN_WORDS
from wadah.apps.matching.queries.answers import has_agreed_answer
from wadah.apps.matching.queries.request import get_request
from wadah.apps.matching.queries.request_thread import list_partners
from wadah.apps.matching.request_moves import must_be_below
from wadah.apps.matching.request_telling import tell_about_message
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import find_own_business
from wadah.apps.registry.upload.receiving import Received, Upload, receive_upload
from wadah.core.matching.contact_words import has_contact
from wadah.core.matching.request_limits import MESSAGES_A_DAY
from wadah.core.values import InvalidInput, Text

_SIDES = {Reach.ALL: "office", Reach.OWN: "buyer", Reach.MATCHED: "business"}


@transaction.atomic
def write_request_message(
    *, actor: Actor, request: BuyerRequest, text: str, upload: Upload | None = None,
    business: Business | None = None, now: datetime,
) -> RequestMessage:  # fmt: skip
    """A business writes to the buyer alone; the others to one business or to all.

    Raises `Absent`, `InvalidInput`, `Refused` (MAT-22, MAT-23).
    """
    wanted = get_request(actor, request.pk)
    side = _SIDES[actor.reach(Subject.REQUESTS)]
    partner = _find_partner(actor, wanted, business, side)
    if not text.strip() and upload is None:
        raise InvalidInput("text", "required", _TEXT)
    day = timedelta(days=MESSAGES_A_DAY.days or 1)
    today = wanted.messages.filter(by_id=actor.user_id, at__gte=now - day)
    must_be_below(MESSAGES_A_DAY, today.count())
    received = receive_upload(upload) if upload is not None else None
    _check_words(wanted, partner, side, text, received)
    message = RequestMessage(
        request=wanted, business=partner, text=text.strip(), by_id=actor.user_id,
        side=side, at=now,
    )  # fmt: skip
    if received is not None:
        message.file = received.make_file()
        message.file_name = received.file_name
        message.sha256 = received.sha256
        message.scanned_at = received.scanned_at
    message.save()
    write_audit_row(
        actor=actor,
        verb="request.message_written",
        target=message,
        after={
            "request": wanted.pk,
            "business": partner.pk if partner else None,
            "file": message.sha256,
        },
    )
    tell_about_message(message)
    return message


def _find_partner(
    actor: Actor, request: BuyerRequest, business: Business | None, side: str
) -> Business | None:
    if side == "business":
        own = find_own_business(actor)
        if own is None:
            raise Absent("business")
        return own
    if business is None:
        return None
    partner = list_partners(request).filter(pk=business.pk).first()
    if partner is None:
        raise Absent(f"business {business.pk}")
    return partner


def _check_words(
    request: BuyerRequest, partner: Business | None, side: str, text: str,
    received: Received | None,
) -> None:  # fmt: skip
    """Neither words nor the text of a file get round what both have to agree to.

    A picture cannot be read for sure; an officer sees every file of a thread.
    """
    if side == "office":
        return
    if partner is not None and has_agreed_answer(request, partner.pk):
        return
    words = f"{text}\n{received.text if received else ''}"
    require(not has_contact(words), NO_CONTACT_IN_WORDS)


_TEXT = Text("Tulis pesan atau pilih berkas.", "Write a message or choose a file.")
