"""A request from draft to outcome: moderation, answers, contact, limits, thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, OutboxMessage
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.accept_answer import accept_answer
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.actions.answer_request import answer_request
from wadah.apps.matching.actions.award_answer import award_answer
from wadah.apps.matching.actions.change_answer import change_answer
from wadah.apps.matching.actions.close_request import close_request
from wadah.apps.matching.actions.consent_to_answer import consent_to_answer
from wadah.apps.matching.actions.decline_answer import decline_answer
from wadah.apps.matching.actions.edit_request import edit_request
from wadah.apps.matching.actions.look_at_contact import look_at_contact
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.record_request_view import record_request_view
from wadah.apps.matching.actions.submit_request import submit_request
from wadah.apps.matching.actions.withdraw_answer import withdraw_answer
from wadah.apps.matching.actions.write_request_message import write_request_message
from wadah.apps.matching.models import (
    Buyer,
    BuyerRequest,
    ContactLook,
    Match,
    RequestAnswer,
    RequestMessage,
    RequestView,
)
from wadah.apps.matching.queries.request import visible_requests
from wadah.apps.matching.queries.request_thread import list_messages
from wadah.apps.matching.tests.conftest import AS_OF, NOW
from wadah.apps.registry.models import Product
from wadah.core.matching.request_limits import (
    OPEN_ANSWERS_AT_ONCE,
    OPEN_REQUESTS_AT_ONCE,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
Answer = Callable[..., RequestAnswer]

WANTED: dict[str, Any] = {
    "family": "coffee_green_robusta",
    "quantity_kg": Decimal(16000),
    "window_from": date(2026, 12, 1),
    "window_to": date(2026, 12, 31),
    "destination": "DE",
}


@pytest.fixture
def public(wanted: BuyerRequest, officer: Actor) -> BuyerRequest:
    return moderate_request(actor=officer, request=wanted, decision="publish", now=NOW)


@pytest.fixture
def answer_it(owner: Actor, public: BuyerRequest, product: Product) -> Answer:
    def send(**changes: Any) -> RequestAnswer:
        values = {"kg": Decimal(8000), "ready_on": date(2026, 12, 5), **changes}
        return answer_request(
            actor=owner, request=public, product=product, now=NOW, **values
        )

    return send


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.rule.code


def test_buyers_request_waits_for_an_officer(
    handed_in: BuyerRequest, owner: Actor, buyer_actor: Actor
) -> None:
    assert handed_in.state == "submitted"
    assert [move.action for move in handed_in.moves.all()] == ["submit"]
    assert visible_requests(buyer_actor).count() == 1
    assert visible_requests(owner).count() == 0


def test_draft_is_seen_by_its_writer_alone_until_it_is_handed_in(
    buyer_actor: Actor, buyer: Buyer, officer: Actor, families: object
) -> None:
    draft = add_request(actor=buyer_actor, buyer=buyer, as_draft=True, **WANTED)
    before = visible_requests(officer).count()
    edit_request(
        actor=buyer_actor, request=draft, **{**WANTED, "quantity_kg": Decimal(9000)}
    )
    submit_request(actor=buyer_actor, request=draft, now=NOW)

    draft.refresh_from_db()
    assert before == 0
    assert visible_requests(officer).count() == 1
    assert (draft.state, draft.quantity_kg) == ("submitted", Decimal(9000))


def test_returned_request_comes_with_a_comment_and_is_handed_in_again(
    handed_in: BuyerRequest, officer: Actor, buyer_actor: Actor
) -> None:
    moderate_request(
        actor=officer, request=handed_in, decision="return",
        comment="Which port?", now=NOW,
    )  # fmt: skip
    handed_in.refresh_from_db()
    state = handed_in.state
    submit_request(actor=buyer_actor, request=handed_in, now=NOW)

    assert state == "returned"
    assert handed_in.moves.get(action="return").note == "Which port?"
    message = OutboxMessage.objects.get(purpose="request_returned")
    assert message.to_user_id == buyer_actor.user_id
    assert AuditRow.objects.filter(verb="request.returned").count() == 1


def test_return_without_a_comment_changes_nothing(
    handed_in: BuyerRequest, officer: Actor
) -> None:
    with pytest.raises(InvalidInput):
        moderate_request(
            actor=officer, request=handed_in, decision="return", comment=" ", now=NOW
        )

    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"
    assert not OutboxMessage.objects.filter(purpose="request_returned").exists()


@pytest.mark.parametrize("who", ["owner", "stranger", "buyer_actor", "verifier"])
def test_others_let_nothing_out(
    who: str, request: pytest.FixtureRequest, handed_in: BuyerRequest
) -> None:
    with pytest.raises(Absent):
        moderate_request(
            actor=request.getfixturevalue(who), request=handed_in,
            decision="publish", now=NOW,
        )  # fmt: skip

    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"


def test_targeted_request_is_seen_and_told_to_matched_businesses_only(
    handed_in: BuyerRequest, officer: Actor, owner: Actor, stranger: Actor,
    product: Product,
) -> None:  # fmt: skip
    Match.objects.create(request=handed_in, product=product, score=1, as_of=AS_OF)

    moderate_request(actor=officer, request=handed_in, decision="target", now=NOW)
    moderate_request(actor=officer, request=handed_in, decision="publish", now=NOW)

    told = OutboxMessage.objects.filter(purpose="request_for_you")
    assert [message.to_user_id for message in told] == [owner.user_id]
    assert visible_requests(stranger).count() == 1  # published since


def test_mat_20_request_moves_along_its_table_only(
    wanted: BuyerRequest, officer: Actor, buyer_actor: Actor
) -> None:
    assert (
        refused(lambda: submit_request(actor=buyer_actor, request=wanted, now=NOW))
        == "MAT-20"
    )
    assert (
        refused(lambda: edit_request(actor=buyer_actor, request=wanted, **WANTED))
        == "MAT-20"
    )
    wanted.refresh_from_db()
    assert wanted.state == "open"


def test_both_sides_agree_and_the_buyer_chooses(
    answer_it: Answer, buyer_actor: Actor, owner: Actor, public: BuyerRequest
) -> None:
    answer = answer_it(price_amount=Decimal(2900), price_currency="USD")
    accept_answer(actor=buyer_actor, answer=answer, now=NOW)
    consent_to_answer(actor=owner, answer=answer, now=NOW)
    award_answer(actor=buyer_actor, answer=answer, now=NOW)

    answer.refresh_from_db()
    public.refresh_from_db()
    assert (answer.state, public.state) == ("awarded", "awarded")
    told = OutboxMessage.objects.order_by("pk").values_list("purpose", "to_user_id")
    buyer, maker = buyer_actor.user_id, owner.user_id
    assert [row for row in told if row[0].startswith(("answer", "request_ans"))] == [
        ("request_answered", buyer),
        ("answer_accepted", maker),
        ("answer_agreed", buyer),
        ("answer_awarded", maker),
    ]


def test_mat_21_answer_moves_along_its_table_only(
    answer_it: Answer, buyer_actor: Actor, owner: Actor
) -> None:
    answer = answer_it()

    assert (
        refused(lambda: award_answer(actor=buyer_actor, answer=answer, now=NOW))
        == "MAT-21"
    )
    assert (
        refused(lambda: consent_to_answer(actor=owner, answer=answer, now=NOW))
        == "MAT-21"
    )
    assert refused(answer_it) == "MAT-21"  # one answer a product
    answer.refresh_from_db()
    assert answer.state == "sent"


def test_answer_is_not_agreed_by_one_side_whoever_writes(answer_it: Answer) -> None:
    answer = answer_it()

    with pytest.raises(IntegrityError), transaction.atomic():
        RequestAnswer.objects.filter(pk=answer.pk).update(state="agreed")


def test_mat_22_sends_within_limits(
    answer_it: Answer, product: Product, buyer_actor: Actor, buyer: Buyer,
    public: BuyerRequest,
) -> None:  # fmt: skip
    rows = BuyerRequest.objects.filter(pk=public.pk).values(
        "buyer_id", "family_id", "quantity_kg", "window_from", "window_to",
        "destination_id",
    )  # fmt: skip
    others = [
        BuyerRequest.objects.create(**rows[0])
        for _ in range(OPEN_REQUESTS_AT_ONCE.most - 1)
    ]
    for other in others[: OPEN_ANSWERS_AT_ONCE.most]:
        RequestAnswer.objects.create(
            request=other, product=product, business=product.business,
            kg=Decimal(1), ready_on=date(2026, 12, 1),
        )  # fmt: skip

    assert refused(answer_it) == "MAT-22"
    assert (
        refused(lambda: add_request(actor=buyer_actor, buyer=buyer, **WANTED))
        == "MAT-22"
    )
    assert BuyerRequest.objects.count() == OPEN_REQUESTS_AT_ONCE.most
    RequestAnswer.objects.filter(request=others[0]).update(state="withdrawn")
    assert answer_it().state == "sent"


def test_answer_is_corrected_once(answer_it: Answer, owner: Actor) -> None:
    answer = answer_it()
    values = {"kg": Decimal(9000), "ready_on": date(2026, 12, 6)}
    change_answer(actor=owner, answer=answer, now=NOW, **values)

    assert (
        refused(lambda: change_answer(actor=owner, answer=answer, now=NOW, **values))
        == "MAT-22"
    )
    answer.refresh_from_db()
    assert (answer.kg, answer.corrections) == (Decimal(9000), 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kg": Decimal(0)}, "kg"),
        ({"kg": Decimal(16001)}, "kg"),
        ({"ready_on": date(2027, 1, 1)}, "ready_on"),
        ({"price_amount": Decimal(5)}, "price_currency"),
    ],
)
def test_bad_answer_is_refused_and_nothing_changed(
    answer_it: Answer, public: BuyerRequest, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        answer_it(**changes)

    public.refresh_from_db()
    assert caught.value.field == field
    assert (public.state, RequestAnswer.objects.count()) == ("open", 0)
    assert not OutboxMessage.objects.filter(purpose="request_answered").exists()


def test_mat_23_no_contact_in_words_before_both_agreed(
    answer_it: Answer, owner: Actor, buyer_actor: Actor, public: BuyerRequest
) -> None:
    assert refused(lambda: answer_it(message="WA 0812 3456 7890")) == "MAT-23"
    answer = answer_it()
    write = {"request": public, "text": "Mail me: tan@firm.example", "now": NOW}
    assert refused(lambda: write_request_message(actor=owner, **write)) == "MAT-23"
    accept_answer(actor=buyer_actor, answer=answer, now=NOW)
    consent_to_answer(actor=owner, answer=answer, now=NOW)

    message = write_request_message(actor=owner, **write)

    assert message.business_id == answer.business_id


def test_mat_24_contact_opens_after_both_agreed_and_each_look_is_kept(
    answer_it: Answer, owner: Actor, buyer_actor: Actor, stranger: Actor, buyer: Buyer
) -> None:
    Buyer.objects.filter(pk=buyer.pk).update(email="buying@roaster.example")
    answer = answer_it()
    accept_answer(actor=buyer_actor, answer=answer, now=NOW)
    for actor in (owner, buyer_actor):
        assert (
            refused(
                lambda actor=actor: look_at_contact(actor=actor, answer=answer, now=NOW)
            )
            == "MAT-24"
        )
    consent_to_answer(actor=owner, answer=answer, now=NOW)

    of_buyer = look_at_contact(actor=owner, answer=answer, now=NOW)
    of_business = look_at_contact(actor=buyer_actor, answer=answer, now=NOW)

    assert of_buyer.company == "Example roaster"
    assert of_buyer.people == (("", "buying@roaster.example", ""),)
    assert of_business.people == (("Siti", "", "+6281000000000"),)
    looks = ContactLook.objects.order_by("pk").values_list("by_id", "of_buyer")
    assert list(looks) == [(owner.user_id, True), (buyer_actor.user_id, False)]
    assert AuditRow.objects.filter(verb="contact.seen").count() == 2
    with pytest.raises(Absent):
        look_at_contact(actor=stranger, answer=answer, now=NOW)


def test_contact_opens_at_once_where_the_business_said_so_before(
    answer_it: Answer, buyer_actor: Actor
) -> None:
    answer = accept_answer(
        actor=buyer_actor, answer=answer_it(shares_contact=True), now=NOW
    )

    assert answer.state == "agreed"


def test_mat_25_is_answered_with_a_product_of_its_family(
    owner: Actor, public: BuyerRequest, product: Product, families: Any
) -> None:
    product.family = families["cocopeat"]
    product.save()

    assert refused(
        lambda: answer_request(
            actor=owner, request=public, product=product, now=NOW, kg=Decimal(1),
            ready_on=date(2026, 12, 1),
        )
    ) == "MAT-25"  # fmt: skip


def test_mat_31_is_answered_until_its_deadline(
    answer_it: Answer, public: BuyerRequest
) -> None:
    BuyerRequest.objects.update(answer_by=AS_OF - timedelta(days=1))
    assert refused(answer_it) == "MAT-31"
    BuyerRequest.objects.update(answer_by=AS_OF)

    assert answer_it().state == "sent"


def test_stranger_answers_for_nobody_else(
    stranger: Actor, public: BuyerRequest, product: Product
) -> None:
    with pytest.raises(Absent):
        answer_request(
            actor=stranger, request=public, product=product, now=NOW, kg=Decimal(1),
            ready_on=date(2026, 12, 1),
        )  # fmt: skip


def test_declined_business_reads_why(
    answer_it: Answer, buyer_actor: Actor, owner: Actor
) -> None:
    answer = answer_it()
    with pytest.raises(InvalidInput):
        decline_answer(actor=buyer_actor, answer=answer, reason="", now=NOW)

    decline_answer(actor=buyer_actor, answer=answer, reason="too little", now=NOW)

    message = OutboxMessage.objects.get(purpose="answer_declined")
    assert message.to_user_id == owner.user_id
    assert "too little" in message.body
    with pytest.raises(Absent):
        accept_answer(actor=owner, answer=answer, now=NOW)


def test_withdrawn_answer_can_be_sent_anew(answer_it: Answer, owner: Actor) -> None:
    withdraw_answer(actor=owner, answer=answer_it(), now=NOW)

    assert answer_it().state == "sent"
    assert OutboxMessage.objects.filter(purpose="answer_withdrawn").count() == 1


def test_closed_request_has_an_outcome_and_its_answers_lapse(
    answer_it: Answer, buyer_actor: Actor, owner: Actor, public: BuyerRequest
) -> None:
    answer = answer_it()
    with pytest.raises(InvalidInput):
        close_request(actor=buyer_actor, request=public, outcome="magic", now=NOW)

    close_request(actor=buyer_actor, request=public, outcome="price", now=NOW)

    answer.refresh_from_db()
    public.refresh_from_db()
    assert (answer.state, public.state, public.outcome) == ("lapsed", "closed", "price")
    assert OutboxMessage.objects.get(purpose="request_closed").to_user_id == (
        owner.user_id
    )
    assert refused(answer_it) == "MAT-20"


def test_thread_between_two_is_read_by_nobody_else(
    answer_it: Answer, owner: Actor, stranger: Actor, buyer_actor: Actor,
    officer: Actor, public: BuyerRequest,
) -> None:  # fmt: skip
    answer = answer_it()
    write_request_message(actor=owner, request=public, text="Which bag?", now=NOW)
    write_request_message(
        actor=buyer_actor, request=public, text="60 kg", business=answer.business,
        now=NOW,
    )  # fmt: skip
    write_request_message(actor=buyer_actor, request=public, text="To all", now=NOW)

    seen = {
        actor.role: [row.text for row in list_messages(actor, public)]
        for actor in (owner, buyer_actor, officer)
    }
    assert set(map(len, seen.values())) == {3}
    assert [row.text for row in list_messages(stranger, public)] == ["To all"]
    with pytest.raises(Absent):
        write_request_message(actor=stranger, request=public, text="Hi", now=NOW)


def test_attachment_is_looked_into_before_it_is_kept(
    buyer_actor: Actor, public: BuyerRequest
) -> None:
    bad = SimpleUploadedFile("label.pdf", b"MZ this is a program")

    with pytest.raises(InvalidInput) as caught:
        write_request_message(
            actor=buyer_actor, request=public, text="", upload=bad, now=NOW
        )

    assert (caught.value.field, caught.value.rule) == ("upload", "file_type")
    assert RequestMessage.objects.count() == 0


def test_who_saw_it_is_kept_once_a_person(
    owner: Actor, buyer_actor: Actor, public: BuyerRequest
) -> None:
    for _ in range(3):
        record_request_view(actor=owner, request=public, now=NOW)
    record_request_view(actor=buyer_actor, request=public, now=NOW)

    view = RequestView.objects.get()
    assert (view.user_id, view.times) == (owner.user_id, 3)
    assert AuditRow.objects.filter(verb="request.seen").count() == 1
