"""Forms of the capacity ledger: kilograms of one month. They read; actions decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.forms.business import Choices, day_field
from wadah.apps.registry.forms.product import kg_field
from wadah.core.values import Month

MONTHS_AHEAD = 18


def list_month_choices(today: date) -> Choices:
    """This month and those ahead, in words: not every browser picks months."""
    month, choices = Month.of(today), []
    for _number in range(MONTHS_AHEAD):
        choices.append((str(month), date_format(month.first_day(), "F Y")))
        month = month.next()
    return choices


class DeclareForm(forms.Form):
    month = forms.ChoiceField(label=_("Month"))
    kg = kg_field(_("Kilograms you can make in that month"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list_month_choices(timezone.localdate())
        self.fields["month"].choices = choices  # type: ignore[attr-defined]

    def clean_month(self) -> Month:
        return Month.parse(self.cleaned_data["month"])


class VerifyForm(DeclareForm):
    kg = kg_field(_("Kilograms you vouch for"))
    verified_on = day_field(_("Checked on"))
    how = forms.CharField(
        label=_("How was it checked?"),
        max_length=200,
        help_text=_("Such as: visit, production records of three months."),
    )

    def clean_verified_on(self) -> date:
        day: date = self.cleaned_data["verified_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day of the check is not in the future."))
        return day
