"""Buyers: contacts with consent, proofs, reports, red flags, two signatures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.accept_answer import accept_answer
from wadah.apps.matching.actions.add_buyer_contact import add_buyer_contact
from wadah.apps.matching.actions.add_buyer_proof import add_buyer_proof
from wadah.apps.matching.actions.add_buyer_report import add_buyer_report
from wadah.apps.matching.actions.answer_buyer_report import answer_buyer_report
from wadah.apps.matching.actions.answer_request import answer_request
from wadah.apps.matching.actions.award_answer import award_answer
from wadah.apps.matching.actions.check_buyer_proof import check_buyer_proof
from wadah.apps.matching.actions.decide_name_hit import decide_name_hit
from wadah.apps.matching.actions.end_buyer_contact import end_buyer_contact
from wadah.apps.matching.actions.examine_buyer import examine_buyer
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.propose_diligence import propose_diligence
from wadah.apps.matching.actions.sign_diligence import sign_diligence
from wadah.apps.matching.models import (
    Buyer,
    BuyerContact,
    BuyerRequest,
    DueDiligence,
    ListedName,
    NameHit,
    NameList,
)
from wadah.apps.matching.queries.exposure import find_signed_diligence
from wadah.apps.matching.tests.conftest import AS_OF, NOW
from wadah.apps.registry.models import Product
from wadah.core.matching.like_names import plain_name
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
PROPOSAL: dict[str, Any] = {
    "result": "trade", "reason": "Known for years", "holds_until": date(2027, 11, 24),
    "exposure_amount": Decimal(1000), "exposure_currency": "USD",
    "payments": ["dp", "advance"],
}  # fmt: skip
GOOD: dict[str, Any] = {
    "bank_country": "DE", "domain_registered_on": date(2001, 1, 1),
    "asks_private_originals": False, "has_overpaid": False,
    "is_in_company_register": True,
}  # fmt: skip


@pytest.fixture
def examined(officer: Actor, buyer: Buyer) -> DueDiligence:
    return examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)


@pytest.fixture
def proposed(officer: Actor, examined: DueDiligence) -> DueDiligence:
    return propose_diligence(actor=officer, diligence=examined, now=NOW, **PROPOSAL)


@pytest.fixture
def second_officer(make_person: Callable[..., Actor], officer: Actor) -> Actor:
    return make_person(
        "second@example.org", Role.OFFICER, "export_organisation",
        officer.organisation_id,
    )  # fmt: skip


def list_name(name: str) -> ListedName:
    row = NameList.objects.create(
        publisher="un", layout="xml", dated_on=AS_OF, sha256="0", entries=1, names=1
    )
    return ListedName.objects.create(
        list=row, entry="QDe.001", is_person=False, name=name,
        search_name=plain_name(name),
    )  # fmt: skip


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.rule.code


def flags_up(diligence: DueDiligence) -> list[str]:
    return [row["code"] for row in diligence.flags if row["truth"] == "yes"]


def test_contact_is_kept_with_consent_and_erased_with_its_end(
    buyer_actor: Actor, buyer: Buyer, stranger: Actor
) -> None:
    values: dict[str, Any] = {
        "name": "Ana", "email": "ana@roaster.example", "today": AS_OF,
        "consent_given_on": AS_OF,
    }  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        add_buyer_contact(actor=buyer_actor, buyer=buyer, consent_way="", **values)
    contact = add_buyer_contact(
        actor=buyer_actor, buyer=buyer, consent_way="by mail", **values
    )
    with pytest.raises(Absent):
        end_buyer_contact(actor=stranger, contact=contact, today=AS_OF)

    end_buyer_contact(actor=buyer_actor, contact=contact, today=AS_OF)

    row = BuyerContact.objects.get()
    assert caught.value.field == "consent_way"
    assert (row.name, row.email, row.withdrawn_on) == ("", "", AS_OF)


def test_flags_are_raised_by_rules_and_unknown_ones_stay_unknown(
    officer: Actor, buyer: Buyer
) -> None:
    Buyer.objects.filter(pk=buyer.pk).update(email="roaster@gmail.com", kind="broker")

    diligence = examine_buyer(
        actor=officer, buyer=buyer, now=NOW, bank_country="AE", has_overpaid=True,
        domain_registered_on=date(2026, 10, 1), asks_private_originals=None,
    )  # fmt: skip

    assert flags_up(diligence) == ["BUY-02", "BUY-04", "BUY-06", "BUY-10", "BUY-13"]
    unknown = [r["code"] for r in diligence.flags if r["truth"] == "cannot_tell"]
    assert {"BUY-01", "BUY-03", "BUY-07", "BUY-08"} <= set(unknown)
    assert AuditRow.objects.filter(verb="buyer.examined").count() == 1


@pytest.mark.parametrize("who", ["owner", "buyer_actor", "verifier", "approver"])
def test_others_examine_nobody(
    who: str, request: pytest.FixtureRequest, buyer: Buyer
) -> None:
    with pytest.raises(Absent):
        examine_buyer(actor=request.getfixturevalue(who), buyer=buyer, now=NOW, **GOOD)

    assert DueDiligence.objects.count() == 0


def test_like_name_on_a_list_is_possible_until_a_person_decides(
    officer: Actor, buyer: Buyer
) -> None:
    list_name("EXAMPLE ROASTERS Ltd.")
    diligence = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)
    hit = diligence.hits.get()
    before = [r["truth"] for r in diligence.flags if r["code"] == "BUY-01"]
    with pytest.raises(InvalidInput):
        decide_name_hit(actor=officer, hit=hit, is_same=True, reason=" ", now=NOW)

    decide_name_hit(
        actor=officer, hit=hit, is_same=True, reason="Same address", now=NOW
    )

    diligence.refresh_from_db()
    assert before == ["cannot_tell"]
    assert "BUY-01" in flags_up(diligence)
    hit.refresh_from_db()
    assert (hit.state, hit.decided_by_id) == ("confirmed", officer.user_id)


def test_decided_names_stay_decided_when_the_rules_are_asked_again(
    officer: Actor, buyer: Buyer
) -> None:
    list_name("Example Roaster")
    first = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)
    decide_name_hit(
        actor=officer, hit=first.hits.get(), is_same=False, reason="Other town", now=NOW
    )

    again = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)

    assert again.pk == first.pk
    assert again.hits.get().state == NameHit.State.CLEARED
    assert [r["truth"] for r in again.flags if r["code"] == "BUY-01"] == ["no"]


def test_buyer_of_nearly_the_same_name_is_found(officer: Actor, buyer: Buyer) -> None:
    other = Buyer.objects.create(name="Example Roasters Trading", country_id="GB")

    diligence = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)

    hit = diligence.hits.get()
    assert (hit.other_buyer_id, hit.listed_id, hit.state) == (
        other.pk,
        None,
        "possible",
    )


def test_mat_27_is_signed_by_another_person(
    proposed: DueDiligence, officer: Actor, approver: Actor
) -> None:
    assert refused(
        lambda: sign_diligence(
            actor=officer, diligence=proposed, is_agreed=True, now=NOW
        )
    ) == "MAT-27"  # fmt: skip
    signed = sign_diligence(actor=approver, diligence=proposed, is_agreed=True, now=NOW)

    assert (signed.state, signed.payments) == ("signed", ["advance", "dp"])
    assert (signed.proposed_by_id, signed.signed_by_id) == (
        officer.user_id,
        approver.user_id,
    )


def test_database_wants_two_signatures_whoever_writes(
    proposed: DueDiligence, officer: Actor
) -> None:
    rows = DueDiligence.objects.filter(pk=proposed.pk)
    for signer in (officer.user_id, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state="signed", signed_by_id=signer)


def test_who_added_a_proof_does_not_check_it(
    officer: Actor, second_officer: Actor, buyer: Buyer
) -> None:
    proof = add_buyer_proof(actor=officer, buyer=buyer, kind="role", number="7")

    assert (
        refused(lambda: check_buyer_proof(actor=officer, proof=proof, today=AS_OF))
        == "MAT-27"
    )
    check_buyer_proof(actor=second_officer, proof=proof, today=AS_OF)
    diligence = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)
    assert [r["truth"] for r in diligence.flags if r["code"] == "BUY-13"] == ["no"]


def test_mat_28_names_are_decided_before_a_result(officer: Actor, buyer: Buyer) -> None:
    list_name("Example Roaster")
    diligence = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)

    assert refused(
        lambda: propose_diligence(
            actor=officer, diligence=diligence, now=NOW, **PROPOSAL
        )
    ) == "MAT-28"  # fmt: skip
    diligence.refresh_from_db()
    assert diligence.state == "open"


@pytest.mark.parametrize(
    "changes",
    [{"payments": ["open_account"]}, {"payments": ["advance", "da"]}],
)
def test_mat_29_result_stays_within_what_the_flags_allow(
    examined: DueDiligence, officer: Actor, changes: dict[str, Any]
) -> None:
    # No list is loaded and nobody was asked: the goods stay ours until the money.
    assert refused(
        lambda: propose_diligence(
            actor=officer, diligence=examined, now=NOW, **{**PROPOSAL, **changes}
        )
    ) == "MAT-29"  # fmt: skip


def test_nothing_may_be_owed_with_a_weighty_flag(officer: Actor, buyer: Buyer) -> None:
    facts = {**GOOD, "bank_country": "AE"}
    diligence = examine_buyer(actor=officer, buyer=buyer, now=NOW, **facts)
    safe = {**PROPOSAL, "payments": ["advance", "lc_sight"]}

    assert (
        refused(
            lambda: propose_diligence(
                actor=officer, diligence=diligence, now=NOW, **safe
            )
        )
        == "MAT-29"
    )
    done = propose_diligence(
        actor=officer, diligence=diligence, now=NOW,
        **{**safe, "exposure_amount": Decimal(0)},
    )  # fmt: skip
    assert done.state == "proposed"


def test_mat_26_buyer_we_do_not_trade_with_is_not_published(
    examined: DueDiligence, officer: Actor, approver: Actor, handed_in: BuyerRequest
) -> None:
    refusal = {**PROPOSAL, "result": "refuse", "payments": ["advance"]}
    propose_diligence(actor=officer, diligence=examined, now=NOW, **refusal)
    sign_diligence(actor=approver, diligence=examined, is_agreed=True, now=NOW)

    assert refused(
        lambda: moderate_request(
            actor=officer, request=handed_in, decision="publish", now=NOW
        )
    ) == "MAT-26"  # fmt: skip
    examined.refresh_from_db()
    assert (examined.payments, examined.exposure_amount) == ([], 0)


@pytest.mark.parametrize(
    ("price", "payment", "code"),
    [("100", "dp", ""), ("126", "dp", "MAT-30"), ("126", "lc_sight", ""),
     (None, "dp", "")],
)  # fmt: skip
def test_mat_30_award_stays_within_the_exposure(
    proposed: DueDiligence, approver: Actor, owner: Actor, buyer_actor: Actor,
    wanted: BuyerRequest, officer: Actor, product: Product, price: str | None,
    payment: str, code: str,
) -> None:  # fmt: skip
    """8 t at 125 are 1,000, the limit; a bank's promise and no price do not count."""
    sign_diligence(actor=approver, diligence=proposed, is_agreed=True, now=NOW)
    moderate_request(actor=officer, request=wanted, decision="publish", now=NOW)
    BuyerRequest.objects.update(payment=payment)
    answer = answer_request(
        actor=owner, request=wanted, product=product, now=NOW, kg=Decimal(8000),
        ready_on=date(2026, 12, 5), price_amount=Decimal(price) if price else None,
        price_currency="USD" if price else "", shares_contact=True,
    )  # fmt: skip
    accept_answer(actor=buyer_actor, answer=answer, now=NOW)

    if code:
        assert refused(
            lambda: award_answer(actor=buyer_actor, answer=answer, now=NOW)
        ) == code  # fmt: skip
    else:
        award_answer(actor=buyer_actor, answer=answer, now=NOW)
    answer.refresh_from_db()
    assert answer.state == ("agreed" if code else "awarded")


