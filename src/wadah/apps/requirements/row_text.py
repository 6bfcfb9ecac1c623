"""A row of the rules as the text a person edits: its newest version, whole."""

from __future__ import annotations

from wadah.apps.requirements.models import RuleChange
from wadah.apps.requirements.rule_files import load_rows
from wadah.apps.requirements.rule_toml import write_rule


def find_row_text(row_id: str) -> str | None:
    """The text of the newest version; None where there is no such row."""
    last = (
        RuleChange.objects.filter(rule_row=row_id, change_set__state="approved")
        .exclude(toml="")
        .order_by("-change_set__decided_at", "-pk")
        .first()
    )
    if last is not None:
        return last.toml
    return find_packaged_text(row_id) or None


def find_packaged_text(row_id: str) -> str:
    """The text of this version's files; empty where they have no such row."""
    row = load_rows().get(row_id)
    return "" if row is None else write_rule(row)
