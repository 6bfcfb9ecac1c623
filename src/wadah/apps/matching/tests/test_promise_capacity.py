"""Kilograms of a month are held, released and expire; never more than verified."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.expire_promises import expire_promises
from wadah.apps.matching.actions.order_promise import order_promise
from wadah.apps.matching.actions.promise_capacity import (
    Share,
    promise_capacity,
    promise_shares,
)
from wadah.apps.matching.actions.release_promise import release_promise
from wadah.apps.matching.models import BuyerRequest, Promise
from wadah.apps.matching.process_rules import CapacityShort
from wadah.apps.matching.tests.conftest import DECEMBER
from wadah.apps.registry.models import LedgerEntry, Product
from wadah.core.values import InvalidInput, Month

Add = Callable[..., Any]


@pytest.fixture
def wanted(wanted: BuyerRequest) -> BuyerRequest:
    """Open, whoever wrote it."""
    wanted.state = BuyerRequest.State.OPEN
    wanted.save(update_fields=["state"])
    return wanted


def hold(actor: Actor, wanted: BuyerRequest, product: Product, kg: int) -> Promise:
    return promise_capacity(
        actor=actor,
        request=wanted,
        product=product,
        month=DECEMBER,
        kg=Decimal(kg),
        expires_on=date(2026, 12, 20),
    )


@pytest.mark.django_db
def test_promise_takes_from_the_month(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    month = add_capacity(product, 18000)

    promise = hold(officer, wanted, product, 16000)

    month.refresh_from_db()
    assert month.promised_kg == Decimal(16000)
    assert promise.state == "held"
    row = AuditRow.objects.get(verb="promise.made")
    assert row.actor_id == officer.user_id
    assert row.after["month"] == "2026-12"


@pytest.mark.django_db
def test_month_may_be_a_day_or_a_month(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    add_capacity(product, 18000)

    for month in (Month(2026, 12), date(2026, 12, 17)):
        promise = promise_capacity(
            actor=officer, request=wanted, product=product, month=month,
            kg=Decimal(10), expires_on=date(2026, 12, 20),
        )  # fmt: skip
        assert promise.month == DECEMBER


@pytest.mark.django_db
def test_mat_01_refuses_more_than_is_free_and_says_how_much_is(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    """MAT-01"""
    month = add_capacity(product, 18000)
    hold(officer, wanted, product, 16000)

    with pytest.raises(CapacityShort) as caught:
        hold(officer, wanted, product, 2001)

    month.refresh_from_db()
    assert caught.value.rule.code == "MAT-01"
    assert caught.value.free_kg == Decimal(2000)
    assert "2000 kg" in caught.value.rule.sentence.en
    assert month.promised_kg == Decimal(16000)
    assert Promise.objects.count() == 1
    assert AuditRow.objects.filter(verb="promise.made").count() == 1


@pytest.mark.django_db
def test_refuses_a_month_without_verified_capacity(
    officer: Actor, wanted: BuyerRequest, product: Product
) -> None:
    with pytest.raises(CapacityShort) as caught:
        hold(officer, wanted, product, 1)

    assert caught.value.free_kg == 0
    assert Promise.objects.count() == 0


@pytest.mark.django_db
def test_refuses_nothing(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    add_capacity(product, 18000)

    with pytest.raises(InvalidInput) as caught:
        hold(officer, wanted, product, 0)

    assert caught.value.field == "kg"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "colleague", "stranger", "buyer_actor"])
def test_other_roles_may_not_promise(
    who: str, request: pytest.FixtureRequest, wanted: BuyerRequest,
    product: Product, add_capacity: Add,
) -> None:  # fmt: skip
    month = add_capacity(product, 18000)

    with pytest.raises(Absent):
        hold(request.getfixturevalue(who), wanted, product, 5)

    month.refresh_from_db()
    assert month.promised_kg == 0


@pytest.mark.django_db
def test_mat_03_release_gives_the_kilograms_back_once(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    """MAT-03"""
    month = add_capacity(product, 18000)
    promise = hold(officer, wanted, product, 16000)

    release_promise(actor=officer, promise=promise)

    with pytest.raises(Refused) as caught:
        release_promise(actor=officer, promise=promise)
    month.refresh_from_db()
    assert caught.value.rule.code == "MAT-03"
    assert month.promised_kg == 0
    assert AuditRow.objects.filter(verb="promise.released").count() == 1


@pytest.mark.django_db
def test_promise_expires_after_its_last_day(
    officer: Actor, administrator: Actor, wanted: BuyerRequest, product: Product,
    add_capacity: Add,
) -> None:  # fmt: skip
    month = add_capacity(product, 18000)
    promise = hold(officer, wanted, product, 16000)

    assert expire_promises(actor=administrator, as_of=date(2026, 12, 20)) == 0
    assert expire_promises(actor=administrator, as_of=date(2026, 12, 21)) == 1
    assert expire_promises(actor=administrator, as_of=date(2026, 12, 21)) == 0

    month.refresh_from_db()
    promise.refresh_from_db()
    assert month.promised_kg == 0
    assert promise.state == "expired"
    assert AuditRow.objects.filter(verb="promise.expired").count() == 1


@pytest.mark.django_db
def test_a_promise_becomes_an_order_and_does_not_expire(
    officer: Actor, administrator: Actor, wanted: BuyerRequest, product: Product,
    add_capacity: Add,
) -> None:  # fmt: skip
    month = add_capacity(product, 18000)
    promise = hold(officer, wanted, product, 16000)

    order_promise(actor=officer, promise=promise, ordered_on=date(2026, 12, 1))

    assert expire_promises(actor=administrator, as_of=date(2027, 6, 1)) == 0
    with pytest.raises(Refused):
        release_promise(actor=officer, promise=promise)
    with pytest.raises(Refused):
        order_promise(actor=officer, promise=promise, ordered_on=date(2026, 12, 2))
    month.refresh_from_db()
    assert month.promised_kg == 16000
    kinds = LedgerEntry.objects.order_by("pk").values_list("kind", "reference")
    assert list(kinds) == [
        ("promised", f"promise:{promise.pk}"), ("ordered", f"promise:{promise.pk}"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_several_shares_are_held_all_or_none(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    add_capacity(product, 500)
    add_capacity(product, 100, date(2027, 1, 1))
    shares = [
        Share(product, Month(2027, 1), Decimal(101)),
        Share(product, Month(2026, 12), Decimal(500)),
    ]

    with pytest.raises(CapacityShort) as caught:
        promise_shares(
            actor=officer, request=wanted, shares=shares,
            expires_on=date(2026, 12, 20),
        )  # fmt: skip

    assert (caught.value.month, caught.value.free_kg) == (Month(2027, 1), 100)
    assert (Promise.objects.count(), LedgerEntry.objects.count()) == (0, 0)
    assert {row.promised_kg for row in product.capacity.all()} == {0}


@pytest.mark.django_db
def test_nothing_is_promised_of_a_verification_that_is_past_its_day(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    month = add_capacity(product, 18000)
    month.verified_until = timezone.localdate() - timedelta(days=1)
    month.save()

    with pytest.raises(CapacityShort) as caught:
        hold(officer, wanted, product, 1)

    assert caught.value.free_kg == 0


@pytest.mark.django_db
def test_a_promise_past_its_day_makes_room_before_the_night(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    month = add_capacity(product, 1000)
    late = hold(officer, wanted, product, 900)
    Promise.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    hold(officer, wanted, product, 800)

    late.refresh_from_db()
    month.refresh_from_db()
    assert (late.state, month.promised_kg) == ("expired", 800)
    assert AuditRow.objects.filter(verb="promise.expired").count() == 1


@pytest.mark.postgres
@pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"],
    reason="needs PostgreSQL: set DATABASE_URL to a postgresql:// address",
)
@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_promise_more_than_verified(
    officer: Actor, wanted: BuyerRequest, product: Product, add_capacity: Add
) -> None:
    month = add_capacity(product, 10000)
    threads = 24
    together = Barrier(threads)

    def run(_: int) -> bool:
        try:
            together.wait(timeout=30)
            hold(officer, wanted, product, 900)
        except CapacityShort:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(threads) as pool:
        won = sum(pool.map(run, range(threads)))

    month.refresh_from_db()
    assert won == 11
    assert month.promised_kg == Decimal(9900)
    assert Promise.objects.count() == 11
