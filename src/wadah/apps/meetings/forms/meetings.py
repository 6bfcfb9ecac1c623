"""What an officer fills in for a meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.meetings.models import Meeting


class MeetingForm(forms.Form):
    """When and where."""

    starts_at = forms.DateTimeField(
        label=_("Day and hour"),
        help_text=_("Western Indonesia Time (WIB)."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=5, max_value=480, initial=30
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        help_text=_("An address, a room, or a video call with its link."),
    )


class ClosingForm(forms.Form):
    """What came of it; a meeting without a next step is not closed."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Meeting.Outcome.choices)
    notes = forms.CharField(
        label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    next_step = forms.CharField(
        label=_("Next step"),
        max_length=200,
        help_text=_("What will be done, in a few words."),
    )
    next_step_owner = forms.CharField(
        label=_("Who does it"), max_length=120, help_text=_("One person by name.")
    )
    next_step_due_on = forms.DateField(
        label=_("By when"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
