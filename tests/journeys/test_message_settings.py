"""By which ways messages leave is read from the environment, and fails loudly."""

from __future__ import annotations

import pytest

from wadah.config.environment import BadSetting
from wadah.config.messages import read_mail, read_sms

FROM = {"WADAH_MAIL_FROM": "wadah@dinas.example"}


def test_without_a_variable_there_is_no_way() -> None:
    assert read_mail({}) == {}
    assert read_sms({}) == {}


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://u:p%40ss@mail.example", 587, False, True),
        ("smtp://u:p%40ss@mail.example:25", 25, False, True),
        ("smtps://u:p%40ss@mail.example", 465, True, False),
        ("smtp://u:p%40ss@localhost:1025", 1025, False, False),
    ],
)
def test_reads_a_mail_server(url: str, port: int, ssl: bool, tls: bool) -> None:
    read = read_mail({"WADAH_SMTP": url, **FROM})

    way = read["connection"]
    assert read["from"] == "wadah@dinas.example"
    assert (way["username"], way["password"]) == ("u", "p@ss")
    assert (way["port"], way["use_ssl"], way["use_tls"]) == (port, ssl, tls)


def test_reads_a_gateway_as_form_and_as_json() -> None:
    url = "https://sms.example/send"

    form = read_sms({"WADAH_SMS_URL": url})
    json = read_sms(
        {"WADAH_SMS_URL": url, "WADAH_SMS_FIELDS": '{"n": "{to}", "m": "{text}"}'}
    )

    assert (form["is_json"], form["fields"]) == (
        False,
        {"to": "{to}", "text": "{text}"},
    )
    assert (json["is_json"], json["fields"]) == (True, {"n": "{to}", "m": "{text}"})


@pytest.mark.parametrize(
    "environ",
    [
        {"WADAH_SMTP": "mail.example", **FROM},
        {"WADAH_SMTP": "http://mail.example", **FROM},
        {"WADAH_SMTP": "smtp://mail.example"},
    ],
)
def test_refuses_a_mail_server_that_cannot_be_used(environ: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        read_mail(environ)


@pytest.mark.parametrize(
    "environ",
    [
        {"WADAH_SMS_URL": "http://sms.example/send"},
        {"WADAH_SMS_URL": "https://sms.example", "WADAH_SMS_FIELDS": "to={to}"},
        {"WADAH_SMS_URL": "https://sms.example", "WADAH_SMS_FIELDS": "{to}"},
    ],
)
def test_refuses_a_gateway_that_would_lose_or_show_a_code(
    environ: dict[str, str],
) -> None:
    with pytest.raises(BadSetting):
        read_sms(environ)
