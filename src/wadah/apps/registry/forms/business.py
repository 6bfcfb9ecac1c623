"""Forms of a business and of a visit. They read; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Organisation, Role
from wadah.apps.reference.models import Region
from wadah.apps.registry.models import Business, Consent
from wadah.apps.registry.words import SIZE_CLASSES

Choices = list[tuple[str, Any]]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    """A day, with the picker of the browser."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def line_field(
    label: Any, longest: int, *, required: bool = False, help_text: Any = "",
    **attributes: str,
) -> forms.CharField:  # fmt: skip
    """One line of text."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs=attributes),
    )


def list_region_choices(actor: Actor) -> Choices:
    """Regencies and cities by province; an officer's own regions only."""
    regions = Region.objects.exclude(kind="province").select_related("parent")
    if actor.role is Role.OFFICER and actor.region_codes:
        own = Q(pk__in=actor.region_codes)
        for code in actor.region_codes:
            own |= Q(kemendagri_code__startswith=f"{code}.")
        regions = regions.filter(own)
    groups: dict[str, list[tuple[str, str]]] = {}
    for region in regions.order_by("parent__name", "name"):
        province = region.parent.name if region.parent else ""
        groups.setdefault(province, []).append((region.pk, region.name))
    return [("", _("Choose")), *groups.items()]


class BusinessForm(forms.Form):
    """All that is known of a business; the owner's first form is `OwnBusinessForm`."""

    name = line_field(_("Name of the business"), 200, required=True)
    region_code = forms.ChoiceField(label=_("Regency or city"))
    district = line_field(_("District"), 100)
    village = line_field(_("Village"), 100)
    street = line_field(_("Street and number"), 255, autocomplete="street-address")
    owner_name = line_field(_("Name of the owner"), 200)
    phone = line_field(
        _("Phone number"), 30, help_text=_("Best one with WhatsApp."),
        inputmode="tel", autocomplete="tel",
    )  # fmt: skip
    email = line_field(_("E-mail"), 254, inputmode="email", autocomplete="email")
    made = forms.CharField(
        label=_("What the business makes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    about = forms.CharField(
        label=_("About the business"),
        required=False,
        help_text=_("Buyers read this: who makes it, where and how."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    legal_form = line_field(
        _("Legal form"), 40, help_text=_("Such as UD, CV, PT, KUB.")
    )
    size_class = forms.ChoiceField(
        label=_("Size"), required=False, choices=[("", ""), *SIZE_CLASSES.items()]
    )
    nib = line_field(
        _("NIB"), 20, help_text=_("13 digits, on the paper of the OSS."),
        inputmode="numeric",
    )  # fmt: skip
    kbli = line_field(_("KBLI code"), 5, help_text=_("5 digits."), inputmode="numeric")
    established_on = day_field(_("Founded on"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region_code"]
        region.choices = list_region_choices(actor)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            name: self.cleaned_data[name] for name in _RECORD if name in self.fields
        }


_RECORD = (
    "name", "region_code", "district", "village", "street", "owner_name", "phone",
    "email", "made", "about", "legal_form", "size_class", "nib", "kbli",
    "established_on",
)  # fmt: skip


# What an officer reads out; it is kept with the consent.
CONSENT_SENTENCE = _(
    "We keep these data to prepare exports. You may see, correct and withdraw them."
)


class OfficerBusinessForm(BusinessForm):
    """An officer also says who agreed, and who held the phone meanwhile."""

    consent_given_by = line_field(
        _("Who gave consent?"), 200, required=True,
        help_text=_(
            "Read out: “We keep these data to prepare exports. You may see, correct "
            "and withdraw them.” Then write the name of the person who said yes."
        ),
    )  # fmt: skip
    consent_held_phone = line_field(
        _("Who held the phone?"), 200,
        help_text=_("Such as: the owner; the owner's daughter."),
    )  # fmt: skip


class OwnBusinessForm(BusinessForm):
    """As few questions as possible; the rest can wait for the second form."""

    field_order = ["name", "region_code", "phone", "made", "consent_to"]
    consent_to = forms.ModelChoiceField(
        label=_("Who may help you and see your data?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("You can leave this empty and choose later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.field_order):
            del self.fields[name]
        set_helpers(self, None)


class EditBusinessForm(BusinessForm):
    """Everything; an empty NIB leaves the one that is there."""

    is_published = forms.BooleanField(
        label=_("Show the business and its published products to everybody"),
        required=False,
    )
    consent_to = forms.ModelChoiceField(
        label=_("Let another organisation help and see the data"),
        queryset=Organisation.objects.none(),
        empty_label=_("No other"),
        required=False,
    )

    def __init__(
        self, *args: Any, actor: Actor, business: Business, **kwargs: Any
    ) -> None:
        initial = {name: getattr(business, name, "") for name in _RECORD}
        initial |= {
            "region_code": business.region_id or "",
            "is_published": business.is_published,
            "nib": "",
        }
        super().__init__(*args, actor=actor, initial=initial, **kwargs)
        if business.nib:
            self.fields["nib"].help_text = _(
                "Known: %(nib)s. Leave empty to keep it."
            ) % {"nib": business.masked_nib}
        if actor.role is Role.OFFICER:
            del self.fields["consent_to"]
        else:
            set_helpers(self, business)

    def values(self) -> dict[str, Any]:
        values = super().values()
        if not values["nib"]:
            del values["nib"]
        return values


def set_helpers(form: forms.Form, business: Business | None) -> None:
    """The organisations that may still be asked to care for the record."""
    helpers = Organisation.objects.filter(
        kind__in=(Organisation.Kind.EXPORT, Organisation.Kind.OFFICE)
    ).order_by("name")
    if business is not None:
        there = Consent.objects.filter(business=business, withdrawn_on__isnull=True)
        helpers = helpers.exclude(pk__in=there.values("organisation"))
    form.fields["consent_to"].queryset = helpers  # type: ignore[attr-defined]


class VisitForm(forms.Form):
    """What was seen and what comes next."""

    visited_on = day_field(_("Day of the visit"))
    seen = forms.CharField(
        label=_("What did you see?"), widget=forms.Textarea(attrs={"rows": 5})
    )
    next_step = line_field(_("Next step"), 200)
    next_step_due_on = day_field(_("To be done by"), required=False)

    def clean_visited_on(self) -> Any:
        day = self.cleaned_data["visited_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day of a visit is not in the future."))
        return day
