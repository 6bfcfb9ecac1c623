"""What is filled in of buyers: the company, people, proofs, reports, examinations."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.matching.forms.fields import day_field, word_field
from wadah.apps.matching.models import Buyer, BuyerProof, BuyerReport, DueDiligence
from wadah.apps.matching.words import BUYER_KINDS, BUYER_SIZES, PAYMENTS
from wadah.apps.reference.models import Market
from wadah.core.matching.buyer_terms import PAYMENTS_BY_SAFETY

_YES_NO = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]


def optional_day(label: Any, help_text: Any = "") -> forms.DateField:
    field = day_field(label)
    field.required = False
    field.help_text = help_text
    return field


def yes_no_field(label: Any) -> forms.TypedChoiceField:
    """Three answers: what nobody asked is not a no."""
    return forms.TypedChoiceField(
        label=label, required=False, choices=_YES_NO,
        coerce=lambda word: {"yes": True, "no": False}.get(word), empty_value=None,
    )  # fmt: skip


class BuyerForm(forms.Form):
    """A company."""

    name = forms.CharField(label=_("Company"), max_length=200)
    country = forms.ModelChoiceField(
        label=_("Country of the company"), queryset=Market.objects.none()
    )
    kind = word_field(_("Role in the trade"), BUYER_KINDS)
    size = word_field(_("Size of the company"), BUYER_SIZES)
    established_on = optional_day(_("Established on"))
    website = forms.CharField(label=_("Website"), required=False, max_length=200)
    registry_number = forms.CharField(
        label=_("Number in the company register"), required=False, max_length=60
    )
    markets = forms.ModelMultipleChoiceField(
        label=_("Sells to"), required=False, queryset=Market.objects.none()
    )
    contact_name = forms.CharField(
        label=_("Who answers"), required=False, max_length=120
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("country", "markets"):
            field = cast("forms.ModelChoiceField[Market]", self.fields[name])
            field.queryset = Market.objects.all()

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["country_id"] = data.pop("country").pk
        return data


def buyer_initial(buyer: Buyer) -> dict[str, Any]:
    names = ("name", "kind", "size", "established_on", "website", "registry_number",
             "contact_name", "email", "phone")  # fmt: skip
    initial = {name: getattr(buyer, name) for name in names}
    initial["country"] = buyer.country_id
    initial["markets"] = list(buyer.markets.values_list("pk", flat=True))
    return initial


class ContactForm(forms.Form):
    """A person, with the consent without which nothing is kept."""

    name = forms.CharField(label=_("Name"), max_length=120)
    job = forms.CharField(label=_("What he does"), required=False, max_length=100)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=20)
    consent_given_on = day_field(_("Agreed to be kept on"))
    consent_way = forms.CharField(
        label=_("How he agreed"), max_length=200,
        help_text=_("By mail, a card at a fair, a call."),
    )  # fmt: skip


class ProofForm(forms.Form):
    """A paper."""

    kind = forms.ChoiceField(label=_("What it proves"), choices=BuyerProof.Kind.choices)
    number = forms.CharField(label=_("Number"), required=False, max_length=80)
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=120)
    issued_on = optional_day(_("Issued on"))
    expires_on = optional_day(_("Valid until"))
    upload = forms.FileField(
        label=_("File (PDF, JPG or PNG)"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip


class ReportForm(forms.Form):
    """A question to an attaché or another supplier, and what came back."""

    kind = forms.ChoiceField(label=_("Who"), choices=BuyerReport.Kind.choices)
    asked_of = forms.CharField(label=_("Name of office or company"), max_length=150)
    asked_on = day_field(_("Asked on"))
    answered_on = optional_day(_("Answered on"))
    finding = forms.ChoiceField(
        label=_("What it says"), required=False,
        choices=[("", _("no answer yet")), *BuyerReport.Finding.choices],
    )  # fmt: skip
    said = forms.CharField(
        label=_("In their words"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    days_late = forms.IntegerField(
        label=_("Days the payment came late (past deal)"), required=False, min_value=0,
        max_value=3650,
    )  # fmt: skip


class ReportAnswerForm(forms.Form):
    """The answer to a question that waited."""

    answered_on = day_field(_("Answered on"))
    finding = forms.ChoiceField(
        label=_("What it says"), choices=BuyerReport.Finding.choices
    )
    said = forms.CharField(label=_("In their words"), required=False)


class ExamineForm(forms.Form):
    """What was asked and seen; leave empty what nobody knows."""

    bank_country = forms.CharField(
        label=_("Country of its bank"), required=False, max_length=2,
        help_text=_("Two letters: DE, AU, GB."),
    )  # fmt: skip
    domain_registered_on = optional_day(
        _("Its domain was registered on"), _("Look it up with whois.")
    )
    asks_private_originals = yes_no_field(
        _("Does it ask for the originals at a private address?")
    )
    has_overpaid = yes_no_field(_("Did it pay too much and ask for the difference?"))
    is_in_company_register = yes_no_field(
        _("Is it in the company register of its country?")
    )

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["bank_country"] = data["bank_country"].upper()
        return data


def examine_initial(diligence: DueDiligence | None) -> dict[str, Any]:
    if diligence is None:
        return {}
    words = {True: "yes", False: "no", None: ""}
    return {
        "bank_country": diligence.bank_country,
        "domain_registered_on": diligence.domain_registered_on,
        **{
            name: words[getattr(diligence, name)]
            for name in ("asks_private_originals", "has_overpaid",
                         "is_in_company_register")
        },
    }  # fmt: skip


class ProposeForm(forms.Form):
    """The result that is proposed."""

    result = forms.ChoiceField(label=_("Result"), choices=DueDiligence.Result.choices)
    exposure_amount = forms.DecimalField(
        label=_("May be unpaid at a time, at most"), required=False, min_value=0,
        max_digits=12, decimal_places=2,
    )  # fmt: skip
    exposure_currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, initial="USD"
    )
    payments = forms.MultipleChoiceField(
        label=_("Payment that is allowed, the safest first"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    holds_until = day_field(_("Holds until"))
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, allowed: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one, PAYMENTS[one]) for one in PAYMENTS_BY_SAFETY if one in allowed]
        cast(forms.MultipleChoiceField, self.fields["payments"]).choices = choices


class NoteForm(forms.Form):
    """Why a name is the same or not; why a result is sent back."""

    note = forms.CharField(label=_("Why"), required=False, max_length=500)


class ListForm(forms.Form):
    """A list of names as it is published."""

    upload = forms.FileField(
        label=_("List (XML of the UN; XML or CSV of the EU)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.csv"}),
    )
