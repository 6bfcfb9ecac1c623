"""A lot is corrected or taken out, a picture taken away; by whom and by whom not."""

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

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.actions.add_product_photo import add_product_photo
from wadah.apps.registry.actions.edit_lot import edit_lot
from wadah.apps.registry.actions.remove_lot import remove_lot
from wadah.apps.registry.actions.remove_product_photo import remove_product_photo
from wadah.apps.registry.models import Lot, Product, ProductPhoto
from wadah.apps.validation.models import Case, Document, LotResult
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


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
def photo(owner: Actor, product: Product) -> ProductPhoto:
    upload = io.BytesIO()
    Image.new("RGB", (90, 60), "peru").save(upload, "JPEG")
    upload.seek(0)
    made = add_product_photo(actor=owner, product=product, upload=upload)
    return made


def test_a_lot_is_corrected_and_only_the_change_written_down(
    owner: Actor, lot: Lot
) -> None:
    edit_lot(
        actor=owner, lot=lot, code="L1", quantity_kg=Decimal("17500.5"),
        produced_on=date(2026, 9, 1), region_code="18.71",
    )  # fmt: skip

    lot.refresh_from_db()
    assert (lot.quantity_kg, lot.produced_on) == (Decimal("17500.5"), date(2026, 9, 1))
    row = AuditRow.objects.get()
    assert row.before == {"produced_on": "", "quantity_kg": "18000.000"}
    assert row.after == {"produced_on": "2026-09-01", "quantity_kg": "17500.500"}


def test_a_lot_cannot_take_the_code_of_another(owner: Actor, lot: Lot) -> None:
    Lot.objects.create(product=lot.product, code="L2", quantity_kg=1)

    with pytest.raises(InvalidInput) as refusal:
        edit_lot(actor=owner, lot=lot, code="L2", quantity_kg=1)

    assert refusal.value.rule == "code_taken"
    assert AuditRow.objects.count() == 0


def test_a_lot_on_which_nothing_rests_is_removed(owner: Actor, lot: Lot) -> None:
    remove_lot(actor=owner, lot=lot)

    assert Lot.objects.count() == 0
    assert AuditRow.objects.get().before["code"] == "L1"


@pytest.mark.parametrize("what", ["result", "document", "case"])
def test_a_lot_with_a_result_a_paper_or_a_case_stays(
    what: str, owner: Actor, lot: Lot, markets: object
) -> None:
    if what == "result":
        LotResult.objects.create(lot=lot, parameter="moisture", result={})
    elif what == "document":
        Document.objects.create(business=lot.product.business, lot=lot, type="nib")
    else:
        Case.objects.create(product=lot.product, lot=lot, destination_id="DE")

    with pytest.raises(InvalidInput) as refusal:
        remove_lot(actor=owner, lot=lot)

    assert refusal.value.rule == "lot_in_use"
    assert Lot.objects.get() == lot
    assert AuditRow.objects.count() == 0


def test_a_picture_goes_with_its_files(
    owner: Actor,
    photo: ProductPhoto,
    uploads: Path,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    assert len(list(uploads.rglob("*.jpg"))) == 2

    with django_capture_on_commit_callbacks(execute=True):
        remove_product_photo(actor=owner, photo=photo)

    assert ProductPhoto.objects.count() == 0
    assert list(uploads.rglob("*.jpg")) == []
    row = AuditRow.objects.first()
    assert row is not None
    assert row.verb == "product.photo_removed"


@pytest.mark.parametrize(
    "who", ["stranger", "verifier", "approver", "buyer_actor", "analyst"]
)
def test_nobody_else_touches_lots_and_pictures(
    who: str, request: pytest.FixtureRequest, lot: Lot, photo: ProductPhoto
) -> None:
    actor = request.getfixturevalue(who)

    for attempt in (
        lambda: edit_lot(actor=actor, lot=lot, code="X", quantity_kg=1),
        lambda: remove_lot(actor=actor, lot=lot),
        lambda: remove_product_photo(actor=actor, photo=photo),
    ):
        with pytest.raises(Absent):
            attempt()

    assert (Lot.objects.get().code, ProductPhoto.objects.count()) == ("L1", 1)


def test_owner_corrects_and_removes_by_hand(
    owner: Actor, lot: Lot, photo: ProductPhoto, client_of: ClientOf
) -> None:
    client = client_of(owner)
    record = reverse("registry:product_detail", args=[lot.product_id])
    edit = reverse("registry:lot_edit", args=[lot.pk])

    form = client.get(edit).context["form"]
    client.post(edit, {"code": "L1-B", "quantity_kg": "12"})
    page = client.get(record).content.decode()
    asked = client.get(reverse("registry:lot_remove", args=[lot.pk]))
    client.post(reverse("registry:lot_remove", args=[lot.pk]))
    client.post(reverse("registry:photo_remove", args=[photo.pk]))

    assert form.initial["quantity_kg"] == "18000"
    assert "L1-B" in page
    assert "Hapus lot ini?" in asked.content.decode()
    assert (Lot.objects.count(), ProductPhoto.objects.count()) == (0, 0)
