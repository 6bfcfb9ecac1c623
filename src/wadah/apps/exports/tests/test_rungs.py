"""A deal climbs its ladder, each rung with proof and a second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.exports.actions.confirm_rung import confirm_rung
from wadah.apps.exports.actions.open_deal import open_deal
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.exports.queries.deal import (
    list_rungs_to_confirm,
    list_totals,
    visible_deals,
)
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.registry.models import Product
from wadah.apps.registry.tests.paper_files import act, change, make_pdf
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
Record = Callable[..., DealRung]
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
WORTH = {"value_amount": Decimal("49600"), "value_currency": "USD"}


def test_deal_is_opened_once(
    officer: Actor, deal: Deal, wanted: BuyerRequest, product: Product
) -> None:
    again = open_deal(actor=officer, request=wanted, product=product)

    assert again == deal
    assert AuditRow.objects.filter(verb="deal.opened").count() == 1


@pytest.mark.parametrize("who", ["owner", "stranger", "buyer_actor", "approver"])
def test_other_roles_may_not_open_a_deal(
    who: str, request: pytest.FixtureRequest, wanted: BuyerRequest, product: Product
) -> None:
    with pytest.raises(Absent):
        open_deal(actor=request.getfixturevalue(who), request=wanted, product=product)

    assert Deal.objects.count() == 0


def test_rung_waits_for_a_second_person(record: Record, officer: Actor) -> None:
    rung = record("interest")

    assert rung.recorded_by_id == officer.user_id
    assert rung.confirmed_at is None
    assert AuditRow.objects.get(verb="rung.recorded").after["rung"] == "interest"


@pytest.mark.parametrize("who", ["owner", "colleague"])
def test_business_records_its_own_rung(
    who: str, request: pytest.FixtureRequest, record: Record
) -> None:
    rung = record("sample", actor=request.getfixturevalue(who))

    assert rung.rung == "sample"


@pytest.mark.parametrize("who", ["stranger", "buyer_actor", "approver", "verifier"])
def test_others_may_not_record(
    who: str, request: pytest.FixtureRequest, record: Record
) -> None:
    with pytest.raises(Absent):
        record("interest", actor=request.getfixturevalue(who))

    assert DealRung.objects.count() == 0


def test_exp_03_refuses_rung_out_of_order(record: Record) -> None:
    """EXP-03"""
    record("sample")

    with pytest.raises(Refused) as caught:
        record("shipped", port="IDPNJ", **WORTH)

    assert caught.value.rule.code == "EXP-03"
    assert DealRung.objects.count() == 1
    assert AuditRow.objects.filter(verb="rung.recorded").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"proof": " "}, "proof"),
        ({"quantity_kg": Decimal(0)}, "quantity_kg"),
        ({"value_amount": Decimal(5)}, "value_currency"),
        (
            {"proof_upload": SimpleUploadedFile("a.pdf", b"<script>", "text/html")},
            "proof_upload",
        ),
    ],
)
def test_refuses_a_bad_field(
    record: Record, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        record("interest", **changes)

    assert caught.value.field == field
    assert DealRung.objects.count() == 0


def test_proof_is_kept_under_a_name_nobody_can_guess(record: Record) -> None:
    upload = SimpleUploadedFile("kontrak.pdf", make_pdf("B/L 17"), "application/pdf")

    rung = record("interest", proof_upload=upload)

    assert "kontrak" not in rung.proof_file.name
    assert rung.proof_file.name.endswith(".pdf")


def test_a_proof_that_runs_by_itself_or_is_not_scanned_is_refused(
    record: Record, settings: LazySettings
) -> None:
    script = act(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    hostile = change(make_pdf("B/L 17"), OpenAction=script)

    with pytest.raises(InvalidInput) as active:
        record("interest", proof_upload=SimpleUploadedFile("a.pdf", hostile))
    settings.WADAH_SCANNER = "/nowhere/clamd.ctl"
    with pytest.raises(InvalidInput) as unscanned:
        record("interest", proof_upload=SimpleUploadedFile("a.pdf", make_pdf("B/L")))

    rules = [(one.value.field, one.value.rule) for one in (active, unscanned)]
    assert rules == [("proof_upload", "pdf_active"), ("proof_upload", "scanner_silent")]
    assert not DealRung.objects.exists()


def test_exp_01_another_person_confirms(record: Record, approver: Actor) -> None:
    rung = record("contract", **WORTH)

    confirm_rung(actor=approver, rung=rung, confirmed_at=NOW)

    rung.refresh_from_db()
    assert (rung.confirmed_by_id, rung.confirmed_at) == (approver.user_id, NOW)
    assert AuditRow.objects.get(verb="rung.confirmed").rule == "EXP-01"


def test_refuses_to_confirm_own_rung(record: Record, officer: Actor) -> None:
    """EXP-01"""
    rung = record("interest")

    with pytest.raises(Refused) as caught:
        confirm_rung(actor=officer, rung=rung, confirmed_at=NOW)

    rung.refresh_from_db()
    assert caught.value.rule.code == "EXP-01"
    assert rung.confirmed_at is None


def test_database_refuses_own_confirmation(record: Record, officer: Actor) -> None:
    rung = record("interest")

    with pytest.raises(IntegrityError), transaction.atomic():
        DealRung.objects.filter(pk=rung.pk).update(confirmed_by=officer.user_id)


def test_exp_02_refuses_to_confirm_twice(record: Record, approver: Actor) -> None:
    """EXP-02"""
    rung = record("interest")
    confirm_rung(actor=approver, rung=rung, confirmed_at=NOW)

    with pytest.raises(Refused) as caught:
        confirm_rung(actor=approver, rung=rung, confirmed_at=NOW)

    assert caught.value.rule.code == "EXP-02"


@pytest.mark.parametrize("who", ["owner", "colleague", "stranger", "buyer_actor"])
def test_others_may_not_confirm(
    who: str, request: pytest.FixtureRequest, record: Record
) -> None:
    rung = record("interest")

    with pytest.raises(Absent):
        confirm_rung(actor=request.getfixturevalue(who), rung=rung, confirmed_at=NOW)


def test_queue_holds_what_others_recorded(
    record: Record, officer: Actor, approver: Actor
) -> None:
    rung = record("interest")

    assert list(list_rungs_to_confirm(approver)) == [rung]
    assert list(list_rungs_to_confirm(officer)) == []


@pytest.mark.parametrize(
    ("who", "sees"),
    [("owner", 1), ("colleague", 1), ("officer", 1), ("buyer_actor", 1),
     ("administrator", 1), ("approver", 1), ("stranger", 0), ("analyst", 0),
     ("verifier", 0)],
)  # fmt: skip
def test_deal_is_seen_by_those_of_it(
    who: str, sees: int, request: pytest.FixtureRequest, record: Record
) -> None:
    record("interest")

    assert visible_deals(request.getfixturevalue(who)).count() == sees


def test_mou_is_no_export(record: Record, officer: Actor) -> None:
    record("mou", **WORTH)
    record("contract", reached_on=date(2026, 11, 21), **WORTH)
    record("shipped", reached_on=date(2026, 11, 22), port="IDPNJ",
           value_amount=Decimal(40000), value_currency="USD")  # fmt: skip

    totals = {total.rung: total for total in list_totals(officer)}

    assert totals["mou"].amount == Decimal("49600.00")
    assert not totals["mou"].is_export
    exported = [total.amount for total in totals.values() if total.is_export]
    assert exported == [Decimal("40000.00")]
