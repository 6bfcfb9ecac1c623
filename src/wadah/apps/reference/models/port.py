"""Where goods are loaded and where they arrive."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models.kept import Kept


class Port(Kept):
    """A port by UN/LOCODE; the market is the one it serves (XI for Belfast)."""

    class Transport(models.TextChoices):
        SEA = "sea", _("sea")
        AIR = "air", _("air")

    class Use(models.TextChoices):
        LOADING = "loading", _("loading")
        DESTINATION = "destination", _("destination")

    locode = models.CharField(_("UN/LOCODE"), max_length=5, primary_key=True)
    market = models.ForeignKey(
        "reference.Market", models.PROTECT, related_name="+", verbose_name=_("country")
    )
    name = models.CharField(_("name"), max_length=100)
    transport = models.CharField(_("transport"), max_length=10, choices=Transport)
    use = models.CharField(_("used for"), max_length=12, choices=Use)

    class Meta:
        ordering = ["locode"]

    def __str__(self) -> str:
        return f"{self.name} ({self.locode})"
