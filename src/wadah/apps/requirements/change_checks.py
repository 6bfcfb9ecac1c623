"""Is a proposed change whole, and does the base stay free of errors with it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from wadah.apps.requirements.lint_world import lint
from wadah.apps.requirements.models import RuleChange, RuleChangeSet
from wadah.apps.requirements.rule_base import make_change, read_rule_base
from wadah.apps.requirements.rule_toml import parse_rule
from wadah.core.requirements import RuleBase
from wadah.core.requirements.changing import (
    Change,
    is_current,
    newest_version,
    overlay,
)
from wadah.core.requirements.lint_notes import LintNote
from wadah.core.values import InvalidInput, Text, unknown_word

Kind = RuleChange.Kind


def read_change(row: RuleChange, effective_on: date) -> Change:
    """A kept or new change as core takes it.

    Raises `InvalidInput`: field `rule_row` for a row that is not there (or is there
    already), `toml` and the key for what is wrong in its text.
    """
    base = read_rule_base()
    _check_row(row, base)
    if row.kind == Kind.CLOSE:
        return make_change(row.kind, row.rule_row, effective_on, row.closes_version, "")
    stated = parse_rule(row.toml).get("id")
    if stated != row.rule_row:
        raise InvalidInput(
            "toml.id",
            "rule_id_differs",
            Text(
                f"Teks ini berisi id {stated}, bukan {row.rule_row}. Id aturan tetap.",
                f"This text says id {stated}, not {row.rule_row}. The id of a rule "
                "stays.",
            ),
        )
    try:
        return make_change(
            row.kind, row.rule_row, effective_on, row.closes_version, row.toml
        )
    except InvalidInput as error:
        if error.field.startswith("toml"):
            raise
        # rules[COF-EU-03].tree.limit: the form has one field for the whole text.
        key = error.field.partition("].")[2] or error.field
        raise InvalidInput(
            f"toml.{key}", error.rule, _at(key, error.message)
        ) from error


def _at(key: str, message: Text) -> Text:
    return Text(f"{key}: {message.id}", f"{key}: {message.en}")


def _check_row(row: RuleChange, base: RuleBase) -> None:
    version = newest_version(base.rules, row.rule_row)
    is_new = row.kind == Kind.OPEN
    if is_new and version is not None:
        raise InvalidInput(
            "rule_row",
            "rule_exists",
            Text(
                f"{row.rule_row} sudah ada; ubah atau tutup versinya.",
                f"{row.rule_row} is there already; change or close its version.",
            ),
        )
    if not is_new and version is None:
        known = {rule.row for rule in base.rules}
        raise unknown_word("rule_row", row.rule_row, known)


def read_changes(change_set: RuleChangeSet) -> list[Change]:
    """Every change of a set, in the order in which they were made."""
    return [
        make_change(
            row.kind,
            row.rule_row,
            change_set.effective_on,
            row.closes_version,
            row.toml,
        )
        for row in change_set.changes.all()
    ]


def base_with(changes: Iterable[Change]) -> RuleBase:
    """The rules of today with the changes on top."""
    return overlay(read_rule_base(), changes)


def rests_on_newest(changes: Sequence[Change]) -> bool:
    """False where a rule has changed since the draft was made."""
    rules = read_rule_base().rules
    return all(is_current(rules, change) for change in changes)


def check_with_the_others(changes: Sequence[Change], today: date) -> list[LintNote]:
    """What the look through the base finds with the changes that it does not without.

    Raises `InvalidInput` of the field `toml` where an error is among them.
    """
    before = {(n.code, n.rule, n.field) for n in lint(read_rule_base(), today).notes}
    found = [
        note
        for note in lint(base_with(changes), today).notes
        if (note.code, note.rule, note.field) not in before
    ]
    for note in found:
        if note.level == "error":
            where = f"{note.rule}, {note.field}: "
            raise InvalidInput(
                "toml",
                note.code,
                Text(where + note.message.id, where + note.message.en),
            )
    return found
