"""What a certificate covers, its audits, and what happens when it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, OutboxMessage
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.models import Business, Product, Site
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.check_document import check_document
from wadah.apps.validation.actions.describe_certificate import describe_certificate
from wadah.apps.validation.actions.record_audit import record_audit
from wadah.apps.validation.actions.set_certificate_state import set_certificate_state
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.evidence import find_last_day, find_lost_day
from wadah.apps.validation.models import (
    Case,
    CertificateAudit,
    CertificateState,
    Document,
)
from wadah.core.requirements.papers import PaperDesk
from wadah.core.requirements.rules import DocumentLeaf
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ISSUED = date(2025, 1, 10)
ENDS = date(2029, 1, 9)
LOST = date(2026, 11, 20)


@pytest.fixture
def halal(owner: Actor, product: Product) -> Document:
    return add_document(
        actor=owner,
        business=product.business,
        type="halal_certificate",
        number="ID1",
        issued_on=ISSUED,
        expires_on=ENDS,
    )


@pytest.fixture
def case(product: Product, markets: object) -> Case:
    return Case.objects.create(product=product, destination_id="DE")


def take_back(actor: Actor, paper: Document, state: str, day: date = LOST) -> None:
    set_certificate_state(
        actor=actor, document=paper, state=state, from_on=day, reason="Audit failed"
    )


def papers_of(case: Case) -> list[tuple[str, str | None]]:
    rows = make_case_document(Case.objects.get(pk=case.pk))["documents"]
    return [(row["type"], row["expires_on"]) for row in rows]


def test_a_standing_certificate_counts_until_its_end(
    halal: Document, case: Case
) -> None:
    assert papers_of(case) == [("halal_certificate", "2029-01-09")]


@pytest.mark.parametrize("state", ["suspended", "revoked"])
def test_a_certificate_that_was_taken_back_counts_until_the_day_before(
    state: str, officer: Actor, halal: Document, case: Case
) -> None:
    take_back(officer, halal, state)

    assert papers_of(case) == [("halal_certificate", "2026-11-19")]
    row = AuditRow.objects.get(verb=f"certificate.{state}")
    assert (row.before, row.after) == (
        {"state": "valid"},
        {"state": state, "from_on": "2026-11-20"},
    )


def test_a_certificate_revoked_from_its_first_day_never_counted(
    officer: Actor, halal: Document, case: Case
) -> None:
    take_back(officer, halal, "revoked", ISSUED)

    assert papers_of(case) == []


def test_a_suspension_that_was_lifted_counts_again_and_stays_in_the_history(
    officer: Actor, halal: Document, case: Case
) -> None:
    take_back(officer, halal, "suspended")
    take_back(officer, halal, "valid", date(2026, 11, 22))

    assert papers_of(case) == [("halal_certificate", "2029-01-09")]
    assert [row.state for row in halal.states.all()] == ["suspended", "valid"]


@pytest.mark.parametrize(
    ("states", "lost"),
    [
        ([], None),
        ([("suspended", LOST)], LOST),
        ([("suspended", LOST), ("revoked", date(2026, 12, 1))], LOST),
        ([("suspended", LOST), ("valid", date(2026, 12, 1))], None),
        (
            [("suspended", LOST), ("valid", LOST), ("revoked", date(2027, 1, 1))],
            date(2027, 1, 1),
        ),
    ],
)
def test_finds_since_when_a_certificate_does_not_stand(
    states: list[tuple[str, date]], lost: date | None
) -> None:
    rows = [CertificateState(state=state, from_on=day) for state, day in states]

    assert find_lost_day(rows) == lost


@pytest.mark.parametrize(
    "person", ["owner", "colleague", "stranger", "buyer_actor", "analyst", "approver"]
)
def test_others_take_no_certificate_back(
    person: str, halal: Document, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Absent):
        take_back(request.getfixturevalue(person), halal, "revoked")

    assert not CertificateState.objects.exists()
    assert find_last_day(halal) == ENDS


def test_val_41_a_revoked_certificate_does_not_come_back(
    officer: Actor, halal: Document
) -> None:
    take_back(officer, halal, "revoked")

    for state in ("valid", "suspended", "revoked"):
        with pytest.raises(Refused) as refused:
            take_back(officer, halal, state)
        assert refused.value.rule.code == "VAL-41"

    assert CertificateState.objects.count() == 1


def test_val_41_what_was_not_suspended_does_not_stand_again(
    officer: Actor, halal: Document
) -> None:
    with pytest.raises(Refused) as refused:
        take_back(officer, halal, "valid")

    assert refused.value.rule.code == "VAL-41"


@pytest.mark.parametrize(
    ("state", "day", "rule"),
    [
        ("revoked", ISSUED - timedelta(days=1), "date_order"),
        ("valid", date(2999, 1, 1), "day_to_come"),
    ],
)
def test_refuses_a_day_that_cannot_be(
    state: str, day: date, rule: str, officer: Actor, halal: Document
) -> None:
    if state == "valid":
        take_back(officer, halal, "suspended")
    before = CertificateState.objects.count()

    with pytest.raises(InvalidInput) as refused:
        take_back(officer, halal, state, day)

    assert (refused.value.field, refused.value.rule) == ("from_on", rule)
    assert CertificateState.objects.count() == before


def test_owner_and_officer_hear_that_it_was_taken_back(
    owner: Actor, officer: Actor, stranger: Actor, halal: Document
) -> None:
    take_back(officer, halal, "revoked")

    told = OutboxMessage.objects.filter(purpose="paper_revoked")
    assert {row.to_user_id for row in told} == {owner.user_id, officer.user_id}
    assert "20.11.2026" in told.get(to_user=owner.user_id).body


def test_a_certificate_for_other_products_is_out_of_scope_for_this_one(
    owner: Actor, product: Product, halal: Document, case: Case
) -> None:
    other = Product.objects.create(
        business=product.business, family=product.family, name="Other"
    )

    describe(owner, halal, products=[other])
    of_other = judge_halal(case)
    describe(owner, halal, products=[other, product])

    assert of_other == "failing"
    assert judge_halal(case) == "met"


def test_a_certificate_of_another_place_is_out_of_scope(
    owner: Actor, product: Product, halal: Document, case: Case
) -> None:
    here, there = (
        Site.objects.create(business=product.business, kind="workshop", name=name)
        for name in ("Dapur", "Gudang")
    )
    product.steps.create(position=1, title="Roasting", site=here)

    describe(owner, halal, sites=[there])
    of_there = judge_halal(case)
    describe(owner, halal, sites=[there, here])

    assert of_there == "failing"
    assert judge_halal(case) == "met"


def test_a_certificate_for_other_work_is_out_of_scope(
    owner: Actor, product: Product, halal: Document, case: Case
) -> None:
    product.form = "roasted_whole"
    product.save()

    describe(owner, halal, process_scope="Packing")
    of_packing = judge_halal(case)
    describe(owner, halal, process_scope="Roasting and packing")

    assert of_packing == "failing"
    assert judge_halal(case) == "met"


def judge_halal(case: Case) -> str:
    """What becomes of the one certificate of the case before a rule that asks it."""
    row = Case.objects.get(pk=case.pk)
    judged = check_case(make_case_document(row, as_of=date(2026, 11, 24)))
    desk = PaperDesk(judged, read_rule_base(), read_vocabulary(), "as_of")
    return desk.judge(DocumentLeaf(("halal_certificate",))).status.value


def describe(
    actor: Actor, paper: Document, **given: object
) -> Callable[..., object] | object:
    values = {"holder": "UD Maju", "process_scope": "", "sites": [], "products": []}
    return describe_certificate(actor=actor, document=paper, **{**values, **given})


@pytest.mark.parametrize("person", ["stranger", "verifier", "buyer_actor"])
def test_others_do_not_say_what_a_certificate_covers(
    person: str, halal: Document, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Absent):
        describe(request.getfixturevalue(person), halal)

    assert not AuditRow.objects.filter(verb="certificate.described").exists()


def test_keeps_holder_places_and_process(
    colleague: Actor, business: Business, halal: Document
) -> None:
    site = Site.objects.create(business=business, kind="workshop", name="Dapur")

    describe(colleague, halal, process_scope="Roasting", sites=[site])

    halal.refresh_from_db()
    assert halal.holder == "UD Maju"
    assert halal.certificate.process_scope == "Roasting"
    assert list(halal.certificate.sites.all()) == [site]


def test_refuses_a_place_of_another_business(
    owner: Actor, region: object, halal: Document
) -> None:
    foreign = Business.objects.create(name="Lain")
    site = Site.objects.create(business=foreign, kind="workshop", name="Jauh")

    with pytest.raises(InvalidInput) as refused:
        describe(owner, halal, sites=[site])

    assert refused.value.field == "sites"


def test_val_40_what_a_checked_paper_covers_is_not_changed(
    owner: Actor, officer: Actor, halal: Document
) -> None:
    check_document(actor=officer, document=halal, checked_on=timezone.localdate())

    with pytest.raises(Refused) as refused:
        describe(owner, halal, process_scope="Everything")

    assert refused.value.rule.code == "VAL-40"


def test_keeps_an_audit_with_its_findings(owner: Actor, halal: Document) -> None:
    record_audit(
        actor=owner,
        document=halal,
        audited_on=date(2026, 3, 1),
        auditor="LPH Contoh",
        finding_count=2,
        findings_closed_on=date(2026, 4, 1),
    )

    audit = CertificateAudit.objects.get()
    assert (audit.finding_count, audit.findings_closed_on) == (2, date(2026, 4, 1))
    assert AuditRow.objects.get(verb="certificate.audited").after["findings"] == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"audited_on": date(2999, 1, 1)}, "audited_on"),
        ({"findings_closed_on": date(2026, 4, 1)}, "findings_closed_on"),
        (
            {"finding_count": 1, "findings_closed_on": date(2026, 2, 1)},
            "findings_closed_on",
        ),
    ],
)
def test_refuses_an_audit_that_cannot_be(
    given: dict[str, object], field: str, owner: Actor, halal: Document
) -> None:
    values = {"audited_on": date(2026, 3, 1), "auditor": "LPH", **given}

    with pytest.raises(InvalidInput) as refused:
        record_audit(actor=owner, document=halal, **values)

    assert refused.value.field == field
    assert not CertificateAudit.objects.exists()
