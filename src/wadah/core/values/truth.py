"""Three-valued truth after Kleene: yes, no, cannot tell."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """The answer of a check.

    Examples
    --------
    >>> Truth.YES & Truth.CANNOT_TELL
    <Truth.CANNOT_TELL: 'cannot_tell'>
    >>> Truth.NO & Truth.CANNOT_TELL
    <Truth.NO: 'no'>
    """

    NO = "no"
    CANNOT_TELL = "cannot_tell"
    YES = "yes"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Read a fact that may be absent: None is `CANNOT_TELL`."""
        if value is None:
            return cls.CANNOT_TELL
        return cls.YES if value else cls.NO

    def __and__(self, other: Truth) -> Truth:
        return min(self, other, key=_rank)

    def __or__(self, other: Truth) -> Truth:
        return max(self, other, key=_rank)

    def __invert__(self) -> Truth:
        if self is Truth.CANNOT_TELL:
            return self
        return Truth.NO if self is Truth.YES else Truth.YES

    def __bool__(self) -> bool:
        # `if truth:` would read "cannot tell" as yes, the one mistake this type
        # exists to prevent.
        raise TypeError("compare a Truth with Truth.YES, never test it as a bool")


_ORDER = (Truth.NO, Truth.CANNOT_TELL, Truth.YES)
_rank = {truth: place for place, truth in enumerate(_ORDER)}.__getitem__


def all_of(truths: Iterable[Truth]) -> Truth:
    """Yes when every part is yes; no as soon as one is no. Empty is yes."""
    return min(truths, key=_rank, default=Truth.YES)


def one_of(truths: Iterable[Truth]) -> Truth:
    """Yes as soon as one part is yes; no when all are no. Empty is no."""
    return max(truths, key=_rank, default=Truth.NO)


def n_of(needed: int, truths: Iterable[Truth]) -> Truth:
    """Yes when at least `needed` parts are yes, no when that has become impossible."""
    parts = list(truths)
    sure = sum(part is Truth.YES for part in parts)
    possible = sum(part is not Truth.NO for part in parts)
    if sure >= needed:
        return Truth.YES
    return Truth.CANNOT_TELL if possible >= needed else Truth.NO
