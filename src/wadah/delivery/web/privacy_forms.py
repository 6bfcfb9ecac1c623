"""Forms about personal data. They read; the actions decide."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.models import DataRequest

KINDS = (
    (DataRequest.Kind.CORRECTION, _("Correct something")),
    (DataRequest.Kind.RESTRICTION, _("Use my data less: hide my business for now")),
    (DataRequest.Kind.ERASURE, _("Erase me")),
)


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("I want to"), choices=KINDS)
    text = forms.CharField(
        label=_("Which data, and what should they be?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DecideForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (DataRequest.State.DONE, _("done")),
            (DataRequest.State.REFUSED, _("refused")),
        ],
    )
    answer = forms.CharField(
        label=_("Answer to the person"),
        help_text=_("What was done, or why not, in plain words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BreachForm(forms.Form):
    title = forms.CharField(label=_("Short name"), max_length=200)
    noticed_at = forms.DateTimeField(
        label=_("Noticed at"),
        help_text=_("From here the three days are counted."),
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
        ),
    )
    what_happened = forms.CharField(
        label=_("What happened, when and how"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    data_kinds = forms.CharField(
        label=_("Which data"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    persons = forms.IntegerField(
        label=_("How many people, as far as known"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
    )
    measures = forms.CharField(
        label=_("What was done about it"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ToldForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Who was told"),
        choices=[
            ("office", _("the office for data protection")),
            ("people", _("the people concerned")),
        ],
    )
    told_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
        ),
    )


class ExportLogForm(forms.Form):
    """The filter of the log; what cannot be read filters nothing."""

    q = forms.CharField(required=False, max_length=100)
    what = forms.CharField(required=False, max_length=60)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
