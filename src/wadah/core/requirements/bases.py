"""A result in another basis: of the goods as sold, of their dry matter, of their fat.

A share of the goods as sold becomes a share of the dry matter by the moisture of the
same lot, and a share of the fat by its fat content. No other bases convert, and nothing
but a share does: a count of colonies is no mass in any basis.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from wadah.core.requirements.case import Case
from wadah.core.requirements.rules import LimitLeaf, RuleBase, leaves
from wadah.core.requirements.sampling import find_sample_fault
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import UNITS, LabResult, dimension

AS_SOLD = "as_sold"
# What must be known of the lot to leave the basis "as sold", or to come back to it.
CONTENT_OF = {"dry": "moisture", "fat": "fat"}
_CONVERTIBLE = ("mass_share", "volume_per_mass")
_NOTHING, _WHOLE = Decimal(0), Decimal(1)
_MILLION = Decimal(10) ** 6
# As fine as the columns of a population are, so that both interpreters hold one value;
# what is larger than any share of goods is left as it is.
_FINEST = Decimal(1).scaleb(-12)
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Restated:
    """A result in the basis that was asked, and what it was made of.

    Parameters
    ----------
    result
        The value in the basis asked, in the first unit of its dimension; lot, sample,
        method, laboratory as in the report.
    reported, own_basis
        The result as it was reported, and the basis it was in.
    contents
        The moisture or fat results it was worked out with.
    """

    result: LabResult
    reported: LabResult
    own_basis: str
    contents: tuple[LabResult, ...]


@dataclass(frozen=True, slots=True)
class BasisDesk:
    """Works out results of one case in another basis."""

    case: Case
    words: Vocabulary

    def basis_of(self, result: LabResult) -> str:
        """The basis a result names, or the usual one of its parameter."""
        return result.basis or usual_basis(result.parameter, self.words)

    def restate(self, result: LabResult, basis: str) -> tuple[Restated, ...]:
        """The result in `basis`, once for each content of the lot that counts.

        Notes
        -----
        With the share w of the goods as sold, moisture m and fat f (parts of one):
        w / (1 - m) of the dry matter, w / f of the fat. A value "below", its limit of
        quantification and every value of several convert alike; so does a sum, which
        is the sum of its converted parts. A report that states the same test of the
        same sample in the wanted basis goes before anything worked out.
        """
        if not self._may_restate(result, basis) or self._is_reported(result, basis):
            return ()
        made = [Restated(_in_first_unit(result), result, self.basis_of(result), ())]
        for one, is_way_back in self._ways(result, basis):
            made = [
                _through(step, content, _share_of(part, one), is_way_back)
                for step in made
                for content, part in self._contents(result, CONTENT_OF[one])
            ]
        named = (replace(one, result=replace(one.result, basis=basis)) for one in made)
        return tuple({one.result: one for one in named}.values())

    def missing_contents(self, result: LabResult, basis: str) -> tuple[str, ...]:
        """Parameters whose result of this lot would let it convert."""
        if not self._may_restate(result, basis):
            return ()
        names = (CONTENT_OF[one] for one, _ in self._ways(result, basis))
        return tuple(name for name in names if not self._contents(result, name))

    def _may_restate(self, result: LabResult, basis: str) -> bool:
        own = self.basis_of(result)
        known = (AS_SOLD, *CONTENT_OF)
        if own == basis or own not in known or basis not in known:
            return False
        # The fat of the fat is the whole of it, and its water is none.
        if result.parameter in CONTENT_OF.values() and "fat" in (own, basis):
            return False
        is_share = dimension(result.unit) in _CONVERTIBLE
        return is_share and find_sample_fault(result, self.case) is None

    def _ways(self, result: LabResult, basis: str) -> Iterable[tuple[str, bool]]:
        """Back to the goods as sold, then on to the basis asked."""
        own = self.basis_of(result)
        if own != AS_SOLD:
            yield own, True
        if basis != AS_SOLD:
            yield basis, False

    def _is_reported(self, result: LabResult, basis: str) -> bool:
        """Does a report give the same test of the same sample in `basis`?"""
        return any(
            one.parameter == result.parameter
            and self.basis_of(one) == basis
            and _test_of(one) == _test_of(result)
            and (one.below is None or one.loq is not None)
            for one in self.case.results
        )

    def _contents(
        self, result: LabResult, name: str
    ) -> list[tuple[LabResult, Decimal]]:
        """Moisture or fat of the lot: of the same sample, else every one there is."""
        usable = [
            (one, part)
            for one in self.case.results
            if one.parameter == name
            and self.basis_of(one) == AS_SOLD
            and dimension(one.unit) == "mass_share"
            and find_sample_fault(one, self.case) is None
            and (one.lot == result.lot or None in (one.lot, result.lot))
            for part in dict.fromkeys(_parts(one))
            if _share_of(part, "dry") > _NOTHING and (part or name == "moisture")
        ]
        same = [row for row in usable if _sample_of(row[0]) == _sample_of(result)]
        return same or usable


def usual_basis(name: str, words: Vocabulary) -> str:
    """The basis a result or a limit has when it names none."""
    parameter = words.find_parameter(name.removesuffix(".*"))
    return parameter.basis if parameter else AS_SOLD


def list_bases(base: RuleBase) -> dict[str, frozenset[str]]:
    """For each parameter (a family by its head) the bases its limits stand in."""
    found: dict[str, set[str]] = {}
    for rule in base.rules:
        for leaf in leaves(rule.tree):
            if isinstance(leaf, LimitLeaf):
                name = leaf.line.parameter
                basis = leaf.line.basis or usual_basis(name, base.words)
                found.setdefault(name.removesuffix(".*"), set()).add(basis)
    return {name: frozenset(bases) for name, bases in found.items()}


def _through(
    step: Restated, content: LabResult, share: Decimal, is_way_back: bool
) -> Restated:
    def converted(number: Decimal) -> Decimal:
        return _fine(number * share if is_way_back else number / share)

    return replace(
        step,
        result=step.result.mapped(converted),
        contents=(*step.contents, content),
    )


def _in_first_unit(result: LabResult) -> LabResult:
    name, factor = UNITS[result.unit]
    first = next(unit for unit, (one, _) in UNITS.items() if one == name)
    return replace(result.mapped(lambda number: number * factor), unit=first)


def _fine(number: Decimal) -> Decimal:
    return number.quantize(_FINEST) if abs(number) < _LARGEST else number


def _share_of(part: Decimal, basis: str) -> Decimal:
    """What part of the goods the basis is, from the moisture or the fat in them."""
    return _WHOLE - part if basis == "dry" else part


def _parts(content: LabResult) -> tuple[Decimal, ...]:
    """Each stated content as a part of one; "below" states none."""
    value = content.value
    numbers = content.values or ((value,) if isinstance(value, Decimal) else ())
    # The first unit of mass shares is one part in a million.
    return tuple(number * UNITS[content.unit][1] / _MILLION for number in numbers)


def _sample_of(result: LabResult) -> tuple[object, ...]:
    return result.lot, result.sampled_on, result.laboratory


def _test_of(result: LabResult) -> tuple[object, ...]:
    return *_sample_of(result), result.method, result.qualifier
