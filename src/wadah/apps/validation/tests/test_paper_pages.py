"""Pages of papers: handing in, confirming, looking up; owner, colleague, stranger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, PersonalExport
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.tests.paper_files import make_pdf, make_picture
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.keep_paper import keep_paper
from wadah.apps.validation.actions.record_register_check import (
    Look,
    record_register_check,
)
from wadah.apps.validation.actions.take_in_paper import take_in_paper
from wadah.apps.validation.models import (
    Document,
    ExpiryWarning,
    PaperDraft,
    RegisterCheck,
)
from wadah.apps.validation.paper_help import list_pages
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
HALAL = make_pdf(
    "SERTIFIKAT HALAL", "Nomor Sertifikat : ID18110000123450720",
    "Nama Pelaku Usaha : UD Keripik Maju", "Ditetapkan di Jakarta, pada tanggal "
    "2 Februari 2026", "Berlaku sampai dengan 2 Februari 2030",
)  # fmt: skip


def file_of(content: bytes = HALAL, name: str = "halal.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def draft(owner: Actor, business: Business) -> PaperDraft:
    return take_in_paper(actor=owner, business=business, upload=file_of())


def test_a_file_is_read_and_a_person_keeps_the_paper(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    client = client_of(owner)

    handed_in = client.post(
        reverse("validation:document_add", args=[business.pk]) + "?type=nib",
        {"step": "read", "upload": file_of()},
    )
    draft = PaperDraft.objects.get()
    page = client.get(handed_in["Location"])
    kept = client.post(
        reverse("validation:paper_draft", args=[draft.pk]),
        {"type": "halal_certificate", "number": "ID18110000123450721",
         "issued_on": "2026-02-02"},
    )  # fmt: skip

    document = Document.objects.get()
    assert "?type=nib" in handed_in["Location"]
    assert "Read: “Nomor Sertifikat : ID18110000123450720”" in page.text or (
        "ID18110000123450720" in page.text
    )
    assert kept["Location"] == reverse("validation:document_detail", args=[document.pk])
    assert (document.number, document.expires_on) == ("ID18110000123450721", None)
    assert document.checked_on is None
    assert not PaperDraft.objects.exists()
    assert document.file.read() == HALAL
    assert AuditRow.objects.get(verb="document.added").after == {
        "type": "halal_certificate",
        "business": business.pk,
        "number": "ID18110000123450721",
        "proposed": ["expires_on", "holder", "issued_on", "number", "type"],
        "changed": ["expires_on", "holder", "number"],
    }


def test_a_draft_counts_for_nothing(draft: PaperDraft) -> None:
    assert draft.proposal["number"]["value"] == "ID18110000123450720"
    assert not Document.objects.exists()


def test_the_same_file_gives_the_same_draft(
    owner: Actor, business: Business, draft: PaperDraft
) -> None:
    again = take_in_paper(actor=owner, business=business, upload=file_of())

    assert again.pk == draft.pk
    assert PaperDraft.objects.count() == 1


@pytest.mark.parametrize(
    "person", ["colleague", "stranger", "officer", "verifier", "administrator"]
)
def test_a_draft_is_open_to_who_handed_it_in_alone(
    person: str, draft: PaperDraft, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    actor: Actor = request.getfixturevalue(person)
    client = client_of(actor)

    answers = {
        client.get(reverse(f"validation:{name}", args=[draft.pk])).status_code
        for name in ("paper_draft", "paper_draft_file")
    }
    dropped = client.post(reverse("validation:paper_draft_drop", args=[draft.pk]))
    with pytest.raises(Absent):
        keep_paper(actor=actor, draft=draft, type="nib")

    assert answers == {404}
    assert dropped.status_code == 404
    assert PaperDraft.objects.filter(pk=draft.pk).exists()


def test_a_wrong_file_is_removed_with_its_draft(
    owner: Actor,
    draft: PaperDraft,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Any,
) -> None:
    name = draft.file.name

    with django_capture_on_commit_callbacks(execute=True):
        client_of(owner).post(reverse("validation:paper_draft_drop", args=[draft.pk]))

    assert not PaperDraft.objects.exists()
    assert not default_storage.exists(name)
    assert AuditRow.objects.filter(verb="paper.dropped").count() == 1


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({}, "Ambil foto atau pilih berkas dahulu."),
        (
            {"upload": SimpleUploadedFile("a.pdf", b"<html>")},
            "bukan PDF, JPG, PNG atau WebP",
        ),
    ],
)
def test_says_on_the_page_why_a_file_is_refused(
    posted: dict[str, object],
    words: str,
    owner: Actor,
    business: Business,
    client_of: ClientOf,
) -> None:
    page = client_of(owner).post(
        reverse("validation:document_add", args=[business.pk]),
        {"step": "read", **posted},
    )

    assert page.status_code == 200
    assert words in page.text
    assert not PaperDraft.objects.exists()


def test_the_same_file_twice_as_the_same_paper_is_refused(
    owner: Actor, colleague: Actor, business: Business
) -> None:
    add_document(actor=owner, business=business, type="nib", upload=file_of())

    with pytest.raises(InvalidInput) as refused:
        add_document(actor=colleague, business=business, type="nib", upload=file_of())
    add_document(
        actor=colleague, business=business, type="halal_certificate", upload=file_of()
    )

    assert (refused.value.field, refused.value.rule) == ("upload", "kept_already")
    assert Document.objects.count() == 2


def test_only_those_who_check_hear_that_another_business_has_the_file(
    owner: Actor,
    stranger: Actor,
    officer: Actor,
    business: Business,
    client_of: ClientOf,
) -> None:
    foreign = Business.objects.create(
        name="Usaha lain", organisation_id=stranger.organisation_id
    )
    mine = add_document(actor=owner, business=business, type="nib", upload=file_of())
    add_document(actor=stranger, business=foreign, type="nib", upload=file_of())
    address = reverse("validation:document_detail", args=[mine.pk])

    own, checking = client_of(owner).get(address), client_of(officer).get(address)

    assert (own.context["same"].seen, own.context["same"].elsewhere) == ([], 0)
    assert checking.context["same"].elsewhere == 1
    assert "Usaha lain" not in checking.text


@pytest.mark.parametrize(
    ("person", "status"),
    [("owner", 200), ("colleague", 200), ("officer", 200), ("verifier", 200),
     ("approver", 404), ("administrator", 200), ("stranger", 404),
     ("buyer_actor", 404), ("analyst", 404)],
)  # fmt: skip
def test_a_paper_opens_for_those_who_see_its_business(
    person: str, status: int, owner: Actor, product: Product, client_of: ClientOf,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    document = add_document(actor=owner, business=product.business, type="nib")

    client = client_of(request.getfixturevalue(person))
    page = client.get(reverse("validation:document_detail", args=[document.pk]))

    assert page.status_code == status


def test_a_picture_is_shown_and_a_pdf_only_handed_out(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    picture = add_document(
        actor=owner, business=business, type="nib", upload=file_of(make_picture())
    )
    paper = add_document(actor=owner, business=business, type="nib", upload=file_of())
    client = client_of(owner)

    def ask(document: Document) -> str:
        address = reverse("validation:document_file", args=[document.pk])
        return client.get(f"{address}?show=1")["Content-Disposition"].split(";")[0]

    assert (ask(picture), ask(paper)) == ("inline", "attachment")


def test_an_errand_on_a_certificate_leads_back_to_the_paper(
    owner: Actor, officer: Actor, business: Business, client_of: ClientOf
) -> None:
    document = add_document(actor=owner, business=business, type="haccp_certificate")
    back = reverse("validation:document_detail", args=[document.pk])
    today = timezone.localdate().isoformat()

    covers = client_of(owner).post(
        reverse("validation:certificate_edit", args=[document.pk]),
        {"holder": "CV", "process_scope": "Freezing"},
    )
    audit = client_of(owner).post(
        reverse("validation:audit_add", args=[document.pk]),
        {"audited_on": today, "auditor": "LPH", "finding_count": "2"},
    )
    state = client_of(officer).post(
        reverse("validation:certificate_state", args=[document.pk]),
        {"state": "suspended", "from_on": today, "reason": "Letter 12"},
    )
    page = client_of(owner).get(back)

    assert [covers["Location"], audit["Location"], state["Location"]] == [back] * 3
    for words in ("Freezing", "LPH", "Letter 12", "masih terbuka"):
        assert words in page.text


def test_a_look_into_a_register_is_shown_dated_and_confirmed_by_another(
    owner: Actor,
    officer: Actor,
    verifier: Actor,
    business: Business,
    client_of: ClientOf,
) -> None:
    document = add_document(actor=owner, business=business, type="nib")
    day = timezone.localdate() - timedelta(days=93)
    posted = client_of(officer).post(
        reverse("validation:register_check_add", args=[document.pk]),
        {"register": "oss", "said": "different", "looked_on": day.isoformat(),
         "note": "Another street", "screenshot": file_of(make_picture(), "s.png")},
    )  # fmt: skip
    row = RegisterCheck.objects.get()
    address = reverse("validation:register_check_confirm", args=[row.pk])

    client_of(officer).post(address)
    row.refresh_from_db()
    by_himself = row.confirmed_by_id
    client_of(verifier).post(address)
    row.refresh_from_db()
    page = client_of(owner).get(posted["Location"])

    assert by_himself is None
    assert row.confirmed_by_id == verifier.user_id
    assert "Another street" in page.text
    assert "lebih dari 92 hari" in page.text


def test_a_picture_of_a_register_is_handed_to_those_who_see_the_paper(
    owner: Actor,
    stranger: Actor,
    officer: Actor,
    business: Business,
    client_of: ClientOf,
) -> None:
    document = add_document(actor=owner, business=business, type="nib")
    look = Look("oss", "valid", timezone.localdate(), screenshot=file_of())
    row = record_register_check(actor=officer, document=document, look=look)
    address = reverse("validation:register_check_file", args=[row.pk])

    assert client_of(owner).get(address).status_code == 200
    assert client_of(stranger).get(address).status_code == 404


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_list_of_papers_that_end_leaves_as_a_file(
    file_format: str, owner: Actor, business: Business, client_of: ClientOf
) -> None:
    ends = timezone.localdate() + timedelta(days=10)
    Document.objects.create(business=business, type="nib", number="7", expires_on=ends)
    client = client_of(owner)

    page = client.get(reverse("validation:expiring_list"))
    response = client.get(
        reverse("validation:expiring_export"), {"format": file_format}
    )

    assert [row.number for row, _left in page.context["rows"]] == ["7"]
    assert page.context["rows"][0][1] == 10
    if response.status_code == 302:
        pytest.fail("the person has to be confirmed first")
    assert f"papers.{file_format}" in response["Content-Disposition"]
    assert PersonalExport.objects.get().rows == 1


@pytest.mark.parametrize("slug", [*list_pages(), "kosher_certificate"])
def test_every_paper_has_a_page_of_how_it_should_look(slug: str, client: Any) -> None:
    page = client.get(reverse("validation:paper_help", args=[slug]))

    assert page.status_code == 200
    assert "<svg" in page.text
    assert len(page.context["marks"]) >= 4
    assert page.context["mistakes"]


def test_an_unknown_paper_has_no_page(client: Client) -> None:
    assert (
        client.get(reverse("validation:paper_help", args=["nib2"])).status_code == 404
    )


def test_what_was_told_goes_with_the_paper(business: Business) -> None:
    paper = Document.objects.create(business=business, type="nib")
    ExpiryWarning.objects.create(
        document=paper, expires_on=timezone.localdate(), occasion="7"
    )

    paper.delete()

    assert not ExpiryWarning.objects.exists()
