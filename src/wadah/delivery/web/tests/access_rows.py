"""Rows that the test of every route needs beside those of the shared fixtures."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import BuyerRequest, SavedSearch, Shortlist
from wadah.apps.reference.models import ConfirmedCode
from wadah.apps.registry.models import Business
from wadah.apps.requirements.models import FeedEntry, RuleChangeSet, RuleFollow
from wadah.apps.validation.models import (
    Case,
    CaseDecision,
    CaseVerdict,
    CaseVisit,
    SigningKey,
    ValidationSheet,
)

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
_OF_MARKET = {
    "request": "request_edit request_submit request_moderate request_close answer_add"
    " message_add pooled_offer_add shortlist_add catalogue",
    "request_message": "message_file",
    "request_answer": "answer_edit answer_move answer_contact",
    "saved_search": "search_end",
    "buyer": "buyer_detail buyer_edit buyer_contact_add buyer_proof_add"
    " buyer_report_add diligence_examine",
    "buyer_contact": "buyer_contact_end",
    "buyer_proof": "buyer_proof_check buyer_proof_file",
    "buyer_report": "buyer_report_answer",
    "diligence": "diligence_detail diligence_propose diligence_sign",
    "name_hit": "hit_decide",
    "shortlist": "shortlist_detail shortlist_move shortlist_entry_add"
    " shortlist_catalogue",
    "pooled_offer": "pooled_offer_detail pooled_offer_move pooled_offer_sheet"
    " pooled_offer_trace",
    "pooled_share": "share_detail",
    "shortlist_entry": "shortlist_entry_change shortlist_feedback",
}
# The kind of row behind the number in an address of requests and buyers.
MARKET_ROUTES = {
    f"matching:{route}": kind
    for kind, routes in _OF_MARKET.items()
    for route in routes.split()
}


def make_market_rows(request: BuyerRequest, owner: Actor) -> dict[str, int]:
    """What hangs on a request and on its buyer, by the names of `KIND_OF_ROUTE`."""
    buyer, product = request.buyer, request.matches.get().product
    diligence = buyer.diligences.create()
    shortlist = Shortlist.objects.create(
        request=request, version=1, state="sent", made_at=NOW, approved_at=NOW,
        approved_by_id=owner.user_id, sent_at=NOW,
    )  # fmt: skip
    # A buyer reads what is agreed.
    pooled = request.pooled_offers.create(
        version=1, state="agreed", as_of=NOW.date(), expires_on=NOW.date(),
        made_at=NOW, agreed_at=NOW,
    )  # fmt: skip
    return {
        "pooled_offer": pooled.pk,
        "pooled_share": pooled.shares.create(
            version=1, product=product, month=NOW.date().replace(day=1), kg=1
        ).pk,
        "buyer": buyer.pk,
        "request_message": request.messages.create(
            text="?", side="office", at=NOW, business=product.business
        ).pk,
        "request_answer": request.answers.create(
            product=product, business=product.business, kg=1, ready_on=NOW.date()
        ).pk,
        "saved_search": SavedSearch.objects.create(user_id=owner.user_id).pk,
        "buyer_contact": buyer.contacts.create(
            name="A", consent_given_on=NOW.date(), consent_way="mail"
        ).pk,
        "buyer_proof": buyer.proofs.create(
            kind="role", file=ContentFile(b"%PDF-", name="p.pdf")
        ).pk,
        "buyer_report": buyer.reports.create(
            kind="attache", asked_of="B", asked_on=NOW.date()
        ).pk,
        "diligence": diligence.pk,
        "shortlist": shortlist.pk,
        "shortlist_entry": shortlist.entries.create(product=product, position=1).pk,
        "name_hit": diligence.hits.create(
            searched="A", likeness=90, other_buyer=buyer
        ).pk,
    }


def make_case_rows(case: Case) -> dict[str, int]:
    """What people left on a case, by the names of `KIND_OF_ROUTE`."""
    visit = CaseVisit.objects.create(case=case, visited_on=NOW.date(), at=NOW)
    photo = visit.photos.create(file=ContentFile(b"\xff\xd8\xff", name="v.jpg"))
    return {
        "asked": case.asked_questions.create(text="When?", asked_at=NOW).pk,
        "flag": case.flags.create(reason="Look again", raised_at=NOW).pk,
        "visit": visit.pk,
        "visit_photo": photo.pk,
    }


def make_rule_rows(verifier: Actor, owner: Actor) -> dict[str, int]:
    """A change of the rules that waits, a notification, a rule that is followed."""
    change_set = RuleChangeSet.objects.create(
        title="T", reason="R", source="S", effective_on=NOW.date(), state="proposed",
        proposed_by_id=verifier.user_id,
    )  # fmt: skip
    entry = FeedEntry.objects.create(
        symbol="G/SPS/N/EU/1", member="European Union", distributed_on=NOW.date()
    )
    return {
        "rule_change_set": change_set.pk,
        "confirmed_code": ConfirmedCode.objects.create(
            text="kopi", key="kopi", hs6="090111", reason="R"
        ).pk,
        "rule_flag": entry.flags.create(rule_row="COF-EU-03").pk,
        "rule_follow": RuleFollow.objects.create(
            user_id=owner.user_id, family_id="coffee_green_robusta", market_id="DE"
        ).pk,
    }


def make_sheet(case: Case, verifier: Actor, approver: Actor) -> ValidationSheet:
    """A sheet of an approved decision; its page and its file are tested elsewhere."""
    verdict = CaseVerdict.objects.create(
        case=case, as_of=NOW.date(), verdict="ready",
        result={"items": [], "questions": [], "benefits": [], "verdict": "ready"},
    )  # fmt: skip
    decision = CaseDecision.objects.create(
        case=case, verdict=verdict, version=1, outcome="approved", checked_at=NOW,
        checked_by_id=verifier.user_id, approved_by_id=approver.user_id,
        decided_at=NOW,
    )  # fmt: skip
    return ValidationSheet.objects.create(
        decision=decision, number="WDH-2026-00001", code="0" * 16, issued_at=NOW,
        issued_by_id=approver.user_id,
        payload={"holds_until": "2027-11-24", "issued_at": NOW.isoformat()},
        key=SigningKey.objects.create(pk="k", public_hex="0", created_at=NOW),
        file=ContentFile(b"%PDF-", name="x.pdf"), file_sha256="0",
    )  # fmt: skip


def make_twin(business: Business, officer: Actor) -> Business:
    """Another record that the officer cares for."""
    twin = Business.objects.create(name=business.name, search_name="twin")
    twin.consents.create(
        organisation_id=officer.organisation_id,
        basis="list",
        given_on=date(2026, 11, 1),
    )
    return twin