def test_mat_32_proposed_examination_is_not_changed(
    proposed: DueDiligence, officer: Actor, buyer: Buyer
) -> None:
    assert (
        refused(lambda: examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD))
        == "MAT-32"
    )
    assert (
        refused(
            lambda: propose_diligence(
                actor=officer, diligence=proposed, now=NOW, **PROPOSAL
            )
        )
        == "MAT-32"
    )


def test_new_examination_supersedes_the_signed_one(
    proposed: DueDiligence, officer: Actor, approver: Actor, buyer: Buyer
) -> None:
    sign_diligence(actor=approver, diligence=proposed, is_agreed=True, now=NOW)
    second = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)
    propose_diligence(actor=officer, diligence=second, now=NOW, **PROPOSAL)
    sign_diligence(actor=approver, diligence=second, is_agreed=True, now=NOW)

    proposed.refresh_from_db()
    assert proposed.state == "superseded"
    assert find_signed_diligence(buyer.pk) == second


def test_examination_that_ran_out_counts_no_more(
    proposed: DueDiligence, approver: Actor, buyer: Buyer
) -> None:
    signed = sign_diligence(actor=approver, diligence=proposed, is_agreed=True, now=NOW)
    before = find_signed_diligence(buyer.pk)
    DueDiligence.objects.update(holds_until=date(2026, 11, 1))

    assert before == signed
    assert find_signed_diligence(buyer.pk) is None


