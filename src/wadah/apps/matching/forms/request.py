"""What a buyer fills in: what, how much, when, where; all else may stay empty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.matching.forms.fields import day_field, word_field
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.queries.request import find_own_buyer, visible_buyers
from wadah.apps.matching.words import (
    BUYER_KINDS,
    BUYER_SIZES,
    INCOTERMS,
    PACKINGS,
    PAYMENTS,
)
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.registry.words import FORMS
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.core.values import OPERATORS, UNITS

KG_OF = {"t": Decimal(1000), "kg": Decimal(1)}
SPEC_LINES = 3


def list_papers() -> list[tuple[str, str]]:
    """Every type of paper by its name in the language of this page."""
    language = get_language() or "id"
    types = read_vocabulary().document_types.values()
    papers = [(row.slug, row.name.in_language(language)) for row in types]
    return sorted(papers, key=lambda paper: paper[1].lower())


class RequestForm(forms.Form):
    """One request; an officer also says for which buyer."""

    family = forms.ModelChoiceField(
        label=_("Product"), queryset=ProductFamily.objects.none()
    )
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=Decimal("0.001"), max_digits=12,
        decimal_places=3,
    )  # fmt: skip
    quantity_unit = forms.ChoiceField(
        label=_("Unit"), choices=[("t", _("tonnes")), ("kg", _("kilograms"))]
    )
    window_from = day_field(_("Ship from"))
    window_to = day_field(_("Ship until"))
    destination = forms.ModelChoiceField(
        label=_("Country of destination"), queryset=Market.objects.none()
    )
    form = word_field(_("Form"), FORMS)
    certificates = forms.MultipleChoiceField(
        label=_("Certificates you need"), required=False,
        help_text=_("Only what you must have: each one leaves fewer producers."),
    )  # fmt: skip
    packing = forms.MultipleChoiceField(
        label=_("Packing"), required=False, choices=list(PACKINGS.items())
    )
    incoterm = word_field(_("Delivery term (Incoterms 2020)"), INCOTERMS)
    named_place = forms.CharField(
        label=_("Named place"), required=False, max_length=100
    )
    price_amount = forms.DecimalField(
        label=_("Target price for a tonne"), required=False, max_digits=12,
        decimal_places=2,
    )  # fmt: skip
    price_currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, initial="USD"
    )
    payment = word_field(_("Payment"), PAYMENTS)
    words = forms.CharField(
        label=_("Anything else"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    answer_by = forms.DateField(
        label=_("Answers until"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until the last day of shipment."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Show this request to every business in Wadah"), required=False
    )

    def __init__(
        self, *args: Any, actor: Actor, wanted: BuyerRequest | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        families = ProductFamily.objects.filter(disabled_from__isnull=True)
        self._set_rows("family", families)
        self._set_rows("destination", Market.objects.all())
        papers = cast(forms.MultipleChoiceField, self.fields["certificates"])
        papers.choices = list_papers()
        shown, self.kept_specs = split_specs(wanted)
        self.spec_count = max(SPEC_LINES, len(shown))
        for number in range(self.spec_count):
            self._add_spec_line(number)
        self.asks_company = False
        if wanted is not None:
            return
        if actor.role is not Role.BUYER:
            self.fields["buyer"] = forms.ModelChoiceField(
                label=_("Buyer"), queryset=visible_buyers(actor), required=False
            )
            self._add_company(required=False)
        elif find_own_buyer(actor) is None:
            self._add_company(required=True, name=actor.organisation_name)

    def _set_rows(self, name: str, rows: QuerySet[Any]) -> None:
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows

    def _add_company(self, *, required: bool, name: str = "") -> None:
        self.asks_company = True
        self.fields["company_name"] = forms.CharField(
            label=_("Company"), max_length=200, required=required, initial=name
        )
        self.fields["company_country"] = forms.ModelChoiceField(
            label=_("Country of the company"),
            queryset=Market.objects.all(),
            required=required,
        )
        self.fields["company_kind"] = word_field(_("Kind of buyer"), BUYER_KINDS)
        self.fields["company_size"] = word_field(_("Size of the company"), BUYER_SIZES)

    def _add_spec_line(self, number: int) -> None:
        prefix = f"spec_{number}_"
        operators = [("", ""), *((one, one) for one in OPERATORS[:6])]
        units = [("", ""), *((one, one) for one in UNITS)]
        self.fields[prefix + "parameter"] = forms.CharField(
            label=_("Parameter"), required=False, max_length=60
        )
        self.fields[prefix + "operator"] = forms.ChoiceField(
            label=_("Limit"), required=False, choices=operators
        )
        self.fields[prefix + "value"] = forms.CharField(
            label=_("Value"), required=False, max_length=40
        )
        self.fields[prefix + "unit"] = forms.ChoiceField(
            label=_("Unit"), required=False, choices=units
        )

    def spec_rows(self) -> list[list[forms.BoundField]]:
        """The fields of the specification, one list a line."""
        parts = ("parameter", "operator", "value", "unit")
        return [
            [self[f"spec_{number}_{part}"] for part in parts]
            for number in range(self.spec_count)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wants_buyer = "buyer" in self.fields
        if wants_buyer and not data.get("buyer") and not data.get("company_name"):
            self.add_error("buyer", _("Choose a buyer or enter a new company."))
        if data.get("company_name") and not data.get("company_country"):
            self.add_error("company_country", _("Choose the country."))
        return data

    def specs(self) -> list[dict[str, object]]:
        """The lines that were filled in, in the interface's shape."""
        data = self.cleaned_data
        filled: list[dict[str, object]] = [
            {
                "parameter": data[f"spec_{number}_parameter"],
                "operator": data[f"spec_{number}_operator"],
                "value": data[f"spec_{number}_value"].replace(",", "."),
                "unit": data[f"spec_{number}_unit"] or None,
            }
            for number in range(self.spec_count)
            if data[f"spec_{number}_parameter"]
        ]
        return filled + self.kept_specs

    def company(self) -> dict[str, Any] | None:
        """The new company, or None when there is one already."""
        data = self.cleaned_data
        if not data.get("company_name") or data.get("buyer"):
            return None
        return {
            "name": data["company_name"],
            "country": data["company_country"].pk,
            "kind": data["company_kind"],
            "size": data["company_size"],
        }

    def request_values(self) -> dict[str, Any]:
        """What the action takes, apart from the buyer."""
        data = self.cleaned_data
        kept = (
            "window_from", "window_to", "form", "packing", "incoterm", "named_place",
            "price_amount", "payment", "words", "is_public", "answer_by",
        )  # fmt: skip
        return {
            **{name: data[name] for name in kept},
            "family": data["family"].pk,
            "destination": data["destination"].pk,
            "quantity_kg": data["quantity"] * KG_OF[data["quantity_unit"]],
            "certificates": data["certificates"],
            "specs": self.specs(),
            "price_currency": (
                data["price_currency"].upper() if data["price_amount"] else ""
            ),
        }


