"""The board: who sees which card, can I fill it, every word has a gloss; alerts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import ANONYMOUS, Absent, Actor
from wadah.apps.accounts.models import OutboxMessage
from wadah.apps.matching.actions.answer_request import answer_request
from wadah.apps.matching.actions.end_search import end_search
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.save_search import save_search
from wadah.apps.matching.actions.tell_of_requests import tell_of_requests
from wadah.apps.matching.board import make_card
from wadah.apps.matching.gloss import explain, list_terms, read_gloss
from wadah.apps.matching.models import (
    Buyer,
    BuyerRequest,
    Match,
    Refusal,
    RequestAnswer,
    SavedSearch,
)
from wadah.apps.matching.queries.request import board_requests
from wadah.apps.matching.request_page import show_words
from wadah.apps.matching.tests.conftest import AS_OF, NOW
from wadah.apps.matching.word_lists import list_words
from wadah.apps.matching.words import INCOTERMS, PACKINGS, PAYMENTS
from wadah.apps.registry.models import Product
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def public(wanted: BuyerRequest, officer: Actor) -> BuyerRequest:
    return moderate_request(actor=officer, request=wanted, decision="publish", now=NOW)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("incoterm", set(INCOTERMS)),
        ("payment", set(PAYMENTS)),
        ("packing", set(PACKINGS)),
        ("document", set(list_words(frozenset()).document_types)),
        ("word", {"HS", "MOQ", "FCL", "LCL", "COA", "MRL", "spec", "window",
                  "target_price", "welcome"}),
    ],
)  # fmt: skip
def test_every_word_of_the_board_has_a_gloss_in_both_languages(
    kind: str, words: set[str]
) -> None:
    rows = read_gloss()[kind]

    assert set(rows) == words
    for word, text in rows.items():
        assert text.id and text.en and text.id != text.en, word


def test_terms_of_a_request_are_explained_in_the_order_of_the_page(
    wanted: BuyerRequest,
) -> None:
    wanted.incoterm, wanted.payment, wanted.packing = "FOB", "lc_sight", ["jute_bag"]
    wanted.certificates = ["coa", "organic_eu_optional"]

    meanings = [term.meaning for term in list_terms(wanted)]

    assert meanings == [
        explain(*one)
        for one in (
            ("word", "window"), ("word", "spec"),
            ("document", "certificate_of_analysis"),
            ("document", "organic_certificate"), ("word", "welcome"),
            ("packing", "jute_bag"), ("incoterm", "FOB"), ("payment", "lc_sight"),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "published", "targeted"),
    [("owner", 1, 0), ("stranger", 1, 0), ("officer", 1, 1), ("analyst", 1, 0),
     ("buyer_actor", 1, 0)],
)  # fmt: skip
def test_board_shows_published_requests_to_all_targeted_ones_to_their_businesses(
    who: str, published: int, targeted: int, request: pytest.FixtureRequest,
    public: BuyerRequest,
) -> None:  # fmt: skip
    actor = request.getfixturevalue(who)
    seen = board_requests(actor).count()
    BuyerRequest.objects.update(is_public=False)

    assert (seen, board_requests(actor).count()) == (published, targeted)
    assert board_requests(ANONYMOUS).count() == 0


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "closed"])
def test_board_holds_only_what_can_be_answered(
    state: str, public: BuyerRequest, officer: Actor
) -> None:
    BuyerRequest.objects.update(state=state)

    assert board_requests(ANONYMOUS).count() == 0
    assert board_requests(officer).count() == 0


def test_card_hides_who_asks_and_how_to_reach_him(
    public: BuyerRequest, owner: Actor, client_of: ClientOf
) -> None:
    BuyerRequest.objects.update(words="Call Ana +49 40 1234567, 20 t a month")

    for actor in (ANONYMOUS, owner):
        page = client_of(actor).get(reverse("matching:board")).content.decode()
        assert "Example roaster" not in page
        assert "Jerman" in page or "Germany" in page
    detail = client_of(owner).get(reverse("matching:request_detail", args=[public.pk]))
    assert "Example roaster" not in detail.content.decode()
    public.refresh_from_db()
    assert show_words(owner, public) == "Call Ana [...], 20 t a month"


def test_no_search_of_a_business_tells_whose_request_it_is(
    public: BuyerRequest, owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    url, query = reverse("matching:request_list"), {"q": "roaster"}

    assert list(client_of(owner).get(url, query).context["page_obj"]) == []
    assert len(client_of(officer).get(url, query).context["page_obj"]) == 1


def test_card_says_whether_the_business_can_fill_it(
    public: BuyerRequest, owner: Actor, stranger: Actor, product: Product
) -> None:
    codes = [make_card(owner, public).fit.code, make_card(stranger, public).fit.code]
    refusal = Refusal.objects.create(
        request=public, product=product, as_of=AS_OF,
        constraints=[{"code": "volume", "text": {"id": "kurang", "en": "short"}}],
        steps=[{"action": "x", "text": {"id": "tambah", "en": "add"}}],
    )  # fmt: skip
    refused = make_card(owner, public).fit
    refusal.delete()
    match = Match.objects.create(
        request=public, product=product, score=1, as_of=AS_OF, share_kg=Decimal(9000)
    )
    codes.append(make_card(owner, public).fit.code)
    match.share_kg = None
    match.save()
    codes.append(make_card(owner, public).fit.code)

    assert codes == ["not_looked", "no_product", "share", "alone"]
    assert (refused.code, refused.reasons, refused.steps) == (
        "not_yet", ("kurang",), ("tambah",),
    )  # fmt: skip


def test_owner_answers_from_the_board_with_one_form(
    public: BuyerRequest, owner: Actor, product: Product, client_of: ClientOf
) -> None:
    client = client_of(owner)
    url = reverse("matching:answer_add", args=[public.pk])
    board = client.get(reverse("matching:board")).content.decode()
    values = {"product": product.pk, "tonnes": "8", "ready_on": "2026-12-05"}

    bad = client.post(url, {**values, "message": "mail a@b.example"})
    good = client.post(url, values)

    assert url in board
    assert bad.status_code == 200 and bad.context["form"].non_field_errors()
    assert good.status_code == 302
    assert RequestAnswer.objects.get().kg == 8000
    assert make_card(owner, public).is_answered


def test_own_products_come_first_on_the_board(
    public: BuyerRequest, buyer: Buyer, families: Any, owner: Actor, product: Product,
    client_of: ClientOf,
) -> None:  # fmt: skip
    later = BuyerRequest.objects.create(
        buyer=buyer, family=families["cocopeat"], quantity_kg=1, is_public=True,
        window_from=AS_OF, window_to=AS_OF, destination_id="AU",
        published_at=NOW + timedelta(days=1),
    )  # fmt: skip
    url = reverse("matching:board")

    mine = list(client_of(owner).get(url).context["page_obj"])
    all_ = list(client_of(ANONYMOUS).get(url).context["page_obj"])

    assert mine == [public, later]
    assert all_ == [later, public]


def test_alert_goes_once_and_one_message_holds_all(
    public: BuyerRequest, stranger: Actor, administrator: Actor, families: Any
) -> None:
    for family in (families["coffee_green_robusta"], None):
        save_search(
            actor=stranger, family=family,
            destination=None if family else public.destination,
        )  # fmt: skip
    SavedSearch.objects.update(made_at=NOW - timedelta(days=1))

    first = tell_of_requests(actor=administrator, now=NOW)
    second = tell_of_requests(actor=administrator, now=NOW)

    assert (first["alerts"], second["alerts"]) == (1, 0)
    message = OutboxMessage.objects.get(purpose="requests_found")
    assert message.to_user_id == stranger.user_id
    assert message.subject == "1 permintaan baru"


@pytest.mark.parametrize(
    "changes", [{"most_kg": Decimal(15999)}, {"destination": "AU"}, {"ended": True}]
)
def test_no_alert_of_what_does_not_fit_or_was_ended(
    changes: dict[str, Any], public: BuyerRequest, stranger: Actor,
    administrator: Actor, families: Any, markets: Any,
) -> None:  # fmt: skip
    search = save_search(
        actor=stranger,
        family=families["coffee_green_robusta"],
        destination=markets[changes["destination"]] if "destination" in changes
        else None,
        most_kg=changes.get("most_kg"),
    )  # fmt: skip
    SavedSearch.objects.update(made_at=NOW - timedelta(days=1))
    if "ended" in changes:
        end_search(actor=stranger, search=search, reason="filled", now=NOW)

    assert tell_of_requests(actor=administrator, now=NOW)["alerts"] == 0


def test_searches_are_limited_kept_once_and_ended_by_their_owner_only(
    stranger: Actor, owner: Actor, families: Any
) -> None:
    search = save_search(actor=stranger, family=families["cocopeat"])

    assert save_search(actor=stranger, family=families["cocopeat"]) == search
    with pytest.raises(Absent):
        end_search(actor=owner, search=search, now=NOW)
    with pytest.raises(InvalidInput):
        save_search(actor=stranger)


def at(day: date) -> datetime:
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def test_silent_businesses_are_reminded_once_before_the_deadline(
    public: BuyerRequest, administrator: Actor, product: Product, owner: Actor
) -> None:
    BuyerRequest.objects.update(answer_by=date(2026, 12, 10))
    Match.objects.create(request=public, product=product, score=1, as_of=AS_OF)

    counts = [
        tell_of_requests(actor=administrator, now=at(date(2026, 12, day)))["reminded"]
        for day in (6, 7, 8)
    ]

    assert counts == [0, 1, 0]
    message = OutboxMessage.objects.get(purpose="request_closes_soon")
    assert message.to_user_id == owner.user_id


def test_request_closes_itself_without_an_answer_or_without_a_choice(
    public: BuyerRequest, administrator: Actor, owner: Actor, product: Product
) -> None:
    """Answers until 10 December; whoever was answered has 14 days more to choose."""
    BuyerRequest.objects.update(answer_by=date(2026, 12, 10))
    answer_request(
        actor=owner, request=public, product=product, now=NOW, kg=Decimal(1),
        ready_on=date(2026, 12, 5),
    )  # fmt: skip

    closed = [
        tell_of_requests(actor=administrator, now=at(date(2026, 12, day)))["closed"]
        for day in (10, 11, 24, 25)
    ]

    public.refresh_from_db()
    assert closed == [0, 0, 0, 1]
    assert (public.state, public.outcome) == ("closed", "buyer_silent")
    assert OutboxMessage.objects.filter(purpose="request_choose").count() == 1


def test_unanswered_request_closes_on_the_day_after(
    public: BuyerRequest, administrator: Actor
) -> None:
    BuyerRequest.objects.update(answer_by=date(2026, 12, 10))

    tell_of_requests(actor=administrator, now=at(date(2026, 12, 11)))

    public.refresh_from_db()
    assert public.outcome == "no_answer"


def test_nobody_but_the_night_runs_the_night(owner: Actor) -> None:
    with pytest.raises(Absent):
        tell_of_requests(actor=owner, now=NOW)


@pytest.mark.parametrize("who", ["owner", "stranger", "officer", None])
def test_board_leaves_as_a_file_without_buyers_names(
    who: str | None, request: pytest.FixtureRequest, public: BuyerRequest,
    client_of: ClientOf,
) -> None:  # fmt: skip
    actor = request.getfixturevalue(who) if who else ANONYMOUS

    text = (
        client_of(actor)
        .get(reverse("matching:board"), {"format": "csv"})
        .content.decode("utf-8-sig")
    )

    assert text.splitlines()[0].startswith("id,buyer,family")
    assert ("Example roaster" in text) is (who == "officer")
