"""A sentence that a user reads, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Indonesian (`id`) and in English (`en`).

    Examples
    --------
    >>> Text("kadar air", "moisture").in_language("en-gb")
    'moisture'
    """

    id: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the sentence in `language`; anything but Indonesian is English."""
        return self.id if language.lower().startswith("id") else self.en

    def as_json(self) -> dict[str, str]:
        return {"id": self.id, "en": self.en}
