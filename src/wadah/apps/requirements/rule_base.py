"""The rule base and the words of this installation, read once a process."""

from __future__ import annotations

from functools import cache

from wadah.apps.reference.data_files import read_families
from wadah.apps.requirements.rule_files import load_rule_base, load_vocabulary
from wadah.core.requirements import RuleBase, Vocabulary


@cache
def _families() -> frozenset[str]:
    return frozenset(row.family for row in read_families())


def read_vocabulary() -> Vocabulary:
    """The closed word lists with the families of the reference data."""
    return load_vocabulary(_families())


def read_packaged_rules() -> RuleBase:
    """The rules as this version ships them, without what was approved here."""
    return load_rule_base(_families())


def read_rule_base() -> RuleBase:
    """Every packaged rule."""
    return load_rule_base(_families())
