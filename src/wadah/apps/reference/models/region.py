"""Provinces, regencies and cities."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models.kept import Kept


class Region(Kept):
    """A province, regency or city of Indonesia.

    The same four digits mean different places in the two code lists, so both stand
    here and neither is derived from the other.
    """

    kemendagri_code = models.CharField(
        _("Kemendagri code"), max_length=8, primary_key=True
    )
    bps_code = models.CharField(_("BPS code"), max_length=8, blank=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("lies in")
    )

    class Meta:
        ordering = ["kemendagri_code"]

    def __str__(self) -> str:
        return self.name
