from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.requirements.models import RuleChange


class ChangeSetForm(forms.Form):
    title = forms.CharField(label=_("What changes, in a few words"), max_length=150)
    source = forms.CharField(
        label=_("Source: title, number, article, address"), max_length=300
    )
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    effective_on = forms.DateField(
        label=_("The day from which it holds"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ChangeForm(forms.Form):
    rule_row = forms.CharField(label=_("Rule"), max_length=30)
    kind = forms.ChoiceField(label=_("What happens"), choices=RuleChange.Kind.choices)
    toml = forms.CharField(
        label=_("The rule as text (TOML)"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 26, "class": "code", "spellcheck": "false"}
        ),
    )


class DecisionForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class FeedForm(forms.Form):
    file = forms.FileField(
        label=_("File of notifications (CSV)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class FlagForm(forms.Form):
    note = forms.CharField(
        label=_("Why it does not concern the rule"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )


class FollowForm(forms.Form):
    family = forms.SlugField(label=_("Product"))
    market = forms.CharField(label=_("Market"), max_length=2)