def test_sent_back_result_is_open_again_with_the_note(
    proposed: DueDiligence, approver: Actor
) -> None:
    with pytest.raises(InvalidInput):
        sign_diligence(actor=approver, diligence=proposed, is_agreed=False, now=NOW)

    sign_diligence(
        actor=approver, diligence=proposed, is_agreed=False, note="Ask the bank",
        now=NOW,
    )  # fmt: skip

    proposed.refresh_from_db()
    assert (proposed.state, proposed.reason) == ("open", "Ask the bank")
    assert proposed.proposed_by_id is None


def test_attache_answers_once(officer: Actor, buyer: Buyer) -> None:
    report = add_buyer_report(
        actor=officer, buyer=buyer, kind="attache", asked_of="Berlin",
        asked_on=date(2026, 11, 1),
    )  # fmt: skip
    values: dict[str, Any] = {"finding": "bad", "said": "Two complaints"}
    with pytest.raises(InvalidInput):
        answer_buyer_report(
            actor=officer, report=report, answered_on=date(2026, 10, 1), **values
        )

    answer_buyer_report(actor=officer, report=report, answered_on=AS_OF, **values)

    with pytest.raises(Absent):
        answer_buyer_report(actor=officer, report=report, answered_on=AS_OF, **values)
    diligence = examine_buyer(actor=officer, buyer=buyer, now=NOW, **GOOD)
    assert "BUY-08" in flags_up(diligence)
