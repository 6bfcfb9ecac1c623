"""One line of a specification: a bound on a parameter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wadah.core.values.truth import Truth

OPERATORS = ("<=", "<", ">=", ">", "=", "!=", "between", "in")


@dataclass(frozen=True, slots=True)
class SpecLine:
    """A bound on one parameter, in the one shape used everywhere.

    Parameters
    ----------
    parameter
        Slug of the vocabulary.
    operator
        One of `OPERATORS`; `between` includes both ends.
    value
        A number, a word, or for `in` a tuple of them.
    min_value, max_value
        Ends of `between`.
    unit, basis, qualifier
        As in the vocabulary; None where they do not apply.
    alias
        The name under which the sender wrote the parameter.
    """

    parameter: str
    operator: str
    value: Decimal | str | tuple[Decimal | str, ...] | None = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    unit: str | None = None
    basis: str | None = None
    qualifier: str | None = None
    alias: str | None = None

    def admits(self, found: Decimal | str) -> Truth:
        """Does a measured value, already in this line's unit, keep the bound?

        Examples
        --------
        >>> SpecLine("moisture", "<=", Decimal("12.5"), unit="%").admits(Decimal(13))
        <Truth.NO: 'no'>
        """
        if self.operator == "between":
            return self._within(found)
        if self.operator == "in":
            return Truth.of(found in (self.value or ()))  # type: ignore[operator]
        if self.operator in ("=", "!="):
            same = found == self.value
            return Truth.of(same if self.operator == "=" else not same)
        if not isinstance(found, Decimal) or not isinstance(self.value, Decimal):
            return Truth.CANNOT_TELL
        return Truth.of(_compare(found, self.operator, self.value))

    def _within(self, found: Decimal | str) -> Truth:
        if not isinstance(found, Decimal):
            return Truth.CANNOT_TELL
        low = self.min_value is None or found >= self.min_value
        high = self.max_value is None or found <= self.max_value
        return Truth.of(low and high)

    def as_json(self) -> dict[str, object]:
        value: object = self.value
        if isinstance(value, Decimal):
            value = float(value)
        elif isinstance(value, tuple):
            value = [float(v) if isinstance(v, Decimal) else v for v in value]
        return {
            "parameter": self.parameter,
            "operator": self.operator,
            "value": value,
            "min": None if self.min_value is None else float(self.min_value),
            "max": None if self.max_value is None else float(self.max_value),
            "unit": self.unit,
            "basis": self.basis,
            "qualifier": self.qualifier,
            "alias": self.alias,
        }


def _compare(found: Decimal, operator: str, bound: Decimal) -> bool:
    if operator == "<=":
        return found <= bound
    if operator == "<":
        return found < bound
    if operator == ">=":
        return found >= bound
    return found > bound
