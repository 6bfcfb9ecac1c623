"""Reading buyers' mails: texts a second on one core, and how right the answers are.

Run: python benchmarks/parse_requests.py [FOLDER of the request data]

F1 is of fields: a wrong value is one that was invented and one that was missed. The
forty were labelled before the reader was written. There is no other reader to compare
with; for the goods alone the peer is a plain look-up, the first family that
`search_families` finds in the text.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from wadah.apps.reference.data_files import read_thesaurus
from wadah.core.language import build_goods_index, read_request, search_families

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "core" / "language" / "request_text"
SHARED = ROOT.parent / "shared" / "data" / "requests"
ROUNDS = 5
INDEX = build_goods_index(read_thesaurus())

Row = tuple[str, str, str, str, dict[str, Any]]  # subject, body, day, country, label


def load_scoring() -> Any:
    spec = importlib.util.spec_from_file_location("scoring", TESTS / "scoring.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scoring"] = module
    spec.loader.exec_module(module)
    return module


def read_sets(scoring: Any, folder: Path) -> dict[str, list[Row]]:
    """Requests with their labels; the request data only where it is there."""
    sets: dict[str, list[Row]] = {}
    path = folder / "buyer_requests.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as handle:
            sets["request data"] = [
                (row["subject"], row["body"], row["received_date"],
                 row["buyer_country"], scoring.shared_label(row))
                for row in csv.DictReader(handle)
            ]  # fmt: skip
    own = json.loads((TESTS / "own_requests.json").read_text(encoding="utf-8"))
    sets["own forty"] = [
        (row["subject"], row["body"], row["received_on"], row["buyer_country"],
         scoring.own_label(row))
        for row in own
    ]  # fmt: skip
    return sets


def ours(row: Row) -> dict[str, Any]:
    subject, body, day, country, _ = row
    reading = read_request(
        body,
        INDEX,
        subject=subject,
        received_on=date.fromisoformat(day),
        buyer_country=country,
    )
    return dict(reading.as_json())


def peer(row: Row) -> str | None:
    hits = search_families(f"{row[0]} {row[1]}", INDEX.thesaurus, limit=1)
    return hits[0].family if hits else None


def rate(answer: Callable[[Row], object], rows: list[Row]) -> float:
    """Texts a second of processor, the best of the rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        started = time.process_time()
        for row in rows:
            answer(row)
        best = max(best, len(rows) / (time.process_time() - started))
    return best


def main() -> None:
    scoring = load_scoring()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    for name, rows in read_sets(scoring, folder).items():
        score = scoring.Score()
        for number, row in enumerate(rows, 1):
            scoring.score_request(score, str(number), row[4], ours(row))
        first = sum(ours(row)["items"][0]["family"] in families(row) for row in rows)
        looked_up = sum(peer(row) in families(row) for row in rows)
        mine, theirs = rate(ours, rows), rate(peer, rows)
        print(
            f"{name:12} n={len(rows)}  F1 {score.f1:.3f} ({score.right} right, "
            f"{len(score.invented)} invented, {len(score.missed)} missed); "
            f"{mine:.0f} texts a second; goods named: ours {first}, search alone "
            f"{looked_up} at {theirs:.0f} a second, ratio {mine / theirs:.2f}"
        )


def families(row: Row) -> set[str]:
    return {item["family"] for item in row[4]["items"]}


if __name__ == "__main__":
    main()
