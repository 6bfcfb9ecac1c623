"""A single case as the rows of a population.

What has no place in the columns (two lots, a contract, a word with the mark that parts
words) raises `NotTabular`: that case is judged by `assess` alone, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from wadah.core.requirements.bases import BasisDesk, list_bases
from wadah.core.requirements.case import Case
from wadah.core.requirements.population.tables import (
    HOLDER_ROLES,
    day_column,
    fact_type,
    is_list,
    number_column,
    words_column,
)
from wadah.core.requirements.rules import RuleBase
from wadah.core.values import UNITS, Document, LabResult

MARK = "|"
_LARGEST = Decimal(10) ** 25
_FINEST = Decimal(1).scaleb(-12)

Row = dict[str, Any]


class NotTabular(Exception):
    """The case has something that no column holds; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Tabulator:
    """Writes cases as rows.

    Parameters
    ----------
    facts
        Names of the facts that have columns: `list_facts`.
    needs
        Keys of scope that have columns: `list_needs`.
    """

    base: RuleBase
    facts: tuple[str, ...]
    needs: tuple[str, ...]
    _bases: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_bases", list_bases(self.base))

    def subject(self, number: int, case: Case) -> Row:
        """The row of `subjects`."""
        if len(case.lots) > 1:
            raise NotTabular("lots")
        if case.contract:
            raise NotTabular("contract")
        row: Row = {
            "subject": number,
            "family": case.family,
            "hs": case.hs.digits if case.hs else None,
            "hs_edition": case.hs.edition if case.hs else None,
            "form": case.form,
            "lot": next(iter(case.lots), None),
        }
        for name in self.facts:
            row |= self.fact(name, case.look(name).value)
        return row

    def fact(self, name: str, value: object) -> Row:
        """The columns of one fact."""
        kind = fact_type(self.base, name)
        row: Row = {words_column(name): self._words(name, value)}
        if kind == "number":
            is_number = isinstance(value, Decimal)
            row[number_column(name)] = _amount(value) if is_number else None
        if kind == "date":
            row[day_column(name)] = value if isinstance(value, date) else None
        return row

    def _words(self, name: str, value: object) -> str | None:
        if value is None:
            return None
        if name.startswith("rules.") and not isinstance(value, bool):
            return join_words(["other"])
        many = isinstance(value, list | tuple | set | frozenset)
        parts: Iterable[object] = value if many else (value,)  # type: ignore[assignment]
        words = {_word(part) for part in parts}
        if len(words) != 1 and not is_list(self.base, name):
            raise NotTabular(name)
        return join_words(words)

    def papers(self, number: int, case: Case) -> list[Row]:
        """The rows of `papers`."""
        return [self.paper(number, one, case) for one in case.documents]

    def paper(self, number: int, paper: Document, case: Case) -> Row:
        """One paper as it stands before the market and on the day of the case."""
        scope = paper.scope
        if "process" in scope:
            # Words of the certifier, which no column compares.
            raise NotTabular("documents.scope.process")
        product = _texts(scope.get("product"))
        row: Row = {
            "subject": number,
            "type": paper.type,
            "holder": _holder(paper.holder),
            "issued_on": paper.issued_on,
            "expires_on": paper.expires_on,
            "is_valid": scope.get("status", "valid") == "valid",
            "fits_market": self._fits_market(scope, case),
            "limits_quantity": "quantity_kg" in scope,
            "quantity_kg": _covered(scope.get("quantity_kg")),
            "product": _scope(scope, "product"),
            "product_codes": _codes(product) if "product" in scope else None,
            "lot": _scope(scope, "lot"),
            "declarations": _scope(scope, "declarations"),
        }
        for key in ("site", "consignment", "species"):
            row[key] = _scope(scope, key, fold=True)
        for key in self.needs:
            row[f"needs__{key}"] = _scope(scope, key) if scope.get(key) else None
        return row

    def _fits_market(self, scope: Mapping[str, object], case: Case) -> bool | None:
        if "market" not in scope:
            return None
        day = case.dates.as_of
        return any(
            self.base.is_in(case.destination, market, day)
            for market in _texts(scope["market"])
        )

    def results(self, number: int, case: Case) -> list[Row]:
        """The rows of `results`: as reported, then in other bases."""
        every = (*case.results, *self.restated(case))
        return [self.result(number, one) for one in every]

    def restated(self, case: Case) -> list[LabResult]:
        """The results of a case worked out in every basis that a limit stands in.

        The content of the lot is known while its rows are written, so that no engine
        has to divide.
        """
        desk = BasisDesk(case, self.base.words)
        return [
            one.result
            for result in case.results
            for basis in sorted(self._bases.get(result.parameter.partition(".")[0], ()))
            for one in desk.restate(result, basis)
        ]

    def result(self, number: int, result: LabResult) -> Row:
        """One result, its numbers in the first unit of their dimension."""
        dimension, factor = UNITS[result.unit]
        amounts = [_amount(one * factor) for one in _numbers(result)]
        below = None if result.below is None else _bound(result) * factor
        if dimension == "text" and (amounts or below is not None):
            raise NotTabular("results.unit")
        return {
            "subject": number,
            "parameter": result.parameter,
            "dimension": dimension,
            "basis": result.basis,
            "method": result.method,
            "qualifier": result.qualifier,
            "is_accredited": result.laboratory_accredited,
            "sampled_on": result.sampled_on,
            "lot": result.lot,
            "word": result.value if isinstance(result.value, str) else None,
            "amounts": amounts or None,
            "lowest": min(amounts, default=None),
            "highest": max(amounts, default=None),
            "below": None if below is None else _amount(below),
            "has_loq": result.loq is not None,
        }


