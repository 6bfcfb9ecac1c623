"""Identity numbers: unreadable at rest, masked on screen, found by exact match only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business_list import (
    BusinessFilter,
    find_identity_number,
    search_businesses,
)

pytestmark = pytest.mark.django_db
NIB = "0220001234567"
NPWP = "012345678901000"
NPWP_16 = "0012345678901000"


@pytest.fixture
def two(business: Business) -> tuple[Business, Business]:
    other = Business.objects.create(name="Lain", search_name="lain")
    for row, nib, npwp in ((business, NIB, NPWP), (other, NIB[::-1], NPWP_16)):
        row.nib, row.nib_fingerprint = nib, fingerprint(nib)
        row.npwp, row.npwp_fingerprint = npwp, fingerprint(npwp)
        row.save()
    return business, other


def find(actor: Actor, text: str) -> list[int]:
    found = search_businesses(actor, BusinessFilter(text=text))
    return list(found.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (NIB, NIB),
        ("02.2000.1234-567", NIB),
        ("01.234.567.8-901.000", NPWP),
        (NPWP_16, NPWP_16),
        ("022000123456", ""),
        ("02200012345678", ""),
        ("kopi " + NIB, ""),
        ("٠٢٢٠٠٠١٢٣٤٥٦٧", ""),
        ("", ""),
    ],
)
def test_only_a_whole_number_is_a_number(text: str, number: str) -> None:
    assert find_identity_number(text) == number


def test_whole_number_finds_its_business(
    two: tuple[Business, Business], administrator: Actor, officer: Actor
) -> None:
    business, other = two

    assert find(administrator, NIB) == [business.pk]
    assert find(officer, f"{NIB[:4]} {NIB[4:]}") == [business.pk]
    assert find(administrator, NPWP) == [business.pk]
    assert find(administrator, NPWP_16) == [other.pk]


@pytest.mark.parametrize("part", [NIB[:12], NIB[1:], NIB[:6], NPWP[:14], NPWP[:13]])
def test_part_of_a_number_finds_nothing(
    part: str, two: tuple[Business, Business], administrator: Actor
) -> None:
    assert find(administrator, part) == []


def test_number_finds_only_what_the_person_may_see(
    two: tuple[Business, Business], officer: Actor, stranger: Actor, analyst: Actor
) -> None:
    assert find(officer, NPWP_16) == []
    assert find(stranger, NIB) == []
    assert find(analyst, NIB) == []


def test_number_is_neither_readable_at_rest_nor_whole_on_screen(
    two: tuple[Business, Business],
    officer: Actor,
    client_of: Callable[[Actor], Client],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nib, npwp FROM registry_business")
        stored = str(cursor.fetchall())
    client = client_of(officer)
    pages = [
        client.get(reverse("registry:business_list"), {"q": "kopi"}),
        client.get(reverse("business_page", args=[two[0].pk])),
    ]

    assert NIB not in stored and NPWP not in stored
    for page in pages:
        assert page.status_code == 200
        assert NIB not in page.content.decode()
        assert NPWP not in page.content.decode()
    assert "•••••••••4567" in pages[1].content.decode()
