"""What anybody reads of a sheet, and the check of a file that is not kept."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as wadah_settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.actions.erase_person import erase_person
from wadah.apps.registry.models import Business, Product
from wadah.apps.validation.actions.issue_sheet import issue_sheet
from wadah.apps.validation.actions.rotate_key import distrust_key
from wadah.apps.validation.models import Case, CaseDecision, ValidationSheet
from wadah.apps.validation.sheets.signing import read_keys_file
from wadah.apps.validation.sheets.status_list import read_status_list
from wadah.apps.validation.tests.conftest import SITE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def living(
    ready_case: Case, approve: Any, approver: Actor, keys_home: Path
) -> ValidationSheet:
    """A sheet that holds today, whatever day that is."""
    now = timezone.now()
    decision = approve(
        ready_case, decided_at=now, holds_until=timezone.localdate(now) + timedelta(9)
    )
    return issue_sheet(actor=approver, decision=decision, site=SITE, now=now)


def read_page(sheet: ValidationSheet, client: Client | None = None) -> str:
    address = reverse("sheets:show", args=[sheet.code])
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def upload(data: bytes, client: Client | None = None) -> Any:
    file = SimpleUploadedFile("sheet.pdf", data, content_type="application/pdf")
    return (client or Client()).post(reverse("sheets:check"), {"file": file})


def test_anybody_reads_what_is_proved_by_whom_and_when(
    living: ValidationSheet,
) -> None:
    page = read_page(living)

    for words in ("verdict-ready", "Valid", "This sheet is genuine and holds.",
                  "Lembar ini asli dan masih berlaku.", living.number, "Kopi Ulubelu",
                  "Kayu manis batang", "KM-26", "House of officer@example.org",
                  "CIN-GB-01"):  # fmt: skip
        assert words in page


def test_nothing_else_is_there(living: ValidationSheet, cassia: Product) -> None:
    page = read_page(living)

    for words in ("Siti", cassia.business.phone, "37000", "37.000", "0220001234609",
                  "Verifier", "Approver"):  # fmt: skip
        assert words not in page


def test_the_page_is_english_unless_somebody_chose(living: ValidationSheet) -> None:
    client = Client()
    assert '<html lang="en">' in read_page(living, client)

    client.cookies[wadah_settings.LANGUAGE_COOKIE_NAME] = "id"
    assert '<html lang="id">' in read_page(living, client)


def test_a_code_in_small_letters_is_the_same(living: ValidationSheet) -> None:
    address = reverse("sheets:show", args=[living.code.lower()])

    assert Client().get(address).status_code == 200
    found = Client().get(
        reverse("sheets:check"), {"code": f"{living.code[:4]} {living.code[4:]}"}
    )
    assert found["Location"] == reverse("sheets:show", args=[living.code])


def test_an_unknown_code_is_nowhere() -> None:
    assert Client().get(reverse("sheets:show", args=["0" * 16])).status_code == 404
    page = Client().get(reverse("sheets:check"), {"code": "0" * 16})
    assert "There is no sheet of this code." in page.content.decode()


def test_a_revoked_sheet_says_so_and_no_more(
    living: ValidationSheet, verifier: Actor
) -> None:
    CaseDecision.objects.filter(pk=living.decision_id).update(
        revoked_at=timezone.now(), revoked_by=verifier.user_id, revoked_reason="secret"
    )

    page = read_page(living)

    assert "verdict-prohibited" in page and "verdict-ready" not in page
    assert "Do not rely on it." in page
    assert "CIN-GB-01" not in page and "secret" not in page
    file = Client().get(reverse("sheets:file", args=[living.code]))
    assert file.status_code == 404


def test_a_superseded_sheet_leads_to_the_newer_one(
    living: ValidationSheet, approve: Any, approver: Actor
) -> None:
    now = timezone.now()
    decision = approve(living.decision.case, decided_at=now, holds_until=None)
    newer = issue_sheet(actor=approver, decision=decision, site=SITE, now=now)

    page = read_page(living)

    assert "Superseded" in page and "verdict-ready" not in page
    assert reverse("sheets:show", args=[newer.code]) in page


def test_a_lapsed_sheet_does_not_look_valid(living: ValidationSheet) -> None:
    ValidationSheet.objects.update(
        payload=living.payload | {"holds_until": "2026-01-31"}
    )

    page = read_page(living)

    assert "Lapsed" in page and "verdict-ready" not in page
    assert "31 January 2026" in page


def test_the_file_is_the_signed_one(living: ValidationSheet) -> None:
    answer = Client().get(reverse("sheets:file", args=[living.code]))

    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == living.file.read()


def test_an_uploaded_file_is_checked_and_not_kept(living: ValidationSheet) -> None:
    data = living.file.read()
    before = default_storage.listdir("sheets")
    rows = AuditRow.objects.count()

    good, changed = upload(data), upload(data.replace(b"/Type", b"/Typo", 1))

    assert good.context["finding"].state == "valid"
    assert changed.context["finding"].state == "tampered"
    assert "verdict-ready" not in changed.content.decode()
    assert default_storage.listdir("sheets") == before
    assert AuditRow.objects.count() == rows


@pytest.mark.parametrize(
    ("data", "state"),
    [(b"hello", "unsigned"), (b"%PDF-1.7\nstartxref\n0\n%%EOF", "unsigned")],
)
def test_another_file_is_no_sheet(data: bytes, state: str) -> None:
    assert upload(data).context["finding"].state == state


def test_an_upload_without_a_file_or_too_large_is_refused() -> None:
    assert Client().post(reverse("sheets:check")).status_code == 422
    assert upload(b"x" * (5 * 1024 * 1024 + 1)).status_code == 422


def test_an_erased_business_takes_its_sheets_along(
    living: ValidationSheet, owner: Actor, user_of: Any, administrator: Actor,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    name = living.file.name
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(actor=administrator, user=user_of(owner), now=timezone.now())

    assert not ValidationSheet.objects.exists()
    assert not default_storage.exists(name)
    shown = Client().get(reverse("sheets:show", args=[living.code]))
    assert shown.status_code == 404


def test_too_many_files_in_a_minute_are_refused() -> None:
    client = Client()
    answers = [upload(b"x", client).status_code for _ in range(41)]

    assert 429 in answers
    assert answers[:20] == [200] * 20


def test_whoever_is_away_from_here_checks_by_the_two_files(
    living: ValidationSheet, verifier: Actor
) -> None:
    CaseDecision.objects.filter(pk=living.decision_id).update(
        revoked_at=timezone.now(), revoked_by=verifier.user_id, revoked_reason="x"
    )
    keys = read_keys_file(Client().get(reverse("sheets:keys")).content)

    status = Client().get(reverse("sheets:status")).content
    register, _keys = read_status_list(status, keys)

    assert set(keys) == {living.key_id}
    assert register.find is not None
    assert register.find(living.code, "").revoked_at is not None
    assert living.code not in status.decode()


def test_there_is_no_status_list_before_the_first_key(keys_home: Path) -> None:
    assert Client().get(reverse("sheets:status")).status_code == 404
    answer = Client().get(reverse("sheets:keys"))
    assert json.loads(answer.content) == {"format": "wadah-keys-1", "keys": []}


def test_the_page_of_a_product_lists_the_sheets_that_hold(
    living: ValidationSheet, cassia: Product
) -> None:
    Business.objects.update(is_published=True)
    Product.objects.update(is_proved=True)
    address = reverse("product_public", args=[cassia.pk])
    link = reverse("sheets:file", args=[living.code])
    client = Client()

    assert link in client.get(address).content.decode()

    distrust_key(
        actor=make_local_administrator(), key_id=living.key_id,
        since=living.issued_at, now=timezone.now(),
    )  # fmt: skip
    assert link not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("person", "is_there"),
    [("owner", True), ("officer", True), ("approver", True), ("stranger", False)],
)
def test_the_case_page_shows_the_sheet_to_those_who_see_the_case(
    person: str,
    is_there: bool,
    living: ValidationSheet,
    client_of: Any,
    request: pytest.FixtureRequest,
) -> None:
    client = client_of(request.getfixturevalue(person))

    page = client.get(reverse("validation:case_detail", args=[living.decision.case_id]))

    link = reverse("validation:sheet_file", args=[living.pk])
    assert (link in page.content.decode()) is is_there


def test_only_an_approver_sees_the_button(
    ready_case: Case, approve: Any, approver: Actor, owner: Actor, client_of: Any
) -> None:
    approve(ready_case, holds_until=date(2999, 1, 1), decided_at=timezone.now())
    address = reverse("validation:case_detail", args=[ready_case.pk])
    button = reverse("validation:sheet_issue", args=[ready_case.pk])

    assert button in client_of(approver).get(address).content.decode()
    assert button not in client_of(owner).get(address).content.decode()
