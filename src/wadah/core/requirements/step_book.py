"""What steps cost, how long they take, and what must come before them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from wadah.core.requirements.schedule import check_no_ring
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import ACTIONS, Step, Text, unknown_word

Range = tuple[int, int]
# Whose figure it is: the organisation's, the rule's, or that of the packaged book.
Origin = Literal["own", "rule", "book", ""]
_Said = tuple[Range | None, Text]


@dataclass(frozen=True, slots=True)
class Figure:
    """Money and days of an action on a subject.

    Parameters
    ----------
    action
        A word of `ACTIONS`; empty for whatever is done to the subject.
    subject
        A document type, a parameter or a preparation; `*` for every subject.
    cost_idr, days
        Lowest and highest, or None where nothing is said.
    """

    subject: str
    action: str = ""
    cost_idr: Range | None = None
    days: Range | None = None
    source: Text = field(default_factory=lambda: Text("", ""))
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a subject beside its figures.

    Parameters
    ----------
    needs
        Subjects that must be there first; they become steps when they are not.
    after
        Subjects that come first where they are on the way anyhow.
    party
        Who does it; empty where the rule says it.
    valid_months
        How long a new paper lasts, or None if it has no end or that is not known.
    is_estimate
        True for what was not read in a law or a tariff.
    """

    subject: str
    name: Text | None = None
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    party: str = ""
    valid_months: int | None = None
    is_estimate: bool = True
    source: Text = field(default_factory=lambda: Text("", ""))


@dataclass(frozen=True, slots=True)
class Priced:
    """Money and days of a step, each with its origin and source."""

    cost_idr: Range | None
    days: Range | None
    cost_from: Origin
    days_from: Origin
    source: Text

    @property
    def is_estimate(self) -> bool:
        """True unless every figure given is the organisation's own."""
        given = {self.cost_from, self.days_from} - {""}
        return bool(given - {"own"})


@dataclass(frozen=True, slots=True)
class StepBook:
    """The packaged order and estimates, and an organisation's own figures.

    Parameters
    ----------
    entries
        By subject; an action stands under its own word.
    own
        The organisation's figures: they go before all others.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    own: tuple[Figure, ...] = ()

    def with_own(self, figures: Iterable[Figure], as_of: date) -> StepBook:
        """The book with the organisation's figures that are valid on `as_of`."""
        valid = [
            one for one in figures if one.valid_from is None or one.valid_from <= as_of
        ]
        newest = sorted(valid, key=lambda one: one.valid_from or date.min, reverse=True)
        return replace(self, own=tuple(newest))

    def price(self, step: Step) -> Priced:
        """The step's money and days, each from the first book that says it."""
        own = _matching(self.own, step)
        book = _matching(self.figures, step)
        cost, cost_from, cost_source = _first(
            [(one.cost_idr, one.source) for one in own],
            step.cost_idr,
            [(one.cost_idr, one.source) for one in book],
        )
        days, days_from, days_source = _first(
            [(one.days, one.source) for one in own],
            step.days,
            [(one.days, one.source) for one in book],
        )
        source = cost_source if cost_source.en else days_source
        return Priced(cost, days, cost_from, days_from, source)

    def needs(self, action: str, subject: str) -> tuple[str, ...]:
        """Subjects that must be there before."""
        return self._joined(action, subject, "needs")

    def after(self, action: str, subject: str) -> tuple[str, ...]:
        """Subjects that come before where they are on the way."""
        return self._joined(action, subject, "after")

    def entry(self, subject: str) -> Entry:
        return self.entries.get(subject, Entry(subject))

    def _joined(self, action: str, subject: str, name: str) -> tuple[str, ...]:
        found = [
            one
            for key in (subject, action)
            for one in getattr(self.entry(key), name)
            if one != subject
        ]
        return tuple(dict.fromkeys(found))


def read_step_book(rows: Sequence[Mapping[str, Any]], words: Vocabulary) -> StepBook:
    """A book of plain rows; refuse what is not in the words.

    Parameters
    ----------
    rows
        One a subject or an action: `subject` or `action`, and of `cost_idr`, `days`,
        `needs`, `after`, `party`, `valid_months`, `is_estimate`, `name`, `source`.
    words
        The closed lists. A subject that is none of them must bear a `name`: it is a
        step of preparation.

    Raises
    ------
    InvalidInput
        For an unknown action or subject.
    ValueError
        Where steps wait for one another in a ring.
    """
    entries: dict[str, Entry] = {}
    figures: list[Figure] = []
    prepared = {row["subject"] for row in rows if "name" in row}
    for row in rows:
        key = row.get("subject") or row["action"]
        _check_row(row, prepared, words)
        source = _text(row.get("source"))
        entries[key] = Entry(
            subject=key,
            name=_text(row["name"]) if "name" in row else None,
            needs=tuple(row.get("needs", ())),
            after=tuple(row.get("after", ())),
            party=row.get("party", ""),
            valid_months=row.get("valid_months"),
            is_estimate=row.get("is_estimate", True),
            source=source,
        )
        figures.append(
            Figure(
                subject=row.get("subject", "*"),
                action=row.get("action", ""),
                cost_idr=_range(row.get("cost_idr")),
                days=_range(row.get("days")),
                source=source,
            )
        )
    check_no_ring({key: (*one.needs, *one.after) for key, one in entries.items()})
    return StepBook(entries, tuple(figures))


def is_subject(name: str, prepared: Iterable[str], words: Vocabulary) -> bool:
    """Whether figures can be kept under the name."""
    return (
        name in words.document_types
        or name in prepared
        or words.find_parameter(name.removesuffix(".*")) is not None
    )


def _check_row(row: Mapping[str, Any], prepared: set[str], words: Vocabulary) -> None:
    action = row.get("action", "")
    if action and action not in ACTIONS:
        raise unknown_word("step.action", action, ACTIONS)
    named = [*row.get("needs", ()), *row.get("after", ())]
    for subject in [*([row["subject"]] if "subject" in row else []), *named]:
        if not is_subject(subject, prepared, words):
            known = [*words.document_types, *prepared]
            raise unknown_word("step.subject", subject, known)


def _matching(figures: Iterable[Figure], step: Step) -> list[Figure]:
    """The nearest first: same action and subject, same subject, same action."""

    def nearness(one: Figure) -> int:
        return 2 * (one.subject == "*") + (one.action == "")

    fitting = [
        one
        for one in figures
        if one.subject in (step.subject, "*") and one.action in (step.action, "")
    ]
    return sorted(fitting, key=nearness)


def _first(
    own: list[_Said], of_rule: Range | None, book: list[_Said]
) -> tuple[Range | None, Origin, Text]:
    for value, source in own:
        if value is not None:
            return value, "own", source
    if of_rule is not None:
        return of_rule, "rule", Text("", "")
    for value, source in book:
        if value is not None:
            return value, "book", source
    return None, "", Text("", "")


def _text(pair: Any) -> Text:
    return Text(pair["id"], pair["en"]) if pair else Text("", "")


def _range(pair: Any) -> Range | None:
    return None if pair is None else (int(pair[0]), int(pair[1]))
