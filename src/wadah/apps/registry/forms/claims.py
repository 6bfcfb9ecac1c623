"""Forms of claims and of spoken consent. They read; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.actions.claim_business import Proving
from wadah.apps.registry.actions.record_spoken_consent import Spoken
from wadah.apps.registry.forms.assisted import CONSENT_WORDS
from wadah.apps.registry.models import Claim


class FindRecordForm(forms.Form):
    name = forms.CharField(label=_("Name of the business"), max_length=200)
    village = forms.CharField(
        label=_("Village or kelurahan"),
        max_length=100,
        help_text=_("As it stands on the papers of the business."),
    )


class ClaimForm(forms.Form):
    proof = forms.ChoiceField(
        label=_("How do you prove that it is yours?"),
        choices=[
            (Claim.Proof.NIB, _("I know the NIB of the business")),
            (
                Claim.Proof.PHONE,
                _("I can be reached at the phone number of the record"),
            ),
            (Claim.Proof.VISIT, _("An officer shall come and see")),
            (Claim.Proof.PAPER, _("I have a paper with name and address")),
        ],
        widget=forms.RadioSelect,
        initial=Claim.Proof.NIB,
    )
    nib = forms.CharField(
        label=_("NIB"),
        required=False,
        max_length=20,
        help_text=_("13 digits; only when you prove it by the NIB."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    paper = forms.FileField(
        label=_("Photo or PDF of the paper"),
        required=False,
        help_text=_("Only when you prove it by a paper."),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/*,application/pdf", "capture": "environment"}
        ),
    )
    note = forms.CharField(
        label=_("What else shall the officer know?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def proving(self) -> Proving:
        data = self.cleaned_data
        return Proving(data["proof"], data["nib"], data["note"], data["paper"])


class ClaimCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The claimant reads it."),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You can answer once. The officer then decides anew."),
    )


class SpokenConsentForm(forms.Form):
    """The owner speaks, the officer writes."""

    name = forms.CharField(
        label=_("Name of the business"), max_length=200, help_text=_("Exactly.")
    )
    phone = forms.CharField(
        label=_("Phone number in its record"),
        max_length=30,
        help_text=_("Let the owner tell it: it shows that he is the owner."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    read_out = forms.CharField(
        label=_("Read this out word for word"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What stands here is kept as what was read out."),
    )
    given_by = forms.CharField(label=_("Who said yes?"), max_length=200)
    held_phone = forms.CharField(
        label=_("Who held the phone?"),
        max_length=200,
        help_text=_("Such as: the owner; the owner's daughter."),
    )
    may_edit = forms.BooleanField(
        label=_("My organisation may also change the record, not only see it"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("read_out", str(CONSENT_WORDS))

    def spoken(self) -> Spoken:
        data = self.cleaned_data
        return Spoken(
            data["given_by"], data["read_out"], data["held_phone"], data["may_edit"]
        )
