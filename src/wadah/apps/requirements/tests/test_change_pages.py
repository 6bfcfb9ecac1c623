"""The pages by which a rule is changed, from the proposal to the approval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.requirements.models import (
    FeedEntry,
    RuleChange,
    RuleChangeSet,
    RuleFlag,
    RuleFollow,
)
from wadah.apps.requirements.queries.rule import RuleFilter, search_rules
from wadah.apps.requirements.tests.conftest import toml_of
from wadah.apps.requirements.tests.test_feed import COFFEE, HEAD

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
ABOUT = {
    "title": "Lower level",
    "source": "Regulation (EU) 2027/1",
    "reason": "A new level.",
    "effective_on": "2027-03-01",
    "rule": "COF-EU-03",
}


def test_from_a_rule_to_its_approval(
    client_of: ClientOf, administrator: Actor, approver: Actor
) -> None:
    one, other = client_of(administrator), client_of(approver)

    made = one.post(reverse("requirements:change_set_add"), ABOUT)
    change_set = RuleChangeSet.objects.get()
    form = one.get(made.url)
    assert "ochratoxin_a" in form.content.decode()
    text = toml_of("COF-EU-03").replace("value = 3.0", "value = 2.0")
    kept = one.post(
        made.url, {"rule_row": "COF-EU-03", "kind": "replace", "toml": text}
    )
    assert kept.status_code == 302
    detail = reverse("requirements:change_set_detail", args=[change_set.pk])
    page = one.get(detail).content.decode()
    assert "<del>tree.value = 3.0</del>" in page
    assert "<ins>tree.value = 2.0</ins>" in page
    # The sentence still says 3.0: a person is told before anybody approves.
    remarks = one.get(detail).context["remarks"]
    assert [(rule, "3.0 µg/kg" in text) for rule, text in remarks] == [
        ("COF-EU-03", True)
    ]
    one.post(reverse("requirements:change_set_propose", args=[change_set.pk]))
    decide = reverse("requirements:change_set_decide", args=[change_set.pk])
    assert one.post(decide, {"choice": "approve"}).status_code == 400
    assert other.post(decide, {"choice": "approve"}).status_code == 302

    rule = one.get(reverse("requirements:rule_detail", args=["COF-EU-03"]))
    content = rule.content.decode()
    assert "Regulation (EU) 2027/1" in content
    assert [one.version for one in rule.context["versions"]] == [2, 1]
    # The page of the approved set still shows what was before.
    assert "<del>tree.value = 3.0</del>" in one.get(detail).content.decode()


def test_a_wrong_text_comes_back_with_its_fault_and_its_difference(
    client_of: ClientOf, administrator: Actor, draft: RuleChangeSet
) -> None:
    client = client_of(administrator)
    url = reverse("requirements:change_put", args=[draft.pk, "COF-EU-03"])
    text = toml_of("COF-EU-03").replace("ochratoxin_a", "ochratoxin")

    page = client.post(url, {"rule_row": "COF-EU-03", "kind": "replace", "toml": text})

    assert "tree.limit" in str(page.context["form"].errors["toml"])
    assert page.context["lines"]
    assert not RuleChange.objects.exists()


def test_a_rejection_without_a_reason_is_asked_for_one(
    client_of: ClientOf,
    administrator: Actor,
    approver: Actor,
    lower: RuleChangeSet,
) -> None:
    client_of(administrator).post(
        reverse("requirements:change_set_propose", args=[lower.pk])
    )

    page = client_of(approver).post(
        reverse("requirements:change_set_decide", args=[lower.pk]), {"choice": "reject"}
    )

    assert page.status_code == 400
    assert page.context["form"].errors["note"]


@pytest.mark.parametrize("role", ["owner", "colleague", "stranger", "officer"])
def test_the_pages_are_not_there_for_others(
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    lower: RuleChangeSet,
    role: str,
) -> None:
    client = client_of(request.getfixturevalue(role))

    for name, args in (
        ("change_set_list", []),
        ("change_set_add", []),
        ("change_set_detail", [lower.pk]),
        ("change_put", [lower.pk, "COF-EU-03"]),
        ("flag_list", []),
        ("feed_load", []),
    ):
        address = reverse(f"requirements:{name}", args=args)
        assert client.get(address).status_code == 404, name


def test_a_file_is_loaded_and_the_flag_put_aside_or_taken_up(
    client_of: ClientOf, administrator: Actor
) -> None:
    client = client_of(administrator)
    load = reverse("requirements:feed_load")
    wrong = SimpleUploadedFile("f.csv", (HEAD + COFFEE[:-1] + "x y\n").encode())
    refused = client.post(load, {"file": wrong})
    assert refused.status_code == 400
    assert refused.context["faults"][0][:2] == (2, "link")
    assert not FeedEntry.objects.exists()

    good = SimpleUploadedFile("f.csv", (HEAD + COFFEE).encode())
    assert client.post(load, {"file": good}).status_code == 302

    flag = RuleFlag.objects.get(rule_row="COF-EU-03")
    rule = client.get(reverse("requirements:rule_detail", args=["COF-EU-03"]))
    assert "Ochratoxin A in coffee" in rule.content.decode()
    listed = client.get(reverse("requirements:flag_list"), {"q": "COF-EU-03"})
    assert "G/SPS/N/EU/900" in listed.content.decode()
    begun = client.post(
        reverse("requirements:change_set_add"), {**ABOUT, "flag": flag.pk}
    )
    flag.refresh_from_db()
    assert (flag.state, begun.status_code) == ("taken_up", 302)
    other = RuleFlag.objects.filter(state="open").first()
    assert other is not None
    client.post(
        reverse("requirements:flag_dismiss", args=[other.pk]), {"note": "No matter."}
    )
    other.refresh_from_db()
    assert other.state == "dismissed"


def test_an_owner_follows_from_the_page_of_a_rule(
    client_of: ClientOf,
    owner: Actor,
    stranger: Actor,
    families: dict[str, ProductFamily],
    markets: dict[str, Market],
) -> None:
    client = client_of(owner)
    url = reverse("requirements:rule_detail", args=["COF-EU-01"])
    page = client.get(url)
    assert ("coffee_green_robusta", "biji kopi robusta") in page.context[
        "follow_families"
    ]

    back = client.post(
        reverse("requirements:follow_add"),
        {"family": "coffee_green_robusta", "market": "DE", "next": url},
    )

    assert back.url == url
    row = RuleFollow.objects.get()
    assert (row.user_id, row.market_id) == (owner.user_id, "DE")
    elsewhere = client.post(
        reverse("requirements:follow_add"),
        {"family": "cocopeat", "market": "AU", "next": "https://evil.example/"},
    )
    assert elsewhere.url == reverse("requirements:notice_list")
    remove = reverse("requirements:follow_remove", args=[row.pk])
    assert client_of(stranger).post(remove).status_code == 404
    client_of(owner).post(remove)
    assert not RuleFollow.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("asked", "inside", "outside"),
    [("V1", "COF-EU-03", "ID-ALL-01"), ("G", "ID-ALL-01", "COF-EU-03")],
)
def test_rules_are_filtered_by_confidence(
    client: Client, asked: str, inside: str, outside: str
) -> None:
    url = reverse("requirements:rule_list")
    sheet = client.get(url, {"confidence": asked, "format": "csv"})

    lines = sheet.content.decode("utf-8-sig").splitlines()[1:]
    codes = {line.split(",")[0] for line in lines}
    assert inside in codes
    assert outside not in codes


def test_overdue_rules_are_those_past_their_review() -> None:
    def found(day: date) -> set[str]:
        wanted = RuleFilter(is_overdue=True, today=day)
        return {rule.id for rule in search_rules(wanted)}

    assert found(date(2026, 11, 24)) == set()
    # Rules looked at every three months first: levies, tariffs, lists of plants.
    spring = found(date(2027, 2, 25))
    assert "PREF-US-01" in spring
    assert "COF-EU-03" not in spring
    assert "COF-EU-03" in found(date(2027, 11, 25))
