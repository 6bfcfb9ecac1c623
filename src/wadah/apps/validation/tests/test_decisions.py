"""Two people decide; what was decided stays; what buyers see follows by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from wadah.apps.accounts.actor import Absent, Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow, OutboxMessage, Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import list_public_products
from wadah.apps.validation.actions.decide_case import decide_case
from wadah.apps.validation.actions.lift_flag import lift_flag
from wadah.apps.validation.actions.move_case import move_case
from wadah.apps.validation.actions.propose_decision import propose_decision
from wadah.apps.validation.actions.publish_product import publish_product
from wadah.apps.validation.actions.raise_flag import raise_flag
from wadah.apps.validation.actions.revoke_decision import revoke_decision
from wadah.apps.validation.actions.settle_proof import settle_proofs
from wadah.apps.validation.models import Case, CaseDecision, CaseVerdict, Document
from wadah.core.values import InvalidInput

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ENDS = date(2027, 6, 30)


def propose(case: Case, owner: Actor, verifier: Actor) -> CaseDecision:
    move_case(actor=owner, case=case, action="submit", now=NOON)
    move_case(actor=verifier, case=case, action="take", now=NOON)
    return propose_decision(actor=verifier, case=case, note="All seen", now=NOON)


@pytest.fixture
def waiting(ready_case: Case, owner: Actor, verifier: Actor) -> CaseDecision:
    return propose(ready_case, owner, verifier)


@pytest.fixture
def approved(waiting: CaseDecision, approver: Actor) -> CaseDecision:
    return decide_case(actor=approver, decision=waiting, is_approved=True, now=NOON)


def is_shown(product: Product) -> bool:
    return list_public_products().filter(pk=product.pk).exists()


@pytest.mark.django_db
def test_what_is_checked_and_approved_is_shown_until_its_papers_end(
    ready_case: Case, approved: CaseDecision
) -> None:
    ready_case.refresh_from_db()

    assert ready_case.state == "approved"
    assert (approved.version, approved.outcome) == (1, "approved")
    assert approved.holds_until == ENDS  # not the day of the paper nothing rests on
    assert is_shown(ready_case.product)
    verbs = list(AuditRow.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["decision.approved", "product.proof_stands"]
    sent = OutboxMessage.objects.order_by("pk").values_list("purpose", flat=True)
    # The owner hears of both, the officer of what buyers see.
    assert list(sent) == ["case_approved", "proof_stands", "proof_stands"]


@pytest.mark.django_db
def test_val_06_who_checked_may_not_decide_whatever_his_role(
    waiting: CaseDecision, make_person: Callable[..., Actor], verifier: Actor
) -> None:
    both = Actor(
        user_id=verifier.user_id,
        role=Role.APPROVER,
        organisation_id=verifier.organisation_id,
        region_codes=verifier.region_codes,
    )

    with pytest.raises(Refused) as refused:
        decide_case(actor=both, decision=waiting, is_approved=True, now=NOON)

    assert refused.value.rule.code == "VAL-06"
    waiting.refresh_from_db()
    assert waiting.outcome == "waiting"


@pytest.mark.django_db
def test_the_database_itself_wants_four_eyes(
    waiting: CaseDecision, verifier: Actor
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseDecision.objects.filter(pk=waiting.pk).update(
            outcome="approved", approved_by=verifier.user_id, decided_at=NOON
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "returned"},
        {"version": 7},
        {"checked_at": NOON + timedelta(days=1)},
        {"decided_at": NOON + timedelta(days=1)},
        {"holds_until": date(2099, 1, 1)},
        {"check_note": "Not so"},
        {"decision_note": "Not so"},
    ],
)
def test_the_database_refuses_to_change_a_decision(
    approved: CaseDecision, change: dict[str, object]
) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CaseDecision.objects.filter(pk=approved.pk).update(**change)


@pytest.mark.django_db
def test_words_of_a_decision_can_lose_an_erased_person_and_no_more(
    approved: CaseDecision,
) -> None:
    rows = CaseDecision.objects.filter(pk=approved.pk)

    rows.update(check_note="All seen by [dihapus]")
    rows.update(check_note="")

    approved.refresh_from_db()
    assert approved.check_note == ""


@pytest.mark.django_db
def test_val_08_a_revocation_is_added_once_and_stays(
    approved: CaseDecision, approver: Actor, ready_case: Case
) -> None:
    revoke_decision(actor=approver, decision=approved, note="Forged", now=NOON)

    ready_case.refresh_from_db()
    assert ready_case.state == "returned"
    assert not is_shown(ready_case.product)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CaseDecision.objects.filter(pk=approved.pk).update(revoked_at=None)
    with pytest.raises(Refused) as refused:
        revoke_decision(actor=approver, decision=approved, note="Again", now=NOON)
    assert refused.value.rule.code == "VAL-08"


@pytest.mark.django_db
def test_revoking_takes_a_reason_and_the_role(
    approved: CaseDecision, approver: Actor, owner: Actor, verifier: Actor
) -> None:
    with pytest.raises(InvalidInput):
        revoke_decision(actor=approver, decision=approved, note=" ", now=NOON)
    for actor in (owner, verifier):
        with pytest.raises(Absent):
            revoke_decision(actor=actor, decision=approved, note="No", now=NOON)


@pytest.mark.django_db
def test_a_new_version_supersedes(
    approved: CaseDecision, ready_case: Case, owner: Actor, verifier: Actor,
    approver: Actor,
) -> None:  # fmt: skip
    case = ready_case
    move_case(actor=owner, case=case, action="reopen", note="New lot", now=NOON)
    move_case(actor=verifier, case=case, action="take", now=NOON)
    assert is_shown(case.product)  # the approval stands until the next one

    second = propose_decision(actor=verifier, case=case, now=NOON)
    decide_case(actor=approver, decision=second, is_approved=True, now=NOON)
    revoke_decision(actor=approver, decision=second, note="Wrong lot", now=NOON)

    assert second.version == 2
    approved.refresh_from_db()
    assert approved.revoked_at is None
    # The older approval does not come back to life.
    assert not is_shown(case.product)


@pytest.mark.django_db
def test_sending_back_takes_a_reason_and_leaves_nothing_shown(
    waiting: CaseDecision, approver: Actor, ready_case: Case
) -> None:
    with pytest.raises(InvalidInput):
        decide_case(actor=approver, decision=waiting, is_approved=False, now=NOON)

    decide_case(
        actor=approver, decision=waiting, is_approved=False, note="No photo", now=NOON
    )

    ready_case.refresh_from_db()
    assert ready_case.state == "returned"
    assert not is_shown(ready_case.product)
    with pytest.raises(Refused) as refused:
        decide_case(actor=approver, decision=waiting, is_approved=True, now=NOON)
    assert refused.value.rule.code == "VAL-08"


@pytest.mark.django_db
def test_val_07_an_older_verdict_is_not_approved(
    waiting: CaseDecision, approver: Actor, ready_case: Case
) -> None:
    CaseVerdict.objects.filter(case=ready_case).update(is_current=False)

    with pytest.raises(Refused) as refused:
        decide_case(actor=approver, decision=waiting, is_approved=True, now=NOON)

    assert refused.value.rule.code == "VAL-07"
    ready_case.refresh_from_db()
    assert ready_case.state == "to_approve"


@pytest.mark.django_db
def test_val_05_a_flag_stops_the_approval_and_hides_what_was_approved(
    waiting: CaseDecision, approver: Actor, verifier: Actor, ready_case: Case
) -> None:
    flag = raise_flag(actor=verifier, case=ready_case, reason="Is it his?", now=NOON)
    with pytest.raises(Refused) as refused:
        decide_case(actor=approver, decision=waiting, is_approved=True, now=NOON)
    assert refused.value.rule.code == "VAL-05"
    lift_flag(actor=approver, flag=flag, note="It is", now=NOON)
    decide_case(actor=approver, decision=waiting, is_approved=True, now=NOON)
    assert is_shown(ready_case.product)

    again = raise_flag(actor=verifier, case=ready_case, reason="A letter", now=NOON)
    assert not is_shown(ready_case.product)

    lift_flag(actor=verifier, flag=again, note="Cleared", now=NOON)
    assert is_shown(ready_case.product)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "withdrawn"), [(ENDS, 0), (ENDS + timedelta(days=1), 1)]
)
def test_the_night_hides_what_lapsed_and_says_so(
    approved: CaseDecision, ready_case: Case, today: date, withdrawn: int,
    owner: Actor, officer: Actor,
) -> None:  # fmt: skip
    OutboxMessage.objects.all().delete()

    counts = settle_proofs(actor=make_local_administrator(), today=today)
    again = settle_proofs(actor=make_local_administrator(), today=today)

    assert counts == {"looked_at": 1, "shown": 0, "withdrawn": withdrawn}
    assert again == {"looked_at": 1, "shown": 0, "withdrawn": 0}
    assert is_shown(ready_case.product) is not bool(withdrawn)
    told = OutboxMessage.objects.filter(purpose="proof_ended")
    people = {owner.user_id, officer.user_id} if withdrawn else set()
    assert set(told.values_list("to_user_id", flat=True)) == people


@pytest.mark.django_db
def test_a_paper_that_is_gone_hides_the_product_and_a_new_one_shows_it(
    approved: CaseDecision, ready_case: Case
) -> None:
    paper = Document.objects.get(type="nib")
    paper.delete()
    settle_proofs(actor=make_local_administrator(), today=TODAY)
    assert not is_shown(ready_case.product)

    paper.save()
    settle_proofs(actor=make_local_administrator(), today=TODAY)

    assert is_shown(ready_case.product)


@pytest.mark.django_db
def test_val_09_shows_a_product_on_a_wish_only_while_the_proof_stands(
    ready_case: Case, owner: Actor, stranger: Actor, verifier: Actor, approver: Actor
) -> None:
    product = ready_case.product
    with pytest.raises(Refused) as refused:
        publish_product(actor=owner, product=product, published=True, today=TODAY)
    assert refused.value.rule.code == "VAL-09"
    decision = propose(ready_case, owner, verifier)
    decide_case(actor=approver, decision=decision, is_approved=True, now=NOON)

    publish_product(actor=owner, product=product, published=False, today=TODAY)
    assert not is_shown(product)
    publish_product(actor=owner, product=product, published=True, today=TODAY)
    assert is_shown(product)
    with pytest.raises(Absent):
        publish_product(actor=stranger, product=product, published=True, today=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["close", "withdraw"])
def test_a_case_that_is_put_away_carries_nothing(
    approved: CaseDecision, ready_case: Case, officer: Actor, owner: Actor, action: str
) -> None:
    actor = officer if action == "close" else owner
    if action == "withdraw":
        move_case(actor=owner, case=ready_case, action="reopen", note="x", now=NOON)

    move_case(actor=actor, case=ready_case, action=action, note="Over", now=NOON)

    assert not is_shown(ready_case.product)


@pytest.mark.django_db
def test_the_trigger_is_there() -> None:
    with connection.cursor() as cursor:
        table = "sqlite_master" if connection.vendor == "sqlite" else "pg_trigger"
        column = "name" if connection.vendor == "sqlite" else "tgname"
        cursor.execute(
            f"SELECT count(*) FROM {table} WHERE {column} = 'decision_stays'"
        )
        assert cursor.fetchone() == (1,)
