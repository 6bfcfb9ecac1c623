"""Products, lots and pictures."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry import photo_file
from wadah.apps.registry.actions.add_lot import add_lot
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.add_product_photo import add_product_photo
from wadah.apps.registry.actions.edit_product import edit_product
from wadah.apps.registry.models import Business, Lot, Product, ProductPhoto
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
SHUT = ["stranger", "verifier", "approver", "analyst", "buyer_actor"]
GPS_TAG = 0x8825


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> Path:
    storages = {**settings.STORAGES}  # type: ignore[attr-defined]
    storages["default"] = {
        **storages["default"],
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = storages  # type: ignore[attr-defined]
    return tmp_path


def make_picture(
    width: int = 2000, height: int = 1000, kind: str = "JPEG", place: bool = True
) -> io.BytesIO:
    picture = Image.new("RGB", (width, height), "saddlebrown")
    exif = Image.Exif()
    if place:
        exif[0x010F] = "SecretPhone"
        exif.get_ifd(GPS_TAG)[1] = "S"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    out.seek(0)
    return out


@pytest.mark.parametrize("who", ["owner", "colleague", "officer", "administrator"])
def test_adds_a_product_with_the_code_of_its_family(
    who: str, request: pytest.FixtureRequest, business: Business, families: object
) -> None:
    product = add_product(
        actor=request.getfixturevalue(who),
        business=business,
        family="coffee_green_robusta",
        name=" Robusta  petik merah ",
    )

    assert product.name == "Robusta petik merah"
    assert product.hs_code == "090111"
    assert product.is_published is False
    row = AuditRow.objects.get()
    assert (row.verb, row.target_id) == ("product.added", str(product.pk))
    assert row.after["business"] == business.pk


def test_keeps_everything_that_is_given(
    officer: Actor, business: Business, families: object
) -> None:
    spec = {"parameter": "moisture", "operator": "<=", "value": 12.5, "unit": "%"}
    attributes = {
        "polymers": ["pe_ld"], "clean": True, "waste_source": "industrial_offcut",
        "destined_for_recycling": True,
    }  # fmt: skip

    product = add_product(
        actor=officer, business=business, family="plastic_scrap", name="PE film",
        form="scrap_bale", hs_code="3915.10", attributes=attributes, specs=[spec],
        packing=["bale"], min_order_kg=500, price_floor_amount=Decimal("380"),
        price_floor_currency="usd", is_published=True,
    )  # fmt: skip

    product.refresh_from_db()
    assert product.hs_code == "391510"
    assert product.attributes == attributes
    assert product.specs == [spec]
    assert product.packing == ["bale"]
    assert product.min_order_kg == Decimal("500.000")
    assert product.price_floor_amount == Decimal("380.00")
    assert product.price_floor_currency == "USD"


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"family": "kopi"}, "family", "unknown_word"),
        ({"name": ""}, "name", "required"),
        ({"form": "grean"}, "form", "unknown_word"),
        ({"packing": ["jute_bag", "sack"]}, "packing[1]", "unknown_word"),
        ({"hs_code": "0901a"}, "hs_code", "hs_format"),
        ({"hs_code": 90111}, "hs_code", "hs_format"),
        ({"min_order_kg": -1}, "min_order_kg", "kg_range"),
        ({"price_floor_amount": 3}, "price_floor_currency", "price_incomplete"),
        ({"price_floor_amount": -3, "price_floor_currency": "USD"},
         "price_floor_amount", "price_range"),
        ({"price_floor_currency": "RPX"}, "price_floor_currency", "unknown_word"),
        ({"attributes": {"coffee_process": "sun"}},
         "attributes.coffee_process", "unknown_word"),
        ({"attributes": {"for_planting": "yes"}},
         "attributes.for_planting", "yes_or_no"),
        ({"attributes": {"Bad Name": 1}}, "attributes.Bad Name", "attribute_name"),
        ({"attributes": {"polymers": ["pe_ld", "xx"]}},
         "attributes.polymers", "unknown_word"),
        ({"attributes": {"other": {"a": 1}}}, "attributes.other", "attribute_value"),
        ({"specs": [{"parameter": "moisture", "operator": "=<", "value": 1}]},
         "specs[0].operator", "unknown_word"),
        ({"specs": [{"parameter": "moisture", "operator": "<="}]},
         "specs[0].value", "spec_line"),
        ({"specs": [{"parameter": "moisture", "operator": "<=", "value": 1,
                     "unit": "percent"}]}, "specs[0].unit", "unknown_word"),
        ({"specs": [{"parameter": "moisture", "limit": 1}]},
         "specs[0].limit", "unknown_word"),
    ],
)  # fmt: skip
def test_refuses_a_bad_value(
    owner: Actor, business: Business, families: object, changes: dict[str, object],
    field: str, rule: str,
) -> None:  # fmt: skip
    values = {"family": "coffee_green_robusta", "name": "Robusta", **changes}

    with pytest.raises(InvalidInput) as refusal:
        add_product(actor=owner, business=business, **values)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert Product.objects.count() == 0
    assert AuditRow.objects.count() == 0


def test_edit_changes_what_is_named(colleague: Actor, product: Product) -> None:
    edit_product(actor=colleague, product=product, is_published=True, form="green")

    product.refresh_from_db()
    assert product.is_published is True
    assert product.name == "Robusta petik merah"
    row = AuditRow.objects.get()
    assert row.verb == "product.edited"
    assert (row.before, row.after) == (
        {"is_published": False},
        {"is_published": True},
    )


def test_edit_refuses_a_field_it_does_not_know(owner: Actor, product: Product) -> None:
    with pytest.raises(InvalidInput) as refusal:
        edit_product(actor=owner, product=product, business=3)

    assert refusal.value.rule == "unknown_word"
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_touches_a_product(
    who: str, request: pytest.FixtureRequest, product: Product
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        add_product(actor=actor, business=product.business, family="cocopeat", name="x")
    with pytest.raises(Absent):
        edit_product(actor=actor, product=product, name="x")
    with pytest.raises(Absent):
        add_lot(actor=actor, product=product, code="A", quantity_kg=1)
    with pytest.raises(Absent):
        add_product_photo(actor=actor, product=product, upload=make_picture())

    assert Product.objects.get().name == "Robusta petik merah"
    assert (Lot.objects.count(), ProductPhoto.objects.count()) == (0, 0)
    assert AuditRow.objects.count() == 0


def test_adds_a_lot_from_where_the_business_is(owner: Actor, product: Product) -> None:
    lot = add_lot(
        actor=owner, product=product, code=" L 1 ", quantity_kg=Decimal("9000.5"),
        produced_on=date(2026, 9, 20), attributes={"dried": True},
    )  # fmt: skip

    lot.refresh_from_db()
    assert (lot.code, lot.quantity_kg) == ("L 1", Decimal("9000.500"))
    assert lot.region_id == "18.71"
    assert lot.attributes == {"dried": True}
    row = AuditRow.objects.get()
    assert row.verb == "lot.added"
    assert row.after["quantity_kg"] == "9000.500"


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"code": " "}, "code", "required"),
        ({"code": "L1"}, "code", "code_taken"),
        ({"quantity_kg": 0}, "quantity_kg", "above_zero"),
        ({"quantity_kg": -1}, "quantity_kg", "kg_range"),
        ({"quantity_kg": Decimal("NaN")}, "quantity_kg", "kg_range"),
        ({"region_code": "99"}, "region_code", "unknown_region"),
    ],
)
def test_refuses_a_bad_lot(
    owner: Actor, lot: Lot, changes: dict[str, object], field: str, rule: str
) -> None:
    values = {"code": "L2", "quantity_kg": 1, **changes}

    with pytest.raises(InvalidInput) as refusal:
        add_lot(actor=owner, product=lot.product, **values)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert Lot.objects.count() == 1
    assert AuditRow.objects.count() == 0


def test_photo_loses_place_and_device_and_is_made_small(
    owner: Actor, product: Product, uploads: Path
) -> None:
    photo = add_product_photo(actor=owner, product=product, upload=make_picture())

    with photo.file.open() as full, Image.open(full) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (1600, 800)
        assert dict(picture.getexif()) == {}
    with photo.small.open() as small, Image.open(small) as picture:
        assert picture.size == (480, 240)
        assert dict(picture.getexif()) == {}
    for path in uploads.rglob("*.jpg"):
        assert b"SecretPhone" not in path.read_bytes()
        assert len(path.stem.removesuffix("_small")) == 32
    assert AuditRow.objects.get().verb == "product.photo_added"


def test_picture_taken_sideways_stands_upright(owner: Actor, product: Product) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    upload = io.BytesIO()
    Image.new("RGB", (300, 200)).save(upload, "JPEG", exif=exif)
    upload.seek(0)

    photo = add_product_photo(actor=owner, product=product, upload=upload)

    with photo.file.open() as full, Image.open(full) as picture:
        assert picture.size == (200, 300)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_picture_become_jpeg(
    owner: Actor, product: Product, kind: str
) -> None:
    upload = make_picture(60, 40, kind, place=False)

    photo = add_product_photo(actor=owner, product=product, upload=upload)

    with photo.file.open() as full, Image.open(full) as picture:
        assert (picture.format, picture.size) == ("JPEG", (60, 40))


def test_refuses_what_is_no_picture(
    owner: Actor, product: Product, uploads: Path
) -> None:
    gif = make_picture(10, 10, "GIF", place=False).read()
    cut = make_picture().read()[:500]

    for content in (b"", b"<svg onload=x></svg>", gif, cut, b"\xff\xd8\xff\xe0"):
        with pytest.raises(InvalidInput) as refusal:
            add_product_photo(actor=owner, product=product, upload=io.BytesIO(content))
        assert refusal.value.rule == "not_a_picture"

    assert ProductPhoto.objects.count() == 0
    assert list(uploads.rglob("*.jpg")) == []


def test_refuses_a_file_past_the_limit(
    owner: Actor, product: Product, settings: object
) -> None:
    settings.WADAH_UPLOAD_MAX_BYTES = 100  # type: ignore[attr-defined]

    with pytest.raises(InvalidInput) as refusal:
        add_product_photo(actor=owner, product=product, upload=make_picture())

    assert (refusal.value.field, refusal.value.rule) == ("upload", "too_large")
    assert ProductPhoto.objects.count() == 0


def test_refuses_a_photo_that_nobody_could_scan(
    owner: Actor, product: Product, settings: object, uploads: Path
) -> None:
    settings.WADAH_SCANNER = "/nowhere/clamd.ctl"  # type: ignore[attr-defined]

    with pytest.raises(InvalidInput) as refusal:
        add_product_photo(actor=owner, product=product, upload=make_picture())

    assert (refusal.value.field, refusal.value.rule) == ("upload", "scanner_silent")
    assert list(uploads.rglob("*.jpg")) == []


@pytest.mark.parametrize("side", [9_000, 30_000])
def test_refuses_a_picture_that_unpacks_into_too_much(
    owner: Actor, product: Product, side: int
) -> None:
    bomb = io.BytesIO()
    Image.new("1", (side, side)).save(bomb, "PNG")
    bomb.seek(0)

    with pytest.raises(InvalidInput) as refusal:
        add_product_photo(actor=owner, product=product, upload=bomb)

    assert refusal.value.rule == "too_many_pixels"
    assert side * side > photo_file.MOST_PIXELS
    assert ProductPhoto.objects.count() == 0
