"""Public pages over HTTP: languages, headers, nothing inline, the switch."""

from __future__ import annotations

import re
from collections.abc import Callable

import brotli
import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.models import Lot

PUBLIC = (
    "/",
    "/products/",
    "/how-it-works/",
    "/components/",
    "/rules/",
    "/rules/COF-EU-01/",
    "/families/cocopeat/",
    "/search/?q=kopi",
    "/account/sign-in/",
    "/account/sign-up/",
)
MAX_FIRST_PAGE_BYTES = 100_000


@pytest.fixture
def reference(db: None) -> None:
    load_reference()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_speak_the_chosen_language(
    address: str, language: str, reference: None
) -> None:
    client = Client()
    client.cookies["wadah_language"] = language

    response = client.get(address)

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert response["Content-Language"] == language


@pytest.mark.parametrize("address", PUBLIC)
def test_pages_carry_strict_headers_and_nothing_inline(
    address: str, reference: None
) -> None:
    response = Client().get(address)
    page = response.content.decode()

    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<[^>]+\son[a-z]+=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert "//" not in "".join(re.findall(r'(?:src|href)="(//[^"]*)"', page))


@pytest.mark.parametrize("person", ["owner", "officer", "approver", "analyst"])
def test_work_pages_have_nothing_inline(
    person: str,
    lot: Lot,
    request: pytest.FixtureRequest,
    client_of: Callable[[Actor], Client],
) -> None:
    page = client_of(request.getfixturevalue(person)).get("/").content.decode()

    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)


def test_pages_are_compressed_for_who_can_read_it(reference: None) -> None:
    plain = Client().get("/rules/")

    small = Client().get("/rules/", headers={"accept-encoding": "gzip, br"})

    assert small["Content-Encoding"] == "br"
    assert len(brotli.decompress(small.content)) == pytest.approx(
        len(plain.content), abs=200
    )
    assert len(small.content) < len(plain.content) / 3
    assert len(small.content) < MAX_FIRST_PAGE_BYTES


def test_the_switch_keeps_the_page_and_remembers(reference: None) -> None:
    client = Client()

    response = client.post(
        reverse("set_language"), {"language": "en", "next": "/products/?q=kopi"}
    )

    assert response["Location"] == "/products/?q=kopi"
    assert 'lang="en"' in client.get("/products/").content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere", ""])
def test_the_switch_goes_to_no_other_house(target: str, reference: None) -> None:
    response = Client().post(
        reverse("set_language"), {"language": "en", "next": target}
    )

    assert response["Location"] == "/"


def test_an_unknown_address_says_what_to_do(reference: None) -> None:
    response = Client().get("/nothing-here/")

    assert response.status_code == 404
    assert "Beranda" in response.content.decode() or "beranda" in (
        response.content.decode()
    )


def test_health_answers_a_monitor(db: None) -> None:
    answer = Client().get("/health/")

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
