"""The form that an officer fills in beside the owner; on paper it asks the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.actions.enter_business_assisted import (
    FirstProduct,
    SpokenConsent,
)
from wadah.apps.registry.forms.business import BusinessForm
from wadah.apps.registry.forms.product import kg_field, list_family_choices

# Read out to the owner, and printed on the paper form.
CONSENT_WORDS = _(
    "We keep these data to prepare exports: who you are, where you work, what you make "
    "and how much. The office that wrote them down sees them; buyers see only what you "
    "let us publish. You may see, correct and withdraw them at any time, free of "
    "charge."
)
BUSINESS_FIELDS = (
    "name", "owner_name", "phone", "legal_form", "region_code", "district", "village",
    "street", "size_class", "nib", "established_on",
)  # fmt: skip
PRODUCT_FIELDS = ("family", "product_name", "kg")
CONSENT_FIELDS = ("read_out", "consent_given_by", "held_phone")


class AssistedForm(BusinessForm):
    """Business, first product and consent on one page."""

    family = forms.ChoiceField(label=_("First product: what is it?"))
    product_name = forms.CharField(
        label=_("Name the owner gives it"), required=False, max_length=200
    )
    kg = kg_field(
        _("How many kilograms in a month?"),
        required=False,
        help_text=_("The owner's own estimate. It is checked later."),
    )
    read_out = forms.CharField(
        label=_("Read this out word for word"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What stands here is kept as what was read out."),
    )
    consent_given_by = forms.CharField(
        label=_("Who said yes?"),
        max_length=200,
        help_text=_("Name of the person, as on the identity card."),
    )
    held_phone = forms.CharField(
        label=_("Who held the phone or the keyboard?"),
        max_length=200,
        help_text=_("Such as: the officer; the owner; the owner's daughter."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        initial = {
            "read_out": str(CONSENT_WORDS),
            "held_phone": actor.name,
            **(kwargs.pop("initial", None) or {}),
        }
        super().__init__(*args, actor=actor, initial=initial, **kwargs)
        kept = (*BUSINESS_FIELDS, *PRODUCT_FIELDS, *CONSENT_FIELDS)
        for name in set(self.fields) - set(kept):
            del self.fields[name]
        self.order_fields(list(kept))
        self.fields["family"].choices = list_family_choices("")  # type: ignore[attr-defined]
        # A queue of owners is typed without a mouse.
        self.fields["name"].widget.attrs["autofocus"] = True

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The three parts of the page, in the order in which one talks."""
        return [
            (str(title), [self[name] for name in names])
            for title, names in (
                (_("The business"), BUSINESS_FIELDS),
                (_("First product"), PRODUCT_FIELDS),
                (_("Consent"), CONSENT_FIELDS),
            )
        ]

    def consent(self) -> SpokenConsent:
        data = self.cleaned_data
        return SpokenConsent(
            data["consent_given_by"], data["read_out"], data["held_phone"]
        )

    def product(self) -> FirstProduct:
        data = self.cleaned_data
        return FirstProduct(data["family"], data["product_name"], data["kg"])
