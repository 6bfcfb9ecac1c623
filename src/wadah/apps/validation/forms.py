"""Forms of cases, papers, results and answers. They read; the actions decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Lot, Product
from wadah.apps.requirements.answer_words import say_word
from wadah.core.requirements import FactName

DATE = {"type": "date"}
YES_NO = [("true", _("yes")), ("false", _("no"))]


def _not_after_today(day: date) -> None:
    """What was looked at was looked at today or before."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))


def _past_day(label: Any) -> forms.DateField:
    field = _day(label, required=True)
    field.validators.append(_not_after_today)
    return field


def _day(label: Any, help_text: Any = "", required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
    )


class CaseForm(forms.Form):
    """Which market, which lot, on which days, to whom."""

    destination = forms.ModelChoiceField(
        label=_("Market"), queryset=Market.objects.all(), empty_label=_("Choose")
    )
    lot = forms.ModelChoiceField(
        label=_("Lot"),
        queryset=Lot.objects.none(),
        required=False,
        empty_label=_("no lot yet"),
        help_text=_("Results and papers of a lot count for that lot only."),
    )
    declared_on = _day(
        _("Export declaration on"), _("Levies and export papers count on this day.")
    )
    departs_on = _day(_("Departure on"), _("Certificates of the exit point count."))
    arrives_on = _day(_("Arrival on"), _("Border rules count on this day."))
    placed_on = _day(
        _("Sold in the market from"), _("Food and EUDR rules count on this day.")
    )
    quantity_kg = forms.DecimalField(
        label=_("Quantity in kg"), min_value=1, required=False
    )
    load = forms.ChoiceField(
        label=_("Load"),
        required=False,
        choices=[("", _("not known")), ("FCL", "FCL"), ("LCL", "LCL")],
    )
    transport = forms.ChoiceField(
        label=_("Transport"),
        required=False,
        choices=[
            ("", _("not known")),
            ("sea", _("sea")),
            ("air", _("air")),
            ("road", _("road")),
            ("courier", _("courier")),
        ],
    )
    importer_size = forms.ChoiceField(
        label=_("Size of the importer"),
        required=False,
        choices=[
            ("", _("not known")),
            ("natural_person", _("a person")),
            ("micro", pgettext_lazy("size", "micro")),
            ("small", pgettext_lazy("size", "small")),
            ("medium", pgettext_lazy("size", "medium")),
            ("large", pgettext_lazy("size", "large")),
        ],
    )
    importer_established_on = _day(_("Importer founded on"))

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lots: Any = self.fields["lot"]
        lots.queryset = product.lots.all()
        lots.initial = product.lots.first()

    def make_plan(self) -> dict[str, Any]:
        """What `open_case` takes; what was left empty is not stated."""
        data = self.cleaned_data
        consignment = {
            "quantity_kg": float(data["quantity_kg"]) if data["quantity_kg"] else None,
            "load": data["load"],
            "transport": data["transport"],
        }
        founded = data["importer_established_on"]
        importer = {
            "size": data["importer_size"],
            "established_on": founded.isoformat() if founded else None,
        }
        dates = ("declared_on", "departs_on", "arrives_on", "placed_on")
        return {
            **{name: data[name] for name in dates},
            "consignment": {key: value for key, value in consignment.items() if value},
            "parties": {
                "importer": {key: value for key, value in importer.items() if value}
            },
        }


def _word_choices(fact: FactName) -> list[tuple[str, str]]:
    language = get_language() or "id"
    return [(word, say_word(word, language)) for word in fact.allowed]


class AnswerForm(forms.Form):
    """An answer to one question, with day and source."""

    code = forms.CharField(widget=forms.HiddenInput)
    value = forms.CharField(label=_("Answer"))
    looked_up_on = _past_day(_("Looked up on"))
    source = forms.CharField(
        label=_("Where"),
        max_length=300,
        help_text=_("Page, letter, office or person."),
    )

    def __init__(self, *args: Any, fact: FactName | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fact is None:
            return
        if fact.type == "bool":
            self.fields["value"] = forms.ChoiceField(
                label=_("Answer"), choices=YES_NO, widget=forms.RadioSelect
            )
        elif fact.allowed and fact.type in ("list", "slugs"):
            self.fields["value"] = forms.MultipleChoiceField(
                label=_("Answer"),
                choices=_word_choices(fact),
                widget=forms.CheckboxSelectMultiple,
            )
        elif fact.allowed:
            self.fields["value"] = forms.ChoiceField(
                label=_("Answer"),
                choices=[("", "…"), *_word_choices(fact)],
            )
        elif fact.type == "date":
            self.fields["value"] = _day(_("Answer"), required=True)
        elif fact.type == "object":
            self.fields["value"].help_text = _(
                "Amount, currency and basis: 49600 USD fob"
            )
        elif fact.type == "list":
            self.fields["value"].help_text = _("Several, parted by commas.")
