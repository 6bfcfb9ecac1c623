"""The page that finds codes: candidates, questions, confirming, the list of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import ConfirmedCode

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def web(officer: Actor, client_of: ClientOf) -> Client:
    return client_of(officer)


def find(client: Client, **asked: object) -> str:
    response = client.get(reverse("reference:classify"), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_shows_candidates_with_reasons_and_says_what_is_not_loaded(
    web: Client,
) -> None:
    text = find(web, q="udang beku")

    assert "030617" in text
    assert "load-hs" in text
    assert "udang beku" in text


def test_a_question_is_a_button_and_its_answer_changes_the_order(web: Client) -> None:
    asked = find(web, q="kacang mete")
    assert 'value="shell:in_shell"' in asked
    assert first_code(asked) == "080132"

    answered = find(web, q="kacang mete", answer="shell:in_shell")

    assert first_code(answered) == "080131"
    assert 'value="shell:in_shell"' not in answered


def first_code(text: str) -> str:
    found = re.search(r'<strong class="nowrap">(\d{6})', text)
    return found[1] if found else ""


@pytest.mark.parametrize("asked", [{"q": "kopi\x07"}, {"q": "kopi", "answer": "x:y"}])
def test_a_bad_text_is_told_so(web: Client, asked: dict[str, str]) -> None:
    response = web.get(reverse("reference:classify"), asked)

    assert response.status_code == 422
    assert 'id="q-error"' in response.content.decode()


def test_unknown_words_lead_to_what_to_do_next(web: Client) -> None:
    assert "empty" in find(web, q="zzyzx qwrtpl")


def test_confirms_lists_exports_and_undoes(web: Client, officer: Actor) -> None:
    goods = {"text": "gulai nangka", "hs6": "200599", "reason": "=1+1 note of chapter"}
    done = web.post(reverse("reference:confirm"), goods)
    assert done["Location"] == reverse("reference:confirmed_list")
    row = ConfirmedCode.objects.get()

    listed = web.get(reverse("reference:confirmed_list"), {"q": "2005"})
    assert "gulai nangka" in listed.content.decode()
    found = web.get(reverse("reference:confirmed_list"), {"q": "no such goods"})
    assert "gulai nangka" not in found.content.decode()
    exported = web.get(reverse("reference:confirmed_export")).content.decode()
    assert "gulai nangka,200599,'=1+1 note of chapter" in exported

    undo = reverse("reference:confirmed_undo", args=[row.pk])
    assert web.post(undo, {"reason": ""}).status_code == 422
    web.post(undo, {"reason": "A slip"})
    assert web.get(undo).status_code == 404
    undone = web.get(reverse("reference:confirmed_list"), {"standing": "no"})
    assert "A slip" in undone.content.decode()


def test_a_refused_confirmation_keeps_what_was_written(web: Client) -> None:
    goods = {"text": "udang beku", "hs6": "12", "reason": "Because"}
    response = web.post(reverse("reference:confirm"), goods)

    assert response.status_code == 422
    assert "Because" in response.content.decode()
    assert not ConfirmedCode.objects.exists()


def test_an_owner_finds_codes_and_confirms_none(
    owner: Actor, client_of: ClientOf
) -> None:
    client = client_of(owner)

    assert "hs6" not in find(client, q="udang beku")
    goods = {"text": "kopi", "hs6": "090111", "reason": "R"}
    assert client.post(reverse("reference:confirm"), goods).status_code in (403, 404)
    assert client.get(reverse("reference:confirmed_list")).status_code in (403, 404)
