"""What is filled in along the life of a request: answers, messages, reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.forms.fields import day_field
from wadah.apps.matching.models import BuyerRequest, RequestAnswer
from wadah.apps.matching.words import END_REASONS
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.queries.business import of_editable
from wadah.core.matching.request_states import OUTCOMES


class AnswerForm(forms.Form):
    """What a business offers: which product, how much, when, at what price."""

    product = forms.ModelChoiceField(
        label=_("Your product"), queryset=Product.objects.none()
    )
    tonnes = forms.DecimalField(
        label=_("How many tonnes?"), min_value=Decimal("0.001"), max_digits=12,
        decimal_places=3, help_text=_("A part is welcome: others may bring the rest."),
    )  # fmt: skip
    ready_on = day_field(_("Ready for shipment on"))
    price_amount = forms.DecimalField(
        label=_("Your price for a tonne"), required=False, max_digits=12,
        decimal_places=2,
    )  # fmt: skip
    price_currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, initial="USD"
    )
    message = forms.CharField(
        label=_("What the buyer should know"), required=False, max_length=1100,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No phone number and no e-mail: Wadah shows them once both agree."),
    )  # fmt: skip
    shares_contact = forms.BooleanField(
        label=_("If the buyer accepts, show him my contact details at once"),
        required=False,
    )

    def __init__(
        self, *args: Any, actor: Actor, wanted: BuyerRequest,
        answer: RequestAnswer | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if answer is not None:
            del self.fields["product"]
            return
        products = Product.objects.filter(
            of_editable(actor, "business_id"), family_id=wanted.family_id
        ).select_related("business")
        field = cast("forms.ModelChoiceField[Product]", self.fields["product"])
        field.queryset = products.order_by("business__name", "name")
        field.label_from_instance = _name_product  # type: ignore[method-assign, assignment]
        if len(products) == 1:
            field.initial = products[0].pk

    def offered(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        kept = ("ready_on", "price_amount", "message", "shares_contact")
        return {
            **{name: data[name] for name in kept},
            "kg": data["tonnes"] * 1000,
            "price_currency": data["price_currency"].upper(),
        }


def _name_product(product: Product) -> str:
    return f"{product.name} ({product.business.name})"


def answer_initial(answer: RequestAnswer) -> dict[str, Any]:
    """The form of an answer that is to be corrected."""
    return {
        "tonnes": (answer.kg / 1000).normalize(),
        "ready_on": answer.ready_on,
        "price_amount": answer.price_amount,
        "price_currency": answer.price_currency,
        "message": answer.message,
        "shares_contact": answer.shares_contact,
    }


class CommentForm(forms.Form):
    """Why a request comes back."""

    comment = forms.CharField(
        label=_("What is to be mended?"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why an answer does not fit."""

    reason = forms.CharField(
        label=_("Why does it not fit?"), required=False, max_length=500
    )


class CloseForm(forms.Form):
    """What became of a request."""

    outcome = forms.ChoiceField(label=_("What became of it?"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        choices = [(key, text.in_language(language)) for key, text in OUTCOMES.items()]
        cast(forms.ChoiceField, self.fields["outcome"]).choices = choices


class MessageForm(forms.Form):
    """Words, a file, and who reads them."""

    text = forms.CharField(
        label=_("Your message"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    upload = forms.FileField(
        label=_("File (PDF, JPG or PNG)"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, partners: list[tuple[int, str]] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if partners is not None:
            self.fields["to"] = forms.ChoiceField(
                label=_("Who reads it"), required=False,
                choices=[("", _("everybody who sees the request")), *partners],
            )  # fmt: skip

    def find_partner(self) -> Business | None:
        key = self.cleaned_data.get("to")
        return Business.objects.filter(pk=int(key)).first() if key else None


class SearchForm(forms.Form):
    """What somebody wants to be told of."""

    family = forms.ModelChoiceField(
        label=_("Product"), required=False, queryset=ProductFamily.objects.none()
    )
    destination = forms.ModelChoiceField(
        label=_("Country of destination"),
        required=False,
        queryset=Market.objects.none(),
    )
    most_tonnes = forms.DecimalField(
        label=_("At most so many tonnes"), required=False, min_value=Decimal("0.001"),
        max_digits=12, decimal_places=3,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        families = cast("forms.ModelChoiceField[ProductFamily]", self.fields["family"])
        families.queryset = ProductFamily.objects.filter(disabled_from__isnull=True)
        markets = cast("forms.ModelChoiceField[Market]", self.fields["destination"])
        markets.queryset = Market.objects.all()

    def values(self) -> dict[str, Any]:
        tonnes = self.cleaned_data["most_tonnes"]
        return {
            "family": self.cleaned_data["family"],
            "destination": self.cleaned_data["destination"],
            "most_kg": tonnes * 1000 if tonnes is not None else None,
        }


class EndSearchForm(forms.Form):
    """Why no further alerts are wanted."""

    reason = forms.ChoiceField(
        label=_("Why?"), required=False,
        choices=[("", _("no reason")), *END_REASONS.items()],
    )  # fmt: skip
