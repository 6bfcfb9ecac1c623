"""Work of the register that the worker does."""

from __future__ import annotations

from wadah.apps.accounts.background import background
from wadah.apps.registry.actions.run_import_job import run_import_job


@background("registry.run_import")
def run_import(job_id: int) -> None:
    run_import_job(job_id)
