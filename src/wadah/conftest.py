"""People and things that the tests of every app share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from wadah.apps.accounts.actor import Actor, make_actor
from wadah.apps.accounts.models import Membership, Organisation, Role, User
from wadah.apps.matching.models import Buyer
from wadah.apps.reference.models import Market, ProductFamily, Region
from wadah.apps.registry.counting import recount
from wadah.apps.registry.models import Business, Consent, Lot, Product

PASSWORD = "kain-tapis-emas"


@pytest.fixture
def region(db: None) -> Region:
    province, _ = Region.objects.get_or_create(
        pk="18", defaults={"name": "Lampung", "kind": "province", "bps_code": "18"}
    )
    city, _ = Region.objects.get_or_create(
        pk="18.71",
        defaults={
            "name": "Kota Bandar Lampung",
            "kind": "city",
            "bps_code": "1871",
            "parent": province,
        },
    )
    return city


@pytest.fixture
def families(db: None) -> dict[str, ProductFamily]:
    rows = {
        "coffee_green_robusta": ("biji kopi robusta", "green robusta", "090111"),
        "cocopeat": ("serbuk sabut kelapa", "cocopeat", "530500"),
        "cinnamon_cassia": ("kayu manis", "cassia bark", "090619"),
        "plastic_scrap": ("skrap plastik", "plastic scrap", "391510"),
    }
    return {
        slug: ProductFamily.objects.get_or_create(
            pk=slug,
            defaults={"name_id": name_id, "name_en": name_en, "hs6": hs6},
        )[0]
        for slug, (name_id, name_en, hs6) in rows.items()
    }


@pytest.fixture
def markets(db: None) -> dict[str, Market]:
    rows = {"DE": ("Jerman", "Germany"), "AU": ("Australia", "Australia"),
            "GB": ("Britania Raya", "Great Britain"), "PK": ("Pakistan", "Pakistan"),
            "TH": ("Thailand", "Thailand")}  # fmt: skip
    return {
        iso2: Market.objects.get_or_create(
            pk=iso2, defaults={"name_id": name_id, "name_en": name_en}
        )[0]
        for iso2, (name_id, name_en) in rows.items()
    }


@pytest.fixture
def make_person(region: Region) -> Callable[..., Actor]:
    """A person in a role, in a new organisation or in one given."""

    def make(
        login: str, role: Role, kind: str, organisation: int | None = None
    ) -> Actor:
        user = User(login=login, name=login.split("@")[0].title())
        user.confirmed_at = timezone.now()
        user.set_password(PASSWORD)
        user.save()
        if organisation is None:
            house = Organisation.objects.create(kind=kind, name=f"House of {login}")
        else:
            house = Organisation.objects.get(pk=organisation)
        if kind == Organisation.Kind.EXPORT:
            house.regions.set(Region.objects.filter(pk="18"))
        Membership.objects.create(user=user, organisation=house, role=role)
        return make_actor(user)

    return make


@pytest.fixture
def owner(make_person: Callable[..., Actor]) -> Actor:
    return make_person("owner@example.org", Role.OWNER, "business")


@pytest.fixture
def colleague(make_person: Callable[..., Actor], owner: Actor) -> Actor:
    return make_person(
        "colleague@example.org", Role.STAFF, "business", owner.organisation_id
    )


@pytest.fixture
def stranger(make_person: Callable[..., Actor]) -> Actor:
    return make_person("stranger@example.org", Role.OWNER, "business")


@pytest.fixture
def officer(make_person: Callable[..., Actor]) -> Actor:
    return make_person("officer@example.org", Role.OFFICER, "export_organisation")


@pytest.fixture
def verifier(make_person: Callable[..., Actor], officer: Actor) -> Actor:
    return make_person(
        "verifier@example.org",
        Role.VERIFIER,
        "export_organisation",
        officer.organisation_id,
    )


@pytest.fixture
def approver(make_person: Callable[..., Actor], officer: Actor) -> Actor:
    return make_person(
        "approver@example.org",
        Role.APPROVER,
        "export_organisation",
        officer.organisation_id,
    )


@pytest.fixture
def analyst(make_person: Callable[..., Actor]) -> Actor:
    return make_person("analyst@example.org", Role.ANALYST, "trade_office")


@pytest.fixture
def administrator(make_person: Callable[..., Actor]) -> Actor:
    return make_person("admin@example.org", Role.ADMINISTRATOR, "trade_office")


@pytest.fixture
def buyer_actor(make_person: Callable[..., Actor], markets: object) -> Actor:
    actor = make_person("buyer@example.org", Role.BUYER, "buyer")
    Buyer.objects.create(
        organisation_id=actor.organisation_id,
        name="Example roaster",
        country_id="DE",
        kind="roaster",
        size="large",
        established_on=date(1998, 3, 1),
    )
    return actor


@pytest.fixture
def business(owner: Actor, officer: Actor, region: Region) -> Business:
    business = Business.objects.create(
        name="Kopi Ulubelu",
        search_name="kopi ulubelu",
        organisation_id=owner.organisation_id,
        region=region,
        owner_name="Siti",
        phone="+6281000000000",
    )
    Consent.objects.create(
        business=business,
        organisation_id=officer.organisation_id,
        basis=Consent.Basis.SELF,
        given_on=date(2026, 11, 1),
    )
    recount()
    return business


@pytest.fixture
def product(business: Business, families: dict[str, ProductFamily]) -> Product:
    return Product.objects.create(
        business=business,
        family=families["coffee_green_robusta"],
        name="Robusta petik merah",
        hs_code="090111",
        form="green",
        attributes={"for_planting": False},
    )


@pytest.fixture
def lot(product: Product, region: Region) -> Lot:
    return Lot.objects.create(
        product=product, code="L1", quantity_kg=Decimal(18000), region=region
    )


@pytest.fixture
def user_of() -> Callable[[Actor], User]:
    return lambda actor: User.objects.get(pk=actor.user_id)


@pytest.fixture
def client_of(user_of: Callable[[Actor], User]) -> Callable[[Actor], Client]:
    """A test client signed in as the actor; nobody for the anonymous actor."""

    def make(actor: Actor) -> Client:
        client = Client()
        if actor.user_id is not None:
            client.force_login(user_of(actor))
        return client

    return make
