"""A small business, who cares for its record, and what was seen there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.fields import EncryptedTextField, mask
from wadah.apps.registry.models.imports import ImportBatch


class Business(models.Model):
    """A small business as the organisation knows it."""

    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200)
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
    npwp_fingerprint = models.CharField(
        max_length=64, blank=True, db_default="", default="", db_index=True
    )
    kbli = models.CharField(max_length=5, blank=True)
    size_class = models.CharField(max_length=10, blank=True)
    # By which article and which figure the class was given; empty when it was stated.
    size_rule = models.CharField(max_length=60, blank=True)
    # What the business or a list says of its size, kept beside what the figures give.
    size_stated = models.CharField(max_length=10, blank=True)
    capital_idr = models.DecimalField(
        max_digits=18, decimal_places=0, null=True, blank=True
    )
    annual_sales_idr = models.DecimalField(
        max_digits=18, decimal_places=0, null=True, blank=True
    )
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
    # A record that was found to be the same business as another one points at it and
    # is shown nowhere else; a merge can be undone.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        # `business_by_name` begins with it; a second index only slows a load.
        db_index=False,
    )
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
        # The list in its two usual orders, without those that were merged away: the
        # first page is read from the index, however many there are.
        indexes = [
            models.Index(
                fields=["merged_into", "search_name"], name="business_by_name"
            ),
            models.Index(fields=["merged_into", "-created_at"], name="business_newest"),
        ]
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


class Consent(models.Model):
    """That a business lets an organisation care for its record.

    Who sees follows from the row; who may also write, from `may_edit`. A consent that
    was spoken keeps what was read out and who held the phone.
    """

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
    may_edit = models.BooleanField(default=True)
    read_out = models.TextField(blank=True)
    held_phone = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business", "organisation"],
                condition=Q(withdrawn_on__isnull=True),
                name="consent_once",
            )
        ]


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
