"""Forms of sites, people and the size of a business. They read; actions decide."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.business_size import stated_size
from wadah.apps.registry.forms.business import (
    Choices,
    day_field,
    line_field,
    list_region_choices,
)
from wadah.apps.registry.models import Business, Person, Site
from wadah.apps.registry.place_values import TONGUES
from wadah.apps.registry.words import SIZE_CLASSES


def set_choices(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def number_field(
    label: Any, places: int, *, help_text: Any = "", mode: str = "decimal"
) -> forms.DecimalField:
    """A number that may stay empty, with the keyboard of digits on a phone."""
    return forms.DecimalField(
        label=label,
        required=False,
        decimal_places=places,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": mode, "step": "any"}),
    )


class SiteForm(forms.Form):
    """A place where the business works; what is not known stays empty."""

    kind = forms.ChoiceField(label=_("What is there?"), choices=Site.Kind.choices)
    name = line_field(
        _("Name of the place"), 120, required=True,
        help_text=_("As you call it, such as: drying floor behind the house."),
    )  # fmt: skip
    region = forms.ChoiceField(
        label=_("Regency or city"),
        required=False,
        help_text=_("Leave empty when it lies where the business is."),
    )
    district = line_field(_("District"), 100)
    village = line_field(_("Village"), 100)
    street = line_field(_("Street and number"), 255)
    area_m2 = number_field(_("Area in square metres"), 1)
    latitude = number_field(
        _("Latitude"),
        5,
        help_text=_("From a map on the phone, such as -5.42910. Some markets ask it."),
    )
    longitude = number_field(_("Longitude"), 5, help_text=_("Such as 105.26110."))

    def __init__(
        self, *args: Any, actor: Actor, site: Site | None = None, **kwargs: Any
    ) -> None:
        if site is not None:
            kwargs["initial"] = {
                **{name: getattr(site, name) for name in self.base_fields},
                "region": site.region_id or "",
            }
        super().__init__(*args, **kwargs)
        set_choices(self, "region", list_region_choices(actor))


class PersonForm(forms.Form):
    """Somebody of the business; a NIK that is known is not shown again."""

    name = line_field(_("Name"), 200, required=True, autocomplete="name")
    task = forms.ChoiceField(
        label=_("What does this person do?"), choices=Person.Task.choices
    )
    phone = line_field(_("Phone number"), 30, inputmode="tel")
    email = line_field(_("E-mail"), 254, inputmode="email")
    languages = forms.MultipleChoiceField(
        label=_("Speaks"),
        required=False,
        choices=list(TONGUES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    nik = line_field(
        _("NIK"), 20, inputmode="numeric",
        help_text=_("16 digits of the identity card. It is kept encrypted."),
    )  # fmt: skip
    is_contact = forms.BooleanField(
        label=_("Buyers and officers may call this person first"), required=False
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        if person is not None:
            initial = {name: getattr(person, name) for name in self.base_fields}
            kwargs["initial"] = {**initial, "nik": ""}
        super().__init__(*args, **kwargs)
        if person is not None and person.nik:
            self.fields["nik"].help_text = _(
                "Known: %(nik)s. Leave empty to keep it."
            ) % {"nik": person.masked_nik}

    def values(self) -> dict[str, Any]:
        """What the action takes; an empty NIK leaves the one that is there."""
        values = dict(self.cleaned_data)
        if self.person is not None and not values["nik"]:
            del values["nik"]
        return values


class EndForm(forms.Form):
    """The last day of something."""

    ended_on = day_field(_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"ended_on": timezone.localdate()})
        super().__init__(*args, **kwargs)


class SizeForm(forms.Form):
    """Two amounts; one of them is enough to tell the size."""

    annual_sales_idr = number_field(
        _("Sales in a year, in rupiah"),
        0,
        mode="numeric",
        help_text=_("Digits only, such as 750000000 for 750 million."),
    )
    capital_idr = number_field(
        _("Capital, in rupiah"),
        0,
        mode="numeric",
        help_text=_("Own and borrowed money, without land and buildings."),
    )
    stated = forms.ChoiceField(
        label=_("Size on your papers"),
        required=False,
        choices=[("", _("not known")), *SIZE_CLASSES.items()],
        help_text=_("As the NIB or the office writes it."),
    )

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "annual_sales_idr": _plain(business.annual_sales_idr),
            "capital_idr": _plain(business.capital_idr),
            "stated": stated_size(business),
        }
        super().__init__(*args, **kwargs)


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:f}"
