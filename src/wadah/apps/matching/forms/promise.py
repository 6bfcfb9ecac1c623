"""Kilograms held for a request."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.matching.forms.fields import day_field


class PromiseForm(forms.Form):
    """Kilograms of one month."""

    month = forms.CharField(
        label=_("Month"),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-12"}),
    )
    kg = forms.DecimalField(
        label=_("Kilograms"), min_value=Decimal("0.001"), max_digits=14,
        decimal_places=3,
    )  # fmt: skip
    expires_on = day_field(_("Held until"))
