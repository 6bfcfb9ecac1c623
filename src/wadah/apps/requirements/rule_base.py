"""The rule base and the words of this installation, read once a process.

The packaged files are the base; change sets that two people approved lie on top. A
command without the tables (`wadah assess`) judges by the files alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from wadah.apps.reference.data_files import read_families
from wadah.apps.requirements.rule_files import (
    load_reader,
    load_rule_base,
    load_vocabulary,
)
from wadah.apps.requirements.rule_toml import parse_rule
from wadah.core.requirements import Rule, RuleBase, RuleReader, Vocabulary
from wadah.core.requirements.changing import Change, ChangeKind, overlay
from wadah.core.values import InvalidInput

_log = logging.getLogger(__name__)

# Bases of other days and of change sets on trial; one is some two megabytes.
_KEEP = 12


@cache
def _families() -> frozenset[str]:
    return frozenset(row.family for row in read_families())


def read_vocabulary() -> Vocabulary:
    """The closed word lists with the families of the reference data."""
    return load_vocabulary(_families())


def read_reader() -> RuleReader:
    """The reader of whole rows, with the words and sources of this version."""
    return load_reader(_families())


def read_packaged_rules() -> RuleBase:
    """The rules as this version ships them, without what was approved here."""
    return load_rule_base(_families())


def read_rule_base(known_on: datetime | date | None = None) -> RuleBase:
    """Every rule, with the change sets approved in this installation.

    Parameters
    ----------
    known_on
        The moment whose knowledge counts: what was approved later is left out. A day
        counts to its end. With it a past verdict is judged again by its own rules.
    """
    if not apps.ready:
        return read_packaged_rules()
    stamp = _read_stamp()
    if stamp is None:
        return read_packaged_rules()
    return _with_changes(stamp, _end_of(known_on))


def _read_stamp() -> UUID | None:
    """One look at one row; none as long as nothing was ever approved."""
    stamps = apps.get_model("requirements", "RuleBaseStamp").objects
    found: UUID | None = stamps.values_list("stamp", flat=True).first()
    return found


def _end_of(known_on: datetime | date | None) -> datetime | None:
    if known_on is None or isinstance(known_on, datetime):
        return known_on
    return timezone.make_aware(datetime.combine(known_on, time.max))


@lru_cache(maxsize=_KEEP)
def _with_changes(_stamp: UUID, until: datetime | None) -> RuleBase:
    changes = apps.get_model("requirements", "RuleChange").objects.filter(
        change_set__state="approved"
    )
    if until is not None:
        changes = changes.filter(change_set__decided_at__lte=until)
    rows = changes.order_by("change_set__decided_at", "change_set_id", "pk")
    return overlay(read_packaged_rules(), _readable(rows.select_related("change_set")))


def _readable(rows: Iterable[Any]) -> Iterator[Change]:
    """A later release may have dropped a word that a change uses: it is left out.

    No page of the installation may break for it; the log names the row, and
    `wadah rules check --installed` shows what is left.
    """
    for row in rows:
        try:
            yield make_change(
                row.kind,
                row.rule_row,
                row.change_set.effective_on,
                row.closes_version,
                row.toml,
            )
        except InvalidInput as error:
            _log.error(
                "rule %s of change set %s is not read: %s %s",
                row.rule_row, row.change_set_id, error.field, error.rule,
            )  # fmt: skip


def make_change(
    kind: str,
    rule_row: str,
    effective_on: date,
    closes_version: int | None,
    toml: str,
) -> Change:
    """A kept change as core takes it; raise `InvalidInput` naming the wrong key."""
    opened: tuple[Rule, ...] = ()
    if kind != "close":
        data = {**parse_rule(toml), "version": (closes_version or 0) + 1}
        opened = read_reader().read_row(data)
    return Change(
        cast(ChangeKind, kind), rule_row, effective_on, closes_version, opened
    )