def join_words(words: Iterable[str]) -> str:
    """`|one|two|`, sorted; nothing is `|`."""
    kept = sorted(words)
    if any(MARK in word for word in kept):
        raise NotTabular("words")
    return MARK + "".join(f"{word}{MARK}" for word in kept)


def word_of(value: object) -> str:
    """A value as the word by which conditions compare it."""
    return _word(value)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A word may not look like a number or a day of this table.
        if value[:1] in ("#", "@"):
            raise NotTabular("words")
        return value.casefold()
    if isinstance(value, Decimal):
        return f"#{value.normalize():f}"
    if isinstance(value, date):
        return f"@{value.isoformat()}"
    if isinstance(value, Mapping):
        return "@object"
    raise NotTabular("value")


def _amount(value: object) -> Decimal:
    if not isinstance(value, Decimal):
        raise NotTabular("number")
    if abs(value) >= _LARGEST:
        raise NotTabular("number_too_large")
    exact = value.quantize(_FINEST)
    if exact != value:
        raise NotTabular("number_too_fine")
    return exact


def _covered(value: object) -> Decimal | None:
    return _amount(value) if isinstance(value, Decimal) else None


def _numbers(result: LabResult) -> tuple[Decimal, ...]:
    if result.values:
        return result.values
    return (result.value,) if isinstance(result.value, Decimal) else ()


def _bound(result: LabResult) -> Decimal:
    """What a result below a number may be at most."""
    if result.below is None:
        raise NotTabular("below")
    return max(result.below, result.loq or result.below)


def _holder(holder: str | None) -> str | None:
    """A role as it is, a name folded behind a mark that no role bears."""
    if holder is None or holder in HOLDER_ROLES:
        return holder
    return join_words([holder.casefold()])


def _scope(scope: Mapping[str, object], key: str, fold: bool = False) -> str | None:
    if key not in scope:
        return None
    texts = _texts(scope[key])
    return join_words({text.casefold() for text in texts} if fold else texts)


def _codes(products: Iterable[str]) -> str:
    bare = {product.replace(".", "") for product in products}
    return join_words({code for code in bare if code.isdigit()})


def _texts(value: object) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, list | tuple | set | frozenset):
        return {str(one) for one in value}
    return {str(value)}
