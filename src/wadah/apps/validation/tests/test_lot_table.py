"""The page of a lot against the limits of all markets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Lot, Product
from wadah.apps.validation.actions.add_result import add_result
from wadah.apps.validation.drawn_pages import forget

ClientOf = Callable[[Actor], Client]


@pytest.fixture
def roasted(lot: Lot) -> Lot:
    """Roasted coffee: ochratoxin A is 3 ug/kg in the EU, nothing in Australia."""
    product = lot.product
    family, _ = type(product.family).objects.get_or_create(
        pk="coffee_roasted_ground",
        defaults={"name_id": "kopi bubuk", "name_en": "ground coffee", "hs6": "090121"},
    )
    Product.objects.filter(pk=product.pk).update(
        family=family, hs_code="090121", form=""
    )
    return Lot.objects.get(pk=lot.pk)


def result(**changes: object) -> dict[str, object]:
    return {
        "parameter": "ochratoxin_a", "value": 2.1, "unit": "ug/kg", "basis": "as_sold",
        "method": "HPLC", "laboratory_accredited": True,
        "sampled_on": timezone.localdate().isoformat(), **changes,
    }  # fmt: skip


def rows_of(client: Client, lot: Lot, query: str = "") -> list[dict[str, str]]:
    address = reverse("validation:lot_table", args=[lot.pk])
    response = client.get(f"{address}?format=csv{query}")
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def english(client_of: ClientOf) -> ClientOf:
    def sign_in(actor: Actor) -> Client:
        client = client_of(actor)
        client.cookies["wadah_language"] = "en"
        return client

    return sign_in


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "answer", "why"),
    [
        ({}, "kept", "2.1 ug/kg keeps the limit ≤ 3 ug/kg."),
        ({"value": 0.0021, "unit": "mg/kg"}, "kept",
         "0.0021 mg/kg = 2.1 ug/kg keeps the limit ≤ 3 ug/kg."),
        ({"value": 3.1}, "broken", "The result for ochratoxin A breaks"),
        ({"value": None, "below": 5, "loq": 5}, "cannot tell",
         "the limit of quantification lies above the limit"),
        ({"laboratory_accredited": False}, "cannot tell",
         "the laboratory is not shown to be accredited"),
    ],
)  # fmt: skip
def test_says_kept_broken_or_cannot_tell_and_why(
    changes: dict[str, object], answer: str, why: str,
    owner: Actor, roasted: Lot, markets: object, english: ClientOf,
) -> None:  # fmt: skip
    add_result(actor=owner, lot=roasted, result=result(**changes))

    rows = rows_of(english(owner), roasted, "&market=DE&law=1")
    (found,) = [row for row in rows if row["Parameter"] == "ochratoxin A"]

    assert found["Answer"] == answer
    assert why in found["Reason"]
    assert found["Limit"] == "≤ 3 ug/kg (as sold)"
    assert found["Rule"].startswith("COF-EU-03")


@pytest.mark.django_db
def test_a_market_without_a_limit_has_none(
    owner: Actor, roasted: Lot, markets: object, english: ClientOf
) -> None:
    add_result(actor=owner, lot=roasted, result=result())

    rows = rows_of(english(owner), roasted)

    ochratoxin = {r["Market"] for r in rows if r["Parameter"] == "ochratoxin A"}
    assert {"Germany", "Great Britain"} <= ochratoxin
    assert "Australia" not in ochratoxin


@pytest.mark.django_db
def test_the_page_narrows_by_group_and_by_answer(
    owner: Actor, roasted: Lot, markets: object, english: ClientOf
) -> None:
    add_result(actor=owner, lot=roasted, result=result(value=9))
    client = english(owner)

    in_union = rows_of(client, roasted, "&group=EU")
    broken = rows_of(client, roasted, "&state=fail")

    assert {row["Market"] for row in in_union} == {"Germany"}
    assert {row["Parameter"] for row in broken} == {"ochratoxin A"}
    page = client.get(reverse("validation:lot_table", args=[roasted.pk]))
    assert "breaks the bound" in page.content.decode()


@pytest.mark.django_db
def test_owner_colleague_and_officer_see_it_a_stranger_does_not(
    owner: Actor, colleague: Actor, stranger: Actor, officer: Actor, buyer_actor: Actor,
    roasted: Lot, client_of: ClientOf,
) -> None:  # fmt: skip
    address = reverse("validation:lot_table", args=[roasted.pk])

    answers = [
        client_of(actor).get(address).status_code
        for actor in (owner, colleague, officer, stranger, buyer_actor)
    ]

    assert answers == [200, 200, 200, 404, 404]


@pytest.mark.django_db
def test_the_queries_do_not_grow_with_the_results(
    owner: Actor, roasted: Lot, markets: object, client_of: ClientOf,
    django_assert_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    client = client_of(owner)
    address = reverse("validation:lot_table", args=[roasted.pk])
    add_result(actor=owner, lot=roasted, result=result())
    client.get(address)
    forget()
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for number in range(40):
        line = result(parameter=f"pesticide.no{number}", unit="mg/kg", value=0.001)
        add_result(actor=owner, lot=roasted, result=line)

    with django_assert_num_queries(len(with_one)):
        response = client.get(address)

    assert response.status_code == 200
    with CaptureQueriesContext(connection) as again:
        client.get(address)
    assert len(again) <= len(with_one) <= 14


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "limit", "source"),
    [
        ("id", "≥ 3 bulan (sebagaimana dijual)",
         "Pengetahuan umum perdagangan, belum ada sumber yang dibuka"),
        ("en", "≥ 3 months (as sold)",
         "General knowledge of the trade, no source opened"),
    ],
)  # fmt: skip
def test_units_and_sources_are_in_the_readers_language(
    language: str, limit: str, source: str, owner: Actor, roasted: Lot,
    client_of: ClientOf,
) -> None:  # fmt: skip
    market, _ = Market.objects.get_or_create(
        pk="IN", defaults={"name_id": "India", "name_en": "India"}
    )
    client = client_of(owner)
    client.cookies["wadah_language"] = language
    address = reverse("validation:lot_table", args=[roasted.pk])

    page = client.get(address, {"market": market.pk}).content.decode()
    file = client.get(address, {"market": market.pk, "format": "csv"}).content.decode()

    for text in (page, file):
        assert limit in text
        assert source in text
