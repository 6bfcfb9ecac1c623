"""Questions that are open, those that decide most first, and steps that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wadah.core.requirements.assessment import Item, Question, verdict_of
from wadah.core.requirements.derived import DESCRIBED_TOGETHER
from wadah.core.requirements.rules import DocumentLeaf, Rule, leaves
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Effect, Step, Text, Verdict
from wadah.core.values import worst as worst_of

# Facts about the buyer's side; every other attribute the owner knows without asking.
_IMPORTER_FACTS = (
    "parties.importer.",
    "attributes.intended_use",
    "attributes.sold_to",
    "dates.placed_on",
    "consignment.clearance_station",
)
# What an answer costs: a look at the goods, a message to the buyer, an errand.
_EFFORT = {None: 0, "ask_importer": 1, "ask_authority": 2}
_ASKED_BY_MARKET = "answers.asked_by_market"
# A question that a laboratory result of the lot answers, by its parameter.
RESULT_OF = "results."


def ask_steps(
    names: Iterable[str], words: Vocabulary, message: Text | None = None
) -> tuple[Step, ...]:
    """A step for each open question that somebody else must answer.

    What the owner can see on the goods is a question, not an errand. `message` is that
    of the rule whose own check is among the questions.
    """
    return tuple(
        Step(action, name, _errand_text(name, words, message))
        for name in names
        if (action := _ask_action(name)) is not None
    )


def cheapest_first(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps by lowest cost, then by days; a step without an estimate comes last."""

    def key(step: Step) -> tuple[bool, tuple[int, int], bool, tuple[int, int]]:
        cost, days = step.cost_idr, step.days
        return cost is None, cost or (0, 0), days is None, days or (0, 0)

    return tuple(sorted(dict.fromkeys(steps), key=key))


def open_questions(
    items: Sequence[Item], rules: Iterable[Rule], words: Vocabulary
) -> tuple[Question, ...]:
    """Each open question once, the one that decides most first.

    Parameters
    ----------
    items
        Every judged line, benefits among them.
    rules
        The rules behind the lines, whose papers a question may have to name.
    words
        The closed word lists with the texts.

    Notes
    -----
    Lines that bar come before lines that delay, and among each those that the question
    settles alone before those it only touches; then the cheaper answer comes first. A
    question is folded under another where all that waits for it waits for the other
    too, and the other's answer may show that no rule applies.
    """
    return _Desk(items, {rule.id: rule for rule in rules}, words).questions()


@dataclass(frozen=True, slots=True)
class _Desk:
    """The lines of one case, read for what they still ask."""

    items: Sequence[Item]
    rules: Mapping[str, Rule]
    words: Vocabulary

    def questions(self) -> tuple[Question, ...]:
        waiting: dict[str, list[Item]] = {}
        for item in self.items:
            for name in item.asks:
                waiting.setdefault(name, []).append(item)
        ranked = sorted(waiting, key=lambda code: _rank(code, waiting[code]))
        folded = _fold(ranked, waiting)
        weighing = [one for one in self.items if one.effect is not Effect.BENEFIT]
        return tuple(
            self._question(code, waiting[code], folded[code], weighing)
            for code in ranked
            if code in folded
        )

    def _question(
        self,
        code: str,
        items: list[Item],
        then: tuple[str, ...],
        weighing: Sequence[Item],
    ) -> Question:
        facts = self.words.facts
        best, worst = self._reach(code, items, weighing)
        return Question(
            code,
            self._text(code, items),
            tuple(dict.fromkeys(one.rule for one in items)),
            facts[code].allowed if code in facts else (),
            decides=tuple(dict.fromkeys(one.rule for one in items if _weighs(one))),
            then=then,
            best=best,
            worst=worst,
        )

    def _reach(
        self, code: str, items: list[Item], weighing: Sequence[Item]
    ) -> tuple[Verdict, Verdict]:
        """The best and the worst verdict that the answer alone can still bring."""
        settled = [one for one in items if one.asks == (code,)]
        best = worst_of(verdict_of(one) for one in weighing if one not in settled)
        worst = worst_of(verdict_of(one) for one in weighing)
        if code.startswith("rules."):
            # A no to "is it met?" leaves the line open: it refuses nothing by itself.
            return best, worst
        firm = [one for one in items if _weighs(one) and self._may_refuse(one, code)]
        if any(one.effect is Effect.BARS for one in firm):
            return best, Verdict.PROHIBITED
        return best, worst_of([worst, Verdict.NOT_READY]) if firm else worst

    def _may_refuse(self, item: Item, code: str) -> bool:
        """The line can say no, by itself or backed by the answer to this question."""
        rule = self.rules.get(item.rule)
        return item.may_refuse or (rule is not None and code in rule.lookups)

    def _text(self, code: str, items: list[Item]) -> Text:
        """The question, with the paper or the requirement it is about named."""
        if code == _ASKED_BY_MARKET:
            return self._text_of_papers(code, items)
        own = next((one for one in items if code == f"rules.{one.rule}"), None)
        if own is None or own.rule.startswith("COVER-"):
            return _plain_text(code, self.words)
        return Text(
            f"Sudah dicek ke sumber resmi dan dipenuhi? {own.message.id}",
            f"Checked at its official source, and met? {own.message.en}",
        )

    def _text_of_papers(self, code: str, items: list[Item]) -> Text:
        slugs = [
            leaf.types[0]
            for item in items
            if item.rule in self.rules
            for leaf in leaves(self.rules[item.rule].tree)
            if isinstance(leaf, DocumentLeaf)
        ]
        names = [self.words.document_types[slug].name for slug in dict.fromkeys(slugs)]
        if not names:
            return _plain_text(code, self.words)
        return Text(
            "Apakah negara tujuan meminta "
            f"{', '.join(name.id for name in names)} untuk barang ini?",
            "Does the market ask for the "
            f"{', '.join(name.en for name in names)} with these goods?",
        )


