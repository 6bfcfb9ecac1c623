"""One finding of the look through the rule base."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class LintNote:
    """What is wrong, in which rule and field.

    Parameters
    ----------
    level
        `error`, `warning` or `note`.
    code
        A lasting name of the kind of finding.
    rule
        Id of the rule; empty for the base as a whole.
    """

    level: str
    code: str
    rule: str
    field: str
    message: Text

    def as_json(self) -> dict[str, object]:
        return {
            "level": self.level,
            "code": self.code,
            "rule": self.rule,
            "field": self.field,
            "message": self.message.as_json(),
        }
