"""Laboratory reports of a lot and their lines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class LabReport(models.Model):
    """One report of a laboratory on samples of one lot.

    A laboratory of the reference list stands in `laboratory`: what it was accredited
    for is then worked out from that list. For any other, `laboratory_name` and the
    accreditation are what somebody copied from the report.
    """

    lot = models.ForeignKey("registry.Lot", models.CASCADE, related_name="lab_reports")
    laboratory = models.ForeignKey(
        "reference.Laboratory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    laboratory_name = models.CharField(max_length=200)
    number = models.CharField(max_length=100)
    document = models.ForeignKey(
        "validation.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="lab_reports",
    )
    sampled_on = models.DateField(null=True, blank=True)
    sampled_by = models.CharField(max_length=200, blank=True)
    sampling_plan = models.CharField(max_length=200, blank=True)
    sample_count = models.PositiveSmallIntegerField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    tested_on = models.DateField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    # As the report states it; None where it says nothing of accreditation.
    states_accreditation = models.BooleanField(null=True, blank=True)
    accreditation_number = models.CharField(max_length=60, blank=True)
    accreditation_scope = models.CharField(max_length=300, blank=True)
    accreditation_until = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "laboratory_name", "number"],
                name="lab_report_once_a_lot",
            ),
            models.CheckConstraint(
                condition=Q(sample_count__isnull=True) | Q(sample_count__gt=0),
                name="lab_report_counts_samples",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.laboratory_name} {self.number}"


class LotResult(models.Model):
    """One laboratory result of a lot; `result` has the shape of the interface."""

    lot = models.ForeignKey("registry.Lot", models.CASCADE, related_name="results")
    report = models.ForeignKey(
        LabReport, models.CASCADE, null=True, blank=True, related_name="results"
    )
    parameter = models.CharField(max_length=80, db_index=True)
    result = models.JSONField()
    document = models.ForeignKey(
        "validation.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="results",
    )
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["parameter", "-added_at"]
