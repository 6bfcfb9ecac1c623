"""Product search in 250,000 products beside tantivy: the same words, ten results.

Run: python benchmarks/search_products.py [--products 250000] [--queries 2000]

Both index the same words of the same products and answer the same ranked any-word
queries. Ours reads SQLite's full-text table in the order of its rows and ranks by
BM25; the scores of both are compared, so that neither is quick by answering less.
Bound of the claim: 15 times tantivy's time at the 99th of 100 queries.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

BOUND = 15.0
SEED = 1
ROUNDS = 3
OWNERS = (
    "sari murni jaya makmur abadi sejahtera mandiri berkah barokah rejeki sumber rizki "
    "putri dewi agung indah mulya karya cipta mekar harapan sinar cahaya bintang "
    "lestari utama prima mitra rasa dapur ibu bunda sri siti nur wahyu agus budi andi "
    "rina yuli ratna tri eko dwi hadi joko slamet"
).split()
KINDS = (
    "premium grade a super organik curah pilihan halus kasar original pedas manis "
    "balado 250 500 1000 kering segar"
).split()
MOST_OWNERS = 30_000


def make_names(count: int, rng: random.Random) -> list[tuple[str, str]]:
    """Family and name of each product: a term of the family with kinds and a brand."""
    terms: dict[str, list[str]] = {}
    for entry in read_thesaurus().terms:
        terms.setdefault(entry.term.family, []).append(entry.term.term)
    families = sorted(terms)
    rng.shuffle(families)
    # A few families are made by many, most by few.
    weights = [1 / (place + 1) ** 0.6 for place in range(len(families))]
    names = []
    for family in rng.choices(families, weights, k=count):
        kinds = rng.sample(KINDS, rng.randint(0, 3))
        brand = rng.sample(OWNERS, rng.randint(0, 2))
        names.append((family, " ".join([rng.choice(terms[family]), *kinds, *brand])))
    return names


def fill(count: int, rng: random.Random) -> None:
    """Businesses and published products, straight into the tables."""
    regions = list(Region.objects.filter(parent_id="18").values_list("pk", flat=True))
    makers = []
    for number in range(min(MOST_OWNERS, count)):
        name = " ".join(rng.sample(OWNERS, 2)) + f" {number}"
        makers.append(
            Business(
                name=name, search_name=name, region_id=rng.choice(regions),
                is_published=True,
            )
        )  # fmt: skip
    Business.objects.bulk_create(makers, batch_size=2000)
    Product.objects.bulk_create(
        (
            Product(
                business=rng.choice(makers), family_id=family, name=name[:200],
                is_published=True,
            )
            for family, name in make_names(count, rng)
        ),
        batch_size=2000,
    )  # fmt: skip


def make_queries(count: int, rng: random.Random) -> list[list[str]]:
    """One to four words: half of one product, half of two with little in common."""
    texts = list(ProductIndexEntry.objects.values_list("words", flat=True)[:100_000])
    queries = []
    for number in range(count):
        words = rng.choice(texts).split()[:-1]
        wanted = rng.sample(words, min(len(words), rng.randint(1, 4)))
        if number % 2:
            wanted = wanted[:2] + rng.sample(rng.choice(texts).split()[:-1], 2)
        queries.append(list(dict.fromkeys(wanted)))
    return queries


def make_peer() -> Callable[[Sequence[str]], list[float]]:
    """Tantivy over the same words, with the frequencies that BM25 needs."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(builder.build())
    writer = index.writer(200_000_000, 1)
    entries = ProductIndexEntry.objects.values_list("product_id", "words")
    for number, words in entries.iterator(5000):
        writer.add_document(tantivy.Document(number=number, words=words))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(words: Sequence[str]) -> list[float]:
        query = index.parse_query(" ".join(words), ["words"])
        # Its places only: reading the number of a product would cost it more.
        hits = searcher.search(query, limit=10, count=False).hits
        return [score for score, _ in hits]

    return search


def ours(words: Sequence[str]) -> list[float]:
    return [entry.score for entry in rank_words(words)]


def measure(
    answer: Callable[[list[str]], object],
    queries: list[list[str]],
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Milliseconds of each query, ascending; the quickest of three rounds.

    What else the machine does falls on single queries and would make the last of a
    hundred a matter of luck, for either side.
    """
    best = [float("inf")] * len(queries)
    for _ in range(ROUNDS):
        for place, query in enumerate(queries):
            started = clock()
            answer(query)
            best[place] = min(best[place], (clock() - started) * 1000)
    return sorted(best)


def at(spent: list[float], share: float) -> float:
    return spent[int(len(spent) * share)]


def tell(name: str, spent: list[float]) -> None:
    print(
        f"{name:34} median {at(spent, 0.5):7.3f} ms   p90 {at(spent, 0.9):7.3f} ms   "
        f"p99 {at(spent, 0.99):7.3f} ms"
    )


def count_same(
    peer: Callable[[Sequence[str]], list[float]], queries: list[list[str]]
) -> int:
    """Queries whose ten scores are tantivy's, within its one-byte lengths."""
    same = 0
    for query in queries:
        mine, theirs = ours(query), peer(query)
        near = all(
            abs(a - b) <= 0.05 * max(a, b) for a, b in zip(mine, theirs, strict=False)
        )
        same += near and len(mine) == len(theirs)
    return same


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--products", type=int, default=250_000)
    parser.add_argument("--queries", type=int, default=2000)
    asked = parser.parse_args()
    rng = random.Random(SEED)
    call_command("migrate", verbosity=0, interactive=False)
    load_reference()
    fill(asked.products, rng)
    started = time.perf_counter()
    entries = rebuild_index()
    print(f"{entries:,} products indexed in {time.perf_counter() - started:.1f} s")
    queries = make_queries(asked.queries, rng)
    peer = make_peer()
    mine, theirs = measure(ours, queries), measure(peer, queries)
    tell("ours, SQLite, ranked any-word", mine)
    tell("tantivy, ranked any-word", theirs)
    ratio = at(mine, 0.99) / at(theirs, 0.99)
    print(f"ratio at p99 {ratio:.1f}, bound {BOUND:.0f}")
    # The work itself, which other work on the machine does not lengthen.
    mine, theirs = (measure(one, queries, time.thread_time) for one in (ours, peer))
    tell("ours, processor time", mine)
    tell("tantivy, processor time", theirs)
    ratio = at(mine, 0.99) / at(theirs, 0.99)
    print(f"ratio of processor time at p99 {ratio:.1f}, bound {BOUND:.0f}")
    checked = queries[:500]
    print(f"the same ten scores: {count_same(peer, checked)} of {len(checked)} queries")
    pages = measure(lambda words: search_products(" ".join(words)), queries[:500])
    tell("whole search, families and rows", pages)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["WADAH_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings.base")
        sys.path.insert(0, str(Path(__file__).parent))
        import django

        django.setup()
        import tantivy
        from django.core.management import call_command

        from wadah.apps.reference.actions.load_reference import load_reference
        from wadah.apps.reference.data_files import read_thesaurus
        from wadah.apps.reference.models import Region
        from wadah.apps.registry.models import Business, Product, ProductIndexEntry
        from wadah.apps.registry.product_index import rebuild_index
        from wadah.apps.registry.queries.product_search import (
            rank_words,
            search_products,
        )

        main()
