"""Days on which an office or a port does not work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models.kept import Kept


class Holiday(Kept):
    """A day off of a country, with the decree or notice that says so."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("public holiday")
        COLLECTIVE_LEAVE = "collective_leave", _("collective leave (cuti bersama)")
        OFFICE = "office", _("day off of the office")

    market = models.ForeignKey(
        "reference.Market", models.PROTECT, related_name="+", verbose_name=_("country")
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name_id = models.CharField(_("name in Indonesian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["day", "market_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "day", "name_en"], name="holiday_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    @property
    def name(self) -> str:
        return self.name_id if (get_language() or "id") == "id" else self.name_en
