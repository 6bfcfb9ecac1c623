"""A buyer, or an officer for him, says what he thinks of a product on his list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import ShortlistEntry
from wadah.apps.matching.process_rules import NO_CONTACT_IN_WORDS
from wadah.apps.matching.queries.shortlist import get_entry
from wadah.apps.matching.request_moves import must_speak_for_buyer
from wadah.apps.matching.request_telling import tell_people
from wadah.apps.matching.shortlist_moves import lock_shortlist, set_state
from wadah.core.matching.contact_words import has_contact
from wadah.core.matching.shortlist_states import FEEDBACK
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def give_feedback(
    *, actor: Actor, entry: ShortlistEntry, feedback: str, words: str = "",
    now: datetime,
) -> ShortlistEntry:  # fmt: skip
    """He may think again: what he said last counts, each time is in the audit rows.

    Raises `Absent`, `InvalidInput`, `Refused` (MAT-23, MAT-50).
    """
    must_speak_for_buyer(actor)
    row = get_entry(actor, entry.pk)
    shortlist = lock_shortlist(actor, row.shortlist)
    set_state(shortlist, "answer")
    said = words.strip()
    if feedback not in FEEDBACK:
        raise InvalidInput("feedback", "required", _CHOOSE)
    if feedback == ShortlistEntry.Feedback.QUESTION and not said:
        raise InvalidInput("words", "required", _ASK)
    is_buyer = actor.reach(Subject.REQUESTS) is Reach.OWN
    require(not (is_buyer and has_contact(said)), NO_CONTACT_IN_WORDS)
    before = {"product": row.product_id, "feedback": row.feedback, "words": row.words}
    row.feedback, row.words = feedback, said
    row.said_at, row.said_by_id = now, actor.user_id
    row.save(update_fields=["feedback", "words", "said_at", "said_by"])
    write_audit_row(
        actor=actor,
        verb="shortlist.feedback_given",
        target=shortlist,
        before=before,
        after={"product": row.product_id, "feedback": feedback, "words": said},
    )
    if is_buyer and shortlist.made_by is not None:
        tell_people([shortlist.made_by], shortlist.request, "shortlist_feedback")
    return row


_CHOOSE = Text("Pilih satu dari tiga jawaban.", "Choose one of the three answers.")
_ASK = Text("Tulis pertanyaannya.", "Write the question.")
