"""The closed words of answers and of papers, as people read them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from wadah.apps.reference.data_files import read_families
from wadah.core.values import Text

_FILE = Path(__file__).parent / "data" / "answer_words.csv"


@cache
def read_answer_words() -> Mapping[str, Text]:
    """Every word with its name in both languages, families of products among them."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        words = {
            row["word"]: Text(row["name_id"], row["name_en"])
            for row in csv.DictReader(file)
        }
    return {**{row.family: row.name for row in read_families()}, **words}


def say_word(word: str, language: str) -> str:
    """The word in a language; one that has no name is shown without underscores."""
    found = read_answer_words().get(word)
    return found.in_language(language) if found else word.replace("_", " ")
