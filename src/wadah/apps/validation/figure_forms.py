"""The form of an organisation's own figure of a step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.requirements.step_files import list_subjects, read_packaged_steps
from wadah.apps.validation.way_pages import name_subject

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# What is done to a subject and may cost another sum than getting it.
_OFFERED = (
    "", "renew_document", "extend_scope", "test_lot", "retest_with_method",
    "rework_lot", "treat",
)  # fmt: skip


def action_words(code: str) -> str:
    """What is done, in words."""
    return {
        "": pgettext("step", "whatever is done"),
        "renew_document": pgettext("step", "renew it"),
        "extend_scope": pgettext("step", "have its scope widened"),
        "test_lot": pgettext("step", "test a lot"),
        "retest_with_method": pgettext("step", "test again with a method"),
        "rework_lot": pgettext("step", "rework the lot"),
        "treat": pgettext("step", "have it treated"),
    }.get(code, code)


class StepFigureForm(forms.Form):
    """A range of money and days of one step, with its source."""

    subject = forms.ChoiceField(label=_("Paper, test or preparation"))
    action = forms.ChoiceField(label=_("For what"), required=False)
    cost_low_idr = forms.IntegerField(
        label=_("Lowest cost (IDR)"), required=False, min_value=0
    )
    cost_high_idr = forms.IntegerField(
        label=_("Highest cost (IDR)"), required=False, min_value=0
    )
    days_low = forms.IntegerField(label=_("Fewest days"), required=False, min_value=0)
    days_high = forms.IntegerField(label=_("Most days"), required=False, min_value=0)
    source = forms.CharField(
        label=pgettext_lazy("a figure", "Where from"),
        max_length=300,
        help_text=_("Tariff, offer or receipt, with its date."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    valid_from = forms.DateField(label=_("Valid from"), widget=DATE)
    ended_on = forms.DateField(
        label=_("No longer used from"),
        widget=DATE,
        required=False,
        help_text=_("A figure is closed and never deleted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, book = get_language() or "id", read_packaged_steps()
        subject: Any = self.fields["subject"]
        names = [*list_subjects(), *read_vocabulary().parameters]
        pairs = {name: name_subject(name, language, book) for name in names}
        subject.choices = [
            ("", "…"),
            *sorted(pairs.items(), key=lambda pair: pair[1].casefold()),
        ]
        action: Any = self.fields["action"]
        action.choices = [(code, action_words(code)) for code in _OFFERED]