def _weighs(item: Item) -> bool:
    return verdict_of(item) is Verdict.CANNOT_TELL


def _may_settle(code: str, item: Item) -> bool:
    """One answer may close the line: it asks for no more, or may not concern the case.

    Notes
    -----
    Whether a rule applies turns on several facts at once, and each of them can take the
    case out of it; only facts described together say nothing one by one.
    """
    if item.asks == (code,):
        return True
    together = DESCRIBED_TOGETHER.intersection(item.asks)
    return item.is_scope_doubt and not (code in together and len(together) > 1)


def _rank(code: str, items: list[Item]) -> tuple[int, ...]:
    heavy = [one for one in items if _weighs(one)]
    alone = [one for one in heavy if _may_settle(code, one)]

    def count(some: list[Item], effect: Effect) -> int:
        return -sum(one.effect is effect for one in some)

    return (
        count(alone, Effect.BARS),
        count(heavy, Effect.BARS),
        count(alone, Effect.DELAYS),
        count(heavy, Effect.DELAYS),
        _EFFORT[_ask_action(code)],
    )


def _fold(
    ranked: Sequence[str], waiting: Mapping[str, list[Item]]
) -> dict[str, tuple[str, ...]]:
    """Every question that is asked now, with those that its answer may make moot."""
    kept: dict[str, tuple[str, ...]] = {}
    for code in ranked:
        over = next((one for one in kept if _may_moot(one, code, waiting)), None)
        if over is None:
            kept[code] = ()
        else:
            kept[over] = (*kept[over], code)
    return kept


def _may_moot(first: str, second: str, waiting: Mapping[str, list[Item]]) -> bool:
    if {first, second} <= DESCRIBED_TOGETHER:
        return False
    return all(one.is_scope_doubt and first in one.asks for one in waiting[second])


def _ask_action(name: str) -> str | None:
    if name.startswith(_IMPORTER_FACTS):
        return "ask_importer"
    if name.startswith(("answers.", "rules.")):
        return "ask_authority"
    return None


def _errand_text(name: str, words: Vocabulary, message: Text | None) -> Text:
    if message is None or not name.startswith("rules."):
        return _plain_text(name, words)
    return Text(
        f"Cek ke sumber resmi: {message.id}",
        f"Check at the official source: {message.en}",
    )


def _text_of_result(slug: str, words: Vocabulary) -> Text:
    parameter = words.find_parameter(slug)
    name = parameter.name if parameter else Text(slug, slug)
    return Text(
        f"Berapa {name.id} lot ini, sebagaimana dijual, menurut hasil uji?",
        f"What is the {name.en} of this lot, as sold, by a laboratory result?",
    )


def _plain_text(name: str, words: Vocabulary) -> Text:
    if name in words.facts:
        return words.question(name)
    if name.startswith(RESULT_OF):
        return _text_of_result(name.removeprefix(RESULT_OF), words)
    rule = name.removeprefix("rules.")
    if rule.startswith("COVER-"):
        market = rule.split("-")[1]
        return Text(
            f"Apakah importir atau otoritas di {market} sudah menyebut semua syarat "
            "barang ini, dan semuanya dipenuhi?",
            f"Has the importer or an authority in {market} named every requirement "
            "for these goods, and is each one met?",
        )
    return Text(
        f"Apakah syarat {rule} sudah dicek ke sumber resmi dan dipenuhi?",
        f"Has requirement {rule} been checked at its source, and is it met?",
    )
