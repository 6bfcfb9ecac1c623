"""Kilograms of a month are held, released and expire; never more than verified."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.expire_promises import expire_promises
from wadah.apps.matching.actions.promise_capacity import promise_capacity
from wadah.apps.matching.actions.release_promise import release_promise
from wadah.apps.matching.models import BuyerRequest, Promise
from wadah.apps.matching.process_rules import CapacityShort
from wadah.apps.matching.tests.conftest import DECEMBER
from wadah.apps.registry.models import Product
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
