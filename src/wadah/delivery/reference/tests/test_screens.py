"""Reference rows: who reads, who keeps, what is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.reference.models import (
    ExchangeRate,
    HsCode,
    HsCorrelation,
    Laboratory,
    LaboratoryScope,
    Port,
)
from wadah.delivery.reference.kinds import KINDS

ClientOf = Callable[[Actor], Client]
PORT = {
    "locode": "IDBTM", "name": "Batam", "market": "ID", "transport": "sea",
    "use": "loading", "disabled_from": "",
}  # fmt: skip
HEAD = "currency,kind,valid_on,units,idr_amount,source\n"
GOOD = HEAD + (
    "USD,tax,2026-11-18,1,16250.50,KM 1/2026\n"
    "JPY,kurs pajak,18/11/2026,100,10.512,KM 1/2026\n".replace("10.512", "10512.25")
)


@pytest.fixture
def keeper(administrator: Actor, client_of: ClientOf) -> Client:
    load_reference()
    return client_of(administrator)


def upload(client: Client, text: str, name: str = "rates.csv"):  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("reference:rate_load"), {"file": file})


@pytest.mark.parametrize("slug", sorted(KINDS))
def test_every_list_opens_sorts_searches_and_leaves_as_a_file(
    keeper: Client, slug: str
) -> None:
    address = reverse("reference:row_list", args=[slug])
    page = keeper.get(address)
    kind = KINDS[slug]

    assert page.status_code == 200
    for column in kind.columns:
        if column.sort:
            assert keeper.get(address, {"sort": f"-{column.sort}"}).status_code == 200
    none = keeper.get(address, {"q": "zzzzqq"})
    assert none.context["lines"] == []
    for form in ("csv", "xlsx"):
        file = keeper.get(
            reverse("reference:row_export", args=[slug]), {"format": form}
        )
        assert file.status_code == 200
        assert file["Content-Disposition"].endswith(f'.{form}"')


def test_adds_a_row_with_its_audit_row(keeper: Client, administrator: Actor) -> None:
    response = keeper.post(reverse("reference:row_add", args=["ports"]), PORT)

    assert response.status_code == 302
    port = Port.objects.get(pk="IDBTM")
    row = AuditRow.objects.get(verb="port.added")
    assert (port.name, port.is_own) == ("Batam", True)
    assert (row.target_id, row.actor_id) == ("IDBTM", administrator.user_id)
    assert row.after["name"] == "Batam"


def test_changes_a_row_and_writes_down_only_what_changed(keeper: Client) -> None:
    address = reverse("reference:row_edit", args=["ports", "IDPNJ"])
    values = {
        "name": "Panjang", "market": "ID", "transport": "sea", "use": "loading",
        "disabled_from": "2027-01-01",
    }  # fmt: skip

    assert keeper.post(address, values).status_code == 302

    row = AuditRow.objects.get(verb="port.changed")
    assert row.before == {"disabled_from": None}
    assert row.after == {"disabled_from": "2027-01-01"}
    load_reference()
    assert Port.objects.get(pk="IDPNJ").disabled_from == date(2027, 1, 1)


def test_refuses_a_second_row_of_the_same_key(keeper: Client) -> None:
    response = keeper.post(
        reverse("reference:row_add", args=["ports"]), {**PORT, "locode": "IDPNJ"}
    )

    assert response.status_code == 200
    assert not AuditRow.objects.filter(verb__startswith="port.").exists()


def test_words_of_the_rules_keep_their_names(keeper: Client) -> None:
    keeper.post(
        reverse("reference:row_edit", args=["parameters", "moisture"]),
        {"note": "ask the office", "name_en": "wet", "disabled_from": ""},
    )

    shown = keeper.get(reverse("reference:row_list", args=["parameters"]), {"q": "ask"})
    assert "moisture" in shown.content.decode()
    assert "wet" not in shown.content.decode()
    assert keeper.get(
        reverse("reference:row_add", args=["parameters"])
    ).status_code == (404)


def test_an_officer_reads_and_may_not_change(
    officer: Actor, client_of: ClientOf, keeper: Client
) -> None:
    client = client_of(officer)

    page = client.get(reverse("reference:row_list", args=["ports"]))
    shut = client.get(reverse("reference:row_edit", args=["ports", "IDPNJ"]))
    absent = client.get(reverse("reference:row_edit", args=["ports", "ZZZZZ"]))

    assert page.status_code == 200
    assert "row/IDPNJ" not in page.content.decode()
    assert shut.status_code == absent.status_code == 404


@pytest.mark.parametrize(
    ("kind", "pk"), [("rates", "x"), ("rates", "9" * 30), ("nothing", "1")]
)
def test_an_absent_row_is_absent(keeper: Client, kind: str, pk: str) -> None:
    address = reverse("reference:row_edit", args=[kind, pk])

    assert keeper.get(address).status_code == 404


def test_shows_a_lapsed_laboratory_and_its_scope_as_lapsed(keeper: Client) -> None:
    laboratory = Laboratory.objects.create(
        name="Laboratorium Contoh",
        accreditation_number="LP-000",
        valid_until=date(2020, 1, 1),
        source="certificate",
        checked_on=date(2019, 1, 1),
    )
    LaboratoryScope.objects.create(laboratory=laboratory, parameter_id="moisture")

    for slug in ("laboratories", "scopes"):
        page = keeper.get(reverse("reference:row_list", args=[slug]))
        assert "tidak berlaku lagi" in page.content.decode()


def test_a_file_of_rates_is_shown_and_then_stored_whole(keeper: Client) -> None:
    preview = upload(keeper, GOOD)
    assert ExchangeRate.objects.count() == 0

    ticket = preview.context["ticket"]
    stored = keeper.post(reverse("reference:rate_load"), {"ticket": ticket})

    assert stored.status_code == 302
    assert dict(ExchangeRate.objects.values_list("currency_id", "idr_amount")) == {
        "USD": Decimal("16250.500000"),
        "JPY": Decimal("105.122500"),
    }
    row = AuditRow.objects.get(verb="exchangerate.loaded")
    assert (row.after["created"], row.after["file"]) == (2, "rates.csv")


def test_the_same_file_again_changes_nothing(keeper: Client) -> None:
    for _ in range(2):
        ticket = upload(keeper, GOOD).context["ticket"]
        keeper.post(reverse("reference:rate_load"), {"ticket": ticket})

    last = AuditRow.objects.filter(verb="exchangerate.loaded").latest("pk")
    assert (last.after["created"], last.after["unchanged"]) == (0, 2)
    assert ExchangeRate.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("XXX,tax,2026-11-18,1,16250,s", "currency"),
        ("USD,daily,2026-11-18,1,16250,s", "kind"),
        ("USD,tax,18 Nov,1,16250,s", "valid_on"),
        ("USD,tax,2026-02-30,1,16250,s", "valid_on"),
        ("USD,tax,2026-11-18,1,16.250,s", "idr_amount"),
        ("USD,tax,2026-11-18,1,-5,s", "idr_amount"),
        ("USD,tax,2026-11-18,1,=1+1,s", "idr_amount"),
        ("USD,tax,2026-11-18,0,16250,s", "units"),
        ("USD,tax,2026-11-18,1,16250,", "source"),
        ("USD,tax,2026-11-18,1,16250.5,s", "currency"),
    ],
)
def test_a_problem_anywhere_stores_nothing(
    keeper: Client, row: str, column: str
) -> None:
    preview = upload(keeper, f"{GOOD}EUR,tax,2026-11-18,1,18000.5,s\n{row}\n")

    problems = preview.context["problems"]
    ticket = preview.context["ticket"]
    again = keeper.post(reverse("reference:rate_load"), {"ticket": ticket})
    assert [problem.column for problem in problems] == [column]
    assert again.status_code == 200
    assert ExchangeRate.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", HEAD, "PK\x03\x04 no workbook", "\0\0\0"]
)
def test_refuses_a_file_that_holds_no_rates(keeper: Client, text: str) -> None:
    response = upload(keeper, text)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert ExchangeRate.objects.count() == 0


def test_another_person_cannot_store_the_file(
    keeper: Client, make_person: Callable[..., Actor], client_of: ClientOf
) -> None:
    ticket = upload(keeper, GOOD).context["ticket"]
    other = make_person("second@example.org", "administrator", "trade_office")

    client_of(other).post(reverse("reference:rate_load"), {"ticket": ticket})

    assert ExchangeRate.objects.count() == 0


def test_shows_a_code_with_what_stands_above_below_and_before(keeper: Client) -> None:
    for code, parent, text in (
        ("09", "II", "Coffee"), ("0901", "09", "Coffee beans"),
        ("090111", "0901", "Not roasted"), ("090112", "0901", "Decaffeinated"),
    ):  # fmt: skip
        HsCode.objects.create(
            edition="HS2022", code=code, parent_code=parent, level=len(code),
            text_en=text,
        )  # fmt: skip
    HsCorrelation.objects.create(
        from_edition="HS2022", from_code="090111", to_edition="HS2017",
        to_code="090111", relationship="1:1", is_main=True,
    )  # fmt: skip

    listed = keeper.get(reverse("reference:hs_list"), {"q": "0901.1"})
    words = keeper.get(reverse("reference:hs_list"), {"q": "not roasted"})
    page = keeper.get(reverse("reference:hs_detail", args=["HS2022", "090111"]))
    file = keeper.get(reverse("reference:hs_export"), {"q": "0901"})

    assert [row.code for row in listed.context["page_obj"]] == ["090111", "090112"]
    assert [row.code for row in words.context["page_obj"]] == ["090111"]
    assert [row.code for row in page.context["above"]] == ["09", "0901"]
    assert [pair.to_code for pair in page.context["correlations"]] == ["090111"]
    assert b"090111" in file.content
