"""Who sees which businesses in the list and in its file, in which order."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import fastexcel
import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import ANONYMOUS, Absent, Actor
from wadah.apps.accounts.models import AuditRow, Organisation, User
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry.actions import export_businesses as export
from wadah.apps.registry.counting import recount
from wadah.apps.registry.models import Business, Consent, ImportBatch, Lot, Product
from wadah.apps.registry.queries.business import can_edit, visible_businesses
from wadah.apps.registry.queries.business_list import (
    BusinessFilter,
    search_businesses,
)
from wadah.apps.registry.queries.counts import count_visible
from wadah.apps.registry.queries.product import (
    get_lot,
    get_product,
    get_public_product,
    list_public_products,
)
from wadah.apps.validation.models import Case, Document

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
NIB = "0220001234567"
SEES = {
    "owner": True, "colleague": True, "stranger": False, "officer": True,
    "verifier": False, "approver": False, "buyer_actor": False, "analyst": True,
    "administrator": True,
}  # fmt: skip
EDITS = {"owner", "colleague", "officer", "administrator"}


def make(name: str, **values: object) -> Business:
    return Business.objects.create(name=name, search_name=name.lower(), **values)


@pytest.mark.parametrize("who", SEES)
def test_whole_record_is_seen_by_the_matrix(
    who: str, request: pytest.FixtureRequest, business: Business
) -> None:
    business.is_published = True
    business.save()
    actor = request.getfixturevalue(who)

    assert visible_businesses(actor).exists() is SEES[who]
    assert can_edit(actor, business) is (who in EDITS)


def test_nobody_signed_in_sees_no_record(business: Business) -> None:
    assert not visible_businesses(ANONYMOUS).exists()
    assert can_edit(ANONYMOUS, business) is False


def test_officer_sees_own_regions_and_living_consents(
    officer: Actor, region: Region
) -> None:
    far = Region.objects.create(pk="35.13", name="Probolinggo", kind="regency")
    look_alike = Region.objects.create(pk="181", name="Look-alike", kind="regency")
    house = Organisation.objects.get(pk=officer.organisation_id)
    other = Organisation.objects.create(kind="export_organisation", name="Other")
    own_list = ImportBatch.objects.create(organisation=house, list_key="a")
    make("own list, no consent", region=region, batch=own_list)
    make("no consent", region=region)
    cases: dict[str, tuple[Region | None, dict[str, object]]] = {
        "consent": (region, {"organisation": house}),
        "no region": (None, {"organisation": house}),
        "far": (far, {"organisation": house}),
        "look-alike": (look_alike, {"organisation": house}),
        "withdrawn": (
            region,
            {"organisation": house, "withdrawn_on": date(2026, 11, 2)},
        ),
        "for another": (region, {"organisation": other}),
    }
    for name, (place, values) in cases.items():
        Consent.objects.create(
            business=make(name, region=place, batch=own_list), basis="self",
            given_on=date(2026, 11, 1), **values,
        )  # fmt: skip
    recount()

    seen = set(visible_businesses(officer).values_list("name", flat=True))

    assert seen == {"consent", "no region"}
    assert count_visible(officer) == 2


def test_verifier_sees_what_has_a_case_or_a_paper_to_check(
    verifier: Actor, approver: Actor, product: Product, markets: dict[str, object]
) -> None:
    document = Document.objects.create(business=product.business, type="nib")
    assert visible_businesses(verifier).get() == product.business
    assert not visible_businesses(approver).exists()

    document.checked_by_id = approver.user_id
    document.save()
    assert not visible_businesses(verifier).exists()

    Case.objects.create(product=product, destination=markets["DE"])
    for actor in (verifier, approver):
        assert visible_businesses(actor).get() == product.business


def test_approver_sees_what_has_a_rung_to_confirm(
    verifier: Actor, approver: Actor, officer: Actor, buyer_actor: Actor,
    product: Product, markets: dict[str, object],
) -> None:  # fmt: skip
    wanted = BuyerRequest.objects.create(
        buyer=Buyer.objects.get(), family=product.family, quantity_kg=1,
        window_from=date(2026, 12, 1), window_to=date(2026, 12, 31),
        destination=markets["DE"],
    )  # fmt: skip
    deal = Deal.objects.create(request=wanted, product=product)
    assert not visible_businesses(approver).exists()

    rung = DealRung.objects.create(
        deal=deal, rung="interest", reached_on=date(2026, 12, 1), proof="surat",
        recorded_by_id=officer.user_id,
    )  # fmt: skip
    assert visible_businesses(approver).get() == product.business
    assert not visible_businesses(verifier).exists()

    rung.confirmed_by = User.objects.get(pk=verifier.user_id)
    rung.save()
    assert not visible_businesses(approver).exists()


@pytest.fixture
def three(region: Region, families: dict[str, ProductFamily]) -> None:
    coffee = make("Alam Kopi", region=region, phone="+628111111111", nib=NIB)
    Product.objects.create(
        business=coffee, family=families["coffee_green_robusta"], name="Robusta"
    )
    make("Bu Siti", made="keripik pisang", email="siti@example.org")
    make("Cahaya", family=families["cocopeat"], district="Kalianda")


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["Alam Kopi", "Bu Siti", "Cahaya"]),
        ({"sort": "-name"}, ["Cahaya", "Bu Siti", "Alam Kopi"]),
        ({"sort": "new"}, ["Cahaya", "Bu Siti", "Alam Kopi"]),
        ({"sort": "nonsense"}, ["Alam Kopi", "Bu Siti", "Cahaya"]),
        ({"text": "KOPI alam"}, ["Alam Kopi"]),
        ({"text": "pisang"}, ["Bu Siti"]),
        ({"text": "kalianda"}, ["Cahaya"]),
        ({"region": "18.71"}, ["Alam Kopi"]),
        ({"region": "18"}, ["Alam Kopi"]),
        ({"region": "18.7"}, []),
        ({"family": "coffee_green_robusta"}, ["Alam Kopi"]),
        ({"family": "cocopeat"}, ["Cahaya"]),
        ({"without_contact": True}, ["Cahaya"]),
    ],
)
def test_filters_and_orders(
    administrator: Actor, three: None, wanted: dict[str, object], names: list[str]
) -> None:
    found = search_businesses(administrator, BusinessFilter(**wanted))

    assert [business.name for business in found] == names


def test_counts_products_of_each(administrator: Actor, three: None) -> None:
    found = search_businesses(administrator, BusinessFilter())

    assert [business.product_count for business in found] == [1, 0, 0]


def test_file_has_contact_for_an_officer_but_no_identity_number(
    administrator: Actor, three: None, client_of: ClientOf
) -> None:
    response = client_of(administrator).get(
        reverse("registry:business_export"), {"q": "alam"}
    )

    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert "Alam Kopi" in rows[1]
    assert "+628111111111" in rows[1]
    assert NIB not in text
    row = AuditRow.objects.get()
    assert row.verb == "personal_data.exported"
    assert row.after["what"] == "businesses"
    assert row.after["rows"] == 1
    assert row.after["with_contact"] is True
    assert row.after["filter"]["text"] is True


def test_analyst_gets_names_without_ways_to_reach_anybody(
    analyst: Actor, three: None, client_of: ClientOf
) -> None:
    client = client_of(analyst)

    page = client.get(reverse("registry:business_list")).content.decode()
    text = client.get(reverse("registry:business_export")).content.decode("utf-8-sig")

    for shown in (page, text):
        assert "Alam Kopi" in shown
        assert "8111111111" not in shown
        assert "siti@example.org" not in shown
        assert NIB not in shown
    assert AuditRow.objects.get().after["with_contact"] is False


def test_spreadsheet_holds_the_same_rows(
    administrator: Actor, three: None, client_of: ClientOf
) -> None:
    make("=cmd|' /C calc'!A0")

    response = client_of(administrator).get(
        reverse("registry:business_export"), {"format": "xlsx"}
    )
    plain = client_of(administrator).get(reverse("registry:business_export"))

    names = fastexcel.read_excel(response.content).load_sheet(0).to_polars()
    assert names.to_series(1).to_list() == [
        "=cmd|' /C calc'!A0", "Alam Kopi", "Bu Siti", "Cahaya",
    ]  # fmt: skip
    rows = list(csv.reader(io.StringIO(plain.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == [
        "'=cmd|' /C calc'!A0", "Alam Kopi", "Bu Siti", "Cahaya",
    ]  # fmt: skip


def test_reg_05_list_past_the_limit_leaves_in_parts(
    administrator: Actor, three: None, client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(export, "MOST_ROWS", 2)

    response = client_of(administrator).get(reverse("registry:business_export"))

    assert response.status_code == 409
    assert AuditRow.objects.count() == 0


def test_only_published_products_of_published_businesses_are_public(
    product: Product,
) -> None:
    for published, shown, expected in (
        (False, False, 0), (True, False, 0), (False, True, 0), (True, True, 1),
    ):  # fmt: skip
        Product.objects.update(is_published=published, is_proved=True)
        Business.objects.update(is_published=shown)
        assert list_public_products().count() == expected


@pytest.mark.parametrize("who", SEES)
def test_product_and_lot_are_seen_by_those_who_care_for_them(
    who: str, request: pytest.FixtureRequest, product: Product, lot: Lot
) -> None:
    actor = request.getfixturevalue(who)

    if who in EDITS:
        assert get_product(actor, product.pk) == product
        assert get_lot(actor, lot.pk) == lot
        return
    for read, pk in ((get_product, product.pk), (get_lot, lot.pk)):
        with pytest.raises(Absent):
            read(actor, pk)


def test_absent_public_product_looks_like_one_not_published(product: Product) -> None:
    for pk in (product.pk, product.pk + 1000):
        with pytest.raises(Absent):
            get_public_product(pk)

    Product.objects.update(is_published=True, is_proved=True)
    Business.objects.update(is_published=True)
    assert get_public_product(product.pk) == product
