"""Forms of the capacity ledger and what stands behind it. They read; actions decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.forms.business import Choices, day_field
from wadah.apps.registry.forms.product import kg_field
from wadah.apps.registry.models import Downtime, LedgerEntry, Lot, Product, Visit
from wadah.core.values import Month

MONTHS_AHEAD = 18
# Half a year: a harvest later, somebody looks again.
USUAL_VALIDITY = timedelta(days=182)


def list_month_choices(today: date) -> Choices:
    """This month and those ahead, in words: not every browser picks months."""
    month, choices = Month.of(today), []
    for _number in range(MONTHS_AHEAD):
        choices.append((str(month), date_format(month.first_day(), "F Y")))
        month = month.next()
    return choices


class MonthForm(forms.Form):
    """One month, this one or one ahead."""

    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list_month_choices(timezone.localdate())
        self.fields["month"].choices = choices  # type: ignore[attr-defined]

    def clean_month(self) -> Month:
        return Month.parse(self.cleaned_data["month"])


class DeclareForm(MonthForm):
    kg = kg_field(_("Kilograms you can make in that month"))


class VerifyForm(MonthForm):
    kg = kg_field(_("Kilograms you vouch for"))
    visit = forms.ModelChoiceField(
        label=_("From which visit?"),
        queryset=Visit.objects.none(),
        required=False,
        empty_label=_("from no visit"),
    )
    method = forms.ChoiceField(
        label=_("Method"), choices=LedgerEntry.Method.choices, required=False
    )
    how = forms.CharField(
        label=_("How was it checked?"),
        max_length=200,
        help_text=_("Such as: visit, production records of three months."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=300,
        required=False,
        help_text=_(
            "What you saw or hold: weigh slips, a photo, the book of the shed."
        ),
    )
    verified_on = day_field(_("Checked on"))
    valid_until = day_field(
        _("Holds until"),
        required=False,
        help_text=_("After this day nothing more is promised of it until a new check."),
    )

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visits = product.business.visits.select_related("visited_by")
        field: Any = self.fields["visit"]
        field.queryset = visits
        field.label_from_instance = _name_visit

    def clean_verified_on(self) -> date:
        day: date = self.cleaned_data["verified_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day of the check is not in the future."))
        return day


def _name_visit(visit: Visit) -> str:
    day = date_format(visit.visited_on, "j F Y")
    return f"{day}, {visit.visited_by.name}: {visit.seen[:60]}"


class WithdrawForm(MonthForm):
    reason = forms.CharField(label=_("Why does it not hold any more?"), max_length=200)


class StockForm(forms.Form):
    lot = forms.ModelChoiceField(
        label=_("Lot"),
        queryset=Lot.objects.none(),
        required=False,
        empty_label=_("goods without a lot"),
    )
    kg = kg_field(_("Kilograms in hand"), help_text=_("0 when all of it is gone."))
    made_on = day_field(
        _("Harvested or made on"),
        required=False,
        help_text=_("Empty: the day of the lot."),
    )
    counted_on = day_field(_("Counted on"))

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lot"]
        field.queryset = product.lots.all()

    def clean_counted_on(self) -> date:
        day: date = self.cleaned_data["counted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day of the count is not in the future."))
        return day


class UsualYearForm(forms.Form):
    """Kilograms of each month of a usual year, and the terms of the product."""

    yield_percent = forms.DecimalField(
        label=_("Yield in per cent"),
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text=_("Kilograms of product from 100 kilograms of raw material."),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    shelf_life_days = forms.IntegerField(
        label=_("Shelf life in days"), required=False, min_value=1
    )
    carries_over = forms.BooleanField(
        label=_("What is not sold may be promised in the next month, while it keeps"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, 13):
            name = date_format(date(2026, number, 1), "F")
            self.fields[f"month_{number}"] = kg_field(name, required=False)
        months = [f"month_{number}" for number in range(1, 13)]
        self.order_fields([*months, *UsualYearForm.base_fields])

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "harvest": {
                number: given[f"month_{number}"]
                for number in range(1, 13)
                if given.get(f"month_{number}")
            },
            "yield_percent": given["yield_percent"],
            "shelf_life_days": given["shelf_life_days"],
            "carries_over": given["carries_over"],
        }


class DowntimeForm(forms.Form):
    from_on = day_field(_("First day"))
    to_on = day_field(_("Last day"))
    share_percent = forms.IntegerField(
        label=_("How much stands still, in per cent"),
        min_value=1,
        max_value=100,
        initial=100,
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=Downtime.Reason.choices)
