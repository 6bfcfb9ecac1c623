"""Process rules: who may do what, when. Each has a code, a sentence and a check."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class ProcessRule:
    """A rule of the house, as it is shown to whoever is refused by it."""

    code: str
    sentence: Text


class Refused(Exception):
    """An action broke a process rule; nothing was changed."""

    def __init__(self, rule: ProcessRule) -> None:
        super().__init__(f"{rule.code}: {rule.sentence.en}")
        self.rule = rule


def require(holds: bool, rule: ProcessRule) -> None:
    """Raise `Refused` with the rule unless it holds."""
    if not holds:
        raise Refused(rule)
