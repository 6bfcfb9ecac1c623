"""Steps of a way: what is needed becomes steps with price, days and order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from wadah.core.requirements.case import Case
from wadah.core.requirements.schedule import Range
from wadah.core.requirements.step_book import Origin, Priced, StepBook
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.requirements.way_choice import Kind, Need
from wadah.core.values import Step, Text

# Parties whose work the business neither does nor pays.
OTHERS = frozenset(("importer", "buyer", "recycler", "authority_market"))
# Ways to come by a paper: whichever word a rule uses, it is one paper.
_GETTING = frozenset(
    ("get_document", "register", "ask_importer", "ask_authority", "treat")
)
_PARTIES: dict[str, str] = {
    "answer": "producer",
    "ask_importer": "importer",
    "ask_authority": "exporter",
    "test_lot": "laboratory",
    "retest_with_method": "laboratory",
    "rework_lot": "producer",
    "replace_lot": "producer",
}
_Said = tuple[Range | None, Origin]
_NEAREST: tuple[Origin, ...] = ("", "own", "rule", "book")
_GET = Text("Urus {}.", "Get the {}.")


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step.

    Parameters
    ----------
    key
        Names the step on the way; two rules that ask for one paper share it.
    why
        What the rule asks; of a prerequisite, for which step it is needed.
    needs
        Keys of the steps that must end before.
    rules
        The rules whose lines it closes, first to last.
    cost_from, days_from
        `own`, `rule` or `book`; empty where nothing is known.
    """

    key: str
    kind: Kind
    action: str
    subject: str
    text: Text
    why: Text
    party: str
    cost_idr: Range | None
    days: Range | None
    cost_from: Origin
    days_from: Origin
    source: Text
    needs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    valid_months: int | None = None
    bound: Literal["S", "L", "C", ""] = ""

    @property
    def is_estimate(self) -> bool:
        """True unless every figure given is the organisation's own."""
        return bool({self.cost_from, self.days_from} - {"", "own"})

    @property
    def is_mine(self) -> bool:
        """True where the business does it or pays for it."""
        return self.party not in OTHERS


@dataclass(frozen=True, slots=True)
class StepMaker:
    """Makes steps of needs with one book; adds the prerequisites that are absent."""

    case: Case
    book: StepBook
    words: Vocabulary

    def key_of(self, step: Step) -> str:
        """One key for one paper, however a rule says that it is got."""
        if step.action in _GETTING and step.subject in self.words.document_types:
            return f"paper:{step.subject}"
        return f"{step.action}:{step.subject or step.text.en}"

    def make(
        self, needs: Iterable[Need], done: Iterable[str] = ()
    ) -> tuple[WayStep, ...]:
        """The steps of the needs and of what must come before them.

        Parameters
        ----------
        needs
            Open leaves; those of one paper become one step.
        done
            Keys that are on another way already and are not expanded again.
        """
        made: dict[str, WayStep] = {}
        for need in needs:
            key = self.key_of(need.step)
            step = self._step(key, need)
            made[key] = _merged(made[key], step) if key in made else step
        skipped = set(done)
        queue = list(made.values())
        while queue:
            step = queue.pop(0)
            for subject in self.book.needs(step.action, step.subject):
                if self._key_in(made, subject) or self._is_held(subject):
                    continue
                before = self._preparation(subject, step)
                if before.key in skipped:
                    continue
                made[before.key] = before
                queue.append(before)
        return tuple(self._linked(made, step) for step in made.values())

    def _step(self, key: str, need: Need) -> WayStep:
        step, entry = need.step, self.book.entry(need.step.subject)
        priced = self._price(need)
        kind = self.words.document_types.get(step.subject)
        party = _PARTIES.get(step.action, "") if need.kind != "paper" else ""
        return WayStep(
            key=key,
            kind=need.kind,
            action=step.action,
            subject=step.subject,
            text=step.text,
            why=need.why,
            party=party or entry.party or need.party,
            cost_idr=priced.cost_idr,
            days=priced.days,
            cost_from=priced.cost_from,
            days_from=priced.days_from,
            source=priced.source,
            rules=(need.rule,) if need.rule else (),
            valid_months=entry.valid_months,
            bound=kind.bound if kind is not None and need.kind == "paper" else "",
        )

    def _price(self, need: Need) -> Priced:
        if need.step.action == "answer":
            # What can be seen on the goods is no estimate: it costs nothing.
            return Priced((0, 0), (0, 0), "", "", Text("", ""))
        return self.book.price(need.step)

    def _preparation(self, subject: str, wanted_by: WayStep) -> WayStep:
        """A prerequisite as a step: a paper of the lists, or work of its own."""
        entry = self.book.entry(subject)
        kind = self.words.document_types.get(subject)
        why = Text(
            f"Diperlukan lebih dahulu untuk: {wanted_by.text.id}",
            f"Needed first for: {wanted_by.text.en}",
        )
        if kind is not None:
            text = Text(_GET.id.format(kind.name.id), _GET.en.format(kind.name.en))
            step = Step("get_document", subject, text)
        else:
            step = Step("prepare", subject, entry.name or Text(subject, subject))
        made: Kind = "paper" if kind is not None else "preparation"
        need = Need(step, made, "", entry.party or "producer", why)
        return self._step(self.key_of(step), need)

    def _linked(self, made: dict[str, WayStep], step: WayStep) -> WayStep:
        """The step with the keys of what comes before it on this way."""
        before = [
            *self.book.needs(step.action, step.subject),
            *self.book.after(step.action, step.subject),
        ]
        keys = [self._key_in(made, subject) for subject in before]
        found = [key for key in keys if key is not None and key != step.key]
        return replace(step, needs=tuple(dict.fromkeys(found)))

    def _key_in(self, made: dict[str, WayStep], subject: str) -> str | None:
        return next((k for k, one in made.items() if one.subject == subject), None)

    def _is_held(self, subject: str) -> bool:
        """A paper of the type is in hand and lasts on the day of the case."""
        as_of = self.case.dates.as_of
        return any(
            paper.type == subject
            and paper.scope.get("status", "valid") == "valid"
            and (paper.issued_on is None or paper.issued_on <= as_of)
            and (paper.expires_on is None or paper.expires_on >= as_of)
            for paper in self.case.documents
        )


def _merged(one: WayStep, other: WayStep) -> WayStep:
    """Two rules ask for one thing: the nearest figures, the widest range of equals."""
    cost, cost_from = _joined(
        (one.cost_idr, one.cost_from), (other.cost_idr, other.cost_from)
    )
    days, days_from = _joined((one.days, one.days_from), (other.days, other.days_from))
    return replace(
        one,
        cost_idr=cost,
        days=days,
        cost_from=cost_from,
        days_from=days_from,
        source=one.source if one.source.en else other.source,
        rules=tuple(dict.fromkeys((*one.rules, *other.rules))),
    )


def _joined(one: _Said, other: _Said) -> _Said:
    given = [said for said in (one, other) if said[0] is not None]
    if len(given) < 2:
        return given[0] if given else one
    nearest = min((said[1] for said in given), key=_NEAREST.index)
    ranges = [said[0] for said in given if said[1] == nearest and said[0] is not None]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)), nearest
