"""Many rows at once: constants as they are, and every index as it was."""

from __future__ import annotations

import polars as pl
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from wadah.apps.registry.importing.writing import indexes_afterwards, insert_frame
from wadah.apps.registry.models import Business

MANY = 20_000
CONSTANTS = {"list_key": "list", "street": "5 % 'Ulu' %s"}


def insert(*keys: str) -> None:
    frame = pl.DataFrame(
        {"source_key": keys, "name": keys, "original": ["{}"] * len(keys)}
    )
    now = timezone.now()
    with indexes_afterwards(Business, MANY):
        insert_frame(
            Business, frame, {**CONSTANTS, "created_at": now, "updated_at": now}
        )


def list_indexes() -> list[tuple[object, ...]]:
    if connection.vendor != "sqlite":
        return []  # they are left alone there
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' "
            "AND tbl_name = 'registry_business' ORDER BY name"
        )
        return list(cursor.fetchall())


def test_a_constant_is_stored_as_it_is(db: None) -> None:
    insert("a", "b")

    assert list(
        Business.objects.order_by("name").values_list(
            "name", "street", "list_key", "workers", "is_published", "about"
        )
    ) == [(name, "5 % 'Ulu' %s", "list", None, False, "") for name in ("a", "b")]


@pytest.mark.django_db
def test_every_index_is_there_again() -> None:
    before = list_indexes()

    insert("a", "b")

    assert list_indexes() == before
    assert len(before) == (9 if connection.vendor == "sqlite" else 0)


@pytest.mark.django_db
def test_an_entry_that_stands_twice_is_refused_with_its_indexes() -> None:
    before = list_indexes()

    told = pytest.raises(IntegrityError, match=r"list_key|business_once_a_list")
    with told, transaction.atomic():
        insert("a", "a")

    assert Business.objects.count() == 0
    assert list_indexes() == before
