"""A nomenclature file of the user enters the reference tables."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.hs_file import HsFile, read_hs_file
from wadah.apps.reference.hs_store import Stored, store_hs_file
from wadah.apps.reference.models import HsCode


@dataclass(frozen=True, slots=True)
class HsLoad:
    """What the file held and what became of it."""

    file: HsFile
    stored: Stored


def load_hs_codes(*, actor: Actor, path: str) -> HsLoad:
    """Load one file, whole or not at all; the same file again changes nothing.

    A row that breaks a rule is refused and named; the others are loaded. Raises
    `Absent`, or `InvalidInput` when the file cannot be read at all.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    found = read_hs_file(path)
    with transaction.atomic():
        stored = store_hs_file(found)
        # The rows are many: one audit row tells of the file, not one of each code.
        write_audit_row(
            actor=actor,
            verb="hs_codes.loaded",
            target=HsCode(pk=0),
            after={
                "layout": found.layout,
                "edition": found.edition,
                "rows": found.rows,
                "created": stored.created,
                "updated": stored.updated,
                "unchanged": stored.unchanged,
                "refused": len(found.refused),
            },
        )
    return HsLoad(found, stored)
