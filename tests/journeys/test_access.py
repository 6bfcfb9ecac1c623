"""Every route against every kind of person: the declared table is what happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import ANONYMOUS, Actor
from wadah.apps.accounts.models import (
    ApiToken,
    Breach,
    DataRequest,
    Membership,
    Role,
    SignIn,
    User,
)
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import Buyer, BuyerRequest, Match
from wadah.apps.meetings.models import Event, Meeting
from wadah.apps.registry.models import (
    Business,
    Group,
    ImportBatch,
    ImportJob,
    Lot,
    Merge,
    PossibleDuplicate,
    ProductionStep,
    ProductPhoto,
    RawMaterial,
)
from wadah.apps.validation.models import (
    Case,
    Document,
    StepFigure,
)
from wadah.delivery.operations.models import Run
from wadah.delivery.web.access import ANYONE, PERSON, ROUTES
from wadah.delivery.web.tests.access_rows import (
    MARKET_ROUTES,
    make_case_rows,
    make_market_rows,
    make_rule_rows,
    make_sheet,
    make_twin,
)

PEOPLE = (
    "anonymous",
    "owner",
    "colleague",
    "stranger",
    "officer",
    "verifier",
    "approver",
    "buyer_actor",
    "analyst",
    "administrator",
)
# A stranger, an owner of another business, may open pages that need no row of the
# owner's; whatever shows such a row is absent for him.
SHUT = {404}
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
# Post-only routes answer a GET from whoever may use them with "method not allowed".
OPEN = {200, 302, 405}


@pytest.fixture
def privacy_rows(owner: Actor) -> dict[str, int | str]:
    """A sign-in, a request about data and a breach."""
    asked = DataRequest.objects.create(
        user_id=owner.user_id, kind="correction", text="x", due_at=NOW
    )
    signed_in = SignIn.objects.create(
        user_id=owner.user_id, session_key="k", began_at=NOW, last_seen_at=NOW
    )
    guarded = User.objects.create(login="g@example.org", name="G", factor_set_at=NOW)
    return {
        "data_request": asked.pk,
        "breach": Breach.objects.create(title="Lost phone", noticed_at=NOW).pk,
        "sign_in": signed_in.pk,
        "guarded": guarded.pk,
    }


def make_event_rows(
    officer: Actor, business: Business, buyer: Buyer
) -> dict[str, int | str]:
    """An event at which the two meet."""
    event = Event.objects.create(
        organisation_id=officer.organisation_id,
        name="Day of buyers",
        place="Bandar Lampung",
        first_on=date(2026, 12, 1),
        last_on=date(2026, 12, 1),
        wishes_until=date(2026, 11, 30),
        state=Event.State.OPEN,
    )
    slot = event.slots.create(
        starts_at=datetime(2026, 12, 1, 2, tzinfo=UTC), minutes=20
    )
    table = event.tables.create(name="1")
    seller = event.participants.create(business=business, door_code="s")
    buying = event.participants.create(buyer=buyer, door_code="b")
    timetable = event.timetables.create(state="draft")
    planned = timetable.meetings.create(
        seller=seller, buyer=buying, slot=slot, table=table
    )
    return {
        "event": event.pk,
        "participant": seller.pk,
        "timetable": timetable.pk,
        "planned": planned.pk,
    }


@pytest.fixture
def rows(
    lot: Lot,
    owner: Actor,
    officer: Actor,
    buyer_actor: Actor,
    markets: object,
    people_rows: dict[str, int],
    verifier: Actor,
    approver: Actor,
    privacy_rows: dict[str, int | str],
) -> dict[str, int | str]:
    """One row of each kind, all belonging to the owner's business."""
    product = lot.product
    buyer = Buyer.objects.get(organisation_id=buyer_actor.organisation_id)
    request = BuyerRequest.objects.create(
        buyer=buyer,
        family=product.family,
        quantity_kg=Decimal(1000),
        window_from=date(2026, 12, 1),
        window_to=date(2026, 12, 31),
        destination_id="DE",
    )
    Match.objects.create(
        request=request, product=product, score=1, as_of=date(2026, 11, 24)
    )
    meeting = Meeting.objects.create(
        request=request,
        product=product,
        starts_at=datetime(2026, 12, 1, 3, tzinfo=UTC),
        place="Hall A",
    )
    deal = Deal.objects.create(request=request, product=product)
    rung = DealRung.objects.create(
        deal=deal,
        rung="interest",
        reached_on=date(2026, 11, 20),
        proof="minutes",
        recorded_by_id=officer.user_id,
    )
    case = Case.objects.create(product=product, lot=lot, destination_id="DE")
    document = Document.objects.create(
        business=product.business, product=product, lot=lot, type="nib",
        added_by_id=owner.user_id,
    )  # fmt: skip
    batch = ImportBatch.objects.create(
        organisation_id=officer.organisation_id,
        file_name="list.csv",
        file_sha256="0",
        list_key="list",
    )
    group = Group.objects.create(
        kind="cooperative", name="Koperasi", organisation_id=officer.organisation_id
    )
    ProductionStep.objects.create(product=product, position=1, title="Picking")
    RawMaterial.objects.create(product=product, name="Cherries", origin="own")
    twin, gone = (make_twin(product.business, officer) for _ in range(2))
    Business.objects.filter(pk=gone.pk).update(merged_into=product.business)
    membership = Membership.objects.get(user_id=owner.user_id)
    sheet = make_sheet(case, verifier, approver)
    return {
        "token": ApiToken.objects.create(
            membership=membership, name="Sheet", token_hash="0", expires_at=NOW
        ).pk,
        **people_rows,
        **privacy_rows,
        "pair": PossibleDuplicate.objects.create(
            first=product.business, second=twin, reason="search"
        ).pk,
        "merge": Merge.objects.create(kept=product.business, absorbed=gone).pk,
        "site": product.business.sites.create(kind="field", name="Garden").pk,
        "person": product.business.people.create(name="Siti", task="owner").pk,
        "group": group.pk,
        "member": group.members.create(business=product.business).pk,
        "business": product.business_id,
        "product": product.pk,
        "consent": product.business.consents.get().pk,
        "downtime": product.business.downtimes.create(
            from_on=date(2030, 1, 1), to_on=date(2030, 1, 2), reason="repair"
        ).pk,
        "lot": lot.pk,
        "case": case.pk,
        "figure": StepFigure.objects.create(
            organisation_id=officer.organisation_id,
            subject="nib",
            source="OSS",
            days_low=1,
            days_high=1,
            valid_from=NOW.date(),
        ).pk,
        "document": document.pk,
        "draft": product.business.paper_drafts.create(
            by_id=owner.user_id, file=ContentFile(b"x", name="d.pdf"), sha256="0"
        ).pk,
        "look": document.register_checks.create(
            register="oss",
            said="valid",
            looked_on=NOW.date(),
            recorded_by_id=officer.user_id,
            screenshot=ContentFile(b"x", name="s.jpg"),
        ).pk,
        "sheet": sheet.pk,
        "decision": sheet.decision_id,
        **make_case_rows(case),
        **make_market_rows(request, owner),
        **make_rule_rows(verifier, owner),
        "request": request.pk,
        "meeting": meeting.pk,
        **make_event_rows(officer, product.business, buyer),
        "deal": deal.pk,
        "rung": rung.pk,
        "batch": batch.pk,
        "job": ImportJob.objects.create(
            organisation_id=officer.organisation_id,
            started_by_id=officer.user_id,
            file_name="list.csv",
            ticket="",
            is_preview=True,
        ).pk,
        "backup": Run.objects.create(kind="backup", name="x.wadah").pk,
        "photo": ProductPhoto.objects.create(
            product=product, file=ContentFile(b"\xff\xd8\xff", name="x.jpg")
        ).pk,
    }


