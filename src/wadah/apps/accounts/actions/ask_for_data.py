"""A person uses a right over his data; somebody has three days to answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.set_second_factor import get_own_user
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import DataRequest
from wadah.core.values import InvalidInput, Text, unknown_word

# Law 27/2022 gives three times twenty-four hours.
TIME_TO_ANSWER = timedelta(hours=72)
Kind = DataRequest.Kind
ASKED = (Kind.CORRECTION, Kind.RESTRICTION, Kind.ERASURE)
MOST_LETTERS = 4000


@transaction.atomic
def ask_for_data(*, actor: Actor, kind: str, text: str, now: datetime) -> DataRequest:
    """Put the request into the queue. Raises `Absent` or `InvalidInput`."""
    user = get_own_user(actor)
    if kind not in ASKED:
        raise unknown_word("kind", kind, ASKED)
    text = text.strip()
    if not text and kind != Kind.ERASURE:
        raise InvalidInput("text", "required", _WHAT)
    if len(text) > MOST_LETTERS:
        raise InvalidInput("text", "too_long", _SHORTER)
    if DataRequest.objects.filter(user=user, kind=kind, state="open").exists():
        raise InvalidInput("", "asked_already", _ASKED_ALREADY)
    request = DataRequest.objects.create(
        user=user, kind=kind, text=text, due_at=now + TIME_TO_ANSWER
    )
    write_audit_row(
        actor=actor, verb="data_request.asked", target=request, after={"kind": kind}
    )
    return request


_WHAT = Text(
    "Tulis data mana yang dimaksud dan bagaimana seharusnya.",
    "Write which data you mean and what they should be.",
)
_SHORTER = Text(
    f"Terlalu panjang; paling banyak {MOST_LETTERS} huruf.",
    f"Too long; at most {MOST_LETTERS} characters.",
)
_ASKED_ALREADY = Text(
    "Permintaan yang sama masih menunggu jawaban.",
    "The same request is waiting for its answer.",
)
