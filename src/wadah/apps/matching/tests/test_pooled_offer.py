"""Several members fill a request together: all of them are held, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, OutboxMessage
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.answer_share import answer_share
from wadah.apps.matching.actions.confirm_pooled_offer import confirm_pooled_offer
from wadah.apps.matching.actions.lapse_pooled_offers import lapse_pooled_offers
from wadah.apps.matching.actions.match_request import match_request
from wadah.apps.matching.actions.propose_pooled_offer import propose_pooled_offer
from wadah.apps.matching.actions.re_solve_offer import re_solve_offer
from wadah.apps.matching.actions.withdraw_pooled_offer import withdraw_pooled_offer
from wadah.apps.matching.models import (
    BuyerRequest,
    PooledOffer,
    PooledShare,
    Promise,
)
from wadah.apps.matching.process_rules import CapacityShort
from wadah.apps.matching.queries.pooled_offers import (
    get_offer,
    list_own_shares,
    visible_offers,
    visible_shares,
)
from wadah.apps.matching.tests.conftest import AS_OF, DECEMBER
from wadah.apps.registry.models import (
    Business,
    CapacityMonth,
    LedgerEntry,
    Lot,
    Product,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
Add = Callable[..., Any]
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
LAST_DAY = date(2026, 12, 5)


@dataclass(frozen=True, slots=True)
class Makers:
    """Three products that can fill 16 t of December only together."""

    first: Product
    second: Product
    third: Product


@pytest.fixture
def makers(
    product: Product, lot: Lot, second_product: Product, add_capacity: Add,
    add_moisture: Add,
) -> Makers:  # fmt: skip
    """10 t, 8 t and 7 t are free: the third stands by."""
    other = second_product.business
    third_business = Business.objects.create(
        name="Kopi Ulu Tiga", search_name="kopi ulu tiga", region=other.region
    )
    third_business.consents.create(
        organisation=other.consents.get().organisation, basis="self",
        given_on=date(2026, 11, 1),
    )  # fmt: skip
    third = Product.objects.create(
        business=third_business, family=product.family, name="Robusta tiga",
        form="green",
    )  # fmt: skip
    Lot.objects.create(product=third, code="L3", quantity_kg=Decimal(7000))
    add_capacity(product, 10000)
    add_capacity(second_product, 8000)
    add_moisture(lot, 11.8)
    add_moisture(second_product.lots.get(), 12.0)
    add_moisture(third.lots.get(), 12.1)
    return Makers(product, second_product, third)


@pytest.fixture
def proposed(officer: Actor, wanted: BuyerRequest, makers: Makers) -> PooledOffer:
    """Asked of the first two; the third has nothing free yet."""
    match_request(actor=officer, request=wanted, as_of=AS_OF)
    wanted.refresh_from_db()
    return propose_pooled_offer(
        actor=officer, request=wanted, expires_on=LAST_DAY, now=NOW
    )


@pytest.fixture
def accepted(officer: Actor, proposed: PooledOffer) -> PooledOffer:
    for share in proposed.shares.all():
        answer_share(actor=officer, share=share, accepts=True, now=NOW)
    return proposed


def by_product(offer: PooledOffer, state: str) -> dict[int, Decimal]:
    rows = offer.shares.filter(state=state)
    return {row.product_id: row.kg for row in rows}


def test_proposal_asks_each_member_and_holds_nothing(
    proposed: PooledOffer, makers: Makers
) -> None:
    shares = by_product(proposed, "asked")

    assert set(shares) == {makers.first.pk, makers.second.pk}
    assert sum(shares.values()) == 16000
    assert (proposed.version, proposed.state) == (1, "proposed")
    assert Promise.objects.count() == 0
    assert {row.promised_kg for row in CapacityMonth.objects.all()} == {0}
    assert {share.lot.code for share in proposed.shares.all() if share.lot} == {
        makers.first.lots.get().code, "L2"
    }  # fmt: skip
    row = AuditRow.objects.get(verb="pooled_offer.proposed")
    assert row.after["expires_on"] == "2026-12-05"
    assert OutboxMessage.objects.filter(purpose="share_asked").count() == 1


@pytest.mark.parametrize(
    "who", ["owner", "colleague", "stranger", "buyer_actor", "analyst", "verifier"]
)
def test_other_roles_do_not_pool(
    who: str, request: pytest.FixtureRequest, officer: Actor, proposed: PooledOffer
) -> None:
    actor = request.getfixturevalue(who)
    before = AuditRow.objects.count()

    with pytest.raises(Absent):
        withdraw_pooled_offer(actor=actor, offer=proposed)
    with pytest.raises(Absent):
        re_solve_offer(actor=actor, offer=proposed, expires_on=LAST_DAY, now=NOW)
    with pytest.raises(Absent):
        confirm_pooled_offer(actor=actor, offer=proposed, now=NOW)
    with pytest.raises(Absent):
        propose_pooled_offer(
            actor=actor, request=proposed.request, expires_on=LAST_DAY, now=NOW
        )

    assert AuditRow.objects.count() == before


def test_mat_63_refuses_a_pool_that_is_short(
    officer: Actor, wanted: BuyerRequest, makers: Makers
) -> None:
    """MAT-63"""
    CapacityMonth.objects.update(verified_kg=5000)
    match_request(actor=officer, request=wanted, as_of=AS_OF)

    with pytest.raises(Refused) as caught:
        propose_pooled_offer(
            actor=officer, request=wanted, expires_on=LAST_DAY, now=NOW
        )

    assert caught.value.rule.code == "MAT-63"
    assert PooledOffer.objects.count() == 0


def test_mat_62_refuses_a_second_living_offer(
    officer: Actor, proposed: PooledOffer
) -> None:
    """MAT-62"""
    with pytest.raises(Refused) as caught:
        propose_pooled_offer(
            actor=officer, request=proposed.request, expires_on=LAST_DAY, now=NOW
        )

    assert caught.value.rule.code == "MAT-62"
    with pytest.raises(IntegrityError), transaction.atomic():
        PooledOffer.objects.create(
            request=proposed.request, version=2, as_of=AS_OF, expires_on=LAST_DAY,
            made_at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2027, 1, 1)])
def test_last_day_lies_between_today_and_the_window(
    officer: Actor, wanted: BuyerRequest, makers: Makers, day: date
) -> None:
    match_request(actor=officer, request=wanted, as_of=AS_OF)

    with pytest.raises(InvalidInput) as caught:
        propose_pooled_offer(actor=officer, request=wanted, expires_on=day, now=NOW)

    assert caught.value.field == "expires_on"


@pytest.mark.parametrize("who", ["owner", "colleague", "officer"])
def test_member_or_officer_accepts_once(
    who: str, request: pytest.FixtureRequest, proposed: PooledOffer, makers: Makers
) -> None:
    actor = request.getfixturevalue(who)
    share = proposed.shares.get(product=makers.first)

    row = answer_share(actor=actor, share=share, accepts=True, now=NOW)

    assert (row.state, row.answered_by_id, row.answered_at) == (
        "accepted", actor.user_id, NOW,
    )  # fmt: skip
    audit = AuditRow.objects.get(verb="pooled_share.answered")
    assert (audit.before, audit.after["state"]) == ({"state": "asked"}, "accepted")
    assert Promise.objects.count() == 0


@pytest.mark.parametrize("who", ["stranger", "buyer_actor", "analyst", "verifier"])
def test_nobody_else_answers(
    who: str, request: pytest.FixtureRequest, proposed: PooledOffer
) -> None:
    share = proposed.shares.first()
    assert share is not None

    with pytest.raises(Absent):
        answer_share(
            actor=request.getfixturevalue(who), share=share, accepts=True, now=NOW
        )

    share.refresh_from_db()
    assert share.state == "asked"


def test_mat_61_a_share_is_answered_once_and_in_time(
    owner: Actor, proposed: PooledOffer, makers: Makers
) -> None:
    """MAT-61"""
    share = proposed.shares.get(product=makers.first)
    late = NOW + timedelta(days=11)

    with pytest.raises(Refused) as caught:
        answer_share(actor=owner, share=share, accepts=True, now=late)
    assert caught.value.rule.code == "MAT-61"
    answer_share(actor=owner, share=share, accepts=False, now=NOW, reason=" Panen ")
    with pytest.raises(Refused) as caught:
        answer_share(actor=owner, share=share, accepts=True, now=NOW)

    assert caught.value.rule.code == "MAT-61"
    share.refresh_from_db()
    assert (share.state, share.reason) == ("refused", "Panen")


def test_nobody_accepts_for_a_request_that_is_closed(
    owner: Actor, proposed: PooledOffer, makers: Makers
) -> None:
    BuyerRequest.objects.update(state="closed")
    share = proposed.shares.get(product=makers.first)

    with pytest.raises(Refused) as caught:
        answer_share(actor=owner, share=share, accepts=True, now=NOW)

    share.refresh_from_db()
    assert (caught.value.rule.code, share.state) == ("MAT-02", "asked")


def test_all_accepted_are_held_until_the_window_is_over(
    officer: Actor, accepted: PooledOffer, makers: Makers
) -> None:
    offer = confirm_pooled_offer(actor=officer, offer=accepted, now=NOW)

    assert (offer.state, offer.agreed_at) == ("agreed", NOW)
    held = CapacityMonth.objects.filter(month=DECEMBER)
    assert sum(row.promised_kg for row in held) == 16000
    for share in offer.shares.all():
        assert share.promise is not None
        assert (share.promise.kg, share.promise.expires_on) == (
            share.kg, date(2026, 12, 31),
        )  # fmt: skip
    assert LedgerEntry.objects.filter(kind="promised").count() == 2
    assert AuditRow.objects.get(verb="pooled_offer.agreed").after["kg"] == "16000.000"
    assert OutboxMessage.objects.filter(purpose="pooled_offer_agreed").count() == 1


def test_none_is_held_when_one_month_is_no_longer_free(
    officer: Actor, accepted: PooledOffer, makers: Makers
) -> None:
    CapacityMonth.objects.filter(product=makers.second).update(verified_kg=100)

    with pytest.raises(CapacityShort) as caught:
        confirm_pooled_offer(actor=officer, offer=accepted, now=NOW)

    accepted.refresh_from_db()
    assert (caught.value.rule.code, caught.value.free_kg) == ("MAT-01", 100)
    assert accepted.state == "proposed"
    assert (Promise.objects.count(), LedgerEntry.objects.count()) == (0, 0)
    assert {row.promised_kg for row in CapacityMonth.objects.all()} == {0}
    assert not AuditRow.objects.filter(verb="pooled_offer.agreed").exists()


@pytest.mark.parametrize("missing", ["answer", "member"])
def test_mat_64_holds_nothing_before_every_member_accepted(
    officer: Actor, proposed: PooledOffer, makers: Makers, missing: str
) -> None:
    """MAT-64"""
    first = proposed.shares.get(product=makers.first)
    second = proposed.shares.get(product=makers.second)
    answer_share(actor=officer, share=first, accepts=True, now=NOW)
    if missing == "member":
        answer_share(actor=officer, share=second, accepts=False, now=NOW)

    with pytest.raises(Refused) as caught:
        confirm_pooled_offer(actor=officer, offer=proposed, now=NOW)

    assert caught.value.rule.code == "MAT-64"
    assert Promise.objects.count() == 0


def test_who_refused_is_replaced_and_who_accepted_stays(
    officer: Actor, proposed: PooledOffer, makers: Makers, add_capacity: Add
) -> None:
    asked = by_product(proposed, "asked")
    for product, accepts in ((makers.first, True), (makers.second, False)):
        share = proposed.shares.get(product=product)
        answer_share(actor=officer, share=share, accepts=accepts, now=NOW)
    add_capacity(makers.third, 7000)

    row = re_solve_offer(
        actor=officer, offer=proposed, expires_on=date(2026, 12, 8), now=NOW
    )

    # Whatever the second one refused is what the third one is asked for.
    assert by_product(row, "accepted") == {makers.first.pk: asked[makers.first.pk]}
    assert by_product(row, "asked") == {makers.third.pk: asked[makers.second.pk]}
    assert by_product(row, "refused") == {makers.second.pk: asked[makers.second.pk]}
    assert (row.version, row.expires_on) == (2, date(2026, 12, 8))
    audit = AuditRow.objects.get(verb="pooled_offer.re_solved")
    assert (audit.before["version"], audit.after["replaced"]) == (1, [])


def test_an_open_question_for_other_kilograms_is_replaced(
    officer: Actor, proposed: PooledOffer, makers: Makers, add_capacity: Add
) -> None:
    shares = by_product(proposed, "asked")
    second = proposed.shares.get(product=makers.second)
    answer_share(actor=officer, share=second, accepts=False, now=NOW)
    # 10 t of the first and 6 t of the third are all there is without the second.
    add_capacity(makers.third, 6000)

    row = re_solve_offer(actor=officer, offer=proposed, expires_on=LAST_DAY, now=NOW)

    assert by_product(row, "asked") == {makers.first.pk: 10000, makers.third.pk: 6000}
    kept = shares[makers.first.pk] == 10000
    assert row.shares.filter(state="replaced").count() == (0 if kept else 1)


def test_nothing_changes_when_the_rest_cannot_fill_it(
    officer: Actor, proposed: PooledOffer, makers: Makers
) -> None:
    share = proposed.shares.get(product=makers.second)
    answer_share(actor=officer, share=share, accepts=False, now=NOW)

    with pytest.raises(Refused) as caught:
        re_solve_offer(actor=officer, offer=proposed, expires_on=LAST_DAY, now=NOW)

    proposed.refresh_from_db()
    assert (caught.value.rule.code, proposed.version) == ("MAT-63", 1)
    assert not AuditRow.objects.filter(verb="pooled_offer.re_solved").exists()


def test_mat_65_an_accepted_share_that_is_no_longer_free_is_said(
    officer: Actor, proposed: PooledOffer, makers: Makers, add_capacity: Add
) -> None:
    """MAT-65"""
    share = proposed.shares.get(product=makers.first)
    answer_share(actor=officer, share=share, accepts=True, now=NOW)
    CapacityMonth.objects.filter(product=makers.first).update(verified_kg=10)
    add_capacity(makers.third, 16000)

    with pytest.raises(Refused) as caught:
        re_solve_offer(actor=officer, offer=proposed, expires_on=LAST_DAY, now=NOW)

    assert caught.value.rule.code == "MAT-65"


def test_mat_60_what_is_over_moves_no_more(
    officer: Actor, owner: Actor, proposed: PooledOffer, makers: Makers
) -> None:
    """MAT-60"""
    row = withdraw_pooled_offer(actor=officer, offer=proposed)
    share = proposed.shares.get(product=makers.first)

    for act in (
        lambda: withdraw_pooled_offer(actor=officer, offer=proposed),
        lambda: confirm_pooled_offer(actor=officer, offer=proposed, now=NOW),
        lambda: answer_share(actor=owner, share=share, accepts=True, now=NOW),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.rule.code == "MAT-60"

    assert row.state == "withdrawn"
    assert AuditRow.objects.filter(verb="pooled_offer.withdrawn").count() == 1
    again = propose_pooled_offer(
        actor=officer, request=proposed.request, expires_on=LAST_DAY, now=NOW
    )
    assert again.version == 2


def test_an_offer_lapses_after_its_last_day(
    administrator: Actor, officer: Actor, proposed: PooledOffer
) -> None:
    with pytest.raises(Absent):
        lapse_pooled_offers(actor=officer, as_of=date(2026, 12, 6))

    assert lapse_pooled_offers(actor=administrator, as_of=LAST_DAY) == 0
    assert lapse_pooled_offers(actor=administrator, as_of=date(2026, 12, 6)) == 1

    proposed.refresh_from_db()
    assert proposed.state == "lapsed"
    assert AuditRow.objects.filter(verb="pooled_offer.lapsed").count() == 1


def test_who_sees_what(
    owner: Actor, colleague: Actor, stranger: Actor, officer: Actor, verifier: Actor,
    buyer_actor: Actor, analyst: Actor, proposed: PooledOffer, makers: Makers,
) -> None:  # fmt: skip
    mine = proposed.shares.get(product=makers.first)

    assert list(visible_shares(owner)) == [mine]
    assert list(list_own_shares(colleague, proposed.request)) == [mine]
    assert visible_shares(officer).count() == 2
    for actor in (stranger, verifier, buyer_actor, analyst):
        assert not visible_shares(actor).exists()
    for actor in (owner, stranger, verifier, buyer_actor, analyst):
        assert not visible_offers(actor).exists()
    assert get_offer(officer, proposed.pk) == proposed

    PooledOffer.objects.update(state="agreed", agreed_at=NOW)

    assert get_offer(buyer_actor, proposed.pk) == proposed
    assert not visible_offers(owner).exists()


def test_a_share_says_when_it_was_answered(proposed: PooledOffer) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PooledShare.objects.update(state="accepted")
