"""An officer says under which code goods stand; the index learns it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.goods_text import check_goods_text, check_reason, key_of
from wadah.apps.reference.index_marks import CONFIRMED, touch_mark
from wadah.apps.reference.models import ConfirmedCode, HsCode
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def confirm_goods_code(
    *, actor: Actor, text: str, hs6: str, reason: str
) -> ConfirmedCode:
    """Confirm a code for goods; another code for the same words takes its place.

    Raises `Absent`, or `InvalidInput` when a text is empty or the code is none.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    words = check_goods_text(text)
    why = check_reason(reason)
    _check_code(hs6)
    key = key_of(words)
    standing = ConfirmedCode.objects.select_for_update().filter(
        key=key, undone_at__isnull=True
    )
    before = {"hs6": standing[0].hs6} if standing else {}
    standing.update(undone_at=timezone.now(), undone_reason=why)
    row = ConfirmedCode.objects.create(text=words, key=key, hs6=hs6, reason=why)
    touch_mark(CONFIRMED)
    write_audit_row(
        actor=actor,
        verb="confirmed_code.confirmed",
        target=row,
        before=before,
        after={"text": words, "hs6": hs6, "reason": why},
    )
    return row


def _check_code(hs6: str) -> None:
    if not (len(hs6) == 6 and hs6.isascii() and hs6.isdigit()):
        raise InvalidInput("hs6", "code_digits", _DIGITS)
    known = HsCode.objects.filter(level=6)
    if known.exists() and not known.filter(code=hs6).exists():
        raise InvalidInput("hs6", "unknown_code", _UNKNOWN)


_DIGITS = Text("Kode HS ditulis dengan enam angka.", "An HS code has six digits.")
_UNKNOWN = Text(
    "Kode ini tidak ada dalam nomenklatur yang dimuat.",
    "This code is not in the nomenclature that was loaded.",
)
