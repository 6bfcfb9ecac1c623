"""One case: this product, this consignment, to this market, on these dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from wadah.core.requirements.conditions import Found
from wadah.core.requirements.derived import derive
from wadah.core.values import Answer, Document, HsCode, LabResult, SpecLine

# Three months, the shortest review rhythm of the rule base: lists of this kind
# (BICON, INSW, establishment lists) change often.
LOOKUP_MAX_AGE = timedelta(days=92)
# Answers that settle nothing; `changed` says that the rule itself is out of date.
UNSETTLED = ("unknown", "unsure", "changed")

_ORDER = ("as_of", "declared_on", "departs_on", "arrives_on", "placed_on")


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a case; a day not planned yet is None."""

    as_of: date
    declared_on: date | None = None
    departs_on: date | None = None
    arrives_on: date | None = None
    placed_on: date | None = None

    def get(self, name: str) -> date | None:
        found: date | None = getattr(self, name)
        return found

    def earliest(self, name: str) -> date:
        """The day `name`, or the latest known day that comes before it.

        Examples
        --------
        >>> dates = Dates(date(2026, 11, 24), departs_on=date(2026, 12, 1))
        >>> dates.earliest("placed_on")
        datetime.date(2026, 12, 1)
        """
        exact = self.get(name)
        if exact is not None:
            return exact
        before = (self.get(one) for one in _ORDER[: _ORDER.index(name)])
        return max(day for day in before if day is not None)

    def latest(self, name: str) -> date | None:
        """The day `name`, or the earliest known day that comes after it."""
        exact = self.get(name)
        if exact is not None:
            return exact
        after = (self.get(one) for one in _ORDER[_ORDER.index(name) + 1 :])
        return min((day for day in after if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked, and every fact and paper at hand.

    Parameters
    ----------
    facts
        Facts by their place, as `attributes.clean`; absent means not known.
    lots
        Lots of the consignment; empty when nobody named one.
    answers
        Answers to look-ups and to `rules.<id>` questions, by name.
    """

    family: str
    destination: str
    dates: Dates
    hs: HsCode | None = None
    form: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    lots: frozenset[str] = frozenset()
    documents: tuple[Document, ...] = ()
    results: tuple[LabResult, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    contract: tuple[SpecLine, ...] = ()

    def look(self, name: str) -> Found:
        """The fact `name`: as stated, as looked up, or as worked out from others."""
        if name.startswith(("answers.", "rules.")):
            answer = self.answers.get(name)
            if answer is None or not self.is_settling(answer):
                return Found(asks=(name,))
            return Found(answer.value)
        if name.startswith("dates."):
            day = self.dates.get(name.removeprefix("dates."))
            return Found(day, () if day else (name,))
        if name in ("product.family", "destination"):
            return Found(self.family if name == "product.family" else self.destination)
        if name == "product.hs":
            hs = self.hs
            return Found(hs.digits) if hs else Found(asks=(name,))
        value = self.facts.get(name)
        if value is not None and value not in ((), ""):
            return Found(value)
        return derive(name, self.family, self.hs, self.look)

    def states(self, name: str) -> bool:
        """Does the case itself say something of the fact `name`?"""
        if name.startswith(("answers.", "rules.")):
            return name in self.answers
        if name.startswith("dates."):
            return self.dates.get(name.removeprefix("dates.")) is not None
        return self.facts.get(name) is not None

    def is_settling(self, answer: Answer) -> bool:
        """A word that decides, dated, not ahead and not older than `LOOKUP_MAX_AGE`."""
        day = answer.looked_up_on
        if day is None or answer.value in UNSETTLED:
            return False
        return self.dates.as_of - LOOKUP_MAX_AGE <= day <= self.dates.as_of

    def known_lots(self) -> frozenset[str]:
        """The lots of the consignment; the one lot of the results if none is named."""
        if self.lots:
            return self.lots
        named = frozenset(one.lot for one in self.results if one.lot is not None)
        return named if len(named) == 1 else frozenset()
