"""What a question of a verdict asks for, and between which words one can choose."""

from __future__ import annotations

import re

from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.core.requirements import FactName
from wadah.core.values import Text, unknown_word

# The question of a market about which the rule base holds nothing for the product.
_UNCOVERED = re.compile(r"rules\.COVER-([A-Z]{2})-00")


def find_question(code: str) -> FactName:
    """The fact behind a question, by its full code.

    A fact (`attributes.fried`), a look-up with or without `answers.`, or a rule that
    asks to be checked (`rules.ID-ALL-01`). Raises `InvalidInput` for any other code.
    """
    facts = read_vocabulary().facts
    for name in (code, f"answers.{code}"):
        if name in facts:
            return facts[name]
    if _is_rule(code):
        return FactName(code, "bool", (), _checked(code.removeprefix("rules.")))
    raise unknown_word("code", code, facts)


def _is_rule(code: str) -> bool:
    found = _UNCOVERED.fullmatch(code)
    if found is not None:
        return found[1] in read_vocabulary().destinations
    return code in {f"rules.{rule.id}" for rule in read_rule_base().rules}


def _checked(rule: str) -> Text:
    return Text(
        f"Apakah syarat {rule} sudah dicek ke sumber resmi dan dipenuhi?",
        f"Has requirement {rule} been checked at its source, and is it met?",
    )
