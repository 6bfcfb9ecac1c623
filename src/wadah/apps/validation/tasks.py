"""Work on papers, and on all products, that the worker does."""

from __future__ import annotations

from wadah.apps.accounts.background import background
from wadah.apps.validation.actions.read_draft import read_draft
from wadah.apps.validation.actions.run_sweep_order import run_sweep_order


@background("validation.read_by_machine")
def read_by_machine(draft_id: int) -> None:
    read_draft(draft_id)


@background("validation.sweep_by_order")
def sweep_by_order(order_id: int) -> None:
    run_sweep_order(order_id)
