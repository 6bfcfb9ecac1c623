"""Currencies and what one unit was worth in rupiah on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models.kept import Kept


class Currency(Kept):
    """A currency of ISO 4217."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    minor_units = models.PositiveSmallIntegerField(_("decimals"), default=2)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self.name_id if (get_language() or "id") == "id" else self.name_en


class ExchangeRate(models.Model):
    """Rupiah for one unit of a currency, as somebody published it for a day."""

    class Kind(models.TextChoices):
        TAX = "tax", _("customs and tax rate (kurs pajak)")
        MARKET = "market", _("reference rate of the market (JISDOR)")
        AGREED = "agreed", _("rate agreed in a contract")

    currency = models.ForeignKey(
        Currency, models.PROTECT, related_name="rates", verbose_name=_("currency")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    valid_on = models.DateField(_("holds from"))
    idr_amount = models.DecimalField(
        _("rupiah for one unit"), max_digits=20, decimal_places=6
    )
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["-valid_on", "currency_id", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "kind", "valid_on"], name="rate_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(idr_amount__gt=0), name="rate_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"1 {self.currency_id} = {self.idr_amount} IDR ({self.valid_on})"
