"""Pages of shortlists, by role: from the request to the words of the buyer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import BuyerRequest, Shortlist
from wadah.apps.registry.models import Product

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


def test_officer_chooses_another_approves_and_the_buyer_answers(
    matched_shown: BuyerRequest, officer: Actor, approver: Actor, buyer_actor: Actor,
    client_of: ClientOf,
) -> None:  # fmt: skip
    office = client_of(officer)
    office.post(reverse("matching:shortlist_add", args=[matched_shown.pk]))
    shortlist = Shortlist.objects.get()
    entry = shortlist.entries.all()[0]
    page = reverse("matching:shortlist_detail", args=[shortlist.pk])
    change = reverse("matching:shortlist_entry_change", args=[entry.pk])
    move = reverse("matching:shortlist_move", args=[shortlist.pk])
    office.post(change, {"move": "note", "note": "Washed"})
    office.post(change, {"move": "down"})
    client_of(approver).post(move, {"move": "approve"})
    office.post(move, {"move": "send"})
    prefix = f"e{entry.pk}"
    client_of(buyer_actor).post(
        reverse("matching:shortlist_feedback", args=[entry.pk]),
        {f"{prefix}-feedback": "question", f"{prefix}-words": "Screen 18?"},
    )

    entry.refresh_from_db()
    shown = office.get(page).content.decode()
    assert (entry.note, entry.position, entry.feedback) == ("Washed", 2, "question")
    assert "Screen 18?" in shown
    assert client_of(approver).get(page).status_code == 200


def test_second_click_leads_to_the_draft_that_is_there(
    draft: Shortlist, officer: Actor, client_of: ClientOf
) -> None:
    page = client_of(officer).post(
        reverse("matching:shortlist_add", args=[draft.request_id])
    )
    assert page.headers["Location"].endswith(f"/shortlists/{draft.pk}/")
    assert Shortlist.objects.count() == 1


def test_question_without_words_comes_back_with_the_sentence(
    sent: Shortlist, buyer_actor: Actor, client_of: ClientOf
) -> None:
    entry = sent.entries.all()[0]
    page = client_of(buyer_actor).post(
        reverse("matching:shortlist_feedback", args=[entry.pk]),
        {f"e{entry.pk}-feedback": "question"},
    )
    assert "Tulis pertanyaannya." in page.content.decode()


def test_buyer_reads_no_draft_no_name_of_a_person_and_no_product_that_was_hidden(
    sent: Shortlist, shown: list[Product], buyer_actor: Actor, officer: Actor,
    client_of: ClientOf,
) -> None:  # fmt: skip
    Product.objects.filter(pk=shown[0].pk).update(
        is_proved=False, name="Robusta in hiding"
    )
    client = client_of(buyer_actor)
    page = client.get(reverse("matching:shortlist_detail", args=[sent.pk]))
    words = page.content.decode()
    assert shown[1].name in words
    assert "Robusta in hiding" not in words
    assert sent.made_by is not None
    assert sent.made_by.name not in words

    Shortlist.objects.filter(pk=sent.pk).update(state="approved")
    assert client.get(page.wsgi_request.path).status_code == 404


@pytest.mark.parametrize("who", ["owner", "stranger", "verifier", "analyst"])
def test_others_find_no_shortlist(
    sent: Shortlist, who: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    page = client.get(reverse("matching:shortlist_detail", args=[sent.pk]))
    assert page.status_code == 404


def test_list_is_filtered_and_leaves_as_a_file(
    sent: Shortlist, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("matching:shortlist_list")
    found = client.get(address, {"state": "sent", "q": sent.request.buyer.name})
    none = client.get(address, {"state": "draft"})
    rows = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")

    assert list(found.context["page_obj"]) == [sent]
    assert list(none.context["page_obj"]) == []
    assert len(rows.strip().splitlines()) == 3