# The kind of row behind the number in a route's address.
KIND_OF_ROUTE = {
    "accounts:api_token_revoke": "token",
    "api:business": "business",
    "api:business_products": "business",
    "api:business_documents": "business",
    "api:product": "product",
    "api:product_lots": "product",
    "api:product_capacity": "product",
    "api:lot": "lot",
    "api:group": "group",
    "api:case": "case",
    "api:case_verdicts": "case",
    "api:sheet": "sheet",
    "api:request": "request",
    "api:request_matches": "request",
    "api:deal": "deal",
    "api:import": "batch",
    "api:import_job": "job",
    "registry:claim_detail": "claim",
    "registry:claim_decide": "claim",
    "registry:claim_code": "claim",
    "registry:claim_code_hand_over": "claim",
    "registry:claim_answer": "claim",
    "registry:claim_withdraw": "claim",
    "registry:claim_paper": "claim",
    "accounts:code_hand_over": "waiting_code",
    "accounts:organisation_people": "organisation",
    "organisation_people_export": "organisation",
    "accounts:invitation_add": "organisation",
    "accounts:invitation_withdraw": "invitation",
    "accounts:membership_end": "membership",
    "accounts:ownership_hand_over": "membership",
    "accounts:join_withdraw": "join_request",
    "accounts:join_decide": "join_request",
    "accounts:message_again": "message",
    "data_request_detail": "data_request",
    "breach_detail": "breach",
    "breach_edit": "breach",
    "breach_close": "breach",
    "breach_letter": "breach",
    "accounts:session_end": "sign_in",
    "accounts:second_factor_reset": "guarded",
    "business_page": "business",
    "product_public": "product",
    "registry:business_edit": "business",
    "registry:visit_add": "business",
    "registry:product_add": "business",
    "registry:product_detail": "product",
    "registry:product_edit": "product",
    "registry:product_photo_add": "product",
    "registry:photo": "photo",
    "registry:lot_add": "product",
    "registry:capacity_declare": "product",
    "registry:capacity_verify": "product",
    "registry:capacity_year": "product",
    "registry:capacity_withdraw": "product",
    "registry:stock_count": "product",
    "registry:usual_year": "product",
    "registry:downtime_add": "product",
    "registry:downtime_end": "downtime",
    "registry:size_set": "business",
    "registry:site_add": "business",
    "registry:site_edit": "site",
    "registry:site_remove": "site",
    "registry:person_add": "business",
    "registry:person_edit": "person",
    "registry:person_end": "person",
    "registry:lot_edit": "lot",
    "registry:lot_remove": "lot",
    "registry:photo_remove": "photo",
    "registry:step_add": "product",
    "registry:material_add": "product",
    "registry:group_detail": "group",
    "registry:group_edit": "group",
    "registry:group_join": "group",
    "registry:group_remove": "group",
    "registry:group_leave": "member",
    "operations:backup_file": "backup",
    "registry:import_detail": "batch",
    "registry:import_problems": "batch",
    "registry:import_progress": "job",
    "registry:import_cancel": "job",
    "registry:import_restart": "job",
    "registry:import_preview": "job",
    "registry:import_preview_problems": "job",
    "registry:import_start": "job",
    "registry:import_undo": "batch",
    "registry:difference_list": "batch",
    "registry:difference_export": "batch",
    "registry:difference_decide": "batch",
    "registry:duplicate_pair": "pair",
    "registry:duplicate_merge": "pair",
    "registry:duplicate_never": "pair",
    "registry:merge_undo": "merge",
    "validation:case_add": "product",
    "validation:case_detail": "case",
    "validation:case_assess": "case",
    "validation:answer_add": "case",
    "validation:document_add": "business",
    "validation:document_check": "document",
    "validation:document_file": "document",
    "validation:document_detail": "document",
    "validation:paper_draft": "draft",
    "validation:paper_draft_drop": "draft",
    "validation:paper_draft_file": "draft",
    "validation:certificate_edit": "document",
    "validation:audit_add": "document",
    "validation:certificate_state": "document",
    "validation:register_check_add": "document",
    "validation:register_check_confirm": "look",
    "validation:register_check_file": "look",
    "validation:result_add": "lot",
    "validation:report_add": "lot",
    "validation:lot_table": "lot",
    "validation:case_way": "case",
    "validation:product_papers": "product",
    "validation:business_papers": "business",
    "validation:figure_edit": "figure",
    "validation:readiness": "product",
    "validation:readiness_refresh": "product",
    "validation:case_move": "case",
    "validation:case_hand_over": "case",
    "validation:case_ask": "case",
    "validation:question_reply": "asked",
    "validation:note_add": "case",
    "validation:flag_add": "case",
    "validation:flag_lift": "flag",
    "validation:case_propose": "case",
    "validation:decision_decide": "decision",
    "validation:decision_revoke": "decision",
    "validation:product_publish": "case",
    "validation:visit_add": "case",
    "validation:visit_detail": "visit",
    "validation:visit_photo": "visit_photo",
    "validation:rule_impact": "rule_change_set",
    "requirements:change_set_detail": "rule_change_set",
    "requirements:change_find": "rule_change_set",
    "requirements:change_set_propose": "rule_change_set",
    "requirements:change_set_withdraw": "rule_change_set",
    "requirements:change_set_decide": "rule_change_set",
    "reference:confirmed_undo": "confirmed_code",
    "requirements:flag_dismiss": "rule_flag",
    "requirements:follow_remove": "rule_follow",
    "validation:sheet_issue": "case",
    "validation:sheet_file": "sheet",
    **MARKET_ROUTES,
    "matching:request_detail": "request",
    "matching:product_requests": "product",
    "matching:business_misses": "business",
    "matching:request_match": "request",
    "meetings:meeting_detail": "meeting",
    "meetings:meeting_close": "meeting",
    "meetings:meeting_cancel": "meeting",
    "meetings:event_detail": "event",
    "meetings:event_open": "event",
    "meetings:participant_add": "event",
    "meetings:participants_invite": "event",
    "meetings:timetable_search": "event",
    "meetings:participant_detail": "participant",
    "meetings:participant_answer": "participant",
    "meetings:participant_wish": "participant",
    "meetings:participant_rule": "participant",
    "meetings:participant_arrive": "participant",
    "meetings:agenda_calendar": "participant",
    "meetings:timetable_detail": "timetable",
    "meetings:timetable_stop": "timetable",
    "meetings:timetable_publish": "timetable",
    "exports:deal_detail": "deal",
    "exports:rung_add": "deal",
    "exports:rung_confirm": "rung",
    "exports:rung_proof": "rung",
}
# Routes about a timetable and a meeting of it.
PLANNED = {"meetings:planned_move", "meetings:planned_lock"}
# Routes about a request and a product together.
PAIRS = {"matching:promise_add", "meetings:meeting_add", "exports:deal_add"}
# Routes about one rule of a change set.
OF_CHANGE_SET: dict[str, int | str] = {
    "requirements:change_put": "COF-EU-01",
    "requirements:change_drop": 1,
}
# Routes about one line of a product, the first.
LINES = {
    "registry:step_edit",
    "registry:step_remove",
    "registry:step_move",
    "registry:material_edit",
    "registry:material_remove",
}
# A program that asks for such a route by GET is told so, whoever it is.
API_BY_POST = {"api:assess", "api:match", "api:request_read", "api:schedule"}
QUERIES = {"api:search": "?q=kopi", "api:classify": "?text=kopi"}
WORDS = {
    "registry:claim_add": {"ticket": "not-a-ticket"},
    "accounts:invitation": {"token": "a-token-of-an-invitation"},
    "family_public": {"slug": "coffee_green_robusta"},
    "api:family": {"slug": "coffee_green_robusta"},
    "api:rule": {"rule_id": "COF-EU-01"},
    "reference:row_list": {"slug": "ports"},
    "reference:row_export": {"slug": "ports"},
    "reference:row_add": {"slug": "ports"},
    "reference:row_edit": {"slug": "regions", "pk": "18.71"},
    "reference:hs_detail": {"edition": "HS2022", "code": "090111"},
    "requirements:rule_detail": {"rule_id": "COF-EU-01"},
    "validation:paper_help": {"slug": "nib"},
    "sheets:show": {"code": "0123456789ABCDEF"},
    "api:sheet_standing": {"code": "0123456789ABCDEF"},
    "sheets:file": {"code": "0123456789ABCDEF"},
}


