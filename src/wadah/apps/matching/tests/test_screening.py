"""The tables leave out only what core refuses too, under a code that core gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.queries.offers import list_offers
from wadah.apps.matching.queries.registry import as_offers
from wadah.apps.matching.queries.screening import count_idle, screen_products
from wadah.apps.matching.queries.words import get_words
from wadah.apps.matching.request_json import request_json
from wadah.apps.matching.tests.conftest import AS_OF
from wadah.apps.registry.models import Lot, Product
from wadah.apps.validation.models import (
    Document,
    LotResult,
    Sweep,
    SweptProduct,
    SweptVerdict,
)
from wadah.core.matching import Asked, list_constraints, match_from_json

pytestmark = pytest.mark.django_db
Add = Callable[..., Any]
JUNE = date(2027, 6, 1)

FAULTS: dict[str, dict[str, Any]] = {
    "form": {"form": "roasted_ground"},
    "minimum_order": {"min_order_kg": Decimal(16001)},
    "price_floor": {"price_floor_amount": Decimal(2001), "price_floor_currency": "USD"},
}


def add_tested_lot(product: Product) -> None:
    lot = Lot.objects.create(product=product, code="L", quantity_kg=Decimal(9000))
    LotResult.objects.create(
        lot=lot,
        parameter="moisture",
        result={"parameter": "moisture", "value": 12, "unit": "%"},
    )


@pytest.fixture
def priced(wanted: BuyerRequest) -> BuyerRequest:
    wanted.price_amount, wanted.price_currency = Decimal(2000), "USD"
    wanted.save()
    return wanted


@pytest.fixture
def products(
    product: Product, add_capacity: Add, add_verdict: Add
) -> dict[str, Product]:
    """One product against which nothing speaks, and one with each fault."""
    made: dict[str, Product] = {}
    names = ("good", "window", "volume", "swept", "assessed", "untested")
    for name in (*names, *FAULTS):
        made[name] = Product.objects.create(
            business=product.business, family=product.family, name=name,
            **{"form": "Green", **FAULTS.get(name, {})},
        )  # fmt: skip
        if name != "untested":
            add_tested_lot(made[name])
        if name != "volume":
            add_capacity(made[name], 20000, *([JUNE] if name == "window" else []))
    sweep = Sweep.objects.create(as_of=AS_OF, engine="duckdb", products=1, seconds=1)
    for outcome, verdict in ((1, "not_ready"), (2, "ready")):
        SweptVerdict.objects.create(
            sweep=sweep, outcome=outcome, market_id="DE", verdict=verdict, rules="R-1"
        )
    SweptProduct.objects.create(sweep=sweep, product=made["swept"], outcome=1)
    SweptProduct.objects.create(sweep=sweep, product=made["good"], outcome=2)
    # What a case says goes before what the sweep says.
    SweptProduct.objects.create(sweep=sweep, product=made["assessed"], outcome=1)
    add_verdict(made["assessed"], "ready", [])
    return made


def test_leaves_out_by_the_first_fault_and_keeps_the_rest(
    officer: Actor, priced: BuyerRequest, product: Product, products: dict[str, Product]
) -> None:
    terms, _, window = match_from_json(request_json(priced, AS_OF), get_words(), AS_OF)

    screen = screen_products(officer, terms.items[0], terms, window)

    assert screen.able == (products["good"].pk, products["assessed"].pk)
    assert screen.small == ()
    assert screen.left_out == {
        "form": 1, "minimum_order": 1, "price_floor": 1, "readiness": 1,
        "spec_unknown": 1,
    }  # fmt: skip
    # `product` of the fixtures has no capacity at all, as `volume`.
    assert count_idle(officer, terms.items[0], window) == {"volume": 2, "window": 1}
    assert screen.near[:2] == (products["untested"].pk, products["swept"].pk)
    assert set(screen.near) == {product.pk, *(p.pk for p in products.values())} - {
        *screen.able
    }


def test_keeps_the_largest_of_the_small_for_a_pool(
    officer: Actor,
    priced: BuyerRequest,
    products: dict[str, Product],
    add_capacity: Add,
) -> None:
    for name, kg in (("little", 900), ("more", 15999)):
        products[name] = Product.objects.create(
            business=products["good"].business, family=products["good"].family,
            name=name, form="green",
        )  # fmt: skip
        add_capacity(products[name], kg)
        add_tested_lot(products[name])
    terms, _, window = match_from_json(request_json(priced, AS_OF), get_words(), AS_OF)

    screen = screen_products(officer, terms.items[0], terms, window)

    assert screen.small == (products["more"].pk, products["little"].pk)
    assert screen.left_out["volume"] == 2


def test_core_refuses_all_that_the_tables_leave_out(
    officer: Actor, priced: BuyerRequest, products: dict[str, Product]
) -> None:
    document, words = request_json(priced, AS_OF), get_words()
    terms, _, window = match_from_json(document, words, AS_OF)
    rows = list_offers(officer, [p.pk for p in products.values()], "DE")
    asked = Asked(terms.items[0], terms, window)

    found = {
        offer.product: {one.code for one in list_constraints(asked, offer)}
        for offer in as_offers(document, rows, words, AS_OF)
    }

    codes = {"swept": "readiness", "untested": "spec_unknown"}
    for name in set(products) - {"good", "assessed"}:
        assert codes.get(name, name) in found[str(products[name].pk)]
    tables = {*FAULTS, "readiness", "window", "volume", "spec_unknown"}
    for name in ("good", "assessed"):
        assert not found[str(products[name].pk)] & tables


def test_counts_products_without_consent(
    officer: Actor,
    administrator: Actor,
    priced: BuyerRequest,
    second_product: Product,
    add_capacity: Add,
) -> None:
    second_product.business.consents.all().delete()
    add_capacity(second_product, 20000)
    terms, _, window = match_from_json(request_json(priced, AS_OF), get_words(), AS_OF)

    item = terms.items[0]

    seen = screen_products(administrator, item, terms, window)
    assert seen.left_out == {"consent": 1}
    assert screen_products(officer, item, terms, window).left_out == {}


def test_counts_products_of_businesses_without_a_paper_of_their_own(
    officer: Actor, priced: BuyerRequest, products: dict[str, Product]
) -> None:
    """A phytosanitary certificate is for the consignment: its absence leaves nobody
    out here, that of a halal certificate everybody who comes so far."""
    priced.certificates = ["halal", "phytosanitary"]
    terms, _, window = match_from_json(request_json(priced, AS_OF), get_words(), AS_OF)
    item = terms.items[0]
    seen = screen_products(officer, item, terms, window)
    assert (seen.left_out["certificate"], seen.able) == (3, ())

    Document.objects.create(
        business=products["good"].business, type="halal_certificate"
    )

    assert len(screen_products(officer, item, terms, window).able) == 2


def test_asks_the_database_a_fixed_number_of_times(
    officer: Actor, priced: BuyerRequest, products: dict[str, Product],
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    terms, _, window = match_from_json(request_json(priced, AS_OF), get_words(), AS_OF)

    with django_assert_num_queries(3):
        screen_products(officer, terms.items[0], terms, window)
