"""The pages of a sweep: counts, the products behind them, the button, the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import Business, Product
from wadah.apps.validation.actions import run_sweep_order
from wadah.apps.validation.actions.start_sweep import start_sweep
from wadah.apps.validation.actions.sweep_products import (
    SweepQuestion,
    sweep_products,
)
from wadah.apps.validation.models import (
    Sweep,
    SweepOrder,
    SweptProduct,
    SweptVerdict,
)
from wadah.apps.validation.queries.sweep import (
    SweptWanted,
    count_swept,
    list_sweeps,
    list_swept,
)
from wadah.apps.validation.sweep import markets as usual
from wadah.apps.validation.sweep.thinning import thin_sweeps
from wadah.apps.validation.sweep_page import make_rows, sort_rows, total_up

AS_OF = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def swept(
    business: Business, product: Product, families: dict[str, Any], markets: object
) -> Sweep:
    """The coffee of the owner and one of a business nobody cares for, two markets.

    Outcome 1 is ready in DE and not in GB; outcome 2 is barred in both.
    """
    stranger = Business.objects.create(name="Usaha lain", search_name="usaha lain")
    other = Product.objects.create(
        business=stranger, family=product.family, name="Kopi lain", hs_code="090111"
    )
    family = str(product.family_id)
    sweep = Sweep.objects.create(
        as_of=AS_OF, markets=["DE", "GB"], engine="duckdb", products=2, seconds=1,
        counts={"ready": 1, "not_ready": 1, "cannot_tell": 0, "prohibited": 2},
        tally={family: {"DE": [1, 0, 0, 1], "GB": [0, 1, 0, 1]}},
    )  # fmt: skip
    for outcome, market, verdict, rules in (
        (1, "DE", "ready", ""),
        (1, "GB", "not_ready", "COF-EU-03 COF-ID-02"),
        (2, "DE", "prohibited", "COF-EU-030"),
        (2, "GB", "prohibited", "COF-ID-02"),
    ):
        SweptVerdict.objects.create(
            sweep=sweep, outcome=outcome, market_id=market, verdict=verdict, rules=rules
        )
    SweptProduct.objects.create(sweep=sweep, product=product, outcome=1)
    SweptProduct.objects.create(sweep=sweep, product=other, outcome=2)
    return sweep


def names(actor: Actor, sweep: Sweep, market: str, **wanted: str) -> list[str]:
    found = list_swept(actor, sweep, SweptWanted(market, **wanted))
    return [row.product.name for row in found]


def test_an_officer_counts_the_products_in_his_care_others_all(
    swept: Sweep, product: Product, officer: Actor, analyst: Actor, administrator: Actor
) -> None:
    family = str(product.family_id)

    assert count_swept(officer, swept) == {
        family: {"DE": [1, 0, 0, 0], "GB": [0, 1, 0, 0]}
    }
    for actor in (analyst, administrator):
        assert count_swept(actor, swept) == swept.tally
    assert list(list_sweeps(officer)) == []
    assert list(list_sweeps(analyst)) == [swept]


def test_products_are_found_by_verdict_and_by_the_rule_that_decides(
    swept: Sweep, product: Product, administrator: Actor, officer: Actor
) -> None:
    mine, other = product.name, "Kopi lain"

    assert names(administrator, swept, "DE", verdict="ready") == [mine]
    assert names(administrator, swept, "GB", verdict="prohibited") == [other]
    assert names(administrator, swept, "GB", rule="COF-EU-03") == [mine]
    assert names(administrator, swept, "DE", rule="COF-EU-03") == []
    assert set(names(administrator, swept, "GB", rule="COF-ID-02")) == {mine, other}
    assert names(administrator, swept, "GB", text="lain") == [other]
    assert names(officer, swept, "GB") == [mine]
    (row,) = list_swept(officer, swept, SweptWanted("GB"))
    assert (row.verdict, row.rules) == ("not_ready", "COF-EU-03 COF-ID-02")


@pytest.mark.parametrize("who", ["owner", "stranger", "verifier", "analyst"])
def test_nobody_else_sees_names(
    who: str, request: pytest.FixtureRequest, swept: Sweep
) -> None:
    with pytest.raises(Absent):
        list_swept(request.getfixturevalue(who), swept, SweptWanted("DE"))


def test_the_tally_becomes_rows_of_one_verdict() -> None:
    tally = {"a": {"DE": [2, 1, 0, 0], "GB": [0, 0, 3, 0]}, "b": {"DE": [5, 0, 0, 0]}}

    rows = make_rows(tally, {"a": "Zat", "b": "Abu"}, ["DE", "GB"], "ready")

    assert [(row.name, row.products, row.number) for row in rows] == [
        ("Abu", 5, 5),
        ("Zat", 3, 2),
    ]
    assert [(cell.number, cell.products) for cell in rows[1].cells] == [(2, 3), (0, 3)]
    assert [row.name for row in sort_rows(rows, "number")] == ["Zat", "Abu"]
    assert total_up(tally) == {
        "ready": 7, "not_ready": 1, "cannot_tell": 3, "prohibited": 0
    }  # fmt: skip


def test_the_pages_and_their_files(
    swept: Sweep, product: Product, officer: Actor, analyst: Actor,
    client_of: ClientOf,
) -> None:  # fmt: skip
    address = reverse("validation:sweep_list")
    behind = reverse("validation:swept_list")

    for_officer = client_of(officer).get(address, {"verdict": "not_ready"})
    for_analyst = client_of(analyst).get(address, {"verdict": "not_ready"})
    listed = client_of(officer).get(behind, {"market": "GB"})
    counts = client_of(analyst).get(address, {"format": "csv"})
    products = client_of(officer).get(behind, {"market": "GB", "format": "csv"})

    assert f"{behind}?market=GB" in for_officer.content.decode()
    assert behind not in for_analyst.content.decode()
    assert reverse("requirements:rule_detail", args=["COF-EU-03"]) in (
        listed.content.decode()
    )
    assert "Kopi lain" not in listed.content.decode()
    lines = counts.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1:6] for line in lines[1:]] == [
        ["DE", "1", "0", "0", "1"],
        ["GB", "0", "1", "0", "1"],
    ]
    (line,) = products.content.decode("utf-8-sig").splitlines()[1:]
    assert product.name in line and "COF-EU-03 COF-ID-02" in line
    assert client_of(analyst).get(behind).status_code == 404


def test_the_button_gives_the_work_to_the_worker_once(
    product: Product, administrator: Actor, officer: Actor, client_of: ClientOf,
    markets: object, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(usual, "MARKETS", ("DE", "GB"))
    client = client_of(administrator)
    address = reverse("validation:sweep_start")

    client.post(address)
    again = start_sweep(actor=administrator, as_of=AS_OF, now=timezone.now())
    page = client.get(reverse("validation:sweep_list"))

    (order,) = SweepOrder.objects.all()
    assert again == order and order.state == SweepOrder.State.WAITING
    assert page["Refresh"] == "3"
    assert AuditRow.objects.filter(verb="sweep.asked").count() == 1
    assert client_of(officer).post(address).status_code == 404

    run_sweep_order.run_sweep_order(order.pk)
    order.refresh_from_db()
    assert (order.state, order.step) == ("done", "writing")
    assert order.sweep == Sweep.objects.get()
    # Delivered twice, it is done once.
    run_sweep_order.run_sweep_order(order.pk)
    assert Sweep.objects.count() == 1


def test_what_breaks_off_says_so_and_can_be_asked_for_again(
    product: Product, administrator: Actor, client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(**_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(run_sweep_order, "sweep_products", fail)
    order = start_sweep(actor=administrator, as_of=AS_OF, now=timezone.now())

    with pytest.raises(MemoryError):
        run_sweep_order.run_sweep_order(order.pk)

    order.refresh_from_db()
    assert order.state == SweepOrder.State.FAILED
    assert AuditRow.objects.filter(verb="sweep.broken_off").count() == 1
    page = client_of(administrator).get(reverse("validation:sweep_list"))
    assert reverse("validation:sweep_start") in page.content.decode()


def test_an_order_whose_worker_is_gone_is_asked_for_anew(
    administrator: Actor,
) -> None:
    first = start_sweep(actor=administrator, as_of=AS_OF, now=timezone.now())
    SweepOrder.objects.update(
        state="running", told_at=timezone.now() - timedelta(minutes=31)
    )

    second = start_sweep(actor=administrator, as_of=AS_OF, now=timezone.now())

    first.refresh_from_db()
    assert (first.state, second.state) == ("failed", "waiting")


def test_counts_by_family_and_market_are_kept_beside_the_lines(
    product: Product, administrator: Actor, markets: object
) -> None:
    kept = sweep_products(
        actor=administrator, question=SweepQuestion(AS_OF, ["DE", "TH"])
    ).sweep

    assert total_up(kept.tally) == kept.counts
    assert set(kept.tally[str(product.family_id)]) == {"DE", "TH"}


def test_old_sweeps_are_thinned_to_one_a_month() -> None:
    def make(days: int) -> int:
        sweep = Sweep.objects.create(
            as_of=AS_OF, engine="duckdb", products=0, seconds=0
        )
        made_at = NOW - timedelta(days=days)
        Sweep.objects.filter(pk=sweep.pk).update(made_at=made_at)
        return sweep.pk

    # 24 August 2026 is 92 days before, 10 August 106; five years end at 1825 days.
    recent = [make(0), make(1), make(90)]
    last_of_august, first_of_august = make(92), make(106)
    july, past_five_years = make(130), make(1826)

    removed = thin_sweeps(NOW)

    assert removed == 2
    kept = set(Sweep.objects.values_list("pk", flat=True))
    assert kept == {*recent, last_of_august, july}
    assert not kept & {first_of_august, past_five_years}


def test_the_latest_sweep_stays_however_old_it_is() -> None:
    Sweep.objects.create(as_of=AS_OF, engine="duckdb", products=0, seconds=0)

    assert thin_sweeps(NOW + timedelta(days=4000)) == 0
