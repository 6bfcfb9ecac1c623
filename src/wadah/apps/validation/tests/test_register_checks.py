"""Looks into outside registers: by a person, dated, confirmed by another one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.models import Business
from wadah.apps.registry.tests.paper_files import make_picture
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.confirm_register_check import (
    confirm_register_check,
)
from wadah.apps.validation.actions.record_register_check import (
    Look,
    record_register_check,
)
from wadah.apps.validation.models import Document, RegisterCheck
from wadah.apps.validation.registers import (
    ADAPTERS,
    REGISTERS,
    is_old,
    list_registers_for,
)
from wadah.core.values import InvalidInput


@pytest.fixture
def nib(owner: Actor, business: Business) -> Document:
    return add_document(actor=owner, business=business, type="nib", number="9120")


def look(**given: object) -> Look:
    values = {"register": "oss", "said": "valid", "looked_on": date(2026, 11, 20)}
    return Look(**{**values, **given})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_an_officer_writes_down_what_the_register_said(
    officer: Actor, nib: Document
) -> None:
    picture = SimpleUploadedFile("screen.png", make_picture("PNG"))

    row = record_register_check(
        actor=officer,
        document=nib,
        look=look(number="9120", note="Name fits", screenshot=picture),
    )

    assert (row.register, row.said, row.number) == ("oss", "valid", "9120")
    assert row.confirmed_by_id is None
    assert str(row.screenshot.name).endswith(".jpg")
    assert AuditRow.objects.get(verb="register.looked_up").after["said"] == "valid"


@pytest.mark.parametrize(
    "person", ["owner", "colleague", "stranger", "approver", "buyer_actor", "analyst"]
)
@pytest.mark.django_db
def test_others_write_nothing_down(
    person: str, nib: Document, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Absent):
        record_register_check(
            actor=request.getfixturevalue(person), document=nib, look=look()
        )

    assert not RegisterCheck.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"register": "facebook"}, "register"),
        ({"looked_on": date(2999, 1, 1)}, "looked_on"),
        ({"screenshot": SimpleUploadedFile("a.png", b"<html>")}, "screenshot"),
    ],
)
@pytest.mark.django_db
def test_refuses_a_look_that_cannot_be(
    given: dict[str, object], field: str, officer: Actor, nib: Document
) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_register_check(actor=officer, document=nib, look=look(**given))

    assert refused.value.field == field
    assert not RegisterCheck.objects.exists()


@pytest.mark.django_db
def test_val_42_another_person_confirms_it_and_once(
    officer: Actor, verifier: Actor, nib: Document
) -> None:
    row = record_register_check(actor=officer, document=nib, look=look())

    with pytest.raises(Refused) as own:
        confirm_register_check(actor=officer, check=row)
    confirm_register_check(actor=verifier, check=row)
    with pytest.raises(Refused) as twice:
        confirm_register_check(actor=verifier, check=row)

    row.refresh_from_db()
    assert own.value.rule.code == twice.value.rule.code == "VAL-42"
    assert row.confirmed_by_id == verifier.user_id
    assert AuditRow.objects.filter(verb="register.confirmed").count() == 1


@pytest.mark.django_db
def test_the_owner_confirms_nothing(
    owner: Actor, officer: Actor, nib: Document
) -> None:
    row = record_register_check(actor=officer, document=nib, look=look())

    with pytest.raises(Absent):
        confirm_register_check(actor=owner, check=row)


def test_a_look_ages_out_after_92_days() -> None:
    today = timezone.localdate()

    assert not is_old(today - timedelta(days=92), today)
    assert is_old(today - timedelta(days=93), today)


def test_each_register_names_papers_of_the_vocabulary_and_none_connects() -> None:
    known = set(read_vocabulary().document_types)

    assert set(REGISTERS) == {"oss", "bpjph", "quarantine", "kan"}
    assert all(row.types and row.types <= known for row in REGISTERS.values())
    assert dict(ADAPTERS) == {}


def test_a_paper_is_looked_up_in_its_own_register() -> None:
    assert [row.code for row in list_registers_for("haccp_certificate")] == [
        "quarantine"
    ]
    assert len(list_registers_for("packing_list")) == 4
