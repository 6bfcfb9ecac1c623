"""Pages of cases, papers and results, by role and as a whole errand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.registry.tests.paper_files import make_pdf
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.models import Case, Document
from wadah.apps.validation.queries.case import case_json, visible_cases
from wadah.apps.validation.queries.work import list_documents_to_check, list_late

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
PDF = make_pdf("NIB")
ClientOf = Callable[[Actor], Client]

SEES_CASE = [
    ("owner", 200), ("colleague", 200), ("officer", 200), ("administrator", 200),
    ("verifier", 200), ("approver", 200), ("stranger", 404), ("buyer_actor", 404),
    ("analyst", 404),
]  # fmt: skip
CARES = [
    ("owner", 200), ("colleague", 200), ("officer", 200), ("administrator", 200),
    ("verifier", 404), ("approver", 404), ("stranger", 404), ("buyer_actor", 404),
    ("analyst", 404),
]  # fmt: skip


@pytest.fixture
def case(owner: Actor, lot: Lot, markets: object) -> Case:
    return open_case(actor=owner, product=lot.product, lot=lot, destination="DE")


@pytest.fixture
def paper(owner: Actor, business: Business) -> Document:
    upload = SimpleUploadedFile("nib.pdf", PDF)
    return add_document(actor=owner, business=business, type="nib", upload=upload)


@pytest.mark.parametrize(("person", "status"), SEES_CASE)
def test_a_case_opens_for_those_who_see_its_business(
    person: str, status: int, request: pytest.FixtureRequest, case: Case,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(person))

    page = client.get(reverse("validation:case_detail", args=[case.pk]))
    posted = client.post(reverse("validation:case_assess", args=[case.pk]))

    assert page.status_code == status
    assert posted.status_code == (302 if status == 200 else 404)
    assert case.verdicts.count() == (1 if status == 200 else 0)


@pytest.mark.parametrize(("person", "status"), CARES)
def test_forms_open_for_those_who_care_for_the_business(
    person: str, status: int, request: pytest.FixtureRequest, case: Case, lot: Lot,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(person))
    addresses = [
        reverse("validation:case_add", args=[lot.product_id]),
        reverse("validation:document_add", args=[lot.product.business_id]),
        reverse("validation:result_add", args=[lot.pk]),
    ]

    found = [client.get(address).status_code for address in addresses]

    assert found == [status] * 3


@pytest.mark.parametrize(
    ("person", "status"),
    [("verifier", 200), ("officer", 200), ("administrator", 200), ("owner", 404),
     ("colleague", 404), ("stranger", 404), ("approver", 404), ("analyst", 404)],
)  # fmt: skip
def test_the_page_of_a_check_opens_for_checkers(
    person: str, status: int, request: pytest.FixtureRequest, paper: Document,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(person))

    page = client.get(reverse("validation:document_check", args=[paper.pk]))

    assert page.status_code == status


def test_lines_show_what_they_rest_on_and_benefits_what_they_bring(
    owner: Actor, ready_case: Case, client_of: ClientOf
) -> None:
    result = ready_case.verdicts.get(is_current=True).result
    address = reverse("validation:case_detail", args=[ready_case.pk])

    page = client_of(owner).get(address, headers={"accept-language": "id"})

    text = " ".join(page.content.decode().split())
    numbers = {
        one["number"]
        for item in result["items"]
        for one in item["evidence"]
        if one["kind"] == "document" and one["number"]
    }
    assert numbers
    assert [one for one in sorted(numbers) if one not in text] == []
    assert "Berdasarkan:" in text
    lots = [one for item in result["items"] for one in item["evidence"] if one["lot"]]
    assert bool(lots) is ("lot KM-26" in text)
    forms = {
        form["name"]["id"]
        for item in result["benefits"]
        for form in item["benefit"]["forms"]
    }
    assert forms
    assert [form for form in sorted(forms) if escape(form) not in text] == []


def test_nobody_signed_in_is_asked_to_sign_in(client: Client, case: Case) -> None:
    page = client.get(reverse("validation:case_detail", args=[case.pk]))

    assert page.status_code == 302
    assert reverse("accounts:sign_in") in page.headers["Location"]


def test_choosing_a_market_opens_the_case_and_gives_its_verdict(
    owner: Actor, lot: Lot, markets: object, client_of: ClientOf
) -> None:
    response = client_of(owner).post(
        reverse("validation:case_add", args=[lot.product_id]),
        {
            "destination": "DE",
            "lot": lot.pk,
            "departs_on": "2026-11-27",
            "placed_on": "2027-01-10",
            "quantity_kg": "18000",
            "load": "FCL",
            "importer_size": "large",
        },
        follow=True,
    )

    case = Case.objects.get()
    assert response.status_code == 200
    assert (case.departs_on, case.placed_on) == (date(2026, 11, 27), date(2027, 1, 10))
    assert case.consignment == {"quantity_kg": 18000.0, "load": "FCL"}
    assert case.parties == {"importer": {"size": "large"}}
    assert case.verdicts.get().is_current


def test_a_wrong_day_of_arrival_comes_back_beside_its_field(
    owner: Actor, lot: Lot, markets: object, client_of: ClientOf
) -> None:
    response = client_of(owner).post(
        reverse("validation:case_add", args=[lot.product_id]),
        {"destination": "DE", "departs_on": "2026-12-02", "arrives_on": "2026-12-01"},
    )

    assert list(response.context["form"].errors) == ["arrives_on"]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["DE", "AU"]),
        ({"market": "AU"}, ["AU"]),
        ({"verdict": "none"}, ["AU"]),
        ({"verdict": "cannot_tell"}, ["DE"]),
        ({"verdict": "ready"}, []),
        ({"q": "ulubelu"}, ["DE", "AU"]),
        ({"q": "PETIK"}, ["DE", "AU"]),
        ({"q": "kakao"}, []),
        ({"sort": "market"}, ["AU", "DE"]),
        ({"sort": "-market"}, ["DE", "AU"]),
        ({"sort": "nonsense", "verdict": "nonsense", "page": "99"}, ["DE", "AU"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(
    query: dict[str, str], found: list[str], owner: Actor, product: Product,
    markets: object, client_of: ClientOf,
) -> None:  # fmt: skip
    open_case(actor=owner, product=product, destination="AU")
    german = open_case(actor=owner, product=product, destination="DE")
    assess_case(actor=owner, case=german, as_of=DAY)

    page = client_of(owner).get(reverse("validation:case_list"), query)

    assert [case.destination_id for case in page.context["page_obj"]] == found


def test_the_list_of_a_stranger_is_empty_and_says_what_to_do(
    stranger: Actor, case: Case, client_of: ClientOf
) -> None:
    client = client_of(stranger)
    client.cookies["wadah_language"] = "en"

    page = client.get(reverse("validation:case_list")).content.decode()

    assert "Kopi Ulubelu" not in page
    assert "Open a product and choose a market for it." in page


@pytest.mark.parametrize(
    ("person", "count"),
    [("owner", 1), ("colleague", 1), ("officer", 1), ("administrator", 1),
     ("stranger", 0), ("buyer_actor", 0), ("analyst", 0)],
)  # fmt: skip
def test_cases_are_visible_by_the_matrix(
    person: str, count: int, request: pytest.FixtureRequest, case: Case
) -> None:
    assert visible_cases(request.getfixturevalue(person)).count() == count


def test_a_verdict_links_only_rules_that_have_a_page(
    owner: Actor, product: Product, markets: object, client_of: ClientOf
) -> None:
    line = {"parameter": "moisture", "operator": "<=", "value": 12, "unit": "%"}
    case = open_case(actor=owner, product=product, destination="PK", contract=[line])
    assess_case(actor=owner, case=case, as_of=DAY)

    page = client_of(owner).get(reverse("validation:case_detail", args=[case.pk]))

    text = page.content.decode()
    assert "CONTRACT-LINE-1" in text
    assert "/rules/CONTRACT-LINE-1/" not in text
    assert "/rules/ID-ALL-01/" in text


def test_a_paper_is_added_and_then_checked_by_another_person(
    owner: Actor, verifier: Actor, business: Business, client_of: ClientOf
) -> None:
    added = client_of(owner).post(
        reverse("validation:document_add", args=[business.pk]),
        {"type": "nib", "number": "022", "upload": SimpleUploadedFile("a.pdf", PDF)},
    )
    paper = Document.objects.get()

    checked = client_of(verifier).post(
        reverse("validation:document_check", args=[paper.pk]),
        {"checked_on": timezone.localdate().isoformat()},
    )

    paper.refresh_from_db()
    assert (added.status_code, checked.status_code) == (302, 302)
    assert (paper.file_name, paper.number) == ("a.pdf", "022")
    assert paper.checked_by_id == verifier.user_id


def test_a_check_of_tomorrow_is_refused(
    verifier: Actor, paper: Document, client_of: ClientOf
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = client_of(verifier).post(
        reverse("validation:document_check", args=[paper.pk]),
        {"checked_on": tomorrow.isoformat()},
    )

    paper.refresh_from_db()
    assert list(response.context["form"].errors) == ["checked_on"]
    assert paper.checked_on is None


@pytest.mark.parametrize(
    ("person", "count"), [("verifier", 1), ("owner", 0), ("stranger", 0)]
)
def test_papers_to_check_are_those_of_others(
    person: str, count: int, request: pytest.FixtureRequest, paper: Document
) -> None:
    actor = request.getfixturevalue(person)

    assert list_documents_to_check(actor).count() == count


@pytest.mark.parametrize(("days", "count"), [(-1, 1), (60, 1), (61, 0)])
def test_papers_that_expire_within_sixty_days_are_late(
    days: int, count: int, owner: Actor, officer: Actor, business: Business
) -> None:
    add_document(
        actor=owner, business=business, type="halal_certificate",
        expires_on=DAY + timedelta(days=days),
    )  # fmt: skip

    assert list_late(officer, DAY).count() == count


def test_the_case_is_told_as_the_command_line_takes_it(
    owner: Actor, case: Case, lot: Lot
) -> None:
    add_document(
        actor=owner, business=lot.product.business, type="plot_geolocation_file",
        product=lot.product, lot=lot, issued_on=DAY,
    )  # fmt: skip

    told = case_json(case, DAY)

    assert told["product"]["family"] == "coffee_green_robusta"
    assert told["destination"] == "DE"
    assert told["dates"]["as_of"] == "2026-11-24"
    assert told["origin"] == {"country": "ID", "region": "18.71"}
    assert told["consignment"] == {"lot": "L1"}
    assert told["documents"] == [
        {
            "type": "plot_geolocation_file", "number": None, "issuer": None,
            "holder": None, "scope": {"lot": "L1"}, "issued_on": "2026-11-24",
            "expires_on": None,
        }
    ]  # fmt: skip
