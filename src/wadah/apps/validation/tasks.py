"""Work on papers that the worker does."""

from __future__ import annotations

from wadah.apps.accounts.background import background
from wadah.apps.validation.actions.read_draft import read_draft


@background("validation.read_by_machine")
def read_by_machine(draft_id: int) -> None:
    read_draft(draft_id)
