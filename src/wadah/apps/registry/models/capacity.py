"""The ledger of capacity, the balance it gives, and what stands behind the amounts."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from wadah.apps.registry.models.business import Business, Visit
from wadah.apps.registry.models.product import Lot, Product


class CapacityMonth(models.Model):
    """The balance of one product in one month: what its lines in the ledger give.

    Verified with no `verified_until` holds without an end; after that day it lapses.
    """

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
    verified_until = models.DateField(null=True, blank=True, db_index=True)

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


class LedgerEntry(models.Model):
    """One line of the ledger: what moved the amounts of a month, and by how much.

    Append-only: a trigger of the database refuses update and delete. It lets the words
    be emptied when a person is erased, and rows of an example go with it.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", pgettext_lazy("ledger", "carried into the ledger")
        DECLARED = "declared", pgettext_lazy("ledger", "declared")
        VERIFIED = "verified", pgettext_lazy("ledger", "verified")
        WITHDRAWN = "withdrawn", pgettext_lazy("ledger", "verification withdrawn")
        LAPSED = "lapsed", pgettext_lazy("ledger", "verification lapsed")
        PROMISED = "promised", pgettext_lazy("ledger", "promised")
        RELEASED = "released", pgettext_lazy("ledger", "promise released")
        EXPIRED = "expired", pgettext_lazy("ledger", "promise expired")
        ORDERED = "ordered", pgettext_lazy("ledger", "promise became an order")
        CARRIED_OUT = "carried_out", pgettext_lazy("ledger", "carried to the next")
        CARRIED_IN = "carried_in", pgettext_lazy("ledger", "carried from the last")

    class Method(models.TextChoices):
        VISIT = "visit", pgettext_lazy("verification", "visit to the place")
        RECORDS = "records", pgettext_lazy("verification", "production records")
        WEIGHING = "weighing", pgettext_lazy("verification", "weighing or counting")
        SALES = "sales", pgettext_lazy("verification", "sales of past months")
        OTHER = "other", pgettext_lazy("verification", "another way")

    product = models.ForeignKey(Product, models.CASCADE, related_name="ledger")
    month = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    declared_change_kg = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    verified_change_kg = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    promised_change_kg = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    # What it belongs to in a later step, such as "promise:12".
    reference = models.CharField(max_length=40, blank=True)
    method = models.CharField(max_length=10, choices=Method, blank=True)
    how = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    # A visit may be removed with its business; the line stays as it was written.
    visit = models.ForeignKey(
        Visit, models.DO_NOTHING, null=True, blank=True, db_constraint=False,
        related_name="+",
    )  # fmt: skip
    checked_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["product", "month"], name="ledger_by_month")]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1), name="ledger_month_first_day"
            )
        ]


class StockCount(models.Model):
    """What was counted in hand on a day, of a lot or of the product. Append-only."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="stock_counts")
    lot = models.ForeignKey(
        Lot, models.CASCADE, null=True, blank=True, related_name="stock_counts"
    )
    kg = models.DecimalField(max_digits=14, decimal_places=3)
    made_on = models.DateField(null=True, blank=True)
    counted_on = models.DateField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-counted_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kg__gte=0), name="stock_not_negative")
        ]


class ProductionTerms(models.Model):
    """How much of the raw material is left, and how long the product keeps."""

    product = models.OneToOneField(Product, models.CASCADE, related_name="terms")
    yield_percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )
    shelf_life_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # Unsold goods may be promised in the next month, as far as they keep.
    carries_over = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(yield_percent__isnull=True)
                | Q(yield_percent__gt=0, yield_percent__lte=100),
                name="yield_is_a_share",
            )
        ]


class HarvestMonth(models.Model):
    """What a month of a usual year gives."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="harvest")
    month_number = models.PositiveSmallIntegerField()
    kg = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        ordering = ["month_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "month_number"], name="harvest_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(month_number__gte=1, month_number__lte=12, kg__gte=0),
                name="harvest_month_of_a_year",
            ),
        ]


class Downtime(models.Model):
    """Days on which a business stands still, wholly or in part."""

    class Reason(models.TextChoices):
        HOLIDAY = "holiday", pgettext_lazy("downtime", "holidays")
        REPAIR = "repair", pgettext_lazy("downtime", "repair of equipment")
        MATERIAL = "material", pgettext_lazy("downtime", "no raw material")
        PEOPLE = "people", pgettext_lazy("downtime", "people are missing")
        WEATHER = "weather", pgettext_lazy("downtime", "weather")
        OTHER = "other", pgettext_lazy("downtime", "another reason")

    business = models.ForeignKey(Business, models.CASCADE, related_name="downtimes")
    from_on = models.DateField()
    to_on = models.DateField()
    share_percent = models.PositiveSmallIntegerField(default=100)
    reason = models.CharField(max_length=10, choices=Reason)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="downtime_forward"
            ),
            models.CheckConstraint(
                condition=Q(share_percent__gte=1, share_percent__lte=100),
                name="downtime_share",
            ),
        ]
