"""Until when members answer, and what a member says."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.matching.forms.fields import day_field

# A member reads it within a week; the officer may say another day.
DAYS_TO_ANSWER = timedelta(days=7)


class LastDayForm(forms.Form):
    """The last day on which members answer."""

    expires_on = day_field(_("Members answer until"))


class ShareAnswerForm(forms.Form):
    """Why not, in the words of the member; he need not say."""

    reason = forms.CharField(
        label=_("If not: why?"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