def address_of(name: str, rows: dict[str, int | str]) -> str:
    """The address of a route for the owner's rows."""
    if name in WORDS:
        return reverse(name, kwargs=WORDS[name])
    if name in PLANNED:
        return reverse(name, args=[rows["timetable"], rows["planned"]])
    if name in PAIRS:
        return reverse(name, args=[rows["request"], rows["product"]])
    if name in LINES:
        return reverse(name, args=[rows["product"], 1])
    if name in OF_CHANGE_SET:
        return reverse(name, args=[rows["rule_change_set"], OF_CHANGE_SET[name]])
    if name in {"registry:consent_withdraw", "registry:consent_change"}:
        return reverse(name, args=[rows["business"], rows["consent"]])
    if name in KIND_OF_ROUTE:
        return reverse(name, args=[rows[KIND_OF_ROUTE[name]]])
    return reverse(name) + QUERIES.get(name, "")


@pytest.mark.parametrize("name", sorted(ROUTES))
@pytest.mark.django_db
def test_route_opens_only_for_the_roles_of_the_table(
    name: str,
    rows: dict[str, int | str],
    client_of: Callable[[Actor], Client],
    request: pytest.FixtureRequest,
) -> None:
    address, answers = address_of(name, rows), {}

    for person in PEOPLE:
        actor = ANONYMOUS if person == "anonymous" else request.getfixturevalue(person)
        response = client_of(actor).get(address)
        if response.status_code not in expected(name, person, actor.role):
            answers[person] = response.status_code
        if actor.role is None and ANYONE not in ROUTES[name] and "Location" in response:
            assert response["Location"].startswith(reverse(settings.LOGIN_URL))

    assert answers == {}


