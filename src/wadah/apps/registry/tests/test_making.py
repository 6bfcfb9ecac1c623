"""Production steps and raw materials: set whole, in order, within the whole."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.actions.set_production_steps import set_production_steps
from wadah.apps.registry.actions.set_raw_materials import set_raw_materials
from wadah.apps.registry.making_values import MaterialLine, StepLine
from wadah.apps.registry.models import Business, Product, ProductionStep, RawMaterial
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


def _titles(product: Product) -> list[tuple[int, str]]:
    return list(product.steps.values_list("position", "title"))


def test_steps_keep_their_order_and_say_where_and_what_is_checked(
    owner: Actor, product: Product
) -> None:
    site = product.business.sites.create(kind="drying", name="Lantai jemur")

    set_production_steps(
        actor=owner,
        product=product,
        steps=[
            StepLine("Picking", how="red cherries only"),
            StepLine(" Drying ", site_id=site.pk, checked="moisture ≤ 12.5 %"),
            StepLine("Hulling", equipment="huller", is_outsourced=True),
        ],
    )

    assert _titles(product) == [(1, "Picking"), (2, "Drying"), (3, "Hulling")]
    assert product.steps.get(position=2).site == site
    row = AuditRow.objects.get()
    assert row.verb == "product.steps_set"
    assert (row.before, len(row.after["steps"])) == ({"steps": []}, 3)


@pytest.mark.parametrize(
    ("line", "field", "rule"),
    [
        (StepLine(" "), "title", "required"),
        (StepLine("x" * 121), "title", "too_long"),
        (StepLine("Drying", site_id=-1), "site", "unknown_site"),
    ],
)
def test_refuses_a_bad_step_and_keeps_the_old_ones(
    owner: Actor, product: Product, line: StepLine, field: str, rule: str
) -> None:
    ProductionStep.objects.create(product=product, position=1, title="Picking")

    with pytest.raises(InvalidInput) as refusal:
        set_production_steps(actor=owner, product=product, steps=[line])

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert _titles(product) == [(1, "Picking")]
    assert AuditRow.objects.count() == 0


def test_a_site_of_another_business_is_not_known_here(
    owner: Actor, product: Product
) -> None:
    other = Business.objects.create(name="Other", search_name="other")
    site = other.sites.create(kind="field", name="Elsewhere")

    with pytest.raises(InvalidInput) as refusal:
        set_production_steps(
            actor=owner, product=product, steps=[StepLine("A", site_id=site.pk)]
        )

    assert refusal.value.rule == "unknown_site"


def test_raw_materials_fill_the_whole_exactly(owner: Actor, product: Product) -> None:
    set_raw_materials(
        actor=owner,
        product=product,
        materials=[
            MaterialLine("Cherries", "own", "18.71", share_percent=Decimal("60.5")),
            MaterialLine("Cherries", "members", share_percent=Decimal("39.5")),
            MaterialLine("Sacks", "imported", "18.71", country="in"),
        ],
    )

    rows = list(
        RawMaterial.objects.values_list("name", "origin", "region_id", "country")
    )
    assert rows == [
        ("Cherries", "own", "18.71", "ID"),
        ("Cherries", "members", None, "ID"),
        ("Sacks", "imported", None, "IN"),
    ]
    assert AuditRow.objects.get().verb == "product.materials_set"


@pytest.mark.parametrize(
    ("lines", "field", "rule"),
    [
        ([MaterialLine("", "own")], "name", "required"),
        ([MaterialLine("A", "stolen")], "origin", "unknown_word"),
        ([MaterialLine("A", "own", "99")], "region_code", "unknown_region"),
        ([MaterialLine("A", "imported")], "country", "country_of_import"),
        ([MaterialLine("A", "imported", country="XYZ")], "country",
         "country_of_import"),
        ([MaterialLine("A", "own", share_percent=Decimal(0))], "share_percent",
         "out_of_range"),
        ([MaterialLine("A", "own", share_percent=Decimal("100.01"))],
         "share_percent", "out_of_range"),
        ([MaterialLine("A", "own", share_percent=Decimal(60)),
          MaterialLine("B", "own", share_percent=Decimal("40.01"))],
         "share_percent", "over_whole"),
    ],
)  # fmt: skip
def test_refuses_bad_raw_materials_and_keeps_the_old_ones(
    owner: Actor, product: Product, lines: list[MaterialLine], field: str, rule: str
) -> None:
    RawMaterial.objects.create(product=product, name="Old", origin="own")

    with pytest.raises(InvalidInput) as refusal:
        set_raw_materials(actor=owner, product=product, materials=lines)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert RawMaterial.objects.get().name == "Old"
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize(
    "who", ["stranger", "verifier", "approver", "buyer_actor", "analyst"]
)
def test_nobody_else_says_how_it_is_made(
    who: str, request: pytest.FixtureRequest, product: Product
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        set_production_steps(actor=actor, product=product, steps=[])
    with pytest.raises(Absent):
        set_raw_materials(actor=actor, product=product, materials=[])

    assert AuditRow.objects.count() == 0


def test_owner_writes_moves_and_removes_steps_by_hand(
    owner: Actor, product: Product, client_of: ClientOf
) -> None:
    client = client_of(owner)
    page = reverse("registry:product_detail", args=[product.pk])

    def at(name: str, *place: int) -> str:
        return reverse(f"registry:step_{name}", args=[product.pk, *place])

    assert "Belum disebut cara membuatnya" in client.get(page).content.decode()
    for title in ("Petik", "Jemur", "Kupas"):
        client.post(at("add"), {"title": title})
    client.post(at("move", 3), {"to": "up"})
    assert _titles(product) == [(1, "Petik"), (2, "Kupas"), (3, "Jemur")]
    client.post(at("move", 1), {"to": "down"})
    client.post(at("move", 1), {"to": "up"})
    client.post(at("move", 3), {"to": "down"})
    assert _titles(product) == [(1, "Kupas"), (2, "Petik"), (3, "Jemur")]
    client.post(at("edit", 2), {"title": "Petik merah", "checked": "warna"})
    asked = client.get(at("remove", 1)).content.decode()
    answer = client.post(at("remove", 1))

    assert "Kupas" in asked
    assert answer["Location"] == f"{page}#steps"
    assert _titles(product) == [(1, "Petik merah"), (2, "Jemur")]
    assert "warna" in client.get(page).content.decode()
    assert client.get(at("edit", 3)).status_code == 404


def test_owner_writes_and_removes_raw_materials_by_hand(
    owner: Actor, product: Product, markets: object, client_of: ClientOf
) -> None:
    client = client_of(owner)

    def at(name: str, *place: int) -> str:
        return reverse(f"registry:material_{name}", args=[product.pk, *place])

    client.post(at("add"), {"name": "Ceri", "origin": "own", "share_percent": "70"})
    refused = client.post(
        at("add"), {"name": "Gula", "origin": "bought_here", "share_percent": "31"}
    )
    client.post(
        at("add"),
        {"name": "Karung", "origin": "imported", "country": "TH"},
    )
    client.post(at("edit", 1), {"name": "Ceri merah", "origin": "members"})
    page = client.get(reverse("registry:product_detail", args=[product.pk]))
    client.post(at("remove", 2))

    assert refused.context["form"].errors == {
        "share_percent": ["Jumlah bagian menjadi 101 %; paling banyak 100 %."]
    }
    assert "Thailand" in page.content.decode()
    assert "Ceri merah" in page.content.decode()
    assert [row.name for row in RawMaterial.objects.all()] == ["Ceri merah"]
