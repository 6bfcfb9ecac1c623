"""The register is searched for records that may be one business."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.duplicates.search import Found, FoundPair, find_pairs
from wadah.apps.registry.models import Merge, PossibleDuplicate
from wadah.apps.registry.queries.duplicates import read_register

REASON = "search"
_CHUNK = 500
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """What the search did; `open` counts all pairs that wait after it."""

    businesses: int
    pairs: int
    new: int
    changed: int
    gone: int
    decided_before: int
    open: int
    frequencies: str


def find_duplicates(*, actor: Actor) -> SearchOutcome:
    """Search the whole register and bring the queue up to date.

    A pair that somebody decided stays decided and never comes back. One that the
    search no longer finds leaves the queue; one that a list's own rule named stays.
    Raises `Absent` for anybody but an administrator or the night.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    # Takes most of the time and writes nothing: no transaction waits for it.
    found = find_pairs(read_register())
    return _store(actor, found)


@transaction.atomic
def _store(actor: Actor, found: Found) -> SearchOutcome:
    known = {
        (pair.first_id, pair.second_id): pair
        for pair in PossibleDuplicate.objects.select_for_update()
    }
    # A merge of the meantime took a record away.
    gone_records = set(
        Merge.objects.filter(undone_at__isnull=True).values_list("absorbed", flat=True)
    )
    wanted = {
        (pair.first, pair.second): pair
        for pair in found.pairs
        if not {pair.first, pair.second} & gone_records
    }
    new = [_make(pair) for key, pair in wanted.items() if key not in known]
    changed = [
        known[key]
        for key, pair in wanted.items()
        if key in known and _is_renewed(known[key], pair)
    ]
    stale = [
        pair.pk
        for key, pair in known.items()
        if pair.state == PossibleDuplicate.State.OPEN
        and pair.reason == REASON
        and key not in wanted
    ]
    PossibleDuplicate.objects.bulk_create(new, batch_size=_CHUNK, ignore_conflicts=True)
    PossibleDuplicate.objects.bulk_update(
        changed, ["score", "evidence"], batch_size=_CHUNK
    )
    for start in range(0, len(stale), _CHUNK):
        PossibleDuplicate.objects.filter(pk__in=stale[start : start + _CHUNK]).delete()
    outcome = SearchOutcome(
        businesses=found.businesses,
        pairs=len(wanted),
        new=len(new),
        changed=len(changed),
        gone=len(stale),
        decided_before=sum(
            key in known and known[key].state != PossibleDuplicate.State.OPEN
            for key in wanted
        ),
        open=PossibleDuplicate.objects.filter(
            state=PossibleDuplicate.State.OPEN
        ).count(),
        frequencies=found.frequencies,
    )
    _write_row(actor, outcome)
    return outcome


def _make(pair: FoundPair) -> PossibleDuplicate:
    return PossibleDuplicate(
        first_id=pair.first,
        second_id=pair.second,
        reason=REASON,
        score=Decimal(str(pair.score)),
        evidence=list(pair.evidence),
    )


def _is_renewed(known: PossibleDuplicate, pair: FoundPair) -> bool:
    """Take over the new score of a pair that waits; was there anything new?"""
    if known.state != PossibleDuplicate.State.OPEN:
        return False
    score, evidence = Decimal(str(pair.score)), list(pair.evidence)
    if known.score == score and known.evidence == evidence:
        return False
    known.score, known.evidence = score, evidence
    return True


def _write_row(actor: Actor, outcome: SearchOutcome) -> None:
    # The search is about the register as a whole; the row names the queue.
    write_audit_row(
        actor=actor,
        verb="duplicates.searched",
        target=PossibleDuplicate(pk=0),
        after={
            "businesses": outcome.businesses,
            "pairs": outcome.pairs,
            "new": outcome.new,
            "gone": outcome.gone,
        },
    )
