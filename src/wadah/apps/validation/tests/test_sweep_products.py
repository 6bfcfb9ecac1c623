"""A sweep says of every product what a case without a planned shipment would."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wadah.apps.accounts.actor import Absent
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import Lot, Product
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.validation.actions.sweep_products import (
    SweepQuestion,
    sweep_products,
)
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.models import (
    Case,
    CaseAnswer,
    Document,
    LotResult,
    Sweep,
    SweptProduct,
    SweptVerdict,
)
from wadah.core.requirements import assess
from wadah.core.requirements.assessment import verdict_of
from wadah.core.values import InvalidInput

AS_OF = date(2026, 11, 24)
MARKETS = ["AU", "DE", "GB", "PK", "TH"]
pytestmark = pytest.mark.django_db


def ask(**changes: Any) -> SweepQuestion:
    return SweepQuestion(**{"as_of": AS_OF, "markets": MARKETS, **changes})


@pytest.fixture
def kept(business, product, lot, families, markets) -> list[Product]:
    """Products with and without papers, lots, results, answers and odd words."""

    def make(family: str, **more: Any) -> Product:
        return Product.objects.create(
            business=business, family=families[family], name=family, **more
        )

    plastic = make(
        "plastic_scrap",
        hs_code="391590",
        attributes={"polymers": ["pp", "pvc"], "sorting": "mixed", "clean": False},
    )
    bare = [make("cinnamon_cassia", hs_code="090619") for _ in range(3)]
    odd = make("cocopeat", attributes={"species": "Cocos|nucifera"})
    paper = {"business": business, "holder": "exporter"}
    Document.objects.create(**paper, type="nib", expires_on=date(2026, 11, 23))
    Document.objects.create(**paper, type="nib", product=product)
    Document.objects.create(
        **paper, type="phytosanitary_certificate", lot=lot, scope={"market": "EU"}
    )
    Document.objects.create(
        **paper, type="halal_certificate", scope={"product": ["0906", "cocopeat"]}
    )
    old = Lot.objects.create(product=plastic, code="P1", quantity_kg=Decimal(5))
    for value in (0.005, 4):
        LotResult.objects.create(
            lot=lot,
            parameter="ochratoxin_a",
            result={
                "parameter": "ochratoxin_a", "value": value, "unit": "ug/kg",
                "sampled_on": "2026-11-10", "lot": "L1",
            },
        )  # fmt: skip
    LotResult.objects.create(
        lot=old,
        parameter="moisture",
        result={"parameter": "moisture", "value": 9, "unit": "%"},
    )
    case = Case.objects.create(
        product=product, lot=lot, destination=markets["AU"], departs_on=date(2027, 1, 1)
    )
    for code, value in (
        ("answers.bicon_permit", "not_needed"),
        ("attributes.free_of_soil", True),
        ("dates.departs_on", "2027-01-01"),
        ("rules.COVER-AU-00", True),
    ):
        CaseAnswer.objects.create(
            case=case,
            code=code,
            value=value,
            looked_up_on=date(2026, 11, 1),
            source="x",
        )
    return [product, plastic, *bare, odd]


def judge_singly(product: Product, market: str) -> tuple[str, set[str]]:
    lot = product.lots.first()
    answers = CaseAnswer.objects.filter(
        case__product=product, case__destination=market
    ).exclude(code__startswith="dates.")
    document = make_case_document(
        Case(product=product, lot=lot, destination_id=market),
        as_of=AS_OF,
        extra=list(answers),
    )
    outcome = assess(check_case(document), read_rule_base())
    deciding = {
        item.rule
        for item in outcome.items
        if verdict_of(item) is outcome.verdict and outcome.verdict != "ready"
    }
    return outcome.verdict.value, deciding


def swept_of(product: Product, market: str) -> tuple[str, set[str]]:
    outcome = SweptProduct.objects.get(product=product).outcome
    row = SweptVerdict.objects.get(outcome=outcome, market=market)
    return row.verdict, set(row.rules.split())


def test_every_pair_has_the_verdict_of_its_single_case(kept, administrator):
    answer = sweep_products(actor=administrator, question=ask())

    pairs = [(product, market) for product in kept for market in MARKETS]
    assert [swept_of(*pair) for pair in pairs] == [
        judge_singly(*pair) for pair in pairs
    ]
    assert answer.sweep.products == 6
    assert sum(answer.sweep.counts.values()) == 30
    # The mark between words has no place in a column: these went singly, and say so.
    assert answer.sweep.by_single_case == 5
    outcomes = {SweptProduct.objects.get(product=one).outcome for one in kept[2:5]}
    assert len(outcomes) == 1


def test_a_sweep_takes_the_place_of_the_one_before(kept, administrator):
    sweep_products(actor=administrator, question=ask())
    sweep_products(actor=administrator, question=ask(families=["cocopeat"]))

    # Of the one before only its day and counts stay.
    latest, before = Sweep.objects.all()
    assert (latest.families, before.families) == (["cocopeat"], [])
    assert before.tally == {} and sum(before.counts.values()) == 30
    assert {row.sweep_id for row in SweptVerdict.objects.all()} == {latest.pk}
    assert [row.product_id for row in SweptProduct.objects.all()] == [kept[-1].pk]
    rows = AuditRow.objects.filter(verb="products.swept").order_by("pk")
    assert [row.after["products"] for row in rows] == [6, 1]


def test_what_fails_leaves_the_sweep_before(kept, administrator, monkeypatch):
    sweep_products(actor=administrator, question=ask())
    before = list(SweptProduct.objects.values_list("product", "outcome"))

    with pytest.raises(InvalidInput) as refusal:
        sweep_products(actor=administrator, question=ask(markets=["EU"]))

    assert (refusal.value.field, refusal.value.rule) == ("market", "unknown_word")
    assert list(SweptProduct.objects.values_list("product", "outcome")) == before


def test_a_fact_that_no_rule_can_read_gives_no_verdict(kept, administrator):
    kept[2].attributes = {"free_of_soil": "perhaps"}
    kept[2].save()

    answer = sweep_products(actor=administrator, question=ask())

    assert answer.sweep.unreadable == 1
    assert not SweptProduct.objects.filter(product=kept[2]).exists()
    assert answer.sweep.products == 5


@pytest.mark.parametrize("who", ["owner", "officer", "verifier", "stranger"])
def test_only_an_administrator_sweeps(who, request, kept):
    with pytest.raises(Absent):
        sweep_products(actor=request.getfixturevalue(who), question=ask())

    assert not Sweep.objects.exists()
