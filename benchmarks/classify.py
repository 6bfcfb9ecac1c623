"""Goods classified over the whole nomenclature beside plain BM25 on the same texts.

Run: python benchmarks/classify.py HS6_BILINGUAL.csv [HS_EN.csv]

The peer is Tantivy (BM25, its usual tokenizer) over all texts of a code in both
languages. `held out` was labelled before the first word was tuned, `fresh` when the
names were finished; texts a second are one process on one core, indexes warm.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests/core/language"
LEAST_SECONDS = 4.0
Rows = list[dict[str, str]]


def prepare(files: list[str]) -> None:
    """An installation of its own with the nomenclature that was given."""
    os.environ["WADAH_HOME"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "wadah.config.settings.base"
    import django

    django.setup()
    from django.core.management import call_command

    from wadah.apps.reference.hs_file import read_hs_file
    from wadah.apps.reference.hs_store import store_hs_file

    call_command("migrate", verbosity=0)
    for file in files:
        store_hs_file(read_hs_file(file))


def make_ours() -> Callable[[str], list[str]]:
    from wadah.apps.reference.code_index import get_code_index, index_path
    from wadah.core.language import classify_goods

    started = time.perf_counter()
    index, pairs = get_code_index()
    size = index_path().stat().st_size / 1e6
    print(
        f"ours: built in {time.perf_counter() - started:.1f} s, {size:.1f} MB on disk"
    )

    def answer(text: str) -> list[str]:
        found = classify_goods(text, index, pairs)
        return [candidate.hs6 for candidate in found.candidates]

    return answer


def make_peer(file: str) -> Callable[[str], list[str]]:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("hs6", stored=True, tokenizer_name="raw")
    builder.add_text_field("text")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    with Path(file).open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            text = " ".join(value for name, value in row.items() if name != "hs6")
            writer.add_document(tantivy.Document(hs6=row["hs6"], text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def answer(text: str) -> list[str]:
        words = " ".join(re.findall(r"\w+", text))
        query, _ = index.parse_query_lenient(words, ["text"])
        hits = searcher.search(query, 5).hits
        return [searcher.doc(address)["hs6"][0] for _, address in hits]

    return answer


def read_sets() -> dict[tuple[str, str], Rows]:
    found: dict[tuple[str, str], Rows] = {}
    for name in ("tuning", "held_out", "fresh"):
        path = FOLDER / f"classify_{name}.csv"
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                found.setdefault((name, row["language"]), []).append(row)
    return found


def hits(answer: Callable[[str], list[str]], rows: Rows) -> tuple[float, float]:
    """Shares of the texts whose code stands first, and among the first five."""
    first = among = 0
    for row in rows:
        right = {row["hs6"], *row["also"].split("|")}
        codes = answer(row["text"])
        first += bool(codes) and codes[0] in right
        among += any(code in right for code in codes)
    return first / len(rows), among / len(rows)


def beside(mine: tuple[float, float], theirs: tuple[float, float]) -> str:
    """Both shares of both, and their ratio."""
    return ";  ".join(
        f"{what}: ours {ours:.3f}, BM25 {peer:.3f}, ratio {ours / max(peer, 1e-9):.2f}"
        for what, ours, peer in zip(("first", "among five"), mine, theirs, strict=True)
    )


def texts_a_second(answer: Callable[[str], list[str]], texts: list[str]) -> float:
    done, started = 0, time.process_time()
    while time.process_time() - started < LEAST_SECONDS:
        for text in texts:
            answer(text)
        done += len(texts)
    return done / (time.process_time() - started)


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    prepare(sys.argv[1:])
    ours, peer = make_ours(), make_peer(sys.argv[1])
    sets = read_sets()
    report = []
    for (name, language), rows in sets.items():
        mine, theirs = hits(ours, rows), hits(peer, rows)
        print(f"{name:9} {language} n={len(rows):3}  {beside(mine, theirs)}")
        report.append({"set": name, "language": language, "ours": mine, "bm25": theirs})
    texts = [row["text"] for rows in sets.values() for row in rows]
    mine_speed, their_speed = texts_a_second(ours, texts), texts_a_second(peer, texts)
    print(
        f"texts a second of one core: ours {mine_speed:.0f}, BM25 {their_speed:.0f}, "
        f"ratio {mine_speed / their_speed:.2f}; asked: 500"
    )
    print(json.dumps({"sets": report, "texts_a_second": mine_speed}))


if __name__ == "__main__":
    main()
