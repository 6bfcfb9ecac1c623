"""Who can fill a request, alone or together, and what the others lack."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.match_request import match_request
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.tests.conftest import AS_OF
from wadah.apps.registry.models import Lot, Product

pytestmark = pytest.mark.django_db
Add = Callable[..., Any]


def test_one_fills_it_alone(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    add_capacity: Add, add_moisture: Add, add_verdict: Add,
) -> None:  # fmt: skip
    add_capacity(product, 18000)
    add_moisture(lot, 11.8)
    add_verdict(product, "ready", [])

    outcome = match_request(actor=officer, request=wanted, as_of=AS_OF)

    wanted.refresh_from_db()
    saved = wanted.matches.get()
    assert saved.product == product
    assert saved.share_kg is None
    # (12.5 - 11.8) / 12.5 of the bound; (18 - 16) / 16 of the need; a ready product.
    assert saved.parts == {
        "quality": 0.056, "volume": 0.125, "readiness": 1.0, "papers": 0.5
    }  # fmt: skip
    assert {"id", "en"} == set(saved.reasons[0])
    assert outcome.refusals == ()
    assert wanted.pool == {}
    assert wanted.matched_on == AS_OF
    row = AuditRow.objects.get(verb="request.matched")
    assert row.after["matches"] == 1


def test_cannot_tell_is_matched_with_less_score_and_says_so(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    add_capacity: Add, add_moisture: Add, add_verdict: Add,
) -> None:  # fmt: skip
    add_capacity(product, 18000)
    add_moisture(lot, 11.8)
    before = match_request(actor=officer, request=wanted, as_of=AS_OF).matches[0]
    add_verdict(product, "cannot_tell", [])

    after = match_request(actor=officer, request=wanted, as_of=AS_OF).matches[0]

    assert after.score == pytest.approx(before.score - 0.1)
    assert "cannot be told yet" in after.reasons[-1]["en"]
    assert wanted.matches.count() == 1


@pytest.mark.parametrize("verdict", ["prohibited", "not_ready"])
def test_unready_product_is_refused_with_the_steps_of_its_verdict(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    add_capacity: Add, add_moisture: Add, add_verdict: Add, verdict: str,
) -> None:  # fmt: skip
    add_capacity(product, 18000)
    add_moisture(lot, 11.8)
    step = {
        "action": "get_document",
        "subject": "nib",
        "text": {"id": "Urus NIB.", "en": "Get the NIB."},
        "cost_idr": [0, 0],
        "days": [1, 3],
    }
    items = [
        {"effect": "delays", "status": "missing", "steps": [step]},
        {"effect": "advice", "status": "missing", "steps": [{**step, "subject": "x"}]},
        {"effect": "bars", "status": "met", "steps": [{**step, "subject": "y"}]},
    ]
    add_verdict(product, verdict, items)

    match_request(actor=officer, request=wanted, as_of=AS_OF)

    refusal = wanted.refusals.get()
    assert [one["code"] for one in refusal.constraints] == ["readiness"]
    assert refusal.constraints[0]["have"] == verdict
    assert refusal.steps == [step]
    assert wanted.matches.count() == 0


def test_refusal_tells_what_is_there_and_what_is_needed(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    add_capacity: Add, add_moisture: Add,
) -> None:  # fmt: skip
    add_capacity(product, 18000)
    add_moisture(lot, 13.4)

    match_request(actor=officer, request=wanted, as_of=AS_OF)

    constraint = wanted.refusals.get().constraints[0]
    assert constraint["code"] == "spec_fails"
    assert constraint["have"]["value"] == 13.4
    assert constraint["need"]["value"] == 12.5


def test_two_fill_it_together(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    second_product: Product, add_capacity: Add, add_moisture: Add,
) -> None:  # fmt: skip
    add_capacity(product, 10000)
    add_capacity(second_product, 8000)
    add_moisture(lot, 11.8)
    add_moisture(second_product.lots.get(), 12.0)

    outcome = match_request(actor=officer, request=wanted, as_of=AS_OF)

    wanted.refresh_from_db()
    assert outcome.pool["status"] in ("filled", "filled_with_reserve")
    assert sum(match.share_kg for match in wanted.matches.all()) == Decimal(16000)
    assert wanted.refusals.count() == 0
    months = {share["month"] for share in wanted.pool["shares"]}
    assert months == {"2026-12"}


def test_short_pool_matches_nobody(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    second_product: Product, add_capacity: Add, add_moisture: Add,
) -> None:  # fmt: skip
    add_capacity(product, 5000)
    add_capacity(second_product, 4000)
    add_moisture(lot, 11.8)
    add_moisture(second_product.lots.get(), 12.0)

    outcome = match_request(actor=officer, request=wanted, as_of=AS_OF)

    assert outcome.pool["status"] == "short"
    assert outcome.pool["shortfall_kg"] == 7000
    assert wanted.matches.count() == 0
    assert wanted.refusals.count() == 2


def test_second_run_replaces_the_first(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    add_capacity: Add, add_moisture: Add,
) -> None:  # fmt: skip
    match_request(actor=officer, request=wanted, as_of=AS_OF)
    assert wanted.refusals.count() == 1
    add_capacity(product, 18000)
    add_moisture(lot, 11.8)

    match_request(actor=officer, request=wanted, as_of=AS_OF)

    assert wanted.refusals.count() == 0
    assert wanted.matches.count() == 1


def test_number_of_queries_does_not_grow_with_products(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    add_capacity: Add, django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for number in range(20):
        extra = Product.objects.create(
            business=product.business, family=product.family, name=f"Robusta {number}"
        )
        add_capacity(extra, 100)

    with django_assert_max_num_queries(30):
        match_request(actor=officer, request=wanted, as_of=AS_OF)

    assert wanted.refusals.count() == 21


@pytest.mark.parametrize("who", ["owner", "stranger", "buyer_actor", "analyst"])
def test_other_roles_may_not_match(
    who: str, request: pytest.FixtureRequest, wanted: BuyerRequest
) -> None:
    with pytest.raises(Absent):
        match_request(actor=request.getfixturevalue(who), request=wanted, as_of=AS_OF)

    assert AuditRow.objects.filter(verb="request.matched").count() == 0


def test_mat_02_refuses_a_closed_request(officer: Actor, wanted: BuyerRequest) -> None:
    """MAT-02"""
    BuyerRequest.objects.update(state="closed")

    with pytest.raises(Refused) as caught:
        match_request(actor=officer, request=wanted, as_of=AS_OF)

    assert caught.value.rule.code == "MAT-02"
