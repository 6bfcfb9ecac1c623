"""The old and the new text of a rule, line beside line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that stays, goes or comes."""

    kind: str
    text: str

    @property
    def sign(self) -> str:
        return {"added": "+", "removed": "−", "same": " "}[self.kind]


def diff_texts(old: str, new: str) -> list[DiffLine]:
    """Every line of both texts, in reading order."""
    before, after = old.splitlines(), new.splitlines()
    return list(_lines(before, after))


def _lines(before: list[str], after: list[str]) -> Iterator[DiffLine]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (DiffLine("same", line) for line in before[i1:i2])
            continue
        yield from (DiffLine("removed", line) for line in before[i1:i2])
        yield from (DiffLine("added", line) for line in after[j1:j2])
