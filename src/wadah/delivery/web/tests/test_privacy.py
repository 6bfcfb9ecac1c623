"""Personal data: notice, table, copy, requests, erasure, log of exports, breaches."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import (
    AuditRow,
    Breach,
    DataRequest,
    OutboxMessage,
    PersonalExport,
    User,
)
from wadah.apps.registry.models import Business, Consent
from wadah.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["privacy_notice", "privacy_table"])
def test_everybody_reads_what_is_kept(
    name: str, language: str, client: Client, settings
) -> None:
    settings.WADAH_CONTROLLER = "Dinas Contoh"
    settings.WADAH_PRIVACY_CONTACT = "pdp@dinas.example"
    client.cookies["wadah_language"] = language

    page = client.get(reverse(name)).content.decode()

    if name == "privacy_notice":
        assert "Dinas Contoh" in page and "pdp@dinas.example" in page
    else:
        assert "registry.Person.nik" in page
        assert ("10 tahun" if language == "id" else "10 years") in page


def take_copy(client: Client) -> zipfile.ZipFile:
    response = client.post(reverse("my_data_copy"))
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"].startswith("no-store")
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_copy_is_a_file_of_json_and_csv_and_is_kept(
    business: Business, owner: Actor, client_of: ClientOf
) -> None:
    Business.objects.update(owner_name="=cmd|'/C calc'!A0")

    archive = take_copy(client_of(owner))

    data = json.loads(archive.read("data.json"))
    assert data["registry.Business"][0]["owner_name"] == "=cmd|'/C calc'!A0"
    table = archive.read("registry.Business.csv").decode("utf-8-sig")
    assert "'=cmd|" in table
    asked = DataRequest.objects.get()
    assert (asked.kind, asked.state, asked.user_id) == ("copy", "done", owner.user_id)
    assert asked.outcome["registry.Business"] == 1
    assert AuditRow.objects.get().verb == "personal_data.copied"


def test_copy_asks_for_the_password_when_it_was_given_long_ago(
    owner: Actor, client_of: ClientOf
) -> None:
    client = client_of(owner)
    client.get("/")
    session = client.session
    session["confirmed_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()

    response = client.post(reverse("my_data_copy"))

    assert response.status_code == 302
    assert "/account/confirm/" in response["Location"]
    assert not DataRequest.objects.exists()


def test_nobody_signed_in_is_led_to_the_sign_in(client: Client) -> None:
    for name in ("my_data", "my_data_ask", "my_data_erase"):
        assert reverse("accounts:sign_in") in client.get(reverse(name))["Location"]
    assert client.post(reverse("my_data_copy")).status_code == 302


def test_page_shows_what_a_withdrawal_changes(
    business: Business, owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    client, consent = client_of(owner), Consent.objects.get()
    assert (
        client_of(officer).get(reverse("business_page", args=[business.pk])).status_code
        == 200
    )

    answer = client.post(
        reverse("registry:consent_withdraw", args=[business.pk, consent.pk]),
        {"next": reverse("my_data")},
    )

    assert answer["Location"] == reverse("my_data")
    page = client.get(reverse("my_data")).content.decode()
    assert "petugasnya tidak lagi melihat data" in page
    assert (
        client_of(officer).get(reverse("business_page", args=[business.pk])).status_code
        == 404
    )


def ask(client: Client, kind: str, text: str = "Nama saya salah") -> None:
    client.post(reverse("my_data_ask"), {"kind": kind, "text": text})


def test_request_stands_in_the_queue_of_who_cares_for_the_business(
    business: Business, owner: Actor, officer: Actor, make_person, client_of: ClientOf
) -> None:
    other = make_person("far@example.org", "officer", "export_organisation")
    ask(client_of(owner), "correction")

    asked = DataRequest.objects.get()
    hours = (asked.due_at - asked.asked_at).total_seconds() / 3600
    assert hours == pytest.approx(72, abs=0.01)
    assert (
        "Owner" in client_of(officer).get(reverse("data_request_list")).content.decode()
    )
    assert (
        "Owner"
        not in client_of(other).get(reverse("data_request_list")).content.decode()
    )
    detail = reverse("data_request_detail", args=[asked.pk])
    assert client_of(other).get(detail).status_code == 404


def test_the_same_is_not_asked_twice_and_a_correction_says_what(
    owner: Actor, client_of: ClientOf
) -> None:
    client = client_of(owner)
    ask(client, "correction", "")
    assert not DataRequest.objects.exists()

    ask(client, "correction")
    ask(client, "correction")
    ask(client, "copy")

    assert DataRequest.objects.count() == 1


def decide(client: Client, state: str, answer: str = "Sudah diperbaiki") -> int:
    address = reverse("data_request_detail", args=[DataRequest.objects.get().pk])
    return client.post(address, {"state": state, "answer": answer}).status_code


def test_answer_reaches_the_person(
    business: Business, owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    ask(client_of(owner), "correction")
    assert decide(client_of(officer), "done", "") == 200
    assert DataRequest.objects.get().state == "open"

    assert decide(client_of(officer), "done") == 302

    asked = DataRequest.objects.get()
    assert (asked.state, asked.decided_by_id) == ("done", officer.user_id)
    message = OutboxMessage.objects.get(purpose="data_request_decided")
    assert "Sudah diperbaiki" in message.subject
    assert (
        "Sudah diperbaiki" in client_of(owner).get(reverse("my_data")).content.decode()
    )
    assert decide(client_of(officer), "refused") == 404


def test_restriction_hides_the_business(
    business: Business, owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    Business.objects.update(is_published=True)
    ask(client_of(owner), "restriction")

    decide(client_of(officer), "done")

    assert not Business.objects.get().is_published
    assert DataRequest.objects.get().outcome == {"registry.Business hidden": 1}


def test_refused_erasure_changes_nothing(
    business: Business, owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    ask(client_of(owner), "erasure", "")

    decide(client_of(officer), "refused")

    assert User.objects.get(pk=owner.user_id).erased_at is None
    assert Business.objects.get().name == "Kopi Ulubelu"


def test_granted_erasure_is_carried_out_and_its_outcome_kept(
    business: Business, owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    ask(client_of(owner), "erasure", "")

    decide(client_of(officer), "done")

    assert User.objects.get(pk=owner.user_id).erased_at is not None
    asked = DataRequest.objects.get()
    assert asked.state == "done"
    assert asked.outcome["accounts.Membership stays"] == 1
    assert asked.answer == ""


def test_person_erases_himself(
    business: Business, owner: Actor, client_of: ClientOf
) -> None:
    client = client_of(owner)
    assert (
        "tidak dapat dibatalkan"
        in client.get(reverse("my_data_erase")).content.decode()
    )

    client.post(reverse("my_data_erase"))

    assert User.objects.get(pk=owner.user_id).erased_at is not None
    assert "_auth_user_id" not in client.session
    client.post(
        reverse("accounts:sign_in"),
        {"login": "owner@example.org", "password": PASSWORD},
    )
    assert "_auth_user_id" not in client.session


def test_log_is_filtered_and_saved(
    officer: Actor, administrator: Actor, client_of: ClientOf
) -> None:
    for what in ("businesses", "messages"):
        record_personal_export(actor=officer, what=what, rows=7, columns=["Nama"])
    client = client_of(administrator)

    page = client.get(reverse("export_log"), {"what": "messages"}).content.decode()
    absurd = client.get(reverse("export_log"), {"since": "x", "q": "zzz"})
    text = client.get(reverse("export_log_file"), {"q": "officer"}).content.decode()

    assert page.count("<tr>") == 2
    assert absurd.status_code == 200
    assert text.count("House of officer@example.org") == 2
    assert PersonalExport.objects.get(what="export_log").rows == 2


def record(client: Client, **changes: object) -> Breach | None:
    now = timezone.localtime()
    data = {
        "title": "Ponsel hilang", "noticed_at": now.strftime("%Y-%m-%dT%H:%M"),
        "what_happened": "Ponsel petugas hilang", "data_kinds": "nama, HP",
        "persons": "40",
    }  # fmt: skip
    client.post(reverse("breach_add"), {**data, **changes})
    return Breach.objects.first()


def test_breach_from_record_to_close(administrator: Actor, client_of: ClientOf) -> None:
    client = client_of(administrator)
    breach = record(client)
    assert breach is not None
    detail = reverse("breach_detail", args=[breach.pk])
    assert "jam lagi" in client.get(detail).content.decode()

    client.post(reverse("breach_close", args=[breach.pk]))
    breach.refresh_from_db()
    assert breach.closed_at is None
    told_at = timezone.localtime().strftime("%Y-%m-%dT%H:%M:%S")
    for who in ("office", "people"):
        client.post(detail, {"who": who, "told_at": told_at})
    client.post(
        reverse("breach_edit", args=[breach.pk]),
        {"title": breach.title, "noticed_at": "2026-11-23T08:00",
         "what_happened": "x", "data_kinds": "y", "measures": "kata sandi diganti"},
    )  # fmt: skip
    client.post(reverse("breach_close", args=[breach.pk]))

    breach.refresh_from_db()
    assert breach.closed_at is not None
    verbs = AuditRow.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["breach.recorded", "breach.told", "breach.told",
                           "breach.completed", "breach.closed"]  # fmt: skip


def test_breach_noticed_tomorrow_is_refused(
    administrator: Actor, client_of: ClientOf
) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)

    assert (
        record(client_of(administrator), noticed_at=tomorrow.strftime("%Y-%m-%dT%H:%M"))
        is None
    )


def test_breach_after_three_days_is_called_late(
    administrator: Actor, client_of: ClientOf
) -> None:
    breach = record(client_of(administrator))
    assert breach is not None
    breach.noticed_at = timezone.now() - timedelta(hours=73)
    breach.save()

    for name, args in (("breach_list", []), ("breach_detail", [breach.pk])):
        page = client_of(administrator).get(reverse(name, args=args)).content.decode()
        assert "terlambat" in page


def test_letter_stands_in_both_languages(
    administrator: Actor, client_of: ClientOf
) -> None:
    breach = record(client_of(administrator))
    assert breach is not None

    page = (
        client_of(administrator)
        .get(reverse("breach_letter", args=[breach.pk]))
        .content.decode()
    )

    assert "Pasal 46 UU 27/2022" in page and "Law 27/2022, article 46" in page
    assert page.count("Ponsel petugas hilang") == 2


def test_administrator_sees_what_the_night_would_remove(
    administrator: Actor, client_of: ClientOf
) -> None:
    old = PersonalExport.objects.create(what="x", rows=1)
    PersonalExport.objects.update(at=timezone.now() - timedelta(days=2000))

    page = client_of(administrator).get(reverse("retention")).content.decode()

    assert '<td><code>exports</code></td><td class="number">1</td>' in page
    assert PersonalExport.objects.filter(pk=old.pk).exists()