def split_specs(
    request: BuyerRequest | None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lines that the form can show, and those kept as they are, such as ranges."""
    lines = request.specs if request is not None else []
    is_shown = [
        line.get("operator") in OPERATORS[:6] and _said_keys(line) <= _SHOWN_KEYS
        for line in lines
    ]
    return (
        [line for line, shown in zip(lines, is_shown, strict=True) if shown],
        [line for line, shown in zip(lines, is_shown, strict=True) if not shown],
    )


def _said_keys(line: dict[str, Any]) -> set[str]:
    silent: tuple[object, ...] = (None, "", "as_sold", [], {})
    return {key for key, value in line.items() if value not in silent}


_SHOWN_KEYS = {"parameter", "operator", "value", "unit"}


def request_initial(request: BuyerRequest) -> dict[str, Any]:
    """The form of a request that is written anew."""
    initial: dict[str, Any] = {
        name: getattr(request, name)
        for name in ("window_from", "window_to", "form", "packing", "incoterm",
                     "named_place", "price_amount", "price_currency", "payment",
                     "words", "is_public", "answer_by")
    }  # fmt: skip
    initial["family"] = request.family_id
    initial["destination"] = request.destination_id
    initial["quantity"] = (request.quantity_kg / 1000).normalize()
    initial["quantity_unit"] = "t"
    initial["certificates"] = [
        one if isinstance(one, str) else str(one.get("type") or one.get("name"))
        for one in request.certificates
    ]
    for number, line in enumerate(split_specs(request)[0]):
        prefix = f"spec_{number}_"
        initial[prefix + "parameter"] = line.get("parameter")
        initial[prefix + "operator"] = line.get("operator")
        initial[prefix + "value"] = line.get("value")
        initial[prefix + "unit"] = line.get("unit")
    return initial
