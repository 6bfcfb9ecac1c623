"""What the page of a shortlist shows, in the words of its reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.forms.shortlist import FeedbackForm
from wadah.apps.matching.models import Shortlist, ShortlistEntry
from wadah.apps.matching.queries.buyers import EXAMINERS, SIGNERS
from wadah.apps.registry.queries.product import is_public
from wadah.apps.registry.sheet_file import synthetic_cell
from wadah.core.matching.shortlist_states import list_shortlist_actions


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A product of the list; the form of the buyer's answer where it may be given."""

    entry: ShortlistEntry
    is_shown: bool
    form: FeedbackForm | None


def list_open_moves(actor: Actor, shortlist: Shortlist) -> dict[str, bool]:
    """What this actor can do with the list as it is now."""
    actions = set(list_shortlist_actions(shortlist.state)) - {"supersede"}
    if actor.role not in EXAMINERS:
        actions &= {"approve"} if actor.role in SIGNERS else {"answer"}
    if actor.user_id in (shortlist.made_by_id, shortlist.changed_by_id):
        actions.discard("approve")
    return dict.fromkeys(actions, True)


def list_entry_lines(
    actor: Actor, shortlist: Shortlist, entries: Iterable[ShortlistEntry],
    given: FeedbackForm | None = None, of_entry: int = 0,
) -> list[EntryLine]:  # fmt: skip
    """`given` is the form of one entry that came back with errors."""
    may_answer = "answer" in list_open_moves(actor, shortlist)
    return [
        EntryLine(
            entry,
            is_public(entry.product),
            _form(entry, given if entry.pk == of_entry else None)
            if may_answer
            else None,
        )
        for entry in entries
    ]


def is_for_buyer(actor: Actor) -> bool:
    return actor.reach(Subject.REQUESTS) is Reach.OWN


def sheet_rows(shortlists: Iterable[Shortlist]) -> list[list[object]]:
    """Every product of the lists, with what the buyer said of it, as a file."""
    head: list[object] = ["shortlist", "request", "buyer", "version", "state",
                          "position", "business", "product", "feedback", "words",
                          "said_on", "synthetic"]  # fmt: skip
    rows: list[list[object]] = [head]
    for one in shortlists:
        for entry in one.entries.all():
            rows.append([
                one.pk, one.request_id, one.request.buyer.name, one.version, one.state,
                entry.position, entry.product.business.name, entry.product.name,
                entry.feedback, entry.words,
                timezone.localdate(entry.said_at) if entry.said_at else None,
                synthetic_cell(one.request.buyer),
            ])  # fmt: skip
    return rows


def _form(entry: ShortlistEntry, given: FeedbackForm | None) -> FeedbackForm:
    if given is not None:
        return given
    initial = {"feedback": entry.feedback, "words": entry.words}
    return FeedbackForm(initial=initial, prefix=f"e{entry.pk}")
