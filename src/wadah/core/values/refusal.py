"""Why an input was refused, named so that its sender can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from wadah.core.values.text import Text


class InvalidInput(Exception):
    """An input breaks a rule of the interface.

    Parameters
    ----------
    field
        Path of the field, as `results[0].unit`; empty for the whole document.
    rule
        Code of the rule broken, lower case with underscores (`unknown_word`).
    message
        One sentence in both languages that says how to mend it.
    """

    def __init__(self, field: str, rule: str, message: Text) -> None:
        super().__init__(f"{field}: {rule}: {message.en}")
        self.field = field
        self.rule = rule
        self.message = message

    def within(self, prefix: str) -> InvalidInput:
        """The same refusal seen from one level further out."""
        joint = "" if self.field.startswith("[") or not self.field else "."
        return InvalidInput(f"{prefix}{joint}{self.field}", self.rule, self.message)

    def as_json(self) -> dict[str, dict[str, object]]:
        return {
            "error": {
                "field": self.field,
                "rule": self.rule,
                "message": self.message.as_json(),
            }
        }


def unknown_word(field: str, word: object, known: Iterable[str]) -> InvalidInput:
    """The refusal of a word that is not in a closed list, with the nearest known."""
    words = sorted(known)
    near = get_close_matches(str(word), words, n=3, cutoff=0.5) or words[:5]
    hint = ", ".join(near)
    return InvalidInput(
        field,
        "unknown_word",
        Text(
            f"“{word}” tidak ada dalam daftar. Yang terdekat: {hint}.",
            f"“{word}” is not in the list. Nearest known: {hint}.",
        ),
    )
