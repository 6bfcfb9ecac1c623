"""Products and lots: those of visible businesses, and those shown to everybody."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.models import Lot, Product, ProductPhoto
from wadah.apps.registry.queries.business import can_edit, of_visible
from wadah.apps.registry.shown import SHOWN


def visible_products(actor: Actor) -> QuerySet[Product]:
    """Products of the businesses whose whole record the actor may see.

    The named list of an analyst holds businesses, not what is behind them.
    """
    products = Product.objects.select_related("business__region", "family")
    if actor.reach(Subject.OTHER_BUSINESS) is Reach.NAMED_LIST:
        return products.none()
    return products.filter(of_visible(actor, "business_id"))


def get_product(actor: Actor, pk: int) -> Product:
    """One product.

    Raises `Absent` when it is not there or not for this actor.
    """
    product = visible_products(actor).filter(pk=pk).first()
    if product is None:
        raise Absent(f"product {pk}")
    return product


def get_editable_product(actor: Actor, pk: int) -> Product:
    """One product that the actor may change.

    Raises `Absent` when it is not there or not for this actor to change.
    """
    product = get_product(actor, pk)
    if not can_edit(actor, product.business):
        raise Absent(f"product {pk}")
    return product


def get_lot(actor: Actor, pk: int) -> Lot:
    """One lot.

    Raises `Absent` when it is not there or not for this actor.
    """
    lots = Lot.objects.select_related("product__business", "product__family")
    lot = lots.filter(pk=pk, product__in=visible_products(actor).order_by()).first()
    if lot is None:
        raise Absent(f"lot {pk}")
    return lot


def get_editable_lot(actor: Actor, pk: int) -> Lot:
    """One lot that the actor may change. Raises `Absent`."""
    lot = get_lot(actor, pk)
    get_editable_product(actor, lot.product_id)
    return lot


def is_lot_in_use(lot: Lot) -> bool:
    """Whether results, papers or cases rest on it.

    The later steps are asked by the names of their relations, so that this step
    imports none of them.
    """
    resting = Q(results__isnull=False) | Q(documents__isnull=False)
    resting |= Q(cases__isnull=False)
    return Lot.objects.filter(resting, pk=lot.pk).exists()


def get_editable_photo(actor: Actor, pk: int) -> ProductPhoto:
    """One picture of a product that the actor may change. Raises `Absent`."""
    photo = ProductPhoto.objects.select_related("product__business").filter(pk=pk)
    found = photo.first()
    if found is None:
        raise Absent(f"photo {pk}")
    get_editable_product(actor, found.product_id)
    return found


def get_photo(actor: Actor, pk: int) -> ProductPhoto:
    """One picture: of a product shown to everybody, or of a visible one.

    Raises `Absent` when it is not there or not for this actor.
    """
    photos = ProductPhoto.objects.select_related("product__business")
    photo = photos.filter(pk=pk).first()
    if photo is None:
        raise Absent(f"photo {pk}")
    if not is_public(photo.product):
        get_product(actor, photo.product_id)
    return photo


def is_public(product: Product) -> bool:
    """Shown to everybody: both are published, and an approval stands behind it."""
    is_wanted = product.is_published and product.business.is_published
    return is_wanted and product.is_proved


def list_public_products(family: str = "") -> QuerySet[Product]:
    """Products that everybody may see; by words see `product_search`."""
    products = (
        Product.objects.filter(SHOWN)
        .select_related("business__region", "family")
        .prefetch_related("photos")
    )
    return products.filter(family_id=family) if family else products


def get_public_product(pk: int) -> Product:
    """One product that everybody may see.

    Raises `Absent` when it is not there or not published.
    """
    product = list_public_products().filter(pk=pk).first()
    if product is None:
        raise Absent(f"product {pk}")
    return product
