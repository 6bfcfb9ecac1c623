"""A request for coffee and what it takes to fill it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.actions.approve_shortlist import approve_shortlist
from wadah.apps.matching.actions.make_shortlist import make_shortlist
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.send_shortlist import send_shortlist
from wadah.apps.matching.models import Buyer, BuyerRequest, Match, Shortlist
from wadah.apps.registry.models import CapacityMonth, Lot, Product
from wadah.apps.validation.models import Case, CaseVerdict, LotResult

AS_OF = date(2026, 11, 24)
DECEMBER = date(2026, 12, 1)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def buyer(buyer_actor: Actor) -> Buyer:
    return Buyer.objects.get(organisation_id=buyer_actor.organisation_id)


@pytest.fixture
def handed_in(
    buyer_actor: Actor, buyer: Buyer, families: object, markets: object
) -> BuyerRequest:
    """What a buyer handed in and no officer has looked at."""
    return add_request(
        actor=buyer_actor,
        buyer=buyer,
        family="coffee_green_robusta",
        quantity_kg=Decimal(16000),
        window_from=date(2026, 12, 1),
        window_to=date(2026, 12, 31),
        destination="DE",
        form="green",
        specs=[{"parameter": "moisture", "operator": "<=", "value": 12.5, "unit": "%"}],
    )


@pytest.fixture
def wanted(handed_in: BuyerRequest, officer: Actor) -> BuyerRequest:
    """The same, open for those whom it fits."""
    return moderate_request(
        actor=officer, request=handed_in, decision="target", now=NOW
    )


@pytest.fixture
def add_capacity() -> Callable[..., CapacityMonth]:
    def add(product: Product, kg: int, month: date = DECEMBER) -> CapacityMonth:
        return CapacityMonth.objects.create(
            product=product,
            month=month,
            declared_kg=Decimal(kg),
            verified_kg=Decimal(kg),
        )

    return add


@pytest.fixture
def add_moisture() -> Callable[[Lot, float], LotResult]:
    def add(lot: Lot, value: float) -> LotResult:
        return LotResult.objects.create(
            lot=lot,
            parameter="moisture",
            result={"parameter": "moisture", "value": value, "unit": "%"},
        )

    return add


@pytest.fixture
def add_verdict() -> Callable[..., CaseVerdict]:
    def add(product: Product, verdict: str, items: list[object]) -> CaseVerdict:
        case = Case.objects.create(product=product, destination_id="DE")
        return CaseVerdict.objects.create(
            case=case, as_of=AS_OF, verdict=verdict, result={"items": items}
        )

    return add


@pytest.fixture
def second_product(product: Product, region: object) -> Product:
    """Another product of the same family, of a second business with consent."""
    consent = product.business.consents.get()
    other = type(product.business).objects.create(
        name="Kopi Ulu Dua", search_name="kopi ulu dua", region=product.business.region
    )
    other.consents.create(
        organisation=consent.organisation, basis="self", given_on=date(2026, 11, 1)
    )
    second = Product.objects.create(
        business=other, family=product.family, name="Robusta asalan", form="green"
    )
    Lot.objects.create(product=second, code="L2", quantity_kg=Decimal(9000))
    return second


@pytest.fixture
def shown(product: Product, second_product: Product) -> list[Product]:
    """Two products that everybody may see."""
    for one in (product, second_product):
        one.business.is_published = True
        one.business.save()
        one.is_published = one.is_proved = True
        one.save()
    return [product, second_product]


@pytest.fixture
def matched_shown(wanted: BuyerRequest, shown: list[Product]) -> BuyerRequest:
    """The second product fits better than the first."""
    for place, one in enumerate(shown):
        Match.objects.create(
            request=wanted, product=one, score=place, parts={"price": 0.5}, as_of=AS_OF
        )
    return wanted


@pytest.fixture
def draft(matched_shown: BuyerRequest, officer: Actor) -> Shortlist:
    return make_shortlist(actor=officer, request=matched_shown, now=NOW)


@pytest.fixture
def sent(draft: Shortlist, officer: Actor, approver: Actor) -> Shortlist:
    approve_shortlist(actor=approver, shortlist=draft, now=NOW)
    return send_shortlist(actor=officer, shortlist=draft, now=NOW)
