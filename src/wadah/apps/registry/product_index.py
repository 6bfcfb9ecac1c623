"""Keeps the words under which published products are found.

Derived rows, written with the product or rebuilt from it; no decision of a person and
so no audit row.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from wadah.apps.registry.models import (
    Product,
    ProductIndexEntry,
    ProductIndexTotals,
    ProductIndexWord,
)
from wadah.apps.registry.shown import SHOWN
from wadah.core.language import index_words, make_position

_NOT_WORD = re.compile(r"[^a-z0-9]")
_BATCH = 2000
_LONGEST_ABOUT = 300
_LONGEST_WORD = 60
_COLUMNS = (
    "pk", "name", "about", "family_id", "family__name_id", "family__name_en",
    "business__name", "business__region__name",
)  # fmt: skip
Entry = tuple[int, int, str]


def family_word(slug: str) -> str:
    """The word by which every product of a family is found; no language has it."""
    return f"zz{_NOT_WORD.sub('', slug)}"


@transaction.atomic
def index_products(ids: Iterable[int]) -> None:
    """Bring the entries of these products up to date: written, changed or gone."""
    rest = iter(ids)
    while chunk := list(islice(rest, _BATCH)):
        old = ProductIndexEntry.objects.filter(product_id__in=chunk)
        counted = _count(old.values_list("words", flat=True))
        gone = old.count()
        old.delete()
        entries = sorted(_make_entries(chunk), key=lambda entry: entry[1])
        _insert(entries)
        fresh = _count(entry[2] for entry in entries)
        fresh.subtract(counted)
        _add_counts(fresh, len(entries) - gone)


@transaction.atomic
def rebuild_index() -> int:
    """Make the whole index anew; returns the number of entries."""
    connection.cursor().execute("DELETE FROM registry_productindexentry")
    ProductIndexWord.objects.all().delete()
    ProductIndexTotals.objects.all().delete()
    # The full-text table wants its rows in order: each step back costs it a segment.
    entries = sorted(_make_entries(), key=lambda entry: entry[1])
    _insert(entries)
    _add_counts(_count(entry[2] for entry in entries), len(entries))
    if connection.vendor == "sqlite":
        connection.cursor().execute(
            "INSERT INTO registry_product_fts(registry_product_fts) VALUES ('optimize')"
        )
    return len(entries)


def reconcile_index() -> int:
    """Mend the entries that no longer fit their product; returns how many.

    Whoever wrote past the actions is caught up with here. It compares without a lock
    and writes only what differs, so that nobody waits for it.
    """
    stored = dict(ProductIndexEntry.objects.values_list("product_id", "words"))
    stale = [pk for pk, _, words in _make_entries() if stored.pop(pk, None) != words]
    stale += stored
    index_products(stale)
    _recount()
    return len(stale)


@transaction.atomic
def _recount() -> None:
    """Count the words anew: entries that left with their product took none along."""
    texts = list(ProductIndexEntry.objects.values_list("words", flat=True))
    ProductIndexWord.objects.all().delete()
    ProductIndexTotals.objects.all().delete()
    _add_counts(_count(texts), len(texts))


def _make_entries(ids: Iterable[int] | None = None) -> Iterator[Entry]:
    rows = Product.objects.filter(SHOWN)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    for row in rows.order_by().values_list(*_COLUMNS).iterator(_BATCH):
        pk, name, about, family, *more = row
        parts = [*map(_words_of, more), index_words(about[:_LONGEST_ABOUT])]
        held = dict.fromkeys(index_words(name))
        for part in parts:
            held.update(dict.fromkeys(part))
        words = [word[:_LONGEST_WORD] for word in held]
        words.append(family_word(family))
        yield pk, make_position(pk, len(words)), " ".join(words)


@lru_cache(maxsize=_BATCH)
def _words_of(text: str | None) -> tuple[str, ...]:
    """Words of a name that many products share: a family, a region, a business."""
    return index_words(text or "")


def _insert(entries: list[Entry]) -> None:
    if not entries:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO registry_productindexentry (product_id, position, words) "
            "VALUES (%s, %s, %s)",
            entries,
        )
        if connection.vendor == "sqlite":
            _insert_text(cursor, [position for _, position, _ in entries])


def _insert_text(cursor: CursorWrapper, positions: list[int]) -> None:
    # One statement for all: after each it writes itself out. Rows that are gone leave
    # by a trigger, so that whoever deletes a product need not know of it.
    cursor.execute(
        "INSERT INTO registry_product_fts (rowid, words) "
        "SELECT position, words FROM registry_productindexentry "
        "WHERE position IN (SELECT value FROM json_each(%s)) ORDER BY position",
        [json.dumps(positions)],
    )


def _count(texts: Iterable[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(text.split())
    return counted


def _add_counts(counted: Counter[str], entries: int) -> None:
    changed = sorted((word, more) for word, more in counted.items() if more)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO registry_productindexword AS there (word, products) "
            "VALUES (%s, %s) ON CONFLICT (word) "
            "DO UPDATE SET products = there.products + excluded.products",
            changed,
        )
        cursor.execute(
            "INSERT INTO registry_productindextotals AS there (id, products, words) "
            "VALUES (1, %s, %s) ON CONFLICT (id) DO UPDATE SET "
            "products = there.products + excluded.products, "
            "words = there.words + excluded.words",
            [entries, sum(more for _, more in changed)],
        )
