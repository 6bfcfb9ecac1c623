"""What a business makes, from what, how, and how much of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.models.business import Business
from wadah.apps.registry.models.places import Site


class Product(models.Model):
    """One thing a business sells, in the form in which it is shipped."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="products")
    family = models.ForeignKey("reference.ProductFamily", models.PROTECT)
    name = models.CharField(max_length=200)
    hs_code = models.CharField(max_length=8, blank=True)
    hs_edition = models.CharField(max_length=4, default="2022")
    form = models.CharField(max_length=40, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    specs = models.JSONField(default=list, blank=True)
    packing = models.JSONField(default=list, blank=True)
    min_order_kg = models.DecimalField(
        max_digits=14, decimal_places=3, null=True, blank=True
    )
    price_floor_amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    price_floor_currency = models.CharField(max_length=3, blank=True)
    about = models.TextField(blank=True)
    # The wish of the business. It is shown once the proof stands, too.
    is_published = models.BooleanField(default=False)
    # Kept by the step of validation: an approved decision stands behind the product.
    is_proved = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ProductPhoto(models.Model):
    """A picture of a product, re-encoded on arrival so that no metadata stays."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="photos")
    file = models.ImageField(upload_to="photos/%Y/%m")
    small = models.ImageField(upload_to="photos/%Y/%m", blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class Lot(models.Model):
    """The smallest quantity with one history."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="lots")
    code = models.CharField(max_length=60)
    quantity_kg = models.DecimalField(max_digits=14, decimal_places=3)
    produced_on = models.DateField(null=True, blank=True)
    region = models.ForeignKey(
        "reference.Region", models.PROTECT, null=True, blank=True
    )
    attributes = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "code"], name="lot_code_once_a_product"
            ),
            models.CheckConstraint(
                condition=Q(quantity_kg__gt=0), name="lot_quantity_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ProductionStep(models.Model):
    """One step by which the product is made, in order."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    how = models.TextField(blank=True)
    equipment = models.CharField(max_length=200, blank=True)
    checked = models.CharField(max_length=200, blank=True)
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True)
    is_outsourced = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]


class RawMaterial(models.Model):
    """What the product is made of, and where that comes from."""

    class Origin(models.TextChoices):
        OWN = "own", _("grown or caught by the business itself")
        MEMBERS = "members", _("from members of its group")
        BOUGHT_HERE = "bought_here", _("bought in Indonesia")
        IMPORTED = "imported", _("imported")

    product = models.ForeignKey(Product, models.CASCADE, related_name="raw_materials")
    name = models.CharField(max_length=120)
    origin = models.CharField(max_length=12, choices=Origin)
    region = models.ForeignKey(
        "reference.Region", models.PROTECT, null=True, blank=True
    )
    country = models.CharField(max_length=2, default="ID")
    supplier = models.CharField(max_length=200, blank=True)
    share_percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True)
                | Q(share_percent__gt=0, share_percent__lte=100),
                name="raw_material_share",
            )
        ]
