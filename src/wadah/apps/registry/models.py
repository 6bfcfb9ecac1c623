"""Businesses, what they make, how much, and where the record came from."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.fields import EncryptedTextField, mask


class ImportBatch(models.Model):
    """One loading of one list: whole or absent."""

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+"
    )
    loaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    list_key = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-loaded_at"]


class ImportProblem(models.Model):
    """One row, column and rule of a batch, with how to mend it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200)
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    message_id = models.TextField()
    message_en = models.TextField()
    cell = models.TextField(blank=True)

    class Meta:
        ordering = ["row", "pk"]


class Business(models.Model):
    """A small business as the organisation knows it."""

    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200, db_index=True)
    legal_form = models.CharField(max_length=40, blank=True)
    organisation = models.OneToOneField(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="business",
    )
    region = models.ForeignKey(
        "reference.Region", models.PROTECT, null=True, blank=True
    )
    district = models.CharField(max_length=100, blank=True)
    village = models.CharField(max_length=100, blank=True)
    street = models.CharField(max_length=255, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    nib = EncryptedTextField(blank=True, default="")
    nib_fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    npwp = EncryptedTextField(blank=True, default="")
    kbli = models.CharField(max_length=5, blank=True)
    size_class = models.CharField(max_length=10, blank=True)
    established_on = models.DateField(null=True, blank=True)
    about = models.TextField(blank=True)
    made = models.TextField(blank=True)
    family = models.ForeignKey(
        "reference.ProductFamily", models.PROTECT, null=True, blank=True
    )
    data_year = models.PositiveSmallIntegerField(null=True, blank=True)
    workers = models.PositiveIntegerField(null=True, blank=True)
    investment_idr = models.DecimalField(
        max_digits=18, decimal_places=0, null=True, blank=True
    )
    production_value_idr = models.DecimalField(
        max_digits=18, decimal_places=0, null=True, blank=True
    )
    is_published = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, blank=True, related_name="businesses"
    )
    list_key = models.CharField(max_length=64, blank=True)
    source_key = models.CharField(max_length=100, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    original = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "businesses"
        constraints = [
            models.UniqueConstraint(
                fields=["list_key", "source_key"],
                condition=~Q(source_key=""),
                name="business_once_a_list",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_nib(self) -> str:
        return mask(self.nib)


class PossibleDuplicate(models.Model):
    """Two records that may be one business; an officer decides."""

    first = models.ForeignKey(Business, models.CASCADE, related_name="+")
    second = models.ForeignKey(Business, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=60)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_once")
        ]


class Consent(models.Model):
    """That a business lets an organisation care for its record."""

    class Basis(models.TextChoices):
        SELF = "self", _("given in the application")
        SPOKEN = "spoken", _("given by word of mouth, read out")
        LIST = "list", _("office list handed over with its legal basis")

    business = models.ForeignKey(Business, models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="consents"
    )
    basis = models.CharField(max_length=10, choices=Basis)
    given_by = models.CharField(max_length=200, blank=True)
    given_on = models.DateField()
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business", "organisation"],
                condition=Q(withdrawn_on__isnull=True),
                name="consent_once",
            )
        ]


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
    is_published = models.BooleanField(default=False)
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


class CapacityMonth(models.Model):
    """The ledger: kilograms of one product in one month."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="capacity")
    month = models.DateField()
    declared_kg = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    verified_kg = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    promised_kg = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    verified_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_on = models.DateField(null=True, blank=True)
    verified_how = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "month"], name="capacity_once_a_month"
            ),
            # Two accepted offers can never exceed what was verified, whatever runs
            # at the same time.
            models.CheckConstraint(
                condition=Q(promised_kg__lte=F("verified_kg")),
                name="promised_within_verified",
            ),
            models.CheckConstraint(
                condition=Q(promised_kg__gte=0, declared_kg__gte=0),
                name="capacity_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="capacity_month_first_day"
            ),
        ]

    @property
    def free_kg(self) -> Decimal:
        return self.verified_kg - self.promised_kg


class Visit(models.Model):
    """What an officer saw at a business, and what comes next."""

    business = models.ForeignKey(Business, models.CASCADE, related_name="visits")
    visited_on = models.DateField()
    visited_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    seen = models.TextField()
    next_step = models.CharField(max_length=200, blank=True)
    next_step_due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-visited_on", "-pk"]
