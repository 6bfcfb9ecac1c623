"""What is said about a participant: whether it comes, and whom it wishes to meet."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.queries.request import visible_buyers
from wadah.apps.meetings.forms.slots import SlotField, SlotsField
from wadah.apps.meetings.models import Event, PairRule, Participant, Wish
from wadah.apps.registry.queries.business import visible_businesses

LANGUAGES = (
    ("id", _("Indonesian")),
    ("en", _("English")),
    ("zh", _("Chinese")),
    ("ja", _("Japanese")),
    ("ar", _("Arabic")),
    ("de", _("German")),
    ("th", _("Thai")),
)
MOST_FOUND = 20


class ParticipantForm(forms.Form):
    """A business or a buyer found by its name."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)

    def found(self, actor: Actor) -> tuple[list[Any], list[Any]]:
        """Businesses and buyers in sight whose name holds the words."""
        words = self.cleaned_data["q"].strip() if self.is_valid() else ""
        if not words:
            return [], []
        businesses = visible_businesses(actor).filter(name__icontains=words)
        buyers = visible_buyers(actor).filter(name__icontains=words)
        return list(businesses[:MOST_FOUND]), list(buyers[:MOST_FOUND])


class AnswerForm(forms.Form):
    """Whether the participant comes, what it speaks, when it is not there."""

    is_coming = forms.TypedChoiceField(
        label=_("Do you come?"),
        choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    closed_slots = SlotsField(
        label=_("Hours in which you are not there"), required=False
    )

    def __init__(self, data: Any = None, *, participant: Participant) -> None:
        initial = {
            "is_coming": "no" if participant.state == "declined" else "yes",
            "languages": participant.languages,
            "closed_slots": participant.closed_slots.all(),
        }
        super().__init__(data, initial=initial)
        cast(SlotsField, self.fields["closed_slots"]).offer(participant.event)


class WishForm(forms.Form):
    """One wish; nothing chosen takes it back."""

    towards = forms.IntegerField(widget=forms.HiddenInput)
    grade = forms.TypedChoiceField(
        label=_("Would you like to meet?"),
        choices=[("", pgettext_lazy("wish", "nothing said")), *Wish.Grade.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(label=_("If not: why"), max_length=200, required=False)


class PairRuleForm(forms.Form):
    """What the organiser decides about a pair."""

    other = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("The organiser decides"),
        choices=[("", pgettext_lazy("pair", "nothing")), *PairRule.Kind.choices],
        required=False,
    )
    slot = SlotField(label=_("Slot"), required=False)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        cast(SlotField, self.fields["slot"]).offer(event)
