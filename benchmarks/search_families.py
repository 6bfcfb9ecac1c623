"""Family search against plain WRatio on the names, on the labelled queries.

Run: python benchmarks/search_families.py
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from wadah.apps.reference.data_files import read_families, read_thesaurus
from wadah.core.language import normalise, search_families

QUERIES = Path(__file__).parent.parent / "tests/core/language/labelled_queries.csv"


def ours(query: str) -> str | None:
    hits = search_families(query, read_thesaurus(), limit=1)
    return hits[0].family if hits else None


def peer(query: str) -> str | None:
    names = {
        (row.family, language): normalise(row.name.in_language(language))
        for row in read_families()
        for language in ("id", "en")
    }
    found = process.extractOne(normalise(query), names, scorer=fuzz.WRatio)
    return found[2][0] if found else None


def measure(
    answer: Callable[[str], str | None], rows: list[dict[str, str]]
) -> tuple[float, float]:
    """Share of queries with the right family first, and milliseconds a query."""
    started = time.perf_counter()
    right = sum(answer(row["query"]) == row["family"] for row in rows)
    spent = time.perf_counter() - started
    return right / len(rows), spent / len(rows) * 1000


def main() -> None:
    with QUERIES.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    read_thesaurus()
    for half in ("tuned", "held_out"):
        for language in ("id", "en"):
            chosen = [
                row
                for row in rows
                if row["half"] == half and row["language"] == language
            ]
            mine, mine_ms = measure(ours, chosen)
            theirs, theirs_ms = measure(peer, chosen)
            print(
                f"{half:9} {language} n={len(chosen)} right first: ours {mine:.3f} "
                f"({mine_ms:.2f} ms), WRatio on names {theirs:.3f} "
                f"({theirs_ms:.2f} ms), ratio {mine / max(theirs, 1e-9):.2f}"
            )
            for row in chosen:
                if ours(row["query"]) != row["family"]:
                    print(f"  miss: {row['query']!r} -> {ours(row['query'])}")


if __name__ == "__main__":
    main()
