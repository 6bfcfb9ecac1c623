"""Questions that are open, and the steps that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wadah.core.requirements.assessment import Item, Question
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Step, Text

# Facts about the buyer's side; every other attribute the owner knows without asking.
_IMPORTER_FACTS = (
    "parties.importer.",
    "attributes.intended_use",
    "attributes.sold_to",
    "dates.placed_on",
    "consignment.clearance_station",
)


def ask_steps(names: Iterable[str], words: Vocabulary) -> tuple[Step, ...]:
    """A step for each open question that somebody else must answer.

    What the owner can see on the goods is a question, not an errand.
    """
    return tuple(
        Step(action, name, _question_text(name, words))
        for name in names
        if (action := _ask_action(name)) is not None
    )


def cheapest_first(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps by lowest cost, then by days; a step without an estimate comes last."""

    def key(step: Step) -> tuple[bool, tuple[int, int], bool, tuple[int, int]]:
        cost, days = step.cost_idr, step.days
        return cost is None, cost or (0, 0), days is None, days or (0, 0)

    return tuple(sorted(dict.fromkeys(steps), key=key))


def _ask_action(name: str) -> str | None:
    if name.startswith(_IMPORTER_FACTS):
        return "ask_importer"
    if name.startswith(("answers.", "rules.")):
        return "ask_authority"
    return None


def _question_text(name: str, words: Vocabulary) -> Text:
    if name in words.facts:
        return words.question(name)
    rule = name.removeprefix("rules.")
    return Text(
        f"Apakah syarat {rule} sudah dicek ke sumber resmi dan dipenuhi?",
        f"Has requirement {rule} been checked at its source, and is it met?",
    )


def open_questions(items: Sequence[Item], words: Vocabulary) -> tuple[Question, ...]:
    """Each open question once, with the rules that wait for it."""
    waiting: dict[str, list[str]] = {}
    for item in items:
        for name in item.asks:
            waiting.setdefault(name, []).append(item.rule)
    return tuple(
        Question(
            code,
            _question_text(code, words),
            tuple(dict.fromkeys(rules)),
            words.facts[code].allowed if code in words.facts else (),
        )
        for code, rules in waiting.items()
    )
