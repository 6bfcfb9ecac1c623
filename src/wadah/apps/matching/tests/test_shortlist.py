"""A shortlist from the matches to the buyer's words, and each refusal on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, OutboxMessage
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.add_shortlist_entry import add_shortlist_entry
from wadah.apps.matching.actions.approve_shortlist import approve_shortlist
from wadah.apps.matching.actions.change_shortlist_entry import change_shortlist_entry
from wadah.apps.matching.actions.drop_shortlist_entry import drop_shortlist_entry
from wadah.apps.matching.actions.give_feedback import give_feedback
from wadah.apps.matching.actions.make_shortlist import make_shortlist
from wadah.apps.matching.actions.reopen_shortlist import reopen_shortlist
from wadah.apps.matching.actions.send_shortlist import send_shortlist
from wadah.apps.matching.models import BuyerRequest, Match, Shortlist
from wadah.apps.matching.queries.shortlist import visible_shortlists
from wadah.apps.matching.tests.conftest import AS_OF, NOW
from wadah.apps.registry.models import Product
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.rule.code


def products(shortlist: Shortlist) -> list[int]:
    return list(shortlist.entries.values_list("product", flat=True))


def verbs(shortlist: Shortlist) -> list[str]:
    rows = AuditRow.objects.filter(verb__startswith="shortlist.").order_by("pk")
    return [row.verb.removeprefix("shortlist.") for row in rows]


def test_draft_holds_the_shown_matches_the_best_first(
    matched_shown: BuyerRequest, shown: list[Product], officer: Actor
) -> None:
    hidden = Product.objects.create(
        business=shown[0].business, family=shown[0].family, name="Hidden"
    )
    Match.objects.create(request=matched_shown, product=hidden, score=9, as_of=AS_OF)

    draft = make_shortlist(actor=officer, request=matched_shown, now=NOW)

    assert products(draft) == [shown[1].pk, shown[0].pk]
    assert (draft.version, draft.state) == (1, "draft")
    assert draft.entries.first().parts == {"price": 0.5}  # type: ignore[union-attr]
    assert verbs(draft) == ["made"]


@pytest.mark.parametrize("who", ["owner", "colleague", "stranger", "buyer_actor"])
def test_only_officers_make_one(
    matched_shown: BuyerRequest, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Absent):
        make_shortlist(
            actor=request.getfixturevalue(who), request=matched_shown, now=NOW
        )
    assert Shortlist.objects.count() == 0


def test_closed_request_gets_no_shortlist(
    matched_shown: BuyerRequest, officer: Actor
) -> None:
    BuyerRequest.objects.filter(pk=matched_shown.pk).update(state="closed")
    code = refused(
        lambda: make_shortlist(actor=officer, request=matched_shown, now=NOW)
    )
    assert code == "MAT-02"


def test_mat_52_one_unsent_shortlist_a_request(
    draft: Shortlist, officer: Actor
) -> None:
    code = refused(
        lambda: make_shortlist(actor=officer, request=draft.request, now=NOW)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Shortlist.objects.create(request=draft.request, version=2, made_at=NOW)
    assert code == "MAT-52"
    assert Shortlist.objects.count() == 1


def test_product_is_added_moved_noted_and_taken_off(
    draft: Shortlist, shown: list[Product], officer: Actor
) -> None:
    first = draft.entries.get(product=shown[1])
    drop_shortlist_entry(actor=officer, entry=first)
    added = add_shortlist_entry(
        actor=officer, shortlist=draft, product=shown[1], note=" Washed "
    )
    before = products(draft)
    change_shortlist_entry(actor=officer, entry=added, places=-5)
    change_shortlist_entry(actor=officer, entry=added, note="Sun-dried")

    added.refresh_from_db()
    assert before == [shown[0].pk, shown[1].pk]
    assert products(draft) == [shown[1].pk, shown[0].pk]
    assert (added.note, added.position, added.score) == ("Sun-dried", 1, 1.0)
    assert verbs(draft) == [
        "made", "product_dropped", "product_added", "product_changed",
        "product_changed",
    ]  # fmt: skip


def test_product_twice_or_out_of_sight_is_not_added(
    draft: Shortlist, shown: list[Product], officer: Actor
) -> None:
    hidden = Product.objects.create(
        business=shown[0].business, family=shown[0].family, name="Hidden"
    )
    with pytest.raises(InvalidInput):
        add_shortlist_entry(actor=officer, shortlist=draft, product=shown[0])
    with pytest.raises(Absent):
        add_shortlist_entry(actor=officer, shortlist=draft, product=hidden)
    assert draft.entries.count() == 2


@pytest.mark.parametrize("who", ["owner", "colleague", "stranger", "buyer_actor"])
def test_draft_is_absent_for_everybody_else(
    draft: Shortlist, shown: list[Product], who: str, request: pytest.FixtureRequest
) -> None:
    actor, entry = request.getfixturevalue(who), draft.entries.all()[0]
    for call in (
        lambda: add_shortlist_entry(actor=actor, shortlist=draft, product=shown[0]),
        lambda: change_shortlist_entry(actor=actor, entry=entry, note="x"),
        lambda: drop_shortlist_entry(actor=actor, entry=entry),
        lambda: approve_shortlist(actor=actor, shortlist=draft, now=NOW),
        lambda: reopen_shortlist(actor=actor, shortlist=draft),
        lambda: send_shortlist(actor=actor, shortlist=draft, now=NOW),
        lambda: give_feedback(actor=actor, entry=entry, feedback="liked", now=NOW),
    ):
        with pytest.raises(Absent):
            call()
    assert not visible_shortlists(actor).exists()
    assert verbs(draft) == ["made"]


def test_mat_51_is_approved_by_another(
    draft: Shortlist, officer: Actor, approver: Actor
) -> None:
    code = refused(lambda: approve_shortlist(actor=officer, shortlist=draft, now=NOW))
    with pytest.raises(IntegrityError), transaction.atomic():
        Shortlist.objects.filter(pk=draft.pk).update(approved_by=draft.made_by_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shortlist.objects.filter(pk=draft.pk).update(state="approved")
    done = approve_shortlist(actor=approver, shortlist=draft, now=NOW)

    assert code == "MAT-51"
    assert (done.state, done.approved_by_id) == ("approved", approver.user_id)
    assert verbs(draft) == ["made", "approved"]


def test_who_changed_it_last_does_not_approve_it(
    draft: Shortlist, administrator: Actor
) -> None:
    entry = draft.entries.all()[0]
    change_shortlist_entry(actor=administrator, entry=entry, note="Better")
    code = refused(
        lambda: approve_shortlist(actor=administrator, shortlist=draft, now=NOW)
    )
    assert code == "MAT-51"


def test_mat_53_holds_shown_products_only(
    draft: Shortlist, shown: list[Product], officer: Actor, approver: Actor
) -> None:
    Product.objects.filter(pk=shown[0].pk).update(is_proved=False)
    unproved = refused(
        lambda: approve_shortlist(actor=approver, shortlist=draft, now=NOW)
    )
    for entry in draft.entries.all():
        drop_shortlist_entry(actor=officer, entry=entry)
    empty = refused(lambda: approve_shortlist(actor=approver, shortlist=draft, now=NOW))
    assert (unproved, empty) == ("MAT-53", "MAT-53")


def test_proof_that_ended_after_the_approval_keeps_it_from_the_buyer(
    draft: Shortlist, shown: list[Product], officer: Actor, approver: Actor
) -> None:
    approve_shortlist(actor=approver, shortlist=draft, now=NOW)
    Product.objects.filter(pk=shown[0].pk).update(is_proved=False)
    code = refused(lambda: send_shortlist(actor=officer, shortlist=draft, now=NOW))
    draft.refresh_from_db()
    assert (code, draft.state) == ("MAT-53", "approved")


def test_mat_50_moves_along_its_table_only(
    draft: Shortlist, officer: Actor, approver: Actor
) -> None:
    entry = draft.entries.all()[0]
    unsent = refused(lambda: send_shortlist(actor=officer, shortlist=draft, now=NOW))
    early = refused(
        lambda: give_feedback(actor=officer, entry=entry, feedback="liked", now=NOW)
    )
    approve_shortlist(actor=approver, shortlist=draft, now=NOW)
    late = refused(lambda: drop_shortlist_entry(actor=officer, entry=entry))
    reopen_shortlist(actor=officer, shortlist=draft)

    draft.refresh_from_db()
    assert (unsent, early, late) == ("MAT-50", "MAT-50", "MAT-50")
    assert (draft.state, draft.approved_by_id) == ("draft", None)
    assert verbs(draft) == ["made", "approved", "reopened"]


def test_buyer_is_told_and_reads_what_was_sent(
    sent: Shortlist, buyer_actor: Actor, owner: Actor
) -> None:
    told = OutboxMessage.objects.filter(purpose="shortlist_sent")
    assert [row.to_user_id for row in told] == [buyer_actor.user_id]
    assert visible_shortlists(buyer_actor).count() == 1
    assert visible_shortlists(owner).count() == 0
    assert verbs(sent) == ["made", "approved", "sent"]


def test_buyer_answers_each_product_and_may_think_again(
    sent: Shortlist, buyer_actor: Actor, officer: Actor
) -> None:
    entry = sent.entries.all()[0]
    give_feedback(actor=buyer_actor, entry=entry, feedback="liked", now=NOW)
    give_feedback(
        actor=buyer_actor, entry=entry, feedback="question", words="Screen 18?",
        now=NOW + timedelta(hours=1),
    )  # fmt: skip

    entry.refresh_from_db()
    row = AuditRow.objects.filter(verb="shortlist.feedback_given").latest("pk")
    assert (entry.feedback, entry.words) == ("question", "Screen 18?")
    assert entry.said_by_id == buyer_actor.user_id
    assert row.before["feedback"] == "liked"
    told = OutboxMessage.objects.filter(purpose="shortlist_feedback")
    assert {one.to_user_id for one in told} == {officer.user_id}


def test_feedback_that_says_nothing_or_gives_a_number_is_refused(
    sent: Shortlist, buyer_actor: Actor
) -> None:
    entry = sent.entries.all()[0]
    for feedback, field in (
        ("", "feedback"),
        ("maybe", "feedback"),
        ("question", "words"),
    ):
        with pytest.raises(InvalidInput) as caught:
            give_feedback(actor=buyer_actor, entry=entry, feedback=feedback, now=NOW)
        assert caught.value.field == field
    code = refused(
        lambda: give_feedback(
            actor=buyer_actor, entry=entry, feedback="liked",
            words="Call +49 170 1234567", now=NOW,
        )
    )  # fmt: skip
    entry.refresh_from_db()
    assert (code, entry.feedback) == ("MAT-23", "")


def test_business_says_nothing_on_a_list_that_was_sent(
    sent: Shortlist, owner: Actor, stranger: Actor
) -> None:
    for actor in (owner, stranger):
        with pytest.raises(Absent):
            give_feedback(
                actor=actor, entry=sent.entries.all()[0], feedback="liked", now=NOW
            )


def test_next_version_leaves_out_what_was_declined_and_supersedes(
    sent: Shortlist, shown: list[Product], buyer_actor: Actor, officer: Actor,
    approver: Actor,
) -> None:  # fmt: skip
    entry = sent.entries.get(product=shown[1])
    give_feedback(actor=buyer_actor, entry=entry, feedback="declined", now=NOW)
    second = make_shortlist(actor=officer, request=sent.request, now=NOW)
    chosen = products(second)
    approve_shortlist(actor=approver, shortlist=second, now=NOW)
    send_shortlist(actor=officer, shortlist=second, now=NOW)

    sent.refresh_from_db()
    assert (second.version, chosen) == (2, [shown[0].pk])
    assert (sent.state, sent.superseded_at) == ("superseded", NOW)
    code = refused(
        lambda: give_feedback(actor=buyer_actor, entry=entry, feedback="liked", now=NOW)
    )
    assert code == "MAT-50"
