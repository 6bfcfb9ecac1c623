"""What an officer fills in for an event."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.meetings.actions.create_event import EventValues
from wadah.apps.meetings.models import Event
from wadah.core.meetings import DayPlan

ZONES = (
    ("Asia/Jakarta", _("Western Indonesia Time (WIB)")),
    ("Asia/Makassar", _("Central Indonesia Time (WITA)")),
    ("Asia/Jayapura", _("Eastern Indonesia Time (WIT)")),
    ("Asia/Singapore", _("Singapore")),
    ("Asia/Bangkok", _("Bangkok")),
    ("Asia/Tokyo", _("Tokyo")),
    ("Australia/Sydney", _("Sydney")),
    ("Europe/Berlin", _("Berlin")),
    ("Europe/London", _("London")),
)


def _day(label: Any, text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _hour(label: Any, initial: time, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        initial=initial,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


class EventForm(forms.Form):
    """Days, hours, tables; all of it can be read back on the page of the event."""

    name = forms.CharField(label=_("Name of the event"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200)
    kind = forms.ChoiceField(label=_("How people meet"), choices=Event.Kind.choices)
    time_zone = forms.ChoiceField(label=_("Time of the place"), choices=ZONES)
    first_on = _day(_("First day"))
    last_on = _day(_("Last day"))
    wishes_until = _day(
        _("Wishes until"),
        _("Until this day participants say whom they would like to meet."),
    )
    starts = _hour(_("The day starts at"), time(9))
    ends = _hour(_("The day ends at"), time(16))
    minutes = forms.IntegerField(
        label=_("Minutes of a meeting"), min_value=5, max_value=480, initial=20,
        help_text=_("Fifteen is short, twenty usual, thirty at large fairs."),
    )  # fmt: skip
    buffer_minutes = forms.IntegerField(
        label=_("Minutes between two meetings"), min_value=0, max_value=240, initial=5
    )
    lunch_from = _hour(_("Pause from"), time(12), required=False)
    lunch_to = _hour(_("Pause until"), time(13), required=False)
    halls = forms.CharField(
        label=pgettext_lazy("furniture", "Tables"), max_length=500, initial="10",
        help_text=_("A number, or each hall with its tables: Hall: 8, Terrace: 4."),
    )  # fmt: skip
    walking_minutes = forms.IntegerField(
        label=_("Minutes to walk between halls"), min_value=0, max_value=120, initial=0
    )
    interpreters = forms.CharField(
        label=_("Interpreters"), max_length=200, required=False,
        help_text=_("Language and how many at a time, for example: zh: 2, ja: 1."),
    )  # fmt: skip
    seller_minimum = forms.IntegerField(
        label=_("Meetings of a business at least"), min_value=0, max_value=50,
        initial=1, help_text=_("Served first, never promised."),
    )  # fmt: skip
    seller_maximum = forms.IntegerField(
        label=_("Meetings of a business at most"), min_value=1, max_value=50, initial=8
    )

    def clean_halls(self) -> tuple[tuple[str, int], ...]:
        written = self.cleaned_data["halls"].strip()
        if written.isdecimal():
            return (("", int(written)),)
        return self._counts(written, _("Write a number, or Hall: 8, Terrace: 4."))

    def clean_interpreters(self) -> tuple[tuple[str, int], ...]:
        written = self.cleaned_data["interpreters"].strip()
        if not written:
            return ()
        return self._counts(written, _("Write language and number: zh: 2, ja: 1."))

    def _counts(self, written: str, advice: Any) -> tuple[tuple[str, int], ...]:
        rows = []
        for part in written.split(","):
            name, colon, count = part.rpartition(":")
            if not colon or not name.strip() or not count.strip().isdecimal():
                raise forms.ValidationError(advice)
            rows.append((name.strip(), int(count)))
        return tuple(rows)

    def event_values(self) -> EventValues:
        data = self.cleaned_data
        days = (
            "first_on", "last_on", "starts", "ends", "minutes", "buffer_minutes",
            "lunch_from", "lunch_to",
        )  # fmt: skip
        rest = (
            "name", "kind", "place", "time_zone", "wishes_until", "halls",
            "interpreters", "walking_minutes", "seller_minimum", "seller_maximum",
        )  # fmt: skip
        return EventValues(
            **{name: data[name] for name in rest},
            days=DayPlan(**{name: data[name] for name in days}),
        )
