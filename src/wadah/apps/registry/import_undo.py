"""What undoing a batch would do, told by doing it and rolling it back."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.actions.undo_batch import UndoOutcome, undo_batch


def count_undo(actor: Actor, batch_id: int) -> UndoOutcome:
    """The outcome of the very action, of which nothing stays.

    Raises what `undo_batch` raises.
    """
    with transaction.atomic():
        outcome = undo_batch(actor=actor, batch_id=batch_id, keep_used=True)
        transaction.set_rollback(True)
    return outcome
