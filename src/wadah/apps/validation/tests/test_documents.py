"""Papers and results: kept by who may, checked by a second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.models import Business, Lot
from wadah.apps.registry.tests.paper_files import make_pdf
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.add_result import add_result
from wadah.apps.validation.actions.check_document import check_document
from wadah.apps.validation.models import Document, LotResult
from wadah.core.values import InvalidInput

DAY = date(2026, 11, 24)
PDF = make_pdf("NIB")


@pytest.mark.parametrize("person", ["owner", "colleague", "officer", "administrator"])
@pytest.mark.django_db
def test_whoever_cares_for_the_business_adds_a_paper(
    person: str, business: Business, request: pytest.FixtureRequest
) -> None:
    actor: Actor = request.getfixturevalue(person)

    document = add_document(
        actor=actor, business=business, type="nib", number="1", issued_on=DAY
    )

    row = AuditRow.objects.get(verb="document.added")
    assert (row.actor_id, row.target_id) == (actor.user_id, str(document.pk))
    assert row.after["type"] == "nib"


@pytest.mark.parametrize("person", ["stranger", "buyer_actor", "analyst", "verifier"])
@pytest.mark.django_db
def test_others_add_no_paper_and_nothing_is_kept(
    person: str, business: Business, request: pytest.FixtureRequest
) -> None:
    actor: Actor = request.getfixturevalue(person)

    with pytest.raises(Absent):
        add_document(actor=actor, business=business, type="nib")

    assert not Document.objects.exists()
    assert not AuditRow.objects.exists()


@pytest.mark.parametrize(
    ("written", "field", "rule"),
    [
        ({"type": "nibb"}, "type", "unknown_word"),
        (
            {"type": "nib", "issued_on": DAY, "expires_on": date(2026, 1, 1)},
            "expires_on",
            "date_order",
        ),
        ({"type": "nib", "scope": {"colour": "red"}}, "scope.colour", "unknown_word"),
    ],
)
@pytest.mark.django_db
def test_refuses_what_is_not_a_paper(
    written: dict[str, object],
    field: str,
    rule: str,
    owner: Actor,
    business: Business,
) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_document(actor=owner, business=business, **written)  # type: ignore[arg-type]

    assert (refused.value.field, refused.value.rule) == (field, rule)
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_keeps_a_file_under_a_random_name_by_its_content(
    owner: Actor, business: Business
) -> None:
    upload = SimpleUploadedFile("../../etc/passwd.exe", PDF)

    document = add_document(actor=owner, business=business, type="nib", upload=upload)

    name = Path(str(document.file.name)).name
    assert name.endswith(".pdf")
    assert len(name) == len("0" * 32 + ".pdf")
    assert document.file.read() == PDF


@pytest.mark.django_db
def test_refuses_a_file_that_only_calls_itself_a_pdf(
    owner: Actor, business: Business
) -> None:
    upload = SimpleUploadedFile("paper.pdf", b"MZ\x90\x00program")

    with pytest.raises(InvalidInput) as refused:
        add_document(actor=owner, business=business, type="nib", upload=upload)

    assert refused.value.rule == "file_type"
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_val_01_a_paper_is_checked_by_another_person(
    officer: Actor, business: Business
) -> None:
    document = add_document(actor=officer, business=business, type="nib")

    with pytest.raises(Refused) as refused:
        check_document(actor=officer, document=document, checked_on=DAY)

    assert refused.value.rule.code == "VAL-01"
    document.refresh_from_db()
    assert document.checked_on is None


@pytest.mark.django_db
def test_val_02_a_checked_paper_is_not_checked_again(
    owner: Actor, verifier: Actor, officer: Actor, business: Business
) -> None:
    document = add_document(actor=owner, business=business, type="nib")
    check_document(actor=verifier, document=document, checked_on=DAY)

    with pytest.raises(Refused) as refused:
        check_document(actor=officer, document=document, checked_on=DAY)

    assert refused.value.rule.code == "VAL-02"
    document.refresh_from_db()
    assert document.checked_by_id == verifier.user_id
    assert AuditRow.objects.filter(verb="document.checked").count() == 1


@pytest.mark.django_db
def test_hands_out_a_file_only_to_who_may_see_the_business(
    owner: Actor,
    stranger: Actor,
    business: Business,
    client_of: Callable[[Actor], Client],
) -> None:
    document = add_document(
        actor=owner,
        business=business,
        type="nib",
        upload=SimpleUploadedFile("a.pdf", PDF),
    )
    address = reverse("validation:document_file", args=[document.pk])

    own = client_of(owner).get(address)
    foreign = client_of(stranger).get(address)

    assert b"".join(own.streaming_content) == PDF  # type: ignore[attr-defined]
    assert own["Content-Disposition"].startswith("attachment")
    assert foreign.status_code == 404


@pytest.mark.django_db
def test_keeps_a_result_under_the_code_of_its_lot(owner: Actor, lot: Lot) -> None:
    result = {"parameter": "moisture_pct", "value": 12.5, "unit": "%", "lot": "other"}

    kept = add_result(actor=owner, lot=lot, result=result)

    assert kept.parameter == "moisture"
    assert kept.result["lot"] == "L1"
    assert AuditRow.objects.get(verb="result.added").after["parameter"] == "moisture"


@pytest.mark.parametrize(
    ("result", "field"),
    [
        ({"parameter": "moistness", "value": 1, "unit": "%"}, "parameter"),
        ({"parameter": "moisture", "value": 1, "unit": "cfu/g"}, "unit"),
        ({"parameter": "moisture", "value": "1.500", "unit": "%"}, "value"),
    ],
)
@pytest.mark.django_db
def test_refuses_a_result_that_cannot_be_read_one_way(
    result: dict[str, object], field: str, owner: Actor, lot: Lot
) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_result(actor=owner, lot=lot, result=result)

    assert refused.value.field == field
    assert not LotResult.objects.exists()
