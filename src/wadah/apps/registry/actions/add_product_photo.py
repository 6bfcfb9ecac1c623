"""A picture is added to a product."""

from __future__ import annotations

import uuid
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Product, ProductPhoto
from wadah.apps.registry.photo_file import encode_photo
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.values import InvalidInput, Text

MOST_PHOTOS = 12


@transaction.atomic
def add_product_photo(
    *, actor: Actor, product: Product, upload: IO[bytes]
) -> ProductPhoto:
    """Store a picture under a random name, re-encoded.

    Raises `Absent` or `InvalidInput` (field `upload`).
    """
    product = get_editable_product(actor, product.pk)
    if product.photos.count() >= MOST_PHOTOS:
        raise InvalidInput("upload", "too_many_photos", _TOO_MANY)
    full, small = encode_photo(upload, settings.WADAH_UPLOAD_MAX_BYTES)
    name = uuid.uuid4().hex
    photo = ProductPhoto(product=product)
    photo.file.save(f"{name}.jpg", ContentFile(full), save=False)
    photo.small.save(f"{name}_small.jpg", ContentFile(small), save=False)
    photo.save()
    write_audit_row(
        actor=actor,
        verb="product.photo_added",
        target=photo,
        after={"product": product.pk, "bytes": len(full)},
    )
    return photo


_TOO_MANY = Text(
    f"Satu produk paling banyak {MOST_PHOTOS} foto.",
    f"A product has at most {MOST_PHOTOS} photos.",
)
