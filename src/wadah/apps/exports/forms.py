"""What is filled in when a deal climbs a rung."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.exports.models import Rung


class RungForm(forms.Form):
    """The rung, its day and its proof; worth from the contract on."""

    rung = forms.ChoiceField(label=_("Rung"))
    reached_on = forms.DateField(
        label=_("Reached on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    proof = forms.CharField(
        label=_("Proof"),
        max_length=300,
        help_text=_("Number of the letter, contract, bill of lading or transfer."),
    )
    proof_upload = forms.FileField(
        label=_("Photo or PDF of the proof"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}
        ),
    )
    value_amount = forms.DecimalField(
        label=_("Value"),
        required=False,
        max_digits=16,
        decimal_places=2,
        help_text=_("Needed from the contract on."),
    )
    value_currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, initial="USD"
    )
    quantity_kg = forms.DecimalField(
        label=_("Quantity (kg)"), required=False, max_digits=14, decimal_places=3
    )
    port = forms.CharField(
        label=_("Port of loading"),
        required=False,
        max_length=5,
        help_text=_("Needed when shipped. Panjang is IDPNJ, Tanjung Priok IDTPP."),
    )

    def __init__(self, *args: Any, rungs: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Rung.choices)
        field = self.fields["rung"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(rung, labels[rung]) for rung in rungs]

    def clean_value_currency(self) -> str:
        return str(self.cleaned_data["value_currency"]).strip().upper()

    def clean_port(self) -> str:
        return str(self.cleaned_data["port"]).strip().upper()
