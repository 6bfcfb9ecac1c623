"""A buyer's words: a text, a mail, JSON; and the page beside the request read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.matching.buyer_words import (
    MOST_BYTES,
    check_structured,
    words_of_file,
    words_of_json,
)
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.reference.models import ProductFamily
from wadah.core.values import InvalidInput

TODAY = date(2026, 11, 24)
MAIL = (
    "Need 20 t green robusta coffee, moisture 11-12.5 %, screen 16 up min 85 %, "
    "CIF Hamburg, USD 4.10 per kg, phytosanitary certificate, by 15 March 2027. "
    "Call +49 40 1234567."
)
ClientOf = Callable[[Actor], Client]


def mail(body: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "buyer@firm.example"
    message["To"] = "office@wadah.example"
    message["Subject"] = "Robusta inquiry"
    message["Date"] = "Tue, 24 Nov 2026 08:00:00 +0000"
    for name, value in headers.items():
        message[name] = value
    message.set_content(body)
    return message


def test_a_mail_gives_subject_day_and_text() -> None:
    words = words_of_file(mail("Moisture 12,5 %").as_bytes(), "order.eml")

    assert (words.subject, words.received_on) == ("Robusta inquiry", TODAY)
    assert words.body.strip() == "Moisture 12,5 %"


def test_a_mail_is_known_without_its_ending_and_attachments_stay_shut() -> None:
    message = mail("Need 5 t cloves")
    message.add_attachment(b"\x00\x01", maintype="application", subtype="zip")

    assert words_of_file(message.as_bytes()).body.strip() == "Need 5 t cloves"


def test_a_page_as_mail_is_read_as_text() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content(
        "<style>p{}</style><p>Need 5&nbsp;t cloves</p><p>FOB Panjang</p>",
        subtype="html",
    )

    body = words_of_file(message.as_bytes(), "a.eml").body

    assert body.split("\n") == ["Need 5 t cloves", "FOB Panjang"]


def test_a_plain_text_is_no_mail() -> None:
    form = b"Product: cloves\nQuantity: 5 t\nPort: Hamburg\n"

    assert words_of_file(form).body == form.decode()


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"a" * (MOST_BYTES + 1), "file_too_large"),
        (b"\xff\xfe\x00", "file_not_utf8"),
        (
            b"From: a@b.example\nTo: c@d.example\nContent-Type: image/png\n\n",
            "text_empty",
        ),
    ],
)
def test_refuses_a_file_that_holds_no_words(raw: bytes, rule: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        words_of_file(raw)

    assert caught.value.rule == rule


@pytest.mark.parametrize(
    ("data", "field", "rule"),
    [
        ([], "", "object"),
        ({}, "body", "required"),
        ({"body": 3}, "body", "text"),
        ({"body": "x", "subject": []}, "subject", "text"),
        ({"body": "x", "received_on": "24/11/2026"}, "received_on", "date_format"),
        ({"body": "x", "buyer_country": "ZZ"}, "buyer_country", "unknown_word"),
    ],
)
def test_refuses_json_by_field_and_rule(data: Any, field: str, rule: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        words_of_json(data)

    assert (caught.value.field, caught.value.rule) == (field, rule)


def structured(**changes: Any) -> dict[str, Any]:
    item = {
        "family": "coffee_green_robusta",
        "quantity": {"value": 20, "unit": "t", "tonnes": 20},
        "specs": [{"param": "moisture_pct", "op": "<=", "max": 12.5, "unit": "%"}],
    }
    top = {
        name: changes.pop(name) for name in ("incoterm", "needed_by") if name in changes
    }
    return {"items": [{**item, **changes}], **top}


def test_a_structured_request_comes_back_with_the_names_of_the_interface() -> None:
    checked = check_structured(structured(), TODAY)

    line = checked["items"][0]["specs"][0]
    assert (line["parameter"], line["alias"]) == ("moisture", "moisture_pct")
    assert (line["operator"], line["value"]) == ("<=", 12.5)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (
            {"quantity": {"value": 0, "unit": "t", "tonnes": 0}},
            "request.items[0].quantity.tonnes",
        ),
        (
            {"specs": [{"param": "moisture_pct", "op": "<=", "max": 12, "unit": "kg"}]},
            "request.items[0].specs[0].unit",
        ),
        (
            {
                "specs": [
                    {
                        "parameter": "moisture",
                        "operator": ">=",
                        "value": 14,
                        "unit": "%",
                    },
                    {
                        "parameter": "moisture",
                        "operator": "<=",
                        "value": 12,
                        "unit": "%",
                    },
                ]
            },
            "request.items[0].specs[1]",
        ),
        ({"incoterm": "FOX"}, "request.incoterm"),
        ({"needed_by": "2020-01-01"}, "request.needed_by"),
        ({"needed_by": "2020-02-31"}, "request.needed_by"),
    ],
)
def test_a_structured_request_is_refused_with_its_field(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_structured(structured(**changes), TODAY)

    assert caught.value.field == field


def test_a_difference_to_an_exchange_may_be_below_nought() -> None:
    price = {"value": -40, "currency": "USD", "unit": "differential to SICOM TSR20"}

    checked = check_structured({**structured(), "price": price}, TODAY)

    assert checked["price"] == price


def send(client: Client, **values: Any) -> Any:
    return client.post(
        reverse("matching:request_read"),
        {"text": MAIL, "received_on": "2026-11-24", "buyer_country": "DE", **values},
    )


@pytest.mark.django_db
def test_shows_the_words_beside_the_form_and_each_field_points_to_them(
    buyer_actor: Actor, client_of: ClientOf
) -> None:
    response = send(client_of(buyer_actor))

    form, pointers = response.context["form"], response.context["pointers"]
    assert form.initial["family"] == "coffee_green_robusta"
    assert form.initial["quantity"] == 20
    assert form.initial["price_amount"] == 4100
    assert form.initial["certificates"] == ["phytosanitary_certificate"]
    assert form.initial["window_to"] == date(2027, 3, 15)
    # a range is two lines, at least and at most
    assert [form.initial[f"spec_{n}_operator"] for n in range(3)] == [">=", "<=", ">="]
    assert form.initial["spec_2_qualifier"] == "screen_no 16"
    assert pointers["named_place"][0].words == "Hamburg"
    page = response.content.decode()
    mark = pointers["named_place"][0].mark
    assert f'<mark id="w{mark}">Hamburg</mark>' in page
    assert f'href="#w{mark}"' in page


@pytest.mark.usefixtures("families", "buyer")
def test_the_buyer_corrects_and_the_request_is_kept_with_its_words(
    buyer_actor: Actor, client_of: ClientOf
) -> None:
    client = client_of(buyer_actor)
    shown = send(client).context["form"]
    values = {
        field.html_name: field.value() for field in shown if field.value() is not None
    }
    values |= {"quantity": "18", "step": "send", "place": "0", "draft": "1"}

    response = send(client, **values)

    assert response.context is None or not response.context["form"].errors
    kept = BuyerRequest.objects.get()
    assert response.status_code == 302
    assert (kept.quantity_kg, kept.incoterm) == (18000, "CIF")
    assert "1234567" not in kept.words
    lines = {
        (line["operator"], line["value"], line["qualifier"]) for line in kept.specs
    }
    assert (">=", 85.0, "screen_no 16") in lines
    assert AuditRow.objects.filter(verb="request.added").count() == 1


@pytest.mark.usefixtures("families", "buyer")
def test_several_goods_come_one_after_the_other(
    buyer_actor: Actor, client_of: ClientOf
) -> None:
    for slug in ("coconut_desiccated", "coconut_milk_cream"):
        ProductFamily.objects.get_or_create(
            pk=slug,
            defaults={"name_id": slug, "name_en": slug, "hs6": "080111"},
        )
    client = client_of(buyer_actor)
    text = "5 MT desiccated coconut and 2 MT coconut milk powder. CIF Hamburg."
    shown = send(client, text=text).context["form"]
    values = {f.html_name: f.value() for f in shown if f.value() is not None}
    values |= {"window_to": "2027-03-01", "step": "send", "place": "0", "draft": "1"}

    response = send(client, **{**values, "text": text})

    assert BuyerRequest.objects.get().family_id == "coconut_desiccated"
    assert response.status_code == 200
    assert response.context["number"] == 2
    assert response.context["form"].initial["family"] == "coconut_milk_cream"


@pytest.mark.usefixtures("markets")
def test_an_uploaded_mail_is_read(officer: Actor, client_of: ClientOf) -> None:
    upload = SimpleUploadedFile("order.eml", mail(MAIL).as_bytes())

    response = send(client_of(officer), text="", file=upload)

    assert response.context["words"].subject == "Robusta inquiry"
    assert response.context["form"].initial["destination"] == "DE"


@pytest.mark.usefixtures("markets")
def test_a_file_that_is_no_text_is_refused_in_the_language_of_the_page(
    officer: Actor, client_of: ClientOf
) -> None:
    upload = SimpleUploadedFile("order.txt", b"\xff\xfe\x00")

    response = send(client_of(officer), text="", file=upload)

    assert "bukan teks UTF-8" in str(response.context["form"].errors["file"])


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "   ", "?!"])
def test_asks_for_words_when_there_are_none(
    text: str, buyer_actor: Actor, client_of: ClientOf
) -> None:
    response = send(client_of(buyer_actor), text=text)

    assert response.context["form"].errors
    assert not BuyerRequest.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 404), ("stranger", 404), ("buyer_actor", 200), ("officer", 200)],
)
def test_opens_for_those_who_write_requests(
    who: str, status: int, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))

    assert client.get(reverse("matching:request_read")).status_code == status
