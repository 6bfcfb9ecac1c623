"""Laboratories, what they may test, and until when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models.kept import Kept


class Standing(models.TextChoices):
    """Whether an accreditation holds on a day."""

    VALID = "valid", _("valid")
    LAPSED = "lapsed", _("lapsed")
    NOT_YET = "not_yet", _("not yet valid")
    UNKNOWN = "unknown", _("not known")


class Laboratory(Kept):
    """A laboratory with its accreditation as its certificate states it."""

    name = models.CharField(_("name"), max_length=200)
    region = models.ForeignKey(
        "reference.Region", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("regency or city"),
    )  # fmt: skip
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    accredited_by = models.CharField(
        _("accredited by"), max_length=60, blank=True, help_text=_("For example KAN")
    )
    accreditation_number = models.CharField(
        _("accreditation number"), max_length=60, blank=True
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    checked_on = models.DateField(_("checked on"))

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "laboratories"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "accreditation_number"], name="laboratory_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def standing_on(self, day: date) -> Standing:
        """Whether the accreditation as a whole holds on `day`."""
        if not self.accreditation_number or self.valid_until is None:
            return Standing.UNKNOWN
        if self.valid_from is not None and day < self.valid_from:
            return Standing.NOT_YET
        return Standing.VALID if day <= self.valid_until else Standing.LAPSED


class LaboratoryScope(Kept):
    """One parameter that a laboratory is accredited for, by one method."""

    laboratory = models.ForeignKey(
        Laboratory, models.PROTECT, related_name="scopes", verbose_name=_("laboratory")
    )
    parameter = models.ForeignKey(
        "reference.Parameter", models.PROTECT, related_name="+",
        verbose_name=_("parameter"),
    )  # fmt: skip
    method = models.CharField(_("method"), max_length=120, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True,
        help_text=_("Only where it ends before the accreditation"),
    )  # fmt: skip

    class Meta:
        ordering = ["laboratory__name", "parameter_id", "method"]
        constraints = [
            models.UniqueConstraint(
                fields=["laboratory", "parameter", "method"], name="scope_once"
            )
        ]

    def __str__(self) -> str:
        return (
            f"{self.parameter_id} ({self.method})"
            if self.method
            else (self.parameter_id)
        )

    def standing_on(self, day: date) -> Standing:
        """Whether the laboratory may test the parameter on `day`."""
        whole = self.laboratory.standing_on(day)
        ended = self.valid_until is not None and day > self.valid_until
        if whole is Standing.VALID and (ended or not self.is_offered_on(day)):
            return Standing.LAPSED
        return whole
