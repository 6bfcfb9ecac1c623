"""The pages of the register, opened by each role."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from wadah.apps.accounts.actor import ANONYMOUS, Actor
from wadah.apps.accounts.models import Organisation
from wadah.apps.registry.actions.add_product_photo import add_product_photo
from wadah.apps.registry.models import (
    Business,
    CapacityMonth,
    Consent,
    Lot,
    Product,
    Visit,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
ROLES = [
    "owner", "colleague", "stranger", "officer", "verifier", "approver",
    "buyer_actor", "analyst", "administrator",
]  # fmt: skip
CARERS = {"owner", "colleague", "officer", "administrator"}
OFFICERS = {"officer", "administrator"}
OF_BUSINESS = ("business_edit", "product_add")
OF_PRODUCT = ("product_edit", "product_photo_add", "lot_add", "capacity_declare")


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> Path:
    storages = {**settings.STORAGES}  # type: ignore[attr-defined]
    storages["default"] = {
        **storages["default"],
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = storages  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def actor_named(request: pytest.FixtureRequest) -> Callable[[str], Actor]:
    return lambda name: request.getfixturevalue(name)


def make_jpeg() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "peru").save(out, "JPEG")
    out.seek(0)
    out.name = "kopi.jpg"
    return out


@pytest.mark.parametrize("who", ROLES)
def test_each_page_opens_for_those_who_care_for_the_record_only(
    who: str,
    actor_named: Callable[[str], Actor],
    client_of: ClientOf,
    business: Business,
    product: Product,
) -> None:
    client = client_of(actor_named(who))
    pages = {
        **{f"registry:{name}": business.pk for name in OF_BUSINESS},
        **{f"registry:{name}": product.pk for name in OF_PRODUCT},
        "registry:product_detail": product.pk,
    }
    officer_pages = {
        "registry:visit_add": business.pk,
        "registry:capacity_verify": product.pk,
    }

    found = {name: client.get(reverse(name, args=[pk])).status_code
             for name, pk in {**pages, **officer_pages}.items()}  # fmt: skip

    assert found == {
        **{name: 200 if who in CARERS else 404 for name in pages},
        **{name: 200 if who in OFFICERS else 404 for name in officer_pages},
    }


@pytest.mark.parametrize("who", ROLES)
def test_list_and_its_file_open_for_officers_and_analysts(
    who: str, actor_named: Callable[[str], Actor], client_of: ClientOf
) -> None:
    client = client_of(actor_named(who))
    expected = 200 if who in {*OFFICERS, "analyst"} else 404

    for name in ("business_list", "business_export"):
        assert client.get(reverse(f"registry:{name}")).status_code == expected


def test_nobody_signed_in_is_asked_to_sign_in(
    client_of: ClientOf, business: Business, product: Product
) -> None:
    client = client_of(ANONYMOUS)

    for name, args in (
        ("business_list", []), ("business_add", []), ("product_edit", [product.pk]),
    ):  # fmt: skip
        response = client.get(reverse(f"registry:{name}", args=args))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("accounts:sign_in"))


def test_owner_goes_from_the_business_to_a_product_with_photo(
    owner: Actor, officer: Actor, families: object, client_of: ClientOf
) -> None:
    client = client_of(owner)
    house = Organisation.objects.get(pk=officer.organisation_id)

    response = client.post(
        reverse("registry:business_add"),
        {"name": "Kopi Siti", "region_code": "18.71", "phone": "081234567890",
         "made": "kopi", "consent_to": house.pk},
    )  # fmt: skip
    business = Business.objects.get()
    assert response["Location"] == reverse("registry:product_add", args=[business.pk])
    assert business.owner_name == "Owner"
    assert Consent.objects.get().basis == "self"

    response = client.post(
        reverse("registry:product_add", args=[business.pk]),
        {"family": "coffee_green_robusta", "kg": "900", "photo": make_jpeg(),
         "is_published": "on"},
    )  # fmt: skip
    product = Product.objects.get()
    assert response["Location"] == reverse("registry:product_detail", args=[product.pk])
    assert product.name == "biji kopi robusta"
    assert product.photos.count() == 1
    assert [row.declared_kg for row in product.capacity.all()] == [Decimal(900)] * 6


def test_second_visit_to_the_form_leads_to_the_business_that_is_there(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    response = client_of(owner).get(reverse("registry:business_add"))

    assert response["Location"] == reverse("registry:business_edit", args=[business.pk])


def test_bad_photo_leaves_no_half_of_a_product(
    owner: Actor, business: Business, families: object, client_of: ClientOf
) -> None:
    upload = io.BytesIO(b"<html>")
    upload.name = "photo.jpg"

    response = client_of(owner).post(
        reverse("registry:product_add", args=[business.pk]),
        {"family": "cocopeat", "kg": "5", "photo": upload},
    )

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["photo"]
    assert Product.objects.count() == 0
    assert CapacityMonth.objects.count() == 0


def test_search_puts_what_fits_first(
    owner: Actor, business: Business, families: object, client_of: ClientOf
) -> None:
    response = client_of(owner).get(
        reverse("registry:product_add", args=[business.pk]), {"q": "kayu manis"}
    )

    blank, first = response.context["form"].fields["family"].choices[:2]
    assert blank[0] == ""
    assert first[1][0][0] == "cinnamon_cassia"


def test_officer_enters_a_business_with_consent(
    officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    values = {"name": "Lidi Way Kanan", "region_code": "18.71"}

    refused = client.post(reverse("registry:business_add"), values)
    assert list(refused.context["form"].errors) == ["consent_given_by"]
    assert Business.objects.count() == 0

    response = client.post(
        reverse("registry:business_add"), {**values, "consent_given_by": "Budi"}
    )
    business = Business.objects.get()
    assert response["Location"] == reverse("business_page", args=[business.pk])


def test_edit_keeps_the_identity_number_and_never_shows_it(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    business.nib = "0220001234567"
    business.save()
    client = client_of(owner)
    address = reverse("registry:business_edit", args=[business.pk])

    page = client.get(address).content.decode()
    client.post(
        address, {"name": "Kopi Baru", "region_code": "18.71", "is_published": "on"}
    )

    business.refresh_from_db()
    assert "0220001234567" not in page
    assert "•••••••••4567" in page
    assert (business.name, business.nib) == ("Kopi Baru", "0220001234567")
    assert business.is_published is True


def test_refusal_of_the_action_stands_beside_its_field(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    response = client_of(owner).post(
        reverse("registry:business_edit", args=[business.pk]),
        {"name": "Kopi", "region_code": "18.71", "nib": "12"},
    )

    assert response.context["form"].errors["nib"] == [
        "NIB terdiri dari 13 angka. Periksa lagi di surat OSS."
    ]


def test_visit_is_recorded_and_not_in_the_future(
    officer: Actor, business: Business, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:visit_add", args=[business.pk])

    refused = client.post(address, {"visited_on": "2999-01-01", "seen": "Baik"})
    assert list(refused.context["form"].errors) == ["visited_on"]

    client.post(address, {"visited_on": "2026-01-02", "seen": "Baik"})
    assert Visit.objects.get().visited_on == date(2026, 1, 2)


def test_completing_a_product_keeps_what_is_not_asked(
    owner: Actor, product: Product, client_of: ClientOf
) -> None:
    product.attributes = {"sold_to": "industry", "for_planting": False}
    between = {"parameter": "moisture", "operator": "between", "min": 8, "max": 12,
               "alias": "kadar air"}  # fmt: skip
    product.specs = [between]
    product.save()

    client_of(owner).post(
        reverse("registry:product_edit", args=[product.pk]),
        {
            "name": "Robusta", "form": "green", "packing": ["jute_bag"],
            "min_order_kg": "500", "price_floor_amount": "2900",
            "price_floor_currency": "USD", "hs_code": "0901.11",
            "attribute_coffee_process": "dry", "attribute_for_planting": "no",
            "attribute_species": "", "attribute_retail_packed": "",
            "spec_0_parameter": "moisture", "spec_0_operator": "between",
            "spec_0_value": "8", "spec_0_max": "12,5", "spec_0_unit": "%",
            "spec_0_basis": "dry", "spec_0_qualifier": "at loading",
            "spec_1_parameter": "defect_value", "spec_1_operator": "<=",
            "spec_1_value": "80", "spec_1_unit": "points/300 g",
            "spec_2_parameter": "screen_size", "spec_2_operator": "in",
            "spec_2_value": "15; 16",
        },
    )  # fmt: skip

    product.refresh_from_db()
    assert product.attributes == {
        "sold_to": "industry", "coffee_process": "dry", "for_planting": False,
    }  # fmt: skip
    assert product.packing == ["jute_bag"]
    assert product.min_order_kg == Decimal(500)
    assert (product.price_floor_amount, product.price_floor_currency) == (
        Decimal(2900), "USD",
    )  # fmt: skip
    assert product.specs == [
        {"parameter": "moisture", "operator": "between", "min": 8, "max": 12.5,
         "unit": "%", "basis": "dry", "qualifier": "at loading", "alias": "kadar air"},
        {"parameter": "defect_value", "operator": "<=", "value": 80,
         "unit": "points/300 g"},
        {"parameter": "screen_size", "operator": "in", "value": [15, 16],
         "unit": None},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("operator", "value", "most", "field"),
    [
        ("<=", "1.500", "", "spec_0_value"),
        ("<=", "12.5.1", "", "spec_0_value"),
        ("<=", "12", "13", "spec_0_max"),
        ("between", "8", "1,250", "spec_0_max"),
        ("between", "13", "8", "spec_0_max"),
        ("in", "15; 1.600", "", "spec_0_value"),
    ],
)
def test_a_number_that_reads_in_two_ways_is_asked_back(
    owner: Actor,
    product: Product,
    client_of: ClientOf,
    operator: str,
    value: str,
    most: str,
    field: str,
) -> None:
    response = client_of(owner).post(
        reverse("registry:product_edit", args=[product.pk]),
        {
            "name": "Robusta", "price_floor_currency": "USD",
            "spec_0_parameter": "moisture", "spec_0_operator": operator,
            "spec_0_value": value, "spec_0_max": most, "spec_0_unit": "%",
        },
    )  # fmt: skip

    assert list(response.context["form"].errors) == [field]
    product.refresh_from_db()
    assert product.specs == []


def test_lot_and_capacity_are_entered_by_hand(
    owner: Actor, officer: Actor, product: Product, client_of: ClientOf
) -> None:
    client = client_of(owner)
    client.post(
        reverse("registry:lot_add", args=[product.pk]),
        {"code": "A", "quantity_kg": "12.5"},
    )
    assert Lot.objects.get().quantity_kg == Decimal("12.5")

    address = reverse("registry:capacity_declare", args=[product.pk])
    month = client.get(address).context["form"].fields["month"].choices[1][0]
    client.post(address, {"month": month, "kg": "700"})
    client_of(officer).post(
        reverse("registry:capacity_verify", args=[product.pk]),
        {"month": month, "kg": "600", "verified_on": "2026-01-02", "how": "Catatan"},
    )

    row = CapacityMonth.objects.get()
    assert (row.declared_kg, row.verified_kg) == (Decimal(700), Decimal(600))
    page = client.get(reverse("registry:product_detail", args=[product.pk]))
    assert "Catatan" in page.content.decode()


def test_verifying_less_than_promised_says_why(
    officer: Actor, product: Product, client_of: ClientOf
) -> None:
    address = reverse("registry:capacity_verify", args=[product.pk])
    client = client_of(officer)
    month = client.get(address).context["form"].fields["month"].choices[0][0]
    CapacityMonth.objects.create(
        product=product, month=date.fromisoformat(f"{month}-01"),
        verified_kg=900, promised_kg=600,
    )  # fmt: skip

    response = client.post(
        address,
        {"month": month, "kg": "5", "verified_on": "2026-01-02", "how": "Cek"},
    )

    assert "600 kg" in response.context["form"].non_field_errors()[0]
    assert CapacityMonth.objects.get().verified_kg == Decimal(900)


@pytest.mark.parametrize("who", ["anonymous", *ROLES])
@pytest.mark.parametrize("published", [False, True])
def test_photo_is_for_everybody_only_once_published(
    who: str,
    published: bool,
    actor_named: Callable[[str], Actor],
    owner: Actor,
    client_of: ClientOf,
    product: Product,
) -> None:
    photo = add_product_photo(actor=owner, product=product, upload=make_jpeg())
    Product.objects.update(is_published=published, is_proved=True)
    Business.objects.update(is_published=published)
    actor = ANONYMOUS if who == "anonymous" else actor_named(who)
    client = client_of(actor)

    response = client.get(reverse("registry:photo", args=[photo.pk]))

    assert response.status_code == (200 if published or who in CARERS else 404)


def test_photo_is_served_as_what_it_is(
    owner: Actor, product: Product, client_of: ClientOf
) -> None:
    photo = add_product_photo(actor=owner, product=product, upload=make_jpeg())
    address = reverse("registry:photo", args=[photo.pk])

    full = client_of(owner).get(address)
    small = client_of(owner).get(address, {"size": "small"})

    assert full["Content-Type"] == "image/jpeg"
    assert full["X-Content-Type-Options"] == "nosniff"
    assert full["Cache-Control"] == "private, max-age=86400"
    sizes = []
    for response in (full, small):
        content = io.BytesIO(b"".join(response.streaming_content))
        sizes.append(Image.open(content).size)
    assert sizes == [(900, 600), (480, 320)]


def test_photo_whose_file_is_gone_is_absent(
    owner: Actor, product: Product, client_of: ClientOf, uploads: Path
) -> None:
    photo = add_product_photo(actor=owner, product=product, upload=make_jpeg())
    (uploads / photo.file.name).unlink()

    address = reverse("registry:photo", args=[photo.pk])
    assert client_of(owner).get(address).status_code == 404


def test_product_of_a_business_not_shown_has_no_public_photo(
    owner: Actor, product: Product, client_of: ClientOf
) -> None:
    photo = add_product_photo(actor=owner, product=product, upload=make_jpeg())
    Product.objects.update(is_published=True, is_proved=True)

    address = reverse("registry:photo", args=[photo.pk])
    assert client_of(ANONYMOUS).get(address).status_code == 404


@pytest.mark.parametrize("who", ["anonymous", *ROLES])
def test_consent_is_withdrawn_by_the_business_only(
    who: str,
    actor_named: Callable[[str], Actor],
    client_of: ClientOf,
    business: Business,
) -> None:
    consent = Consent.objects.get()
    client = client_of(ANONYMOUS if who == "anonymous" else actor_named(who))
    may = who in {"owner", "colleague", "administrator"}

    response = client.post(
        reverse("registry:consent_withdraw", args=[business.pk, consent.pk])
    )

    expected = 302 if may or who == "anonymous" else 404
    assert response.status_code == expected
    assert (Consent.objects.get().withdrawn_on is not None) is may