def expected(name: str, person: str, role: Role | None) -> set[int]:
    """The answers that the table allows a person to a GET of a route."""
    allowed = ROUTES[name]
    is_shut = ANYONE not in allowed and role not in allowed
    if name in API_BY_POST:
        return {405}
    if is_shut and role is None:
        return {401} if name.startswith("api:") else {302}
    if is_shut:
        return SHUT
    if ANYONE not in allowed and person == "stranger" and _has_row(name):
        return {404, 405}
    return OPEN if person == "owner" and not _is_absent(name) else OPEN | SHUT


def _has_row(name: str) -> bool:
    return name in {*KIND_OF_ROUTE, *PAIRS, *LINES} or "consent" in name


def _is_absent(name: str) -> bool:
    """Rows that are not there for the owner: nothing published, no file kept."""
    return name in {"registry:claim_add", "registry:claim_paper",
                    "product_public", "registry:photo", "validation:document_file",
                    "sheets:show", "sheets:file", "sheets:status", "api:funnel",
                    "api:sheet_standing",
                    "api:api-root", "exports:rung_proof",
                    "matching:message_file"}  # fmt: skip


@pytest.mark.django_db
def test_absent_and_forbidden_look_the_same(
    rows: dict[str, int | str],
    stranger: Actor,
    client_of: Callable[[Actor], Client],
) -> None:
    client = client_of(stranger)

    forbidden = client.get(reverse("business_page", args=[rows["business"]]))
    absent = client.get(reverse("business_page", args=[999_999]))

    assert forbidden.status_code == absent.status_code == 404
    assert _without_address(forbidden) == _without_address(absent)


def _without_address(response: HttpResponse) -> str:
    """The page less what differs by design: the token and the address asked for."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r'name="next" value="[^"]+"', "", text)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_role_of_the_table_is_a_role(name: str) -> None:
    assert ROUTES[name] <= {ANYONE, PERSON, *Role.values}
