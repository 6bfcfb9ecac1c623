"""The rule base and the words of this installation, read once a process."""

from __future__ import annotations

from functools import cache

from wadah.apps.reference.data_files import read_families
from wadah.apps.requirements.rule_files import load_rule_base, load_vocabulary
from wadah.core.requirements import FactName, RuleBase, Vocabulary
from wadah.core.values import Text, unknown_word


@cache
def _families() -> frozenset[str]:
    return frozenset(row.family for row in read_families())


def read_vocabulary() -> Vocabulary:
    """The closed word lists with the families of the reference data."""
    return load_vocabulary(_families())


def read_rule_base() -> RuleBase:
    """Every packaged rule."""
    return load_rule_base(_families())


def find_fact(code: str) -> FactName:
    """The fact that a question asks for: a word of the lists, or a whole rule.

    `rules.COF-EU-08` is answered yes or no: was the rule looked up, and is it met?
    Raises `InvalidInput` for a code that is neither.
    """
    facts = read_vocabulary().facts
    for name in (code, f"answers.{code}"):
        if name in facts:
            return facts[name]
    rules = {f"rules.{rule.id}" for rule in read_rule_base().rules}
    if code in rules or code.startswith("rules.COVER-"):
        return FactName(code, "bool", (), Text(code, code))
    raise unknown_word("code", code, [*facts, *rules])
