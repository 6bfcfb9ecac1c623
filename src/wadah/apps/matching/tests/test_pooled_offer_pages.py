"""The offer as a picture, the member's page, the buyer's PDF, the trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import BuyerRequest, PooledOffer, PooledShare
from wadah.apps.matching.pooled_offer_page import (
    draw_containers,
    draw_members,
    list_trace,
    make_picture,
)
from wadah.apps.matching.pooled_offer_sheet import describe_sheet
from wadah.apps.matching.tests.conftest import AS_OF, DECEMBER
from wadah.apps.registry.models import Lot, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(
    wanted: BuyerRequest, product: Product, second_product: Product, lot: Lot
) -> PooledOffer:
    """20 t and 10 t, so two containers: 25 t are a full one by weight."""
    row = PooledOffer.objects.create(
        request=wanted, version=1, as_of=AS_OF, expires_on=timezone.localdate(),
        made_at=timezone.now(), pool={"status": "filled"},
    )  # fmt: skip
    lot.results.create(
        parameter="moisture",
        result={"parameter": "moisture", "value": 11.8, "unit": "%"},
    )
    second_lot = second_product.lots.get()
    for one, goods, kg in ((product, lot, 20000), (second_product, second_lot, 10000)):
        row.shares.create(version=1, product=one, lot=goods, month=DECEMBER, kg=kg)
    return row


def test_bars_are_to_scale(officer: Actor, offer: PooledOffer) -> None:
    picture = make_picture(officer, offer)
    members, containers = draw_members(picture), draw_containers(picture)

    assert [[s.width for s in bar.segments] for bar in members] == [
        ["100.00%"], ["50.00%"]
    ]  # fmt: skip
    # 20 and 5 of 25 t; then the 5 t that are left.
    assert [[(s.left, s.width, s.label) for s in bar.segments] for bar in containers
            ] == [
        [("0.00%", "80.00%", "1"), ("80.00%", "20.00%", "2")],
        [("0.00%", "20.00%", "2")],
    ]  # fmt: skip
    assert [bar.percent for bar in containers] == [100, 20]
    assert picture.plan.is_by_weight_only


def test_trace_leads_from_container_to_member_and_lot(
    officer: Actor, offer: PooledOffer
) -> None:
    head, *rows = list_trace(make_picture(officer, offer))

    shown = [[row[head.index(name)] for name in ("container", "kg", "member", "lot")]
             for row in rows]  # fmt: skip
    assert shown == [
        [1, Decimal(20000), 1, "L1"], [1, Decimal(5000), 2, "L2"],
        [2, Decimal(5000), 2, "L2"],
    ]  # fmt: skip


def test_packing_of_the_pool_plans_the_containers(
    officer: Actor, offer: PooledOffer
) -> None:
    offer.pool = {"containers": [{"code": "FCL20", "full_kg": 15000}]}

    plan = make_picture(officer, offer).plan

    assert (plan.is_by_weight_only, plan.full_kg) == (False, 15000)
    assert {part.container for part in plan.parts} == {1, 2}


@pytest.mark.parametrize("who", ["officer", "buyer_actor"])
def test_sheet_names_no_member(
    who: str, request: pytest.FixtureRequest, client_of: Callable[[Actor], Client],
    offer: PooledOffer, product: Product, second_product: Product,
) -> None:  # fmt: skip
    actor = request.getfixturevalue(who)
    PooledOffer.objects.update(state="agreed", agreed_at=timezone.now())
    offer.refresh_from_db()

    shown = describe_sheet(make_picture(actor, offer), date(2026, 11, 25))
    answer = client_of(actor).get(
        reverse("matching:pooled_offer_sheet", args=[offer.pk])
    )

    words = str(shown)
    for row in (product, second_product):
        assert row.business.name not in words
        assert row.name not in words
    assert "L1" not in words
    assert shown["total"] == "30,000 kg"
    assert [row["member"] for row in shown["shares"]] == ["Member 1", "Member 2"]
    assert "11.8 %" in shown["shares"][0]["tested"]
    assert answer.content.startswith(b"%PDF-")


def test_buyer_reads_the_page_without_names(
    buyer_actor: Actor, client_of: Callable[[Actor], Client], offer: PooledOffer,
    product: Product,
) -> None:  # fmt: skip
    address = reverse("matching:pooled_offer_detail", args=[offer.pk])
    assert client_of(buyer_actor).get(address).status_code == 404
    PooledOffer.objects.update(state="agreed", agreed_at=timezone.now())

    page = client_of(buyer_actor).get(address).content.decode()

    assert product.business.name not in page
    assert "L1" not in page
    assert reverse("matching:pooled_offer_trace", args=[offer.pk]) not in page


def test_member_reads_his_share_alone_and_answers(
    owner: Actor, client_of: Callable[[Actor], Client], offer: PooledOffer,
    product: Product, second_product: Product,
) -> None:  # fmt: skip
    client = client_of(owner)
    mine, other = offer.shares.get(product=product), offer.shares.get(
        product=second_product
    )  # fmt: skip
    page = client.get(reverse("matching:share_detail", args=[mine.pk])).content.decode()

    assert product.name in page
    assert second_product.business.name not in page
    assert (
        client.get(reverse("matching:share_detail", args=[other.pk])).status_code == 404
    )
    client.post(
        reverse("matching:share_detail", args=[mine.pk]),
        {"answer": "refuse", "reason": "Hujan"},
    )
    mine.refresh_from_db()
    assert (mine.state, mine.reason) == (PooledShare.State.REFUSED, "Hujan")


def test_officer_withdraws_and_takes_the_trace_along(
    officer: Actor, client_of: Callable[[Actor], Client], offer: PooledOffer
) -> None:
    client = client_of(officer)

    page = client.get(reverse("matching:pooled_offer_detail", args=[offer.pk]))
    file = client.get(
        reverse("matching:pooled_offer_trace", args=[offer.pk]), {"format": "csv"}
    )
    client.post(
        reverse("matching:pooled_offer_move", args=[offer.pk]), {"move": "withdraw"}
    )

    assert page.status_code == 200
    assert file.content.decode("utf-8-sig").count("\r\n") == 4
    offer.refresh_from_db()
    assert offer.state == "withdrawn"


def test_a_move_that_is_none_is_absent(
    officer: Actor, client_of: Callable[[Actor], Client], offer: PooledOffer
) -> None:
    address = reverse("matching:pooled_offer_move", args=[offer.pk])

    assert client_of(officer).post(address, {"move": "sell"}).status_code == 404
