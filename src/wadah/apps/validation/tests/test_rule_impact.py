"""Before a change of the rules is approved, what it would do is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Lot, Product
from wadah.apps.requirements.actions.decide_change_set import decide_change_set
from wadah.apps.requirements.actions.draft_change_set import draft_change_set
from wadah.apps.requirements.actions.propose_change_set import propose_change_set
from wadah.apps.requirements.actions.put_rule_change import put_rule_change
from wadah.apps.requirements.models import RuleChangeSet
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.requirements.rule_files import load_rows
from wadah.apps.requirements.rule_toml import write_rule
from wadah.apps.validation import rule_impact, rule_impact_products
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.models import Case
from wadah.apps.validation.rule_impact import (
    DealLine,
    preview_rule_changes,
    recompute_verdict,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def case(product: Product, lot: Lot, markets: dict[str, Market]) -> Case:
    return Case.objects.create(
        product=product,
        lot=lot,
        destination=markets["DE"],
        departs_on=TODAY + timedelta(days=10),
        arrives_on=TODAY + timedelta(days=40),
        placed_on=TODAY + timedelta(days=45),
    )


@pytest.fixture
def barred(administrator: Actor) -> RuleChangeSet:
    """A draft that closes the EU to every green coffee from today on."""
    draft = draft_change_set(
        actor=administrator, title="Bar", reason="r", source="s", effective_on=TODAY
    )
    row = {
        **load_rows()["COF-EU-03"],
        "id": "COF-EU-50",
        "kind": "prohibition",
        "effect": "bars",
        "families": ["coffee_green_robusta"],
        "hs": ["090111"],
        "tree": {"holds": {"fact": "product.family", "is": "batik"}},
        "message": {"id": "Kopi biji dilarang.", "en": "Green coffee is barred."},
    }
    row.pop("forms")
    put_rule_change(
        actor=administrator,
        change_set_id=draft.pk,
        kind="open",
        rule_row="COF-EU-50",
        toml=write_rule(row),
        today=TODAY,
    )
    return draft


def test_a_case_that_would_be_barred_is_a_flip(
    administrator: Actor, barred: RuleChangeSet, case: Case
) -> None:
    impact = preview_rule_changes(actor=administrator, change_set=barred, as_of=TODAY)

    (flip,) = impact.flips
    assert (flip.case, flip.market, flip.after) == (case, "DE", "prohibited")
    assert flip.before != "prohibited"
    assert [(one.rule, one.before, one.after) for one in flip.lines] == [
        ("COF-EU-50", "", "failing")
    ]
    assert (impact.cases, impact.left_out) == (1, 0)
    assert read_rule_base().rules[0].version == 1


def test_a_product_without_a_case_is_looked_at_too(
    administrator: Actor, barred: RuleChangeSet, product: Product
) -> None:
    impact = preview_rule_changes(actor=administrator, change_set=barred, as_of=TODAY)

    (flip,) = impact.flips
    assert (flip.case, flip.product, flip.after) == (None, product, "prohibited")


def test_a_case_of_another_market_is_not_reached(
    administrator: Actor, barred: RuleChangeSet, case: Case, markets: dict[str, Market]
) -> None:
    case.destination = markets["AU"]
    case.save()

    impact = preview_rule_changes(actor=administrator, change_set=barred, as_of=TODAY)

    assert impact.cases == 0
    assert [flip.case for flip in impact.flips] == [None]


def test_what_the_approver_may_not_see_is_counted_and_not_named(
    approver: Actor, barred: RuleChangeSet, product: Product
) -> None:
    impact = preview_rule_changes(actor=approver, change_set=barred, as_of=TODAY)

    assert (impact.flips, impact.hidden) == ((), 1)


def test_many_products_are_judged_at_once_with_the_same_verdicts(
    administrator: Actor,
    approver: Actor,
    barred: RuleChangeSet,
    product: Product,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    singly = preview_rule_changes(actor=administrator, change_set=barred, as_of=TODAY)
    for name in ("Kopi dua", "Kopi tiga"):
        Product.objects.create(
            business=product.business, family=product.family, name=name,
            hs_code=product.hs_code, form=product.form, attributes=product.attributes,
        )  # fmt: skip
    monkeypatch.setattr(rule_impact_products, "MOST_PRODUCTS", 1)

    impact = preview_rule_changes(actor=administrator, change_set=barred, as_of=TODAY)
    for_approver = preview_rule_changes(actor=approver, change_set=barred, as_of=TODAY)

    assert not singly.is_at_once
    assert (impact.is_at_once, impact.products, impact.markets) == (True, 3, ("DE",))
    # One line as before; the two others differ too and are only counted.
    assert impact.flips == singly.flips
    assert (impact.unlisted, impact.hidden) == (2, 0)
    assert (for_approver.flips, for_approver.hidden) == ((), 3)


def test_deals_of_a_later_step_stand_beside_the_flip(
    administrator: Actor,
    barred: RuleChangeSet,
    case: Case,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = DealLine(7, "Kaffeehaus", "contract")
    pair = (case.product_id, "DE")
    monkeypatch.setattr(
        rule_impact, "DEAL_FINDERS", [lambda _actor, _pairs: {pair: [line]}]
    )

    impact = preview_rule_changes(actor=administrator, change_set=barred, as_of=TODAY)

    assert impact.flips[0].deals == (line,)


def test_a_past_verdict_is_the_same_by_the_rules_known_then(
    administrator: Actor,
    approver: Actor,
    barred: RuleChangeSet,
    case: Case,
) -> None:
    past = assess_case(actor=administrator, case=case, as_of=TODAY)
    propose_change_set(actor=administrator, change_set_id=barred.pk, today=TODAY)
    decide_change_set(
        actor=approver, change_set_id=barred.pk, approve=True, note="", today=TODAY
    )

    now = assess_case(actor=administrator, case=case, as_of=TODAY)
    again = recompute_verdict(past)

    assert (past.verdict, now.verdict) == (past.result["verdict"], "prohibited")
    assert again.verdict == past.verdict
    before = [(item["rule"], item["status"]) for item in past.result["items"]]
    assert [(item.rule, item.status) for item in again.items] == before
    assert recompute_verdict(now).verdict == "prohibited"
    assert timezone.now() >= now.given_at >= past.given_at


def test_the_page_and_its_file_name_the_flip(
    client_of: Callable[[Actor], Client],
    administrator: Actor,
    barred: RuleChangeSet,
    case: Case,
) -> None:
    client = client_of(administrator)
    url = reverse("validation:rule_impact", args=[barred.pk])

    page = client.get(url)
    sheet = client.get(url, {"format": "csv"})

    assert case.product.name in page.content.decode()
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "prohibited" in lines[1]


@pytest.mark.parametrize("role", ["owner", "colleague", "stranger", "officer"])
def test_the_page_is_not_there_for_others(
    request: pytest.FixtureRequest,
    client_of: Callable[[Actor], Client],
    barred: RuleChangeSet,
    role: str,
) -> None:
    client = client_of(request.getfixturevalue(role))

    assert (
        client.get(reverse("validation:rule_impact", args=[barred.pk])).status_code
        == 404
    )
