"""Words that somebody writes on a case: there, and not without end."""

from __future__ import annotations

from wadah.core.values import InvalidInput, Text

LONGEST = 4000


def read_words_given(text: str, field: str) -> str:
    """The words without blanks around them; raise `InvalidInput` for none, too many."""
    words = text.strip()
    if not words:
        raise InvalidInput(field, "required", _NONE)
    if len(words) > LONGEST:
        raise InvalidInput(field, "too_long", _TOO_LONG)
    return words


_NONE = Text("Tulis beberapa kata.", "Write a few words.")
_TOO_LONG = Text(
    f"Paling banyak {LONGEST} huruf. Ringkas, atau bagi menjadi dua.",
    f"At most {LONGEST} characters. Make it shorter, or part it in two.",
)
