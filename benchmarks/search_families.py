"""Family search beside plain WRatio on the names, on labelled queries.

Run: python benchmarks/search_families.py

`before tuning` are forty queries a language that were labelled before the search and
its words were touched again; `tuned` and `held out` are older. A neighbour above the
right one is a family that is mistaken for the right one and stands before it.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from wadah.apps.reference.data_files import read_families, read_thesaurus
from wadah.core.language import normalise, search_families

FOLDER = Path(__file__).parent.parent / "tests/core/language"
NEIGHBOURS = {row.family: set(row.mistaken_for) for row in read_families()}
NAMES = {
    (row.family, language): normalise(row.name.in_language(language))
    for row in read_families()
    for language in ("id", "en")
}


@dataclass(frozen=True)
class Measured:
    """Shares of the queries and milliseconds a query."""

    right_first: float
    neighbour_above: int
    milliseconds: float


def ours(query: str) -> list[str]:
    return [hit.family for hit in search_families(query, read_thesaurus())]


def peer(query: str) -> list[str]:
    found = process.extract(normalise(query), NAMES, scorer=fuzz.WRatio, limit=10)
    return list(dict.fromkeys(family for _, _, (family, _) in found))


def measure(answer: Callable[[str], list[str]], rows: list[dict[str, str]]) -> Measured:
    right = above = 0
    started = time.perf_counter()
    answers = [answer(row["query"]) for row in rows]
    spent = time.perf_counter() - started
    for row, found in zip(rows, answers, strict=True):
        right += found[:1] == [row["family"]]
        place = found.index(row["family"]) if row["family"] in found else len(found)
        above += not NEIGHBOURS[row["family"]].isdisjoint(found[:place])
    return Measured(right / len(rows), above, spent / len(rows) * 1000)


def read_sets() -> dict[tuple[str, str], list[dict[str, str]]]:
    """Labelled queries by set and language."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for name in ("labelled_before_tuning", "labelled_queries"):
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                half = row.get("half", "before tuning").replace("_", " ")
                found.setdefault((half, row["language"]), []).append(row)
    return found


def main() -> None:
    read_thesaurus()
    for (half, language), rows in read_sets().items():
        mine, theirs = measure(ours, rows), measure(peer, rows)
        print(
            f"{half:13} {language} n={len(rows)}  recall@1: ours "
            f"{mine.right_first:.3f}, WRatio {theirs.right_first:.3f}, ratio "
            f"{mine.right_first / max(theirs.right_first, 1e-9):.2f};  neighbour "
            f"above: {mine.neighbour_above}, {theirs.neighbour_above};  "
            f"{mine.milliseconds:.2f} ms, {theirs.milliseconds:.2f} ms"
        )
        for row in rows:
            found = ours(row["query"])
            if found[:1] != [row["family"]]:
                print(f"  miss: {row['query']!r} -> {found[:1]}")


if __name__ == "__main__":
    main()
