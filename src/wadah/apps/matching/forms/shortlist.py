"""What is filled in on a shortlist: a product, a note, what the buyer says."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wadah.apps.matching.models import ShortlistEntry
from wadah.apps.registry.models import Product


class EntryForm(forms.Form):
    """One more product for the list."""

    product = forms.ModelChoiceField(
        label=_("Product"), queryset=Product.objects.none()
    )
    note = forms.CharField(
        label=_("What the buyer should know of it"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, products: QuerySet[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Product]", self.fields["product"])
        field.queryset = products
        field.label_from_instance = _name_product  # type: ignore[method-assign, assignment]


class FeedbackForm(forms.Form):
    """One of three answers, and words."""

    feedback = forms.ChoiceField(
        label=_("What do you think of it?"), choices=ShortlistEntry.Feedback.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your words"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No phone number and no e-mail: Wadah shows them once both agree."),
    )  # fmt: skip


def _name_product(product: Product) -> str:
    return f"{product.name} ({product.business.name})"
