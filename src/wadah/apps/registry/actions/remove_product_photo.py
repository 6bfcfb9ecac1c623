"""A picture of a product is taken away, its files too."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import ProductPhoto
from wadah.apps.registry.queries.product import get_editable_photo


@transaction.atomic
def remove_product_photo(*, actor: Actor, photo: ProductPhoto) -> None:
    """Remove the picture; the files go once the row is surely gone.

    Raises `Absent`.
    """
    photo = get_editable_photo(actor, photo.pk)
    write_audit_row(
        actor=actor,
        verb="product.photo_removed",
        target=photo,
        before={"product": photo.product_id},
    )
    files = [one for one in (photo.file, photo.small) if one]
    storages = [(one.storage, str(one.name)) for one in files]
    photo.delete()
    for storage, name in storages:
        transaction.on_commit(partial(storage.delete, name))
