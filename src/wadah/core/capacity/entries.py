"""The lines of the ledger: none is overwritten, a balance is the sum of its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wadah.core.values import CapacityEntry, Month

_NOTHING = Decimal(0)


class EntryKind(StrEnum):
    """What a line says happened."""

    OPENED = "opened"
    DECLARED = "declared"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    PROMISED = "promised"
    RELEASED = "released"
    EXPIRED = "expired"
    ORDERED = "ordered"
    CARRIED_OUT = "carried_out"
    CARRIED_IN = "carried_in"


# By kind, how the line may move declared, verified and promised: up, down, either
# ("any") or not at all ("").
MOVES: dict[EntryKind, tuple[str, str, str]] = {
    EntryKind.OPENED: ("up", "up", "up"),
    EntryKind.DECLARED: ("any", "", ""),
    EntryKind.VERIFIED: ("", "any", ""),
    EntryKind.WITHDRAWN: ("", "down", ""),
    EntryKind.LAPSED: ("", "down", ""),
    EntryKind.PROMISED: ("", "", "up"),
    EntryKind.RELEASED: ("", "", "down"),
    EntryKind.EXPIRED: ("", "", "down"),
    EntryKind.ORDERED: ("", "", ""),
    EntryKind.CARRIED_OUT: ("", "down", ""),
    EntryKind.CARRIED_IN: ("", "up", ""),
}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line: by how much it moves the amounts of a month, in kilograms.

    Examples
    --------
    >>> LedgerLine(Month(2026, 12), EntryKind.PROMISED, promised_kg=Decimal(4)).is_valid
    True
    >>> LedgerLine(Month(2026, 12), EntryKind.LAPSED, verified_kg=Decimal(4)).is_valid
    False
    """

    month: Month
    kind: EntryKind
    declared_kg: Decimal = _NOTHING
    verified_kg: Decimal = _NOTHING
    promised_kg: Decimal = _NOTHING

    @property
    def is_valid(self) -> bool:
        """True when the kind may move the amounts so."""
        moved = (self.declared_kg, self.verified_kg, self.promised_kg)
        return all(
            _may_move(kg, way) for kg, way in zip(moved, MOVES[self.kind], strict=True)
        )


class BrokenLedger(Exception):
    """A line makes the ledger impossible: more promised than verified, or below 0."""

    code = "broken_ledger"

    def __init__(self, line: LedgerLine, balance: CapacityEntry) -> None:
        super().__init__(f"{line.kind} in {line.month}: {balance}")
        self.line = line
        self.balance = balance


def add_up(lines: Iterable[LedgerLine]) -> tuple[CapacityEntry, ...]:
    """The balance of every month, in order, after the lines in the order written.

    Raises
    ------
    BrokenLedger
        After some line more is promised than verified, or an amount is below 0.

    Examples
    --------
    >>> december = Month(2026, 12)
    >>> lines = [
    ...     LedgerLine(december, EntryKind.VERIFIED, verified_kg=Decimal(900)),
    ...     LedgerLine(december, EntryKind.PROMISED, promised_kg=Decimal(400)),
    ... ]
    >>> add_up(lines)[0].free_kg
    Decimal('500')
    """
    balances: dict[Month, CapacityEntry] = {}
    for line in lines:
        before = balances.get(line.month, CapacityEntry(line.month))
        after = CapacityEntry(
            line.month,
            before.declared_kg + line.declared_kg,
            before.verified_kg + line.verified_kg,
            before.promised_kg + line.promised_kg,
        )
        if not (line.is_valid and is_possible(after)):
            raise BrokenLedger(line, after)
        balances[line.month] = after
    return tuple(balances[month] for month in sorted(balances))


def is_possible(balance: CapacityEntry) -> bool:
    """Nothing below 0, and never more promised than verified."""
    return balance.declared_kg >= 0 and 0 <= balance.promised_kg <= balance.verified_kg


def _may_move(kg: Decimal, way: str) -> bool:
    if way == "any":
        return True
    return kg == 0 or (way == "up" and kg > 0) or (way == "down" and kg < 0)
