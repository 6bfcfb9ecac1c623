"""Under which words a published product is found.

Filled by `product_index`, searched by `queries.product_search`. SQLite keeps a
full-text table beside it by triggers, PostgreSQL an index over the words.
"""

from __future__ import annotations

from django.db import models

from wadah.apps.registry.models.product import Product


class ProductIndexEntry(models.Model):
    """One published product of a published business.

    `position` is the number of words, then the product: in this order the shorter of
    two entries with the same words stands first, as the ranking wants it.
    """

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, related_name="index_entry"
    )
    position = models.BigIntegerField(unique=True)
    words = models.TextField()

    def __str__(self) -> str:
        return self.words


class ProductIndexWord(models.Model):
    """How many entries hold a word: the rarer, the heavier.

    Counts follow the index and are only as exact as a weight needs; a rebuild counts
    anew.
    """

    word = models.CharField(max_length=60, primary_key=True)
    products = models.IntegerField()

    def __str__(self) -> str:
        return self.word


class ProductIndexTotals(models.Model):
    """One row: how many entries there are, and how many words they hold."""

    products = models.IntegerField()
    words = models.BigIntegerField()
